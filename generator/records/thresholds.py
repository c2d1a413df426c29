"""Judge the numbers of a policy: units, values, scopes and periods of its criteria, targets and spans of time.

Gets one policy, yields faults with their path in the record. What fits what is read from the schemas through
:mod:`generator.model.measures`; no brand is judged here.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from generator.model.measures import WHOLE_UNITS, Measure, allowed_of, measure, target_measure
from generator.model.policy import Policy
from generator.model.policy_process import Quantity
from generator.model.policy_standard import Criterion, Target
from generator.records.shape import Fault, Path
from generator.schema_text import label, title
from generator.text import chinese_number, quantity

_LOWER: Final = frozenset({">=", ">"})
"""Comparisons that set a lower bound."""
_OPEN: Final = frozenset({">", "<"})
_ENGLISH: Final = {"没有数能满足": "no figure satisfies", "什么数都能满足": "every figure satisfies"}


def check_thresholds(policy: Policy) -> Iterator[Fault]:
    """Every number of *policy* that no record could be held against, and every pair that cannot stand together."""
    for index, criterion in enumerate(policy.criteria):
        if criterion.field:
            yield from _check_criterion(criterion, ("criteria", index))
    yield from _check_pairs(policy.criteria)
    for index, target in enumerate(policy.targets):
        yield from _check_target(target, ("targets", index))
    for path, span in _quantities(policy):
        yield from _check_quantity(span, path)


def _check_criterion(criterion: Criterion, path: Path) -> Iterator[Fault]:
    assert criterion.field is not None
    kind = measure(criterion.field)
    yield from _check_number(criterion.op, criterion.value, criterion.unit, kind, path)
    if criterion.scope and criterion.scope not in kind.scopes:
        words = {
            "title": kind.title,
            "key": kind.name,
            "scope": label("policy:criteria.scope", criterion.scope),
            "scope_en": criterion.scope,
        }
        yield Fault((*path, "scope"), "C604", {**words, **_allowed(kind.scopes)})
    if criterion.period and criterion.period not in kind.periods:
        words = {
            "title": kind.title,
            "key": kind.name,
            "period": label("policy:criteria.period", criterion.period),
            "period_en": criterion.period,
        }
        yield Fault((*path, "period"), "C605", {**words, **_allowed(kind.periods)})


def _allowed(choices: tuple[str, ...]) -> dict[str, str]:
    return {"allowed": written(choices)}


def written(choices: tuple[str, ...]) -> str:
    """*choices* as they stand in YAML: what begins with a sign is quoted."""
    return "、".join(choice if choice[0].isalnum() else f'"{choice}"' for choice in choices)


def _check_number(op: str | None, value: float | None, unit: str | None, kind: Measure, path: Path) -> Iterator[Fault]:
    """The unit first: a number in the wrong unit says nothing more."""
    if op is None or value is None or unit is None:
        return
    if unit not in kind.units:
        yield Fault(
            (*path, "unit"), "C601", {"title": kind.title, "key": kind.name, "unit": unit, **_allowed(kind.units)}
        )
    elif words := impossible(value, unit, kind):
        yield Fault((*path, "value"), "C602", words)
    elif verdict := _emptiness(op, value, unit, kind):
        demand = (
            f"{label('policy:targets.op' if op in {'~', '=='} else 'policy:criteria.op', op)} {quantity(value, unit)}"
        )
        words = {"verdict": verdict, "verdict_en": _ENGLISH[verdict], "title": kind.title, "key": kind.name}
        yield Fault((*path, "value"), "C603", {**words, "demand": demand, "demand_en": f"{op} {value:,.10g}"})


def impossible(value: float, unit: str, kind: Measure) -> dict[str, str]:
    """The words for a value no figure of *kind* can have: half a person, more than all; nothing for a sound one."""
    words = {"title": kind.title, "key": kind.name, "value": quantity(value, unit)}
    if unit in WHOLE_UNITS and not float(value).is_integer():
        return {**words, "fix": "只写整数；“1.5 万”写成 15000", "fix_en": "write a whole number"}
    if unit == "%" and kind.maximum is not None and value > kind.maximum:
        limit = chinese_number(kind.maximum)
        return {**words, "fix": f"写 {limit} 以内的百分数", "fix_en": f"write at most {kind.maximum:g}"}
    return {}


def _emptiness(op: str, value: float, unit: str, kind: Measure) -> str:
    """Whether no figure at all, or every figure, would satisfy the demand: counts begin at one, shares end at 100."""
    least = 1 if unit in WHOLE_UNITS else 0
    most = kind.maximum if kind.maximum is not None else float("inf")
    never = {">": value >= most, ">=": value > most, "<": value <= least, "<=": value < least}
    always = {">=": value <= 0, "<=": value >= most, "<": value > most}
    if never.get(op, value > most):
        return "没有数能满足"
    return "什么数都能满足" if always.get(op) else ""


def _check_target(target: Target, path: Path) -> Iterator[Fault]:
    if target.measure is None:
        return
    kind = target_measure(target.measure)
    yield from _check_number(target.op, target.value, target.unit, kind, path)
    if target.upper is None or target.value is None or target.unit not in kind.units:
        return
    if words := impossible(target.upper, target.unit, kind):
        yield Fault((*path, "upper"), "C602", words)
    elif target.upper <= target.value:
        words = {"upper": quantity(target.upper, target.unit), "value": quantity(target.value, target.unit)}
        yield Fault((*path, "upper"), "C606", words)


def _quantities(policy: Policy) -> Iterator[tuple[Path, Quantity]]:
    """Every length of time or of text the policy names, with its place."""
    for index, material in enumerate(policy.materials):
        if material.length:
            yield ("materials", index, "length"), material.length
    for index, step in enumerate(policy.procedure):
        if step.period:
            yield ("procedure", index, "period"), step.period
    if policy.term:
        yield ("term", "period"), policy.term.period
    if policy.assessment and policy.assessment.after:
        yield ("assessment", "after"), policy.assessment.after
    if policy.figures_within:
        yield ("figures_within", "period"), policy.figures_within.period


def _check_quantity(span: Quantity, path: Path) -> Iterator[Fault]:
    key = ".".join(part for part in path if isinstance(part, str))
    place = {"title": title(f"policy:{key}"), "key": key}
    units = allowed_of("policy", path, "x-units")
    if span.unit not in units:
        yield Fault((*path, "unit"), "C601", {**place, "unit": span.unit, **_allowed(units)})
    ops = allowed_of("policy", path, "x-ops")
    if ops and span.op not in ops:
        words = {**place, "op": span.op, **_allowed(ops)}
        yield Fault((*path, "op"), "C607", words)


def _check_pairs(criteria: tuple[Criterion, ...]) -> Iterator[Fault]:
    """Two thresholds on the same figure of the same brands are one too many, or cannot both be met."""
    earlier: dict[tuple[str | None, ...], list[Criterion]] = defaultdict(list)
    for index, criterion in enumerate(criteria):
        if not criterion.field:
            continue
        key = (criterion.field, criterion.unit, criterion.scope, _period(criterion), criterion.level, criterion.stage)
        for other in earlier[key]:
            code = _clash(other, criterion)
            if code:
                words = {"title": measure(criterion.field).title, "key": criterion.field, "other": other.id}
                demands = {"one": _demand(other), "two": _demand(criterion)}
                signs = {"one_en": _signs(other), "two_en": _signs(criterion)}
                place = "value" if code == "C611" else "field"
                yield Fault(("criteria", index, place), code, {**words, **demands, **signs})
                break
        earlier[key].append(criterion)


def _period(criterion: Criterion) -> str | None:
    """The period asked for; where the figure's name leaves only one, leaving it out says the same."""
    assert criterion.field is not None
    periods = measure(criterion.field).periods
    return criterion.period or (periods[0] if len(periods) == 1 else None)


def _demand(criterion: Criterion) -> str:
    assert criterion.op is not None
    assert criterion.value is not None
    return f"{label('policy:criteria.op', criterion.op)} {quantity(criterion.value, criterion.unit or '')}"


def _signs(criterion: Criterion) -> str:
    return f"{criterion.op} {criterion.value:,.10g}"


def _clash(one: Criterion, other: Criterion) -> str:
    """The rule that two criteria on the same figure break together, if any."""
    if (one.any_of or other.any_of) and not _is_moot(one, other):
        return ""
    if not (_meet(one.categories, other.categories) and _meet(one.kinds, other.kinds)):
        return ""
    if (one.op in _LOWER) is (other.op in _LOWER):
        # 「应当 5000，力争 1 万」are two demands of different weight on one figure.
        return "C610" if one.strength == other.strength else ""
    lower, upper = (one, other) if one.op in _LOWER else (other, one)
    assert lower.value is not None
    assert upper.value is not None
    open_ended = lower.op in _OPEN or upper.op in _OPEN
    return "C611" if lower.value > upper.value or (lower.value == upper.value and open_ended) else ""


def _is_moot(one: Criterion, other: Criterion) -> bool:
    """Whether one of the two is an alternative that the other, asked of everybody, fulfils already."""
    if one.any_of and other.any_of:
        return False
    single, choice = (other, one) if one.any_of else (one, other)
    if (single.op in _LOWER) is not (choice.op in _LOWER):
        return False
    assert single.value is not None
    assert choice.value is not None
    return single.value >= choice.value if single.op in _LOWER else single.value <= choice.value


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists of what is covered have something in common; an empty one covers all."""
    return not one or not other or bool(set(one) & set(other))
