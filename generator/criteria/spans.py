"""Lengths of time that policies ask for, laid along the calendar: how long a notice is, when a term is full.

Gets quantities of policies and days, gives counts, days and words. A unit that is no length of time (字) gives
nothing: that slip of a policy is told elsewhere.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from generator.model.brand import Notice
from generator.model.policy_process import Quantity
from generator.reference.workdays import Workdays, count_workdays
from generator.schema_text import label
from generator.text import quantity

_LONGEST_DAYS: Final = 36_600
"""A century: a policy that asks for more has made a slip, and no calendar reaches far beyond."""
_MONTHS: Final = {"月": 1, "年": 12}
_LEAST: Final = frozenset({">=", ">", "=="})
_COUNTED: Final = {"工作日": "个工作日", "月": "个月", "日": "天"}


@dataclass(frozen=True, slots=True)
class NoticeLength:
    """How long a notice is in the unit a policy counts in, both end days included."""

    text: str
    is_short: bool
    """Whether the policy asks for more."""
    estimated: bool
    """Whether holidays of some of its days are not published yet, so that only weekends were left out."""


def span_text(span: Quantity) -> str:
    """A demanded length of time in words: 不少于 5 个工作日."""
    length = length_text(span)
    return length if span.op == "==" else f"{label('policy:term.period.op', span.op)} {length}"


def length_text(span: Quantity) -> str:
    """The bare length: 5 个工作日, 2 年."""
    return quantity(span.value, _COUNTED.get(span.unit, span.unit))


def measure_notice(notice: Notice, span: Quantity) -> NoticeLength | None:
    """*notice* held against the least length *span*; nothing where *span* sets no least length of time."""
    if span.op not in _LEAST or span.unit == "字":
        return None
    first, last = date.fromisoformat(notice.starts), date.fromisoformat(notice.ends)
    if span.unit == "工作日":
        days = count_workdays(first, last)
        return NoticeLength(workdays_text(days), _is_less(days.count, span), days.estimated)
    days_long = max(0, (last - first).days + 1)
    if span.unit == "日":
        return NoticeLength(quantity(days_long, "天"), _is_less(days_long, span), estimated=False)
    full = span_end(first, span)
    return NoticeLength(quantity(days_long, "天"), full is None or last + timedelta(1) < full, estimated=False)


def _is_less(count: int, span: Quantity) -> bool:
    return count <= span.value if span.op == ">" else count < span.value


def workdays_text(days: Workdays) -> str:
    """A number of working days in words."""
    return quantity(days.count, "个工作日")


def span_end(first: date, span: Quantity) -> date | None:
    """The day on which *span*, counted from the day *first*, is full (「满一年」: the same day of the next year).

    Where more than the span is asked (``>``) it is the day after. Nothing for what is no time or longer than a century.
    """
    more = timedelta(span.op == ">")
    if span.unit in _MONTHS:
        months = span.value * _MONTHS[span.unit]
        return _months_later(first, months) + more if months * 30 <= _LONGEST_DAYS else None
    if span.unit == "字" or span.value > _LONGEST_DAYS:
        return None
    return (first + timedelta(span.value) if span.unit == "日" else _workdays_later(first, span.value)) + more


def _months_later(first: date, months: int) -> date:
    """The same day *months* later, or the last of that month where it has no such day (民法典 202)."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def _workdays_later(first: date, count: int) -> date:
    day = first
    while count:
        day += timedelta(1)
        count -= count_workdays(day, day).count
    return day
