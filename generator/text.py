"""Chinese writing of numbers, dates and bounds, as people read them.

Pure functions from values to short text; no HTML, no templates.
"""

from functools import lru_cache
from typing import Final

_BOUND_BEFORE: Final = {"over": "超过 ", "about": "约 ", "nearly": "近 "}


def _plain(value: float, decimals: int) -> str:
    """*value* without a trailing zero or point."""
    return f"{value:,.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:,.0f}"


def chinese_number(value: float) -> str:
    """Write *value* with 万 or 亿 where that loses no digit, else in full with separators.

    >>> chinese_number(200000), chinese_number(28110), chinese_number(87000000000)
    ('20 万', '28,110', '870 亿')
    """
    for unit, word in ((100_000_000, "亿"), (10_000, "万")):
        if value >= unit and (value * 100) % unit == 0:
            return f"{_plain(value / unit, 2)} {word}"
    return _plain(value, 0 if float(value).is_integer() else 2)


def quantity(value: float, unit: str, bound: str | None = None) -> str:
    """A figure with its unit: ``超过 20 万人``, ``870 亿元``, ``95%``."""
    number = chinese_number(value)
    if unit == "%":
        written = f"{number}%"
    elif number[-1] in "万亿":
        written = f"{number}{unit}"
    else:
        written = f"{number} {unit}"
    return _BOUND_BEFORE.get(bound or "", "") + written


@lru_cache(maxsize=1 << 13)  # the days of twenty years: few dates, told again and again
def chinese_date(date: str) -> str:
    """``2025-09`` as ``2025 年 9 月``; years and days alike."""
    units = ("年", "月", "日")
    return " ".join(f"{int(part)} {unit}" for part, unit in zip(date.split("-"), units, strict=False))


def date_span(first: str, last: str) -> str:
    """Two days as people say them: the year once where it is the same.

    >>> date_span("2026-11-20", "2026-11-27"), date_span("2026-12-28", "2027-01-06")
    ('2026 年 11 月 20 日到 11 月 27 日', '2026 年 12 月 28 日到 2027 年 1 月 6 日')
    """
    return f"{chinese_date(first)}到 {date_within_year(last, first)}"


def date_within_year(date: str, other: str) -> str:
    """*date* without its year where that is the year of *other*.

    >>> date_within_year("2026-11-27", "2026"), date_within_year("2027-01-06", "2026")
    ('11 月 27 日', '2027 年 1 月 6 日')
    """
    written = chinese_date(date)
    return written.partition(" 年 ")[2] if date[:4] == other[:4] and "-" in date else written
