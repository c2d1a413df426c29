"""Rules of naming: how a name comes apart, and what the policies of the place ask of it (N)."""

from typing import Final

from generator.diagnostics import Rule, Severity

_E = Severity.ERROR

NAMING: Final = (
    Rule(
        "N301",
        _E,
        "full 和拆开的三部分连写一样，是多余的",
        "full repeats the three parts",
        "删掉 full",
        "remove full",
        "只有全名不等于三部分连写时才写 full。",
    ),
    Rule(
        "N302",
        _E,
        "名称的“{part}”部分（{value}）不在全名“{full}”里",
        "the {part} part ({value}) is not in the full name {full}",
        "三部分都要是全名里的字",
        "each part must be taken from the full name",
        "三部分是把全名拆开，不是另外起名。",
    ),
    Rule(
        "N303",
        _E,
        "名称只有一部分，连不成名字",
        "a name needs at least two parts, or full",
        "补上行业或工种，或写 full",
        "add industry or worker, or write full",
        "政策规定的命名形式是“地域＋行业＋人”。",
    ),
)
