"""Numbers, quantities and dates as people read them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import chinese_date, chinese_number, quantity


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (9999, "9,999"), (10_000, "1 万"), (10_001, "10,001"), (12_300, "1.23 万"),
        (12_345, "12,345"), (85_000, "8.5 万"), (200_000, "20 万"), (99_990_000, "9,999 万"), (100_000_000, "1 亿"),
        (123_000_000, "1.23 亿"), (87_000_000_000, "870 亿"), (2.5, "2.5"), (95.0, "95"), (0.25, "0.25"), (1234.5, "1,234.5"),
    ],
)  # fmt: skip
def test_numbers(value: float, written: str) -> None:
    """Numbers are written with 万 or 亿 where that loses nothing, else in full with separators."""
    assert chinese_number(value) == written


@given(st.integers(0, 10**13))
def test_no_digit_is_lost(value: int) -> None:
    """What is written reads back as the very number."""
    number, _, unit = chinese_number(value).replace(",", "").partition(" ")
    scale = {"": 1, "万": 10_000, "亿": 100_000_000}[unit]
    assert round(float(number) * scale) == value


@pytest.mark.parametrize(
    ("value", "unit", "bound", "written"),
    [
        (200_000, "人", "over", "超过 20 万人"), (200_000, "人", None, "20 万人"), (28_110, "人", None, "28,110 人"),
        (95, "%", None, "95%"), (95.5, "%", "about", "约 95.5%"), (87_000_000_000, "元", "nearly", "近 870 亿元"), (12, "期", None, "12 期"),
    ],
)  # fmt: skip
def test_quantities(value: float, unit: str, bound: str | None, written: str) -> None:
    """A figure has its unit and its bound, set apart as Chinese typography asks."""
    assert quantity(value, unit, bound) == written


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2024", "2024 年"),
        ("2024-05", "2024 年 5 月"),
        ("2024-05-01", "2024 年 5 月 1 日"),
        ("2024-12-31", "2024 年 12 月 31 日"),
    ],
)
def test_dates(date: str, written: str) -> None:
    """A date is written as far as it is known."""
    assert chinese_date(date) == written


@given(st.dates().map(str))
def test_dates_keep_their_numbers(date: str) -> None:
    """No date gains or loses a number."""
    assert [int(each) for each in re.findall(r"\d+", chinese_date(date))] == [int(each) for each in date.split("-")]
