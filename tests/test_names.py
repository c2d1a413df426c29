"""Names by the policies of their place: which word of a unit's name is its own, who applies, which rule holds."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.criteria import PoliciesOn
from generator.criteria.names import check_name, is_applying, key_word_in
from generator.messages import RULES
from generator.model.policy import Policy
from tests.brands import make_brand, recognition
from tests.project import AS_OF

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("unit_names.tsv").read_text(encoding="utf-8").split("\n")
    if line and line[0] != "#"
]
FORM = [{"part": part, "words": ["词"]} for part in ("region", "industry", "worker")]
WORKERLESS = {"name": {"region": "潜江", "industry": "龙虾"}}


def _policy(policy_id: str = "hubei-2022", division: str = "420000", **naming: Any) -> Policy:
    rule = {"parts": FORM, "strength": "must", "text": "按形式起名。", "clause": "二"}
    record = {
        "id": policy_id, "path": f"policies/{policy_id}.yml", "title": policy_id, "issuers": ["某局"],
        "division": division, "level": "province", "source": {"title": "意见"}, "summary": "规定。",
        "listed": AS_OF, "naming": {**rule, **naming},
    }  # fmt: skip
    return msgspec.convert(record, Policy)


def _codes(brand: Any, *policies: Policy) -> list[str]:
    return [fault.code for fault in check_name(brand, PoliciesOn(policies, AS_OF))]


def _severities(brand: Any, *policies: Policy) -> list[str]:
    return [RULES[code].severity.name for code in _codes(brand, *policies)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_key_words_of_units(row: list[str]) -> None:
    """What a unit alone is called by is found in a brand's name; places, trades and kinds of body are not."""
    unit, division, region, industry, worker, full, products, expected = row
    parts = {"region": region, "industry": industry, "worker": worker, "full": full}
    fields: dict[str, Any] = {"products": products.split(",")} if products else {}
    brand = make_brand(name={key: part for key, part in parts.items() if part}, division=division, **fields)
    assert key_word_in(brand, unit) == (expected or None)


def test_enough_names_are_tried() -> None:
    """At least ten units whose key word must be found, and ten that must not be taken for theirs."""
    assert len([row for row in ROWS if row[-1]]) >= 10
    assert len([row for row in ROWS if not row[-1]]) >= 10


@pytest.mark.parametrize(
    ("recognitions", "applying"),
    [
        ([], False),
        ([recognition("recommended")], True),
        ([recognition("notice")], True),
        ([recognition("valid")], False),
        ([recognition("valid", "county"), recognition("notice", "city")], False),
        ([recognition("withdrawn"), recognition("recommended")], True),
        ([recognition("expired")], False),
    ],
)
def test_who_applies(recognitions: list[dict[str, Any]], *, applying: bool) -> None:
    """A brand applies while a recognition is recommended or under notice and none holds."""
    assert is_applying(make_brand(recognitions=recognitions), AS_OF) is applying


@pytest.mark.parametrize(
    ("strength", "status", "severities"),
    [
        ("must", None, ["HINT"]), ("must", "notice", ["ERROR"]), ("should", "valid", ["HINT"]),
        ("should", "recommended", ["WARNING"]), ("aim", "notice", []), ("may", "notice", []),
    ],
)  # fmt: skip
def test_a_missing_part_weighs_by_rule_and_by_step(strength: str, status: str | None, severities: list[str]) -> None:
    """What must be is an error for a name applied for, what should be a warning; a known name is only told of."""
    brand = make_brand(**WORKERLESS, recognitions=[recognition(status)] if status else [])
    assert _severities(brand, _policy(strength=strength)) == severities


def test_every_missing_part_is_told() -> None:
    """Each required part that the name lacks is one finding; optional ones and the enterprise are none."""
    brand = make_brand(name={"worker": "师傅", "full": "老班长师傅"})
    assert _codes(brand, _policy()) == ["N304", "N304"]
    loose = [{**part, "optional": True} for part in FORM] + [{"part": "enterprise", "words": ["企业"]}]
    assert _codes(brand, _policy(parts=loose)) == []


def test_the_nearest_rule_holds_alone() -> None:
    """A city's rule comes before the province's and the nation's, whichever is the stricter."""
    brand = make_brand(**WORKERLESS)
    strict, loose = _policy(), _policy("qianjiang-2023", "429005", strength="may")
    assert _codes(brand, strict) == ["N304"]
    assert _codes(brand, strict, loose) == []
    assert _codes(brand, _policy(strength="may"), _policy("qianjiang-2023", "429005")) == ["N304"]


def test_another_places_rule_does_not_hold() -> None:
    """The rule of a place that is not around the brand's says nothing of its name."""
    assert _codes(make_brand(**WORKERLESS), _policy(division="430000")) == []


def test_the_later_rule_of_a_place_holds() -> None:
    """Of two documents of one place the later one decides."""
    old = _policy("a")  # a document without dates comes before all others
    new = msgspec.convert({**msgspec.to_builtins(_policy("b", strength="may")), "issued": "2024-01-01"}, Policy)
    assert _codes(make_brand(**WORKERLESS), old, new) == []


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        ({"worker_titles": ["匠", "师"]}, True),
        ({"worker_titles": ["匠", "工"]}, False),
        ({"worker_titles": ["匠", "师"], "worker_titles_open": True}, False),
        ({}, False),
    ],
)
def test_titles_are_judged_by_closed_lists(titles: dict[str, Any], *, told: bool) -> None:
    """A title that ends in none of a closed list is told; an open list or none leaves every title."""
    assert _codes(make_brand(), _policy(**titles)) == (["N307"] if told else [])


def test_a_key_word_is_told_where_it_stands() -> None:
    """The finding stands at the part that holds the word, or at the name where two parts meet."""
    ban = {"what": "unit-keyword", "strength": "should", "text": "没有单位的关键词。", "clause": "三（二）"}
    units = [{"name": "湖北友缘餐饮有限公司"}]

    def paths(**name: str) -> list[tuple[str | int, ...]]:
        brand = make_brand(name={"region": "潜江", **name}, cultivating_units=units)
        return [fault.path for fault in check_name(brand, PoliciesOn([_policy(forbidden=[ban])], AS_OF))]

    assert paths(industry="友缘龙虾", worker="工") == [("name", "industry")]
    assert paths(industry="龙虾", worker="友缘工") == [("name", "worker")]
    assert paths(industry="龙虾友", worker="缘工") == [("name",)]
    assert paths(industry="龙虾", worker="工") == []
