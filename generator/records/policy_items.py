"""Judge what the items of one policy say of each other: ids, alternatives, references, waivers.

Gets one policy and the tables it refers to, yields faults with their path in the record.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Final

from generator.model.policy import Policy
from generator.records.shape import Fault, Path
from generator.records.singly import wrong_division
from generator.reference import Divisions, read_industries
from generator.schema_text import label, title

_TRAINING: Final = frozenset({"headcount.trained", "trained_per_year", "trainings"})
"""Figures of people trained or of courses held."""
_SOFT: Final = frozenset({"aim", "may"})


def check_items(policy: Policy, divisions: Divisions) -> Iterator[Fault]:
    """Every fault between the items of *policy*."""
    for path, items in _lists_with_ids(policy):
        yield from _check_ids(path, items)
    yield from _check_alternatives(policy)
    yield from _check_references(policy)
    yield from _check_training_minima(policy)
    yield from _check_waivers(policy)
    yield from _check_codes(policy, divisions)


def _lists_with_ids(policy: Policy) -> Iterator[tuple[Path, Sequence[Any]]]:
    for key in ("kinds", "targets", "criteria", "preferences", "materials", "support"):
        yield (key,), getattr(policy, key)
    if policy.assessment:
        yield ("assessment", "grades"), policy.assessment.grades
    if policy.withdrawal:
        yield ("withdrawal", "grounds"), policy.withdrawal.grounds
        yield ("withdrawal", "effects"), policy.withdrawal.effects


def _check_ids(path: Path, items: Sequence[Any]) -> Iterator[Fault]:
    """Ids tell items apart: each once in its list."""
    taken = {item.id for item in items}
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.id in seen:
            free = next(name for number in count(2) if (name := f"{item.id}-{number}") not in taken)
            words = {"id": item.id, "title": _title(path), "key": ".".join(map(str, path)), "suggestion": free}
            yield Fault((*path, index, "id"), "C608", words)
        seen.add(item.id)


def _title(path: Path) -> str:
    return title("policy:" + ".".join(part for part in path if isinstance(part, str)))


def _check_alternatives(policy: Policy) -> Iterator[Fault]:
    sizes = Counter(criterion.any_of for criterion in policy.criteria)
    for index, criterion in enumerate(policy.criteria):
        if criterion.any_of and sizes[criterion.any_of] == 1:
            yield Fault(("criteria", index, "any_of"), "C609", {"group": criterion.any_of})


def _check_references(policy: Policy) -> Iterator[Fault]:
    """What an item points to stands in the same document."""
    kinds = [kind.id for kind in policy.kinds]
    grades = [grade.id for grade in policy.assessment.grades] if policy.assessment else []
    criteria = [criterion.id for criterion in policy.criteria]
    for index, criterion in enumerate(policy.criteria):
        yield from _missing(("criteria", index, "kinds"), criterion.kinds, "kinds", kinds)
        if criterion.waiver:
            yield from _missing(("criteria", index, "waiver", "kinds"), criterion.waiver.kinds, "kinds", kinds)
    yield from _missing(("training_minima",), policy.training_minima, "criteria", criteria)
    for index, item in enumerate(policy.support):
        if item.grade and item.grade not in grades:
            yield _no_such(("support", index, "grade"), item.grade, "assessment.grades", grades)


def _missing(path: Path, ids: Sequence[str], key: str, known: Sequence[str]) -> Iterator[Fault]:
    for position, each in enumerate(ids):
        if each not in known:
            yield _no_such((*path, position), each, key, known)


def _no_such(path: Path, each: str, key: str, known: Sequence[str]) -> Fault:
    fix = f"改成已有的：{'、'.join(known)}" if known else f"先在 {key} 里加上这一条"
    fix_en = f"use one of: {', '.join(known)}" if known else f"add it to {key} first"
    return Fault(path, "C612", {"id": each, "key": key, "fix": fix, "fix_en": fix_en})


def _check_training_minima(policy: Policy) -> Iterator[Fault]:
    fields = {criterion.id: criterion.field for criterion in policy.criteria}
    for index, each in enumerate(policy.training_minima):
        if each in fields and fields[each] not in _TRAINING:
            allowed = [key for key, field in fields.items() if field in _TRAINING]
            fix = f"改成：{'、'.join(allowed)}" if allowed else "删掉这一条"
            fix_en = f"use one of: {', '.join(allowed)}" if allowed else "remove it"
            yield Fault(("training_minima", index), "C613", {"id": each, "fix": fix, "fix_en": fix_en})


def _check_waivers(policy: Policy) -> Iterator[Fault]:
    for index, criterion in enumerate(policy.criteria):
        if criterion.waiver and criterion.strength in _SOFT:
            words = {"strength": label("policy:criteria.strength", criterion.strength), "id": criterion.id}
            yield Fault(("criteria", index, "waiver"), "C614", words, at_key=True)


def _check_codes(policy: Policy, divisions: Divisions) -> Iterator[Fault]:
    for index, focus in enumerate(policy.focus):
        if focus.division and divisions.get(focus.division) is None:
            yield wrong_division(focus.division, divisions, ("focus", index, "division"))
    for index, kind in enumerate(policy.kinds):
        for position, code in enumerate(kind.industries):
            if read_industries().get(code) is None:
                yield Fault(("kinds", index, "industries", position), "X205", {"code": code})
