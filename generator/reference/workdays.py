"""Working days of China: Monday to Friday, less the State Council's holidays, plus its working weekends.

Gets two days, gives how many working days lie between them. The yearly arrangement is known for some years only
(package chinesecalendar); beyond them weekdays are counted and the answer says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import chinese_calendar

_SATURDAY: Final = 5
_DECEMBER: Final = 12
_NEW_YEAR_REACHES_BACK_TO: Final = 25
"""New Year's arrangement comes with the next year's and has moved days off and on from late December: 2018-12-29."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """A number of working days."""

    count: int
    estimated: bool = False
    """Whether the holidays of some day counted are not published yet, so that only weekends were left out."""


def count_workdays(first: date, last: date) -> Workdays:
    """Working days from *first* to *last*, both included; none where *last* lies before *first*."""
    count, estimated = 0, False
    for day in _days(first, last):
        works, guessed = _works(day)
        count += works
        estimated = estimated or guessed
    return Workdays(count, estimated)


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(offset)


@lru_cache(maxsize=4096)
def _works(day: date) -> tuple[bool, bool]:
    """Whether *day* is a working day, and whether that is a guess."""
    try:
        works = bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the package says so of years whose arrangement it does not know
        return day.weekday() < _SATURDAY, True
    return works, _may_still_change(day)


def _may_still_change(day: date) -> bool:
    """Whether *day* lies so late in the last known year that the next year's arrangement may move it."""
    if (day.month, day.day) < (_DECEMBER, _NEW_YEAR_REACHES_BACK_TO):
        return False
    try:
        chinese_calendar.is_workday(date(day.year + 1, 1, 1))
    except NotImplementedError:
        return True
    return False
