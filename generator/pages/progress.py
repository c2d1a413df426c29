"""A policy's targets as readers meet them: what is wanted, by when, and how far the directory's own count goes.

Gets targets with their counts, gives rows for components/progress.html.jinja. A bar never stands for the
authorities' own result, and where nothing is counted the row says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.catalog.targets import Tally, TargetCount, has_reached
from generator.model.brand import Date
from generator.model.dates import is_over, last_day
from generator.model.policy_standard import Target
from generator.pages.charts import percentage
from generator.schema_text import label
from generator.text import chinese_date, quantity

_WHOLE: Final = 100.0


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One place with its count and how that stands to the number each place should reach."""

    name: str
    count: int
    word: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A count drawn against the number to reach."""

    words: str
    """The count against the number: ``2 个，目标 200 个``."""
    length: float
    """Of the bar's whole width, in per cent."""
    least: float | None
    """Where the lower end of a span stands, in per cent."""
    of: str
    as_of: str
    notes: tuple[str, ...]
    units: tuple[UnitRow, ...]
    rest: int | None
    """How many places have no brand at all, where places have a number each."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One thing to be reached."""

    id: str
    text: str
    clause: str
    amount: str | None
    by: str | None
    left: str | None
    """Whether the day has passed, or how many days are left."""
    passed: bool
    progress: Progress | None
    reason: str | None


def list_targets(counts: Sequence[TargetCount], as_of: Date) -> tuple[TargetRow, ...]:
    """The rows of all targets, in the document's order."""
    return tuple(_row(count, as_of) for count in counts)


def amount_text(target: Target) -> str | None:
    """The number wanted: ``50 个左右``, ``每市 3—5 个``; none where the document names none."""
    if target.value is None:
        return None
    number = quantity(target.value, target.unit or "")
    if target.op == "between" and target.upper is not None:
        amount = f"{target.value:g}—{quantity(target.upper, target.unit or '')}"
    elif target.op == "~":
        amount = f"{number}{label('policy:targets.op', target.op)}"
    elif target.op == "==":
        amount = number
    else:
        amount = f"{label('policy:targets.op', target.op or '==')} {number}"
    return f"{label('policy:targets.per', target.per)} {amount}" if target.per else amount


def _row(count: TargetCount, as_of: Date) -> TargetRow:
    target = count.target
    passed = target.by is not None and is_over(target.by, as_of)
    return TargetRow(
        id=target.id,
        text=target.text,
        clause=target.clause,
        amount=amount_text(target),
        by=chinese_date(target.by) if target.by else None,
        left=_left(target.by, as_of, passed=passed) if target.by else None,
        passed=passed,
        progress=_progress(target, count.tally) if count.tally else None,
        reason=count.reason,
    )


def _left(by: Date, as_of: Date, *, passed: bool) -> str:
    if passed:
        return "期限已过"
    days = (last_day(by) - date.fromisoformat(as_of)).days
    return f"还有 {days:,} 天" if days else "今天到期"


def _progress(target: Target, tally: Tally) -> Progress:
    value = target.value or 0
    whole = tally.total or 0
    if target.measure == "coverage":
        words = f"{whole:,} 个{tally.place_word}里 {tally.count:,} 个有（{percentage(tally.count, whole)}）"
        length, least = _share(tally.count, whole), value if value < _WHOLE else None
    elif tally.total is not None:
        words = f"{whole:,} 个{tally.place_word}里 {tally.count:,} 个够数"
        length, least = _share(tally.count, whole), None
    else:
        amount = amount_text(target) or ""
        space = " " if amount[:1].isdigit() else ""
        words = f"{tally.count:,} {target.unit or ''}，目标{space}{amount}"
        length, least = _share(tally.count, target.upper or value), None
        if target.upper:
            least = _share(value, target.upper)
    return Progress(
        words=words,
        length=length,
        least=least,
        of=tally.of,
        as_of=chinese_date(tally.as_of),
        notes=tally.notes,
        units=tuple(UnitRow(unit.name, unit.count, _word(target, unit.count)) for unit in tally.units),
        rest=whole - len(tally.units) if target.per else None,
    )


def _word(target: Target, count: int) -> str:
    if has_reached(target, count):
        return "够数"
    return "超出" if target.upper is not None and count > target.upper else "不到"


def _share(part: float, whole: float) -> float:
    """*part* of *whole* in per cent, never more than the bar is wide."""
    return round(min(_WHOLE, _WHOLE * part / whole), 2) if whole else 0.0
