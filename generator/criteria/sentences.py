"""Verdicts in plain Chinese: the word for an outcome, and one sentence that says why.

Gets a verdict, gives text for pages, data and the command line alike. Decides nothing.
"""

from collections.abc import Callable
from typing import Final

from generator.criteria.spans import length_text
from generator.model.policy_standard import Criterion
from generator.model.verdict import Inferred, Outcome, Reason, Unfit, UnfitFigure, UsedFigure, Verdict
from generator.schema_text import label
from generator.text import chinese_date, quantity

_OUTCOMES: Final = {
    Outcome.MET: "达标",
    Outcome.UNMET: "未达标",
    Outcome.UNKNOWN: "缺数据",
    Outcome.WAIVED: "可放宽",
    Outcome.NOT_APPLICABLE: "不适用",
}
_NO_PAPER: Final = "缺材料"
SHAPES: Final = {
    Outcome.MET: "●",
    Outcome.UNMET: "○",
    Outcome.UNKNOWN: "…",
    Outcome.WAIVED: "◇",
    Outcome.NOT_APPLICABLE: "—",
}
"""Beside the word, so that nothing is told by colour alone."""
_INFERRED: Final[dict[Inferred, str]] = {
    "category": "类别由编者推断，待核实。",
    "kind": "门类由编者对照行业得出，待核实。",
    "lead": "来源只是线索，待核实。",
}
_MOST_UNFIT: Final = 2


def outcome_word(outcome: Outcome, *, threshold: bool = True) -> str:
    """The word for *outcome*; what is missing is a figure or, where no number shows it, a paper."""
    if outcome is Outcome.UNKNOWN and not threshold:
        return _NO_PAPER
    return _OUTCOMES[outcome]


def verdict_word(verdict: Verdict) -> str:
    """The word for the outcome of *verdict*."""
    return outcome_word(verdict.outcome, threshold=verdict.criterion.kind == "threshold")


def threshold_words(criterion: Criterion) -> str | None:
    """The number to reach: ``不少于 5,000 人``; none for what no number shows."""
    if criterion.op is None or criterion.value is None:
        return None
    return f"{label('policy:criteria.op', criterion.op)} {quantity(criterion.value, criterion.unit or '')}"


def figure_words(figure: UsedFigure) -> str:
    """A figure with its date: ``2023 年 11 月从业人员超过 8.9 万人``."""
    amount = quantity(figure.value, figure.unit, figure.bound)
    space = " " if amount[0].isascii() else ""
    name = field_words(figure.field)
    comma = "，" if name.startswith("年") else ""  # not «2024 年年培训人数»
    return f"{chinese_date(figure.as_of)}{comma}{name}{space}{amount}"


def field_words(field: str) -> str:
    """What a field counts, in words."""
    return label("policy:criteria.field", field)


def sentence(verdict: Verdict) -> str:
    """Why the outcome is what it is, and what it rests on that is not certain."""
    doubts = "".join(_INFERRED[each] for each in verdict.inferred) if verdict.outcome in _TESTED else ""
    return _SAYERS[verdict.reason](verdict) + doubts


_TESTED: Final = frozenset({Outcome.MET, Outcome.UNMET, Outcome.WAIVED})
"""Outcomes that claim something; of what is missing no doubt need be told."""


def _reached(verdict: Verdict) -> str:
    assert verdict.figure
    return f"{figure_words(verdict.figure)}，达到“{threshold_words(verdict.criterion)}”。"


def _short(verdict: Verdict) -> str:
    assert verdict.figure
    return f"{figure_words(verdict.figure)}，没有达到“{threshold_words(verdict.criterion)}”。"


def _level_with(verdict: Verdict) -> str:
    assert verdict.figure
    return f"{figure_words(verdict.figure)}，正好是这个数，“{threshold_words(verdict.criterion)}”不包括它。"


def _no_figure(verdict: Verdict) -> str:
    criterion = verdict.criterion
    scope = f"（{label('policy:criteria.scope', criterion.scope)}）" if criterion.scope else ""
    return f"缺“{field_words(criterion.field or '')}”{scope}这个数。"


def _no_usable_figure(verdict: Verdict) -> str:
    told = "；".join(_unfit_words(each, verdict.criterion) for each in verdict.unfit[:_MOST_UNFIT])
    return f"有数，但不能用：{told}。"


def _stale(verdict: Verdict) -> str:
    assert verdict.figure
    assert verdict.span
    return f"{figure_words(verdict.figure)}，是 {length_text(verdict.span)}以前的数，不用来判断。"


def _rounded(verdict: Verdict) -> str:
    assert verdict.figure
    return f"{figure_words(verdict.figure)}，不是准数，够不够“{threshold_words(verdict.criterion)}”说不准。"


def _differ(verdict: Verdict) -> str:
    assert verdict.figure
    values = "、".join(quantity(each.value, each.unit, each.bound) for each in (verdict.figure, *verdict.rivals))
    name = field_words(verdict.figure.field)
    return f"{chinese_date(verdict.figure.as_of)}{name}有几种说法：{values}，够不够“{threshold_words(verdict.criterion)}”说不准。"


def _attested(verdict: Verdict) -> str:
    assert verdict.attestation
    date = f"{chinese_date(verdict.attestation.date)}，" if verdict.attestation.date else ""
    return f"{date}{verdict.attestation.statement.rstrip('。')}。"


def _waived(verdict: Verdict) -> str:
    waiver = verdict.criterion.waiver
    authority = (waiver.authority if waiver else None) or "认定机关"
    return f"{authority}认可放宽：{_attested(verdict)}"


def _other_level(verdict: Verdict) -> str:
    level = verdict.criterion.level
    return f"这一条用来认定{label('policy:criteria.level', level)}品牌。" if level else "这一条用于别的级别。"


def _other_category(verdict: Verdict) -> str:
    return f"这一条只用于{'、'.join(label('category', each) for each in verdict.criterion.categories)}。"


_SAYERS: Final[dict[Reason, Callable[[Verdict], str]]] = {
    "reached": _reached,
    "short": _short,
    "level-with": _level_with,
    "attested": _attested,
    "refuted": _attested,
    "waived": _waived,
    "no-figure": _no_figure,
    "no-usable-figure": _no_usable_figure,
    "stale-figure": _stale,
    "rounded-figure": _rounded,
    "figures-differ": _differ,
    "no-evidence": lambda _: "还没有证明材料。",
    "evidence-differs": lambda _: "同一时间的材料说法不一。",
    "category-unknown": lambda _: "类别还没定，不知道管不管这个品牌。",
    "kind-unknown": lambda _: "归哪个门类要由认定机关定。",
    "other-level": _other_level,
    "other-category": _other_category,
    "other-kind": lambda _: "这一条只用于别的门类。",
}


def _unfit_words(unfit: UnfitFigure, criterion: Criterion) -> str:
    faults = "，".join(_fault_words(fault, unfit.figure, criterion) for fault in unfit.faults)
    return f"{figure_words(unfit.figure)}（{faults}）"


def _fault_words(fault: Unfit, figure: UsedFigure, criterion: Criterion) -> str:
    if fault == "measure":
        return f"不是{field_words(criterion.field or '')}"
    if fault == "scope":
        return f"是{label('policy:criteria.scope', figure.scope)}" if figure.scope else "没说是谁的数"
    if fault == "unit":
        return f"单位是{figure.unit}"
    if fault == "period":
        return "是历年累计" if figure.period == "cumulative" else "没说是不是一年的数"
    return "是这一天以后的数"
