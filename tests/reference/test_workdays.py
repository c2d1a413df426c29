"""Working days against the State Council's arrangements."""

from datetime import date

import pytest

from generator.reference.workdays import Workdays, count_workdays


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2026-11-20", "2026-11-20", 1),
        ("2026-11-21", "2026-11-22", 0),
        ("2026-11-20", "2026-11-23", 2),
        ("2026-11-16", "2026-11-20", 5),
        ("2026-11-23", "2026-11-20", 0),
        ("2026-10-01", "2026-10-07", 0),  # National Day
        ("2026-10-10", "2026-10-10", 1),  # a Saturday worked for it
        ("2026-09-29", "2026-10-09", 4),
        ("2018-12-29", "2019-01-02", 2),  # Saturday worked, Monday off, by the arrangement of the year after
    ],
)
def test_days_are_counted_by_the_arrangement(first: str, last: str, count: int) -> None:
    """Both end days count; holidays and weekends do not, working weekends do."""
    assert count_workdays(date.fromisoformat(first), date.fromisoformat(last)) == Workdays(count)


@pytest.mark.parametrize(("first", "last"), [("2099-01-01", "2099-01-07"), ("1999-10-01", "1999-10-07")])
def test_years_without_arrangement_are_estimated(first: str, last: str) -> None:
    """Where no arrangement is known only weekends are left out, and the answer says so."""
    assert count_workdays(date.fromisoformat(first), date.fromisoformat(last)) == Workdays(5, estimated=True)


def test_the_last_days_of_the_last_known_year_may_still_move() -> None:
    """New Year's arrangement is published with the next year's, so late December is a guess until it is there."""
    year = next(
        year for year in range(2026, 2099) if count_workdays(date(year + 1, 2, 1), date(year + 1, 2, 1)).estimated
    )
    assert not count_workdays(date(year, 12, 1), date(year, 12, 24)).estimated
    assert count_workdays(date(year, 12, 24), date(year, 12, 25)).estimated
    assert not count_workdays(date(year - 1, 12, 25), date(year - 1, 12, 31)).estimated
