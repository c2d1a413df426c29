"""The catalog: who is listed and in which order, facets, neighbours, headlines and gaps."""

import random

import pytest

from generator.catalog import Catalog
from generator.catalog.facets import FACET_KINDS, worker_value
from generator.life import standing_on
from generator.model.catalog import Facet
from generator.records import read_records
from generator.reference import read_divisions
from tests.brands import headcount, make_brand, make_catalog, recognition
from tests.project import AS_OF, REPOSITORY


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], "listed"), ([None], "listed"), (["valid"], "listed"), (["rectification"], "listed"), (["expired"], "listed"),
        (["notice"], "notice"), (["recommended"], "notice"), (["notice", "recommended"], "notice"), (["notice", "withdrawn"], "notice"),
        (["withdrawn"], "withdrawn"), (["withdrawn", "withdrawn"], "withdrawn"),
        (["valid", "withdrawn"], "listed"), (["notice", "valid"], "listed"), (["notice", None], "listed"),
    ],
)  # fmt: skip
def test_standing_follows_from_recognitions(statuses: list[str | None], expected: str) -> None:
    """A brand is under notice while nothing has been decided, withdrawn when all was taken back, else listed."""
    assert standing_on(make_brand(recognitions=[recognition(status) for status in statuses]), AS_OF) == expected


def test_who_is_not_listed_is_in_no_list() -> None:
    """A brand under notice or withdrawn is in no facet, no figure and nobody's neighbourhood."""
    figure = {"id": "kang-jun", "name": "康峻", "role": "leader", "basis": "public-report", "sources": ["s1"]}
    catalog = make_catalog(
        make_brand("a", category="service"),
        make_brand("b", recognitions=[recognition("notice")], figures=[figure]),
        make_brand("c", recognitions=[recognition("withdrawn")], figures=[figure]),
    )
    assert [entry.brand.id for entry in catalog.entries()] == ["a"]
    assert [catalog.has(each) for each in "abc"] == [True, False, False]
    assert [entry.brand.id for entry in catalog.entries("notice")] == ["b"]
    assert [entry.brand.id for entry in catalog.entries("withdrawn")] == ["c"]
    assert {brand_id for facet in _facets(catalog) for brand_id in _brands_under(catalog, facet)} == {"a"}
    assert catalog.people() == ()
    assert [catalog.entry(each).related for each in "abc"] == [(), (), ()]


def _facets(catalog: Catalog) -> list[Facet]:
    return [facet for kind in FACET_KINDS for facet in catalog.facets(kind)]


def _brands_under(catalog: Catalog, facet: Facet) -> tuple[str, ...]:
    return catalog.ids(f"{facet.kind}/{facet.value}")


def test_order_is_by_place_then_sound() -> None:
    """Brands stand by division code, then by pinyin, whatever order they come in."""
    brands = [
        make_brand("z", name={"region": "潜江", "worker": "安装工"}),
        make_brand("a", name={"region": "潜江", "worker": "裁缝"}),
        make_brand("m", name={"region": "仙桃", "worker": "裁缝"}, division="429004"),
        make_brand("n", name={"region": "北京", "worker": "月嫂"}, division="110000"),
    ]
    orders = set()
    for seed in range(5):
        random.Random(seed).shuffle(brands)  # noqa: S311 - an order, not a secret
        orders.add(tuple(entry.brand.id for entry in make_catalog(*brands).entries()))
    assert orders == {("n", "m", "z", "a")}


def test_facets_are_never_empty() -> None:
    """Every facet of the real catalog has brands, all of them listed, each once, and an address of its own."""
    records = read_records(REPOSITORY)
    catalog = make_catalog(*records.brands, policies=records.policies)
    facets = _facets(catalog)
    assert len({facet.url for facet in facets}) == len(facets)
    for facet in facets:
        brand_ids = _brands_under(catalog, facet)
        assert brand_ids
        assert len(set(brand_ids)) == len(brand_ids) == facet.count == catalog.facet(facet.kind, facet.value).count
        assert set(brand_ids) <= set(catalog.ids("catalog"))
        assert facet.label


def test_no_brands_make_no_facets() -> None:
    """An empty directory has no facet at all."""
    assert _facets(make_catalog()) == []


def test_places_hold_what_lies_below_them() -> None:
    """A brand is counted in its county, city and province, and each of them knows the one above."""
    catalog = make_catalog(make_brand(division="350405"), make_brand("b", division="350400"))
    facets = {facet.value: facet for facet in catalog.facets("division")}
    assert list(facets) == ["350000", "350400", "350405"]
    assert [facet.count for facet in facets.values()] == [2, 2, 1]
    assert [facet.parent for facet in facets.values()] == [None, "350000", "350400"]
    assert [facet.rank for facet in facets.values()] == ["province", "city", "county"]


def test_choices_stand_in_the_order_of_the_schema() -> None:
    """Categories and levels come in the schema's order, trades by code, titles by sound, however common each is."""
    brands = [
        make_brand("a", category="livelihood", industry="I65", recognitions=[recognition(level="county")]),
        make_brand("b", category="skill", industry="H62", recognitions=[recognition(level="national")]),
        make_brand("c", category="skill", industry="H62", name={"region": "潜江", "worker": "嫂"}),
    ]
    catalog = make_catalog(*brands)
    assert [facet.value for facet in catalog.facets("category")] == ["skill", "livelihood"]
    assert [facet.value for facet in catalog.facets("level")] == ["national", "county"]
    assert [facet.value for facet in catalog.facets("industry")] == ["H62", "I65"]
    assert [facet.label for facet in catalog.facets("worker")] == ["工", "嫂"]
    brands += [make_brand(f"d{n}", industry="I65", name={"region": "潜江", "worker": "嫂"}) for n in range(3)]
    catalog = make_catalog(*brands)
    assert [facet.value for facet in catalog.facets("industry")] == ["H62", "I65"]
    assert [(facet.label, facet.count) for facet in catalog.facets("worker")] == [("工", 2), ("嫂", 4)]


def test_titles_of_one_sound_have_addresses_of_their_own() -> None:
    """工 and 功 sound alike and still have two pages, whose addresses depend on nothing else."""
    assert worker_value("工") == "gong-5de5" != worker_value("功")


def test_the_level_is_the_highest_that_stands() -> None:
    """The level is that of the highest recognition made; one withdrawn or only recommended does not count."""
    catalog = make_catalog(
        make_brand("a", recognitions=[recognition("valid", "city"), recognition("valid", "province")]),
        make_brand(
            "b", recognitions=[recognition("withdrawn", "national"), recognition("valid", "county", date="2020")]
        ),
        make_brand("c", recognitions=[recognition("recommended", "national"), recognition("valid", "city")]),
        make_brand("d"),
    )
    assert [catalog.entry(each).level for each in "abcd"] == ["province", "county", "city", None]
    assert catalog.entry("b").recognised == "2020"
    assert catalog.entry("d").recognised is None


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ([], None),
        ([headcount(1), headcount(2, scope="industry")], 1),
        ([headcount(1, scope="industry", as_of="2025"), headcount(2, as_of="2018")], 2),
        ([headcount(1, as_of="2020"), headcount(2, as_of="2024-05")], 2),
        ([headcount(1, unit="人次"), headcount(2, scope="industry")], 2),
        ([headcount(1, measure="trained", as_of="2025"), headcount(2, as_of="2019")], 2),
    ],
    ids=[
        "none",
        "own-before-the-trade's",
        "own-though-older",
        "newest",
        "people-before-times",
        "working-before-trained",
    ],
)
def test_the_headline_is_the_figure_that_says_most(figures: list[dict[str, object]], shown: int | None) -> None:
    """A card shows people rather than person-times, the brand's own rather than the trade's, then the newest."""
    headline = make_catalog(make_brand(headcount=figures)).entries()[0].headline
    assert (headline.value if headline else None) == shown


def test_neighbours_are_few_and_near() -> None:
    """A brand has at most six neighbours, never itself; those of its trade and town come first."""
    brands = [make_brand(f"far-{n}", division="110000", name={"region": "北京", "worker": "嫂"}) for n in range(8)]
    brands += [make_brand("same-town"), make_brand("same-trade-here", industry="H62"), make_brand("x", industry="H62")]
    brands += [make_brand("same-trade-there", industry="H62", division="110000")]
    related = make_catalog(*brands).entry("x").related
    assert related[0] == "same-trade-here"
    assert set(related) >= {"same-town", "same-trade-there"}
    assert "x" not in related
    assert len(related) <= 6


def test_neighbours_of_real_brands_exist() -> None:
    """Every neighbour in the real catalog is listed, and nine brands of ten have one."""
    records = read_records(REPOSITORY)
    catalog = make_catalog(*records.brands, policies=records.policies)
    listed = set(catalog.ids("catalog"))
    assert all(set(entry.related) <= listed for entry in catalog.entries())
    assert sum(not entry.related for entry in catalog.entries()) <= len(listed) // 10


def test_gaps_are_what_is_absent() -> None:
    """What a record lacks is named by its Chinese title; what it has is not."""
    lean, full = make_brand("a"), make_brand("b", category="service", headcount=[headcount()])
    gaps = {
        entry.brand.id: {gap.field: gap.label for gap in entry.gaps} for entry in make_catalog(lean, full).entries()
    }
    assert gaps["a"]["category"] == "类别"
    assert set(gaps["a"]) - set(gaps["b"]) == {"category", "headcount"}


def test_only_leads_are_told() -> None:
    """A record whose sources are all of grade C is marked; one better source is enough."""
    lead = {"id": "s1", "title": "一帖", "grade": "C"}
    catalog = make_catalog(
        make_brand("a", sources=[lead]), make_brand("b", sources=[lead, {**lead, "id": "s2", "grade": "B"}])
    )
    assert [catalog.entry(each).only_leads for each in "ab"] == [True, False]


def test_names_have_their_sound() -> None:
    """An entry knows its pinyin with tones, its letters and its initials, with place names read as people say them."""
    entry = make_catalog(make_brand()).entries()[0]
    assert (entry.pinyin, entry.letters, entry.initials) == (
        ("qián", "jiāng", "lóng", "xiā", "gōng"), "qianjianglongxiagong", "qjlxg",
    )  # fmt: skip
    assert make_catalog(make_brand(name={"region": "六安", "worker": "嫂"})).entries()[0].letters == "luansao"


def test_units_below_a_province_have_no_city() -> None:
    """潜江 hangs directly below 湖北: its chain has two units."""
    place = make_catalog(make_brand()).entries()[0].place
    assert [division.name for division in place] == ["湖北省", "潜江市"]
    assert place == read_divisions().chain("429005")
