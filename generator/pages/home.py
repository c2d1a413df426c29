"""The front page: what this is, a search box, three counts, four categories, the map, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from generator.model.catalog import Catalog, Entry, Facet
from generator.model.page import Head, Page
from generator.model.policy import Policy
from generator.model.site import Site
from generator.pages.cards import Card, derive_card, derive_person
from generator.pages.links import Item, Link
from generator.pages.notices import NOTICES_URL, count_notices
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
    provinces = _provinces(catalog)
    chosen = brand_of_the_day(catalog)
    body = templates.render(
        "home.html.jinja",
        "",
        site=site,
        as_of=chinese_date(catalog.as_of),
        as_of_iso=catalog.as_of,
        counts=_counts(catalog),
        categories=_categories(catalog),
        tiles=_tiles(catalog),
        provinces=tuple(Link(facet.label, facet.url, len(facet.brand_ids)) for facet in provinces),
        today=derive_card(chosen) if chosen else None,
        changes=_changes(catalog),
        wall=_wall(catalog),
        people=tuple(
            derive_person(profile, catalog.entry(profile.brand_id))
            for profile in _spread(catalog.profiles, _PEOPLE, _day_number(catalog))
        ),
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


def _provinces(catalog: Catalog) -> list[Facet]:
    return [facet for facet in catalog.facets["division"] if facet.rank == "province"]


def _counts(catalog: Catalog) -> tuple[Link, ...]:
    """The counts under the search box; that of notices only while there are any."""
    notices = count_notices(catalog)
    return (
        Link("个品牌", "catalog/", len(catalog.entries)),
        Link("个省份", "catalog/#places", len(_provinces(catalog))),
        Link("位人物", "figures/", len(catalog.profiles)),
        *((Link("个正在公示", NOTICES_URL, notices),) if notices else ()),
    )


def brand_of_the_day(catalog: Catalog) -> Entry | None:
    """The brand the front page tells of on the catalog's day: by the date alone, among those with most to tell."""
    fit = [entry for entry in catalog.entries if entry.brand.stories and entry.headline and not entry.only_leads]
    candidates = fit or list(catalog.entries)
    if not candidates:
        return None
    return candidates[_day_number(catalog) * _STRIDE % len(candidates)]


def _categories(catalog: Catalog) -> tuple[CategoryLink, ...]:
    facets = {facet.value: facet for facet in catalog.facets["category"]}
    return tuple(
        CategoryLink(
            category,
            label("category", category),
            len(facets[category].brand_ids) if category in facets else 0,
            facets[category].url if category in facets else None,
        )
        for category in _CATEGORIES
    )


def _tiles(catalog: Catalog) -> tuple[TileLink, ...]:
    facets = {facet.value: facet for facet in catalog.facets["division"]}
    most = max((len(facet.brand_ids) for facet in facets.values() if facet.rank == "province"), default=0)
    tiles = []
    for tile in PROVINCE_TILES:
        facet = facets.get(tile.code)
        count = len(facet.brand_ids) if facet else 0
        tiles.append(
            TileLink(tile.short, tile.row, tile.column, count, _shade(count, most), facet.url if facet else None)
        )
    return tuple(tiles)


def _shade(count: int, most: int) -> int:
    """Four steps measured by the fullest province, so that the map reads the same at any size."""
    return sum(count > most * step for step in _SHADE_STEPS)


def _changes(catalog: Catalog) -> tuple[ChangeDay, ...]:
    def changed(entry: Entry) -> str:
        return entry.brand.updated or entry.brand.published

    newest = sorted(catalog.entries, key=lambda entry: (changed(entry), entry.recognised or ""), reverse=True)
    return tuple(
        ChangeDay(chinese_date(day), day, tuple(derive_card(entry) for entry in entries))
        for day, entries in groupby(newest[:_NEWEST], key=changed)
    )


def _wall(catalog: Catalog) -> tuple[Card, ...]:
    """Brands from all over the catalog for the wall of seals, others every day."""
    return tuple(derive_card(entry) for entry in _spread(catalog.entries, _WALL, _day_number(catalog)))


def _spread(items: Sequence[Item], most: int, day: int) -> Sequence[Item]:
    """At most *most* of the items, evenly spread over all of them and shifted by the day."""
    step = max(1, len(items) // most)
    return items[day % step :: step][:most]


def _policy_line(policy: Policy) -> PolicyLine:
    division = read_divisions().get(policy.division)
    return PolicyLine(division.short if division else "", policy.title, f"policies/{policy.id}/")


def _day_number(catalog: Catalog) -> int:
    return date.fromisoformat(catalog.as_of).toordinal()
