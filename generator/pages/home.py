"""The front page: what this is, a search box, three counts, four categories, the map, what is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from generator.catalog import Catalog
from generator.catalog.facets import facet_url
from generator.catalog.happenings import NOTICES_URL
from generator.model.catalog import Entry
from generator.model.page import Head, Page
from generator.model.policy import Policy
from generator.model.site import Site
from generator.pages.cards import Card, PersonCard, derive_card, derive_person
from generator.pages.links import Link
from generator.reference import PROVINCE_TILES, read_divisions
from generator.schema_text import label
from generator.templating import Templates
from generator.text import chinese_date

_CATEGORIES: Final = ("skill", "service", "culture", "livelihood")
_NEWEST: Final = 6
_PEOPLE: Final = 4
# Coprime to any likely number of brands, so that successive days show different corners of the catalog.
_STRIDE: Final = 7919
_WALL: Final = 20
_SHADE_STEPS: Final = (0, 0.2, 0.45, 0.75)


@dataclass(frozen=True, slots=True)
class CategoryLink:
    """One of the four categories with its number of brands."""

    category: str
    label: str
    count: int
    url: str | None


@dataclass(frozen=True, slots=True)
class TileLink:
    """One province-level unit on the schematic map."""

    short: str
    row: int
    column: int
    count: int
    shade: int
    url: str | None


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy with the place it holds for."""

    place: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """The brands that came in or were changed on one day."""

    date: str
    datetime: str
    cards: tuple[Card, ...]


def derive_home(catalog: Catalog, site: Site, templates: Templates) -> Page:
    """The front page."""
    provinces = catalog.facets("division", "province")
    chosen = brand_of_the_day(catalog)
    body = templates.render(
        "home.html.jinja",
        "",
        site=site,
        as_of=chinese_date(catalog.as_of),
        as_of_iso=catalog.as_of,
        counts=_counts(catalog, len(provinces)),
        categories=_categories(catalog),
        tiles=_tiles({facet.value: facet.count for facet in provinces}),
        provinces=tuple(Link(facet.label, facet.url, facet.count) for facet in provinces),
        today=derive_card(chosen) if chosen else None,
        changes=_changes(catalog),
        wall=_wall(catalog),
        people=tuple(_people(catalog)),
        policies=tuple(_policy_line(policy) for policy in catalog.policies),
    )
    return Page(
        url="",
        section="home",
        head=Head(
            title=site.name,
            description=site.description,
            kind="column",
            keywords=("劳务品牌", "指导目录", "就业"),
            column="首页",
            column_type="首页",
            feed="feed.xml",
            alternate="api/v1/brands.json",
        ),
        body=body,
    )


def _counts(catalog: Catalog, provinces: int) -> tuple[Link, ...]:
    """The counts under the search box; that of notices only while there are any."""
    notices = catalog.tally("running")
    return (
        Link("个品牌", "catalog/", catalog.size()),
        Link("个省份", "catalog/#places", provinces),
        Link("位人物", "figures/", catalog.size("figures")),
        *((Link("个正在公示", NOTICES_URL, notices),) if notices else ()),
    )


def brand_of_the_day(catalog: Catalog) -> Entry | None:
    """The brand the front page tells of on the catalog's day: by the date alone, among those with most to tell."""
    listing = "telling" if catalog.size("telling") else "catalog"
    size = catalog.size(listing)
    if not size:
        return None
    [chosen] = catalog.ids(listing, _day_number(catalog) * _STRIDE % size, 1)
    return catalog.entry(chosen)


def _categories(catalog: Catalog) -> tuple[CategoryLink, ...]:
    counts = {facet.value: facet.count for facet in catalog.facets("category")}
    return tuple(
        CategoryLink(
            category,
            label("category", category),
            counts.get(category, 0),
            facet_url("category", category) if category in counts else None,
        )
        for category in _CATEGORIES
    )


def _tiles(counts: dict[str, int]) -> tuple[TileLink, ...]:
    most = max(counts.values(), default=0)
    tiles = []
    for tile in PROVINCE_TILES:
        count = counts.get(tile.code, 0)
        url = facet_url("division", tile.code) if count else None
        tiles.append(TileLink(tile.short, tile.row, tile.column, count, _shade(count, most), url))
    return tuple(tiles)


def _shade(count: int, most: int) -> int:
    """Four steps measured by the fullest province, so that the map reads the same at any size."""
    return sum(count > most * step for step in _SHADE_STEPS)


def _changes(catalog: Catalog) -> tuple[ChangeDay, ...]:
    def changed(entry: Entry) -> str:
        return entry.brand.updated or entry.brand.published

    newest = [catalog.entry(brand_id) for brand_id in catalog.ids("changed", 0, _NEWEST)]
    return tuple(
        ChangeDay(chinese_date(day), day, tuple(derive_card(entry) for entry in entries))
        for day, entries in groupby(newest, key=changed)
    )


def _wall(catalog: Catalog) -> tuple[Card, ...]:
    """Brands from all over the catalog for the wall of seals, others every day."""
    places = _spread(catalog.size(), _WALL, _day_number(catalog))
    return tuple(derive_card(catalog.entry(brand_id)) for at in places for brand_id in catalog.ids("catalog", at, 1))


def _people(catalog: Catalog) -> Iterator[PersonCard]:
    for at in _spread(catalog.size("figures"), _PEOPLE, _day_number(catalog)):
        for brand_id, figure_id in catalog.people(at, 1):
            yield derive_person(catalog.profile(brand_id, figure_id), catalog.entry(brand_id))


def _spread(size: int, most: int, day: int) -> range:
    """At most *most* places of a list, evenly spread over all of it and shifted by the day."""
    step = max(1, size // most)
    return range(day % step, size, step)[:most]


def _policy_line(policy: Policy) -> PolicyLine:
    division = read_divisions().get(policy.division)
    return PolicyLine(division.short if division else "", policy.title, f"policies/{policy.id}/")


def _day_number(catalog: Catalog) -> int:
    return date.fromisoformat(catalog.as_of).toordinal()
