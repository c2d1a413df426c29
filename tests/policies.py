"""Policy records made of the schema's own vocabulary: sound by their shape, otherwise arbitrary.

Every choice of every enumeration can come up, in any combination the schema lets through; texts, ids, dates and
codes come from short lists, so that references meet their targets and dates their order about as often as not.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from generator.schema_text import Schema, read_schema

SCHEMA: Final = read_schema("policy")

_DATES: Final = ("2021", "2022-04", "2022-04-18", "2024-02-29", "2025-12-31", "2030")
_IDS: Final = ("a", "b", "c", "d", "e", "hubei-2022", "qianjiang-2023", "nowhere-1999")
_LEAVES: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "id": st.sampled_from(_IDS),
    "word": st.sampled_from(["工", "匠", "潜江", "餐饮类", "100%", "“引号”", "<b>", "第一 类"]),
    "line": st.sampled_from(["湖北省实施意见", "某局", "认定满 1 年", "A & B", "{{ 名称 }}"]),
    "markdown": st.sampled_from(["规定。", "# 标题\n\n- 一\n- 二", "*不成对 <i>", "| 表 |"]),
    "url": st.just("https://www.hubei.gov.cn/a.html"),
    "date": st.sampled_from(_DATES),
    "day": st.sampled_from(["2026-11-22", "2020-01-01"]),
    "clause": st.sampled_from(["一", "二（三）", "附件 1", "第三条第（二）款"]),
    "text": st.sampled_from(["有一条规定。", "达到 100%。", "a < b"]),
}
_PATTERNS: Final = (
    ("000000", st.sampled_from(["000000", "420000", "429005", "350500", "999999"])),
    ("[1-9][0-9]{5}", st.sampled_from(["429005", "420100", "350427", "999999"])),
    ("[A-T]", st.sampled_from(["A", "H62", "C19", "M99"])),
)
_NUMBERS: Final = (0, 0.5, 1, 3, 5, 60, 99.5, 100, 120, 2000, 5000, 3e9, 1e15)
_WHOLE: Final = (0, 1, 2, 5, 10, 5000)


def policies() -> st.SearchStrategy[dict[str, Any]]:
    """Records of policies, each valid by the schema."""
    return _of(SCHEMA)


def _of(node: Schema) -> st.SearchStrategy[Any]:
    """Values of the definition *node*."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return _LEAVES[name] if name in _LEAVES else _of(SCHEMA["$defs"][name])
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    kind = node["type"]
    if kind == "object":
        return st.one_of([_object(node, *form) for form in _forms(node)])
    if kind == "array":
        items = _of(node["items"])
        unique = repr if node.get("uniqueItems") else None
        least = node["minItems"]
        return st.lists(items, min_size=least, max_size=max(least, 3), unique_by=unique)
    if kind in {"number", "integer"}:
        low: float = node.get("minimum") or node.get("exclusiveMinimum") or 0
        high: float = node.get("maximum") or float("inf")
        numbers: tuple[float, ...] = _WHOLE if kind == "integer" else _NUMBERS
        above = "exclusiveMinimum" in node
        return st.sampled_from([value for value in numbers if low <= value <= high and not (above and value == low)])
    return next(values for start, values in _PATTERNS if start in node["pattern"])


def _object(node: Schema, required: frozenset[str], barred: frozenset[str], fixed: Schema) -> st.SearchStrategy[Any]:
    """Objects with the *required* keys and some others, none of the *barred*."""
    required |= frozenset(node.get("required", ()))
    values = {key: st.just(fixed[key]) if key in fixed else _of(child) for key, child in node["properties"].items()}
    return st.fixed_dictionaries(
        {key: value for key, value in values.items() if key in required},
        optional={key: value for key, value in values.items() if key not in required | barred},
    )


def _forms(node: Schema) -> Iterator[tuple[frozenset[str], frozenset[str], Schema]]:
    """Which keys go together: the ways through ``if``, ``oneOf`` and ``dependentRequired`` of the schema."""
    keys = frozenset(node["properties"])
    numbers = frozenset({"op", "value", "unit"})
    if "field" in keys:
        yield numbers | {"field"}, frozenset(), {"kind": "threshold"}
        yield frozenset(), numbers | {"field", "scope", "period"}, {"kind": "attestation"}
    elif "upper" in keys:
        yield frozenset(), numbers | {"measure", "upper"}, {}
        yield numbers | {"measure", "upper"}, frozenset(), {"op": "between"}
        for op in (">=", ">", "==", "~"):
            yield numbers | {"measure"}, frozenset({"upper"}), {"op": op}
    elif keys == {"policy", "title", "number"}:
        yield frozenset({"policy"}), frozenset({"title", "number"}), {}
        yield frozenset({"title"}), frozenset({"policy"}), {}
    elif "amount" in keys:
        yield frozenset({"amount", "unit"}), frozenset(), {}
        yield frozenset(), frozenset({"amount", "unit"}), {}
    elif "industries" in keys:
        yield frozenset({"basis"}), frozenset(), {}
        yield frozenset(), frozenset({"industries", "categories"}), {}
    else:
        yield frozenset(), frozenset(), {}
