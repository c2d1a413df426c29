"""The life of a recognition: what it has come to on a day, at the very edges of days, months and years."""

from datetime import date
from typing import Any

import pytest

from generator.criteria import PoliciesOn
from generator.criteria.demands import assessment_due, notice_demands, term_end
from generator.criteria.spans import measure_notice, span_end
from generator.life import derive_steps, is_renewed, level_on, standing_on, state_on
from generator.model.brand import Brand, Notice
from generator.model.dates import first_day, last_day, precedes
from generator.model.policy_process import Quantity
from generator.records import read_records
from tests.brands import make_brand, recognition
from tests.project import REPOSITORY

NOTICE = {"starts": "2026-11-16", "ends": "2026-11-20"}


def _step(kind: str, day: str, **more: Any) -> dict[str, Any]:
    return {"step": kind, "date": day, "source": "s1", **more}


def _brand(**fields: Any) -> Brand:
    return make_brand(recognitions=[recognition(**fields)])


def _state(day: str, **fields: Any) -> str:
    return state_on(_brand(**fields).recognitions[0], day)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2021-12-31", "recommended"), ("2022-01-01", "cultivating"), ("2023-12-31", "cultivating"), ("2024-01-01", "recommended"),
        ("2024-03-03", "recommended"), ("2024-03-04", "notice"), ("2024-03-11", "notice"), ("2024-03-31", "notice"),
        ("2024-04-01", "recognised"), ("2025-04-09", "recognised"), ("2025-04-10", "rectification"),
        ("2025-06-09", "rectification"), ("2025-06-10", "recognised"), ("2026-06-30", "recognised"), ("2026-07-01", "withdrawn"),
    ],
)  # fmt: skip
def test_each_step_begins_on_its_day(day: str, state: str) -> None:
    """A whole life: each step holds from its first day on, a month or year from the first day it can mean."""
    fields = {
        "date": "2024-04",
        "notice": {"starts": "2024-03-04", "ends": "2024-03-11"},
        "steps": [
            _step("cultivating", "2022"),
            _step("recommended", "2024"),
            _step("assessed", "2025-04-10"),
            _step("rectification", "2025-04-10", until="2025-06-01"),
            _step("rectified", "2025-06-10"),
            _step("withdrawn", "2026-07-01"),
        ],
    }
    assert _state(day, **fields) == state


@pytest.mark.parametrize(
    ("fields", "day", "state"),
    [
        ({}, "2026-11-22", "recognised"),
        ({"status": "valid"}, "2026-11-22", "recognised"),
        ({"status": "recommended"}, "2026-11-22", "recommended"),
        ({"status": "notice"}, "2026-11-22", "notice"),
        ({"status": "expired"}, "2026-11-22", "expired"),
        ({"status": "withdrawn", "date": "2024"}, "2026-11-22", "withdrawn"),
        ({"status": "rectification", "date": "2024"}, "2026-11-22", "rectification"),
        ({"status": "notice", "date": "2026-11-22"}, "2026-11-22", "recognised"),
        ({"status": "valid", "date": "2026-11-23"}, "2026-11-22", "recommended"),
        ({"status": "recommended", "notice": NOTICE}, "2026-11-16", "notice"),
        ({"status": "valid", "notice": NOTICE}, "2026-11-15", "recommended"),
        ({"status": "valid", "notice": NOTICE}, "2026-11-20", "notice"),
        ({"status": "valid", "notice": NOTICE}, "2026-11-21", "recognised"),
        ({"status": "withdrawn", "notice": NOTICE}, "2026-11-18", "withdrawn"),
        ({"status": "valid", "steps": [_step("withdrawn", "2026")]}, "2026-11-22", "withdrawn"),
    ],
)  # fmt: skip
def test_a_status_by_hand_decides_where_no_date_does(fields: dict[str, Any], day: str, state: str) -> None:
    """A status written by hand counts only where it tells more than the dates; it never hides a notice."""
    assert _state(day, **fields) == state


@pytest.mark.parametrize(
    ("fields", "day", "state"),
    [
        ({"date": "2026", "notice": NOTICE}, "2026-11-20", "notice"),
        ({"date": "2026", "notice": NOTICE}, "2026-11-21", "recognised"),
        ({"date": "2026-11-18", "notice": NOTICE}, "2026-11-20", "notice"),
        ({"date": "2026-11-01", "notice": NOTICE}, "2026-11-21", "recognised"),
        ({"steps": [_step("assessed", "2026-01")]}, "2026-11-22", "recognised"),
        ({"steps": [_step("withdrawn", "2026-12")]}, "2026-11-22", "recognised"),
        ({"steps": [_step("recommended", "2026-12")]}, "2026-11-22", "recommended"),
        ({"date": "2024", "steps": [_step("rectification", "2026-01"), _step("assessed", "2026-02")]}, "2026-11-22", "rectification"),
        ({"date": "2024", "steps": [_step("rectified", "2026-05"), _step("rectification", "2026-05")]}, "2026-11-22", "rectification"),
    ],
)  # fmt: skip
def test_what_dates_leave_open(fields: dict[str, Any], day: str, state: str) -> None:
    """A notice runs until its last day has passed; an assessment implies the recognition; one month keeps the order written."""
    assert _state(day, **fields) == state


@pytest.mark.parametrize(
    ("until", "last", "after"),
    [
        ("2026", "2026-12-31", "2027-01-01"), ("2026-02", "2026-02-28", "2026-03-01"),
        ("2024-02", "2024-02-29", "2024-03-01"), ("2026-11-22", "2026-11-22", "2026-11-23"),
    ],
)  # fmt: skip
def test_a_recognition_holds_until_its_last_day_has_passed(until: str, last: str, after: str) -> None:
    """A validity to a year or month lasts to its end; then the brand is listed without a level."""
    brand = _brand(date="2020", valid_until=until)
    assert (level_on(brand, last), level_on(brand, after)) == ("province", None)
    assert standing_on(brand, after) == "listed"


def test_steps_of_one_year_come_in_the_order_of_life() -> None:
    """A year written alone does not fall before the months in it."""
    brand = _brand(
        date="2024",
        notice={"starts": "2024-03-04", "ends": "2024-03-11"},
        steps=[_step("recommended", "2024"), _step("assessed", "2024-12-31")],
    )
    kinds = [step.kind for step in derive_steps(brand.recognitions[0])]
    assert kinds == ["recommended", "notice", "recognised", "assessed"]


def test_contradictory_steps_still_come_in_some_order() -> None:
    """Dates that go round in a circle lose no step: checks tell them."""
    steps = [_step("rectification", "2024-03"), _step("recommended", "2024")]
    brand = _brand(date="2024", notice={"starts": "2024-06-03", "ends": "2024-06-10"}, steps=steps)
    assert len(derive_steps(brand.recognitions[0])) == 4


def test_a_cultivated_brand_is_listed_and_a_recommended_one_is_not() -> None:
    """Cultivation is a fact like any other; with the recommendation a decision is under way."""
    brand = _brand(steps=[_step("cultivating", "2024"), _step("recommended", "2026-11-22")])
    assert [standing_on(brand, day) for day in ("2026-11-21", "2026-11-22")] == ["listed", "notice"]


def test_a_later_recognition_of_the_same_level_renews() -> None:
    """Only what holds, is later and of the same level takes the place of an older recognition."""
    old = recognition(date="2022")
    for newer, renewed in (
        (recognition(date="2024"), True),
        (recognition(level="city", date="2024"), False),
        (recognition("withdrawn", date="2024"), False),
        (recognition(date="2022-05"), False),
    ):
        brand = make_brand(recognitions=[newer, old])
        assert is_renewed(brand, brand.recognitions[1], "2026-11-22") is renewed


def test_dates_of_different_precision() -> None:
    """A date means all its days: only what lies wholly before another precedes it."""
    assert precedes("2023", "2024-01")
    assert not precedes("2024", "2024-12")
    assert not precedes("2024-12", "2024")
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (first_day("2024"), last_day("2024")) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("first", "span", "end"),
    [
        ("2024-02-29", (">=", 1, "年"), "2025-02-28"), ("2025-11-22", (">=", 1, "年"), "2026-11-22"),
        ("2025-11-22", (">", 1, "年"), "2026-11-23"), ("2026-01-31", ("==", 1, "月"), "2026-02-28"),
        ("2026-11-20", (">=", 10, "日"), "2026-11-30"), ("2026-11-20", (">=", 5, "工作日"), "2026-11-27"),
        ("2026-11-20", (">=", 5000, "字"), None), ("2026-11-20", (">=", 10**12, "年"), None), ("2026-11-20", (">=", 10**12, "工作日"), None),
    ],
)  # fmt: skip
def test_a_span_is_full_on_a_day(first: str, span: tuple[Any, int, Any], end: str | None) -> None:
    """A year is full on the same day of the next; what is no time, or beyond a century, is never full."""
    found = span_end(date.fromisoformat(first), Quantity(*span))
    assert (found.isoformat() if found else None) == end


@pytest.mark.parametrize(
    ("ends", "span", "short"),
    [
        ("2026-11-19", (">=", 5, "工作日"), True), ("2026-11-20", (">=", 5, "工作日"), False), ("2026-11-22", (">", 5, "工作日"), True),
        ("2026-11-23", (">", 5, "工作日"), False), ("2026-11-21", (">=", 7, "日"), True), ("2026-11-22", (">=", 7, "日"), False),
        ("2026-12-14", (">=", 1, "月"), True), ("2026-12-15", (">=", 1, "月"), False), ("2026-11-16", ("<=", 5, "工作日"), None),
        ("2026-11-16", (">=", 5, "字"), None),
    ],
)  # fmt: skip
def test_a_notice_is_measured_in_the_unit_of_the_policy(ends: str, span: tuple[Any, int, Any], short: object) -> None:
    """「不少于」 and 「超过」 differ by a day; a most or a number of words sets no least length."""
    length = measure_notice(Notice("2026-11-16", ends), Quantity(*span))
    assert (length.is_short if length else None) is short


def test_quanzhou_asks_for_its_notice_its_review_and_its_term() -> None:
    """The real policy of Quanzhou (五（三）, 六（一）) is found by place, level and the time of the recognition."""
    policies = PoliciesOn(read_records(REPOSITORY).policies, "2026-11-22")
    notice = {"starts": "2024-06-03", "ends": "2024-06-07"}
    brand = make_brand(division="350521", recognitions=[recognition(level="city", date="2024-06-17", notice=notice)])
    made = brand.recognitions[0]
    [demand] = notice_demands(brand, made, Notice(**notice), policies)
    assert (demand.policy.id, demand.span, demand.clause) == (
        "quanzhou-2024-4",
        Quantity(">=", 5, "工作日"),
        "五（三）",
    )
    due, end = assessment_due(brand, made, policies), term_end(brand, made, policies)
    assert due
    assert end
    assert (due.day, end.day) == (date(2025, 6, 17), date(2026, 6, 17))
    for other in (recognition(level="county", date="2024-06-17"), recognition(level="city", date="2024-04-01")):
        brand = make_brand(division="350521", recognitions=[other])
        assert assessment_due(brand, brand.recognitions[0], policies) is None
