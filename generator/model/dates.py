"""Dates as sources give them: a year, a month or a day, and what can surely be said of them.

Gets dates as written and days, gives truths and edges. Never guesses a month or a day that was not written.
"""

from calendar import monthrange
from datetime import date

from generator.model.brand import Date


def has_begun(written: Date, day: str) -> bool:
    """Whether the year, month or day *written* has begun on *day* (``YYYY-MM-DD``)."""
    return written <= day[: len(written)]


def is_over(written: Date, day: str) -> bool:
    """Whether the year, month or day *written* lies wholly before *day*."""
    return written < day[: len(written)]


def precedes(one: Date, other: Date) -> bool:
    """Whether *one* is surely earlier: dates of different precision are compared as far as both go."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def first_day(written: Date) -> date:
    """The first day that *written* can mean.

    >>> first_day("2024").isoformat(), first_day("2024-02-10").isoformat()
    ('2024-01-01', '2024-02-10')
    """
    return date(*([*map(int, written.split("-")), 1, 1][:3]))


def last_day(written: Date) -> date:
    """The last day that *written* can mean.

    >>> last_day("2024").isoformat(), last_day("2024-02").isoformat()
    ('2024-12-31', '2024-02-29')
    """
    year, month, day = [*map(int, written.split("-")), 0, 0][:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])
