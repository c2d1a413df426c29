"""Targets of policies with the directory's own count: what is counted, what is not, and what is said beside it."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from generator.catalog.targets import TargetCount, count_targets, has_reached
from generator.model.brand import Brand
from generator.model.policy import Policy, PolicySource
from generator.model.policy_standard import Target
from generator.pages.progress import list_targets
from tests.brands import make_brand, make_catalog, recognition
from tests.project import AS_OF

NANJING, SUZHOU = "320102", "320506"


def _policy(division: str = "320000", **target: Any) -> Policy:
    """A policy with one target: province-level brands in Jiangsu where nothing else is said."""
    wanted = {"id": "t", "text": "目标。", "clause": "一", "measure": "brands", "op": "==", "value": 10, "unit": "个"}
    return Policy(
        id="p", path="policies/p.yml", title="意见", issuers=("某局",), division=division, level="province",
        source=PolicySource("意见"), summary="提要。", listed="2026-11-22",
        targets=(msgspec.convert({**wanted, **target}, Target),),
    )  # fmt: skip


def _brand(number: int, *recognitions: dict[str, Any], division: str = NANJING, **fields: Any) -> Brand:
    return make_brand(f"brand-{number}", division=division, recognitions=list(recognitions), **fields)


def _count(policy: Policy, *brands: Brand) -> TargetCount:
    catalog = make_catalog(*brands, policies=[policy])
    [counted] = count_targets(catalog.tallies(f"target/{policy.id}"), policy, AS_OF)
    return counted


def test_brands_of_the_level_count_where_their_recognition_holds() -> None:
    """Withdrawn and expired recognitions and other levels do not count; a brand with two levels counts at both."""
    brands = (
        _brand(1, recognition("valid", "province"), recognition("valid", "city")),
        _brand(2, recognition("withdrawn", "province"), recognition("valid", "city")),
        _brand(3, recognition("valid", "province", date="2022", valid_until="2024")),
        _brand(4, recognition("valid", "province"), division="429005"),
        _brand(5),
    )
    for level, count in (("province", 1), ("city", 2), ("county", 0), (None, 4)):
        tally = _count(_policy(level=level), *brands).tally
        assert tally
        assert (tally.count, tally.as_of) == (count, AS_OF), level


def test_a_category_narrows() -> None:
    """Only brands of the target's category count, and it is said for how many an editor has inferred it."""
    brands = (_brand(1, category="skill", category_basis="inferred"), _brand(2, category="culture"), _brand(3))
    tally = _count(_policy(category="skill"), *brands).tally
    assert tally
    assert (tally.count, tally.notes) == (1, ("其中 1 个的类别由编者推断，待核实。",))


def test_past_dates_tell_who_came_in_time() -> None:
    """After the target's day the count is taken apart: in time, later, unknown; a bare year within it is unknown."""
    dates = ("2025-06-30", "2025-07-01", "2024", "2025", None)
    brands = [
        _brand(number, recognition("valid", **({"date": date} if date else {}))) for number, date in enumerate(dates)
    ]
    tally = _count(_policy(level="province", by="2025-06-30"), *brands).tally
    assert tally
    assert tally.notes == (
        "5 个里，认定日期在 2025 年 6 月 30 日以前（含）的 2 个，在这以后的 1 个，日期不详的 2 个。",
    )
    ahead = _count(_policy(level="province", by="2026"), *brands).tally
    assert ahead
    assert ahead.notes == ()


def test_the_first_recognition_that_counts_decides() -> None:
    """A brand recognised again later was there in time all the same, and one of another level does not help."""
    again = _brand(1, recognition("valid", date="2022-05"), recognition("valid", date="2026-05"))
    other = _brand(2, recognition("valid", "city", date="2022-05"), recognition("valid", date="2026-05"))
    tally = _count(_policy(level="province", by="2025"), again, other).tally
    assert tally
    assert "（含）的 1 个，在这以后的 1 个，日期不详的 0 个" in tally.notes[0]


def test_each_city_has_a_number_of_its_own() -> None:
    """Per city the places that reach the span are counted, the places with brands are named, the rest is a number."""
    brands = [_brand(number) for number in range(3)] + [_brand(9, division=SUZHOU), _brand(10, division="320000")]
    policy = _policy(op="between", value=3, upper=5, per="city")
    counted = _count(policy, *brands)
    assert counted.tally
    assert (counted.tally.count, counted.tally.total) == (1, 13)
    assert [(unit.name, unit.count, unit.reached) for unit in counted.tally.units] == [
        ("南京市", 3, True),
        ("苏州市", 1, False),
    ]
    assert counted.tally.notes == ("另有 1 个品牌的所在地没有写到这一级，没有计入。",)
    [row] = list_targets([counted], AS_OF)
    assert row.progress
    assert (row.progress.words, row.progress.rest) == ("13 个市里 1 个够数", 11)
    assert [(unit.name, unit.word) for unit in row.progress.units] == [("南京市", "够数"), ("苏州市", "不到")]


def test_more_than_the_span_is_not_the_span() -> None:
    """Six brands where three to five are wanted are told as more, not as reached."""
    counted = _count(_policy(op="between", value=3, upper=5, per="city"), *(_brand(number) for number in range(6)))
    [row] = list_targets([counted], AS_OF)
    assert row.progress
    assert row.progress.units[0].word == "超出"
    assert counted.tally
    assert counted.tally.count == 0


def test_coverage_counts_counties() -> None:
    """Of all county-level units of the place those with a brand count once; a city without counties is its own."""
    brands = (_brand(1), _brand(2), _brand(3, division=SUZHOU), _brand(4, division="320100"))
    tally = _count(_policy(measure="coverage", value=100, unit="%"), *brands).tally
    assert tally
    assert (tally.count, tally.total) == (2, 95)
    assert tally.notes[0] == "另有 1 个品牌的所在地没有写到这一级，没有计入。"
    dongguan = _count(_policy("441900", measure="coverage", value=100, unit="%"), _brand(1, division="441900")).tally
    assert dongguan
    assert (dongguan.count, dongguan.total) == (1, 1)


def test_people_are_never_added_up() -> None:
    """A target of people has no count, whatever figures brands have, and says why."""
    brand = _brand(
        1, headcount=[{"value": 500, "measure": "driven", "scope": "brand", "as_of": "2025", "source": "s1"}]
    )
    counted = _count(_policy(measure="people", op=">=", value=100, unit="人"), brand)
    assert counted.tally is None
    assert counted.reason
    assert "不能相加" in counted.reason


def test_no_number_no_count() -> None:
    """A target without a number is only text: neither count nor reason."""
    target = Target("t", "打造一批。", "一", level="city", by="2025")
    counted = _count(replace(_policy(), targets=(target,)), _brand(1))
    assert (counted.tally, counted.reason) == (None, None)
    [row] = list_targets([counted], AS_OF)
    assert (row.amount, row.progress) == (None, None)


def test_a_place_without_such_places_says_so() -> None:
    """Where a municipality has no cities, nothing is counted per city, with a reason."""
    counted = _count(_policy("110000", per="city"))
    assert (counted.tally, counted.reason) == (None, "北京市没有这一级的地方，不数。")


def test_the_nation_counts_all() -> None:
    """For a document of the nation every listed brand counts."""
    tally = _count(_policy("000000"), _brand(1), _brand(2, division="429005")).tally
    assert tally
    assert tally.count == 2


@pytest.mark.parametrize(
    ("op", "value", "upper", "reached"),
    [(">=", 3, None, {3, 4}), (">", 3, None, {4}), ("==", 3, None, {3, 4}), ("between", 1, 3, {1, 2, 3})],
)
def test_reaching(op: str, value: float, upper: float | None, reached: set[int]) -> None:
    """不少于 includes its number, 超过 does not, a span has two ends."""
    target = msgspec.convert(
        {"id": "t", "text": "目标。", "clause": "一", "op": op, "value": value, "upper": upper}, Target
    )
    assert {count for count in range(5) if has_reached(target, count)} == reached


@pytest.mark.parametrize(
    ("by", "left"),
    [("2026-11-21", "期限已过"), ("2026-11-22", "今天到期"), ("2026-11", "还有 8 天"), ("2026", "还有 39 天"),
     ("2026-12", "还有 39 天"), ("2025", "期限已过"), ("2028-02", "还有 464 天")],
)  # fmt: skip
def test_days_left(by: str, left: str) -> None:
    """A target's day has passed or is so many days away, counted to the end of a year or month; today is still in."""
    [row] = list_targets(count_targets({}, _policy(by=by), AS_OF), AS_OF)
    assert row.left == left


def test_a_bar_is_never_longer_than_its_room() -> None:
    """More brands than wanted fill the bar and no more, and the words say how many."""
    counted = _count(_policy(op=">=", value=1), _brand(1), _brand(2))
    [row] = list_targets([counted], AS_OF)
    assert row.progress
    assert (row.progress.length, row.progress.words) == (100, "2 个，目标不少于 1 个")
