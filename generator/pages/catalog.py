"""The catalog (指导目录): the whole list and one list a facet, each in pages of 120, with no script needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog
from generator.catalog.facets import facet_url
from generator.catalog.happenings import NOTICES_URL
from generator.model.catalog import Facet, FacetKind
from generator.model.page import Head, Page
from generator.pages.fragments import lay_cards
from generator.pages.links import Link, derive_pager, page_url
from generator.reference import Rank, read_divisions
from generator.templating import Templates
from generator.text import chinese_date

_KIND_TITLES: Final[Mapping[FacetKind, str]] = {
    "category": "类别",
    "level": "级别",
    "division": "地区",
    "industry": "行业",
    "worker": "工种",
}
_BY_COUNT: Final = frozenset({"industry", "worker"})
_OPEN_GROUP: Final = 6
_ORDER_RULE: Final = "按行政区划代码排列，同一地方按品牌名称的拼音排列"


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of one kind, each a link to its own list."""

    kind: FacetKind
    title: str
    links: tuple[Link, ...]

    @property
    def short(self) -> bool:
        """Whether the values are few enough to stand open."""
        return len(self.links) <= _OPEN_GROUP


def derive_list_page(catalog: Catalog, facet: Facet | None, number: int, templates: Templates) -> Page:
    """Page *number* of the whole list, or of the list of *facet*.

    What is counted stands on the first page alone: the others tell which brands stand on them and nothing else, so
    that a new brand touches no page before its own.
    """
    listing, base = (f"{facet.kind}/{facet.value}", facet.url) if facet else ("catalog", "catalog/")
    url, title, is_first = page_url(base, number), _title(facet), number == 1
    count = catalog.size(listing) if is_first else None
    pages = catalog.page_count(listing)
    body = templates.render(
        "catalog.html.jinja",
        url,
        title=title,
        count=count,
        number=number,
        pages=pages,
        facet=facet,
        current=base,
        crumbs=_crumbs(facet),
        groups=tuple(_groups(catalog, facet)) if is_first else (),
        inner=tuple(map(_facet_link, catalog.below(facet.value))) if facet and is_first and _is_place(facet) else (),
        cards=lay_cards(catalog, listing, number, templates, url),
        pager=derive_pager(base, number, pages),
        order_rule=_ORDER_RULE,
        as_of=chinese_date(catalog.as_of) if is_first else None,
        notices=_notices(catalog) if facet is None and is_first else None,
    )
    return Page(url, "catalog", _head(facet, title, count, number), body)


def _is_place(facet: Facet) -> bool:
    return facet.kind == "division"


def _notices(catalog: Catalog) -> Link | None:
    count = catalog.tally("running")
    return Link("个品牌正在公示", NOTICES_URL, count) if count else None


def _groups(catalog: Catalog, facet: Facet | None) -> Iterator[FacetGroup]:
    """The values to go on to: from the whole list all, the commonest first; from a facet those of its own kind."""
    for kind in _KIND_TITLES if facet is None else (facet.kind,):
        rank: Rank | None = "province" if kind == "division" else None
        if facet is None:
            facets = catalog.facets(kind, rank)
            if kind in _BY_COUNT:
                facets = tuple(sorted(facets, key=lambda each: -each.count))
            links = tuple(map(_facet_link, facets))
        else:
            links = tuple(Link(each.label, each.url) for each in catalog.facet_names(kind, rank))
        if links:
            yield FacetGroup(kind, _KIND_TITLES[kind], links)


def _crumbs(facet: Facet | None) -> tuple[Link, ...]:
    """The way back from a facet: the catalog, then the places around it."""
    if facet is None:
        return ()
    outer = read_divisions().chain(facet.value)[:-1] if _is_place(facet) else ()
    places = (Link(unit.short, facet_url("division", unit.code)) for unit in outer)
    return (Link("指导目录", "catalog/"), *places, Link(facet.label))


def _facet_link(facet: Facet) -> Link:
    return Link(facet.label, facet.url, facet.count)


def _title(facet: Facet | None) -> str:
    if facet is None:
        return "劳务品牌指导目录"
    if facet.kind == "worker":
        return f"以“{facet.label}”相称的劳务品牌"
    return f"{facet.label}劳务品牌"


def _head(facet: Facet | None, title: str, count: int | None, number: int) -> Head:
    suffix = f"（第 {number} 页）" if number > 1 else ""
    return Head(
        title=title + suffix,
        description=f"{title}，{f'共 {count} 个，' if count else ''}每个都有所在地、类别、从业人数、认定情况和出处。",
        kind="column",
        keywords=("劳务品牌", "指导目录", *((facet.label,) if facet else ())),
        column=facet.label if facet else "指导目录",
        column_type="数据发布",
        feed="feed.xml",
        alternate="api/v1/brands.json",
    )
