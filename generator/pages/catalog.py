"""The catalog (指导目录): the whole list and one list a facet, each in pages of 120, with no script needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.model.catalog import Catalog, Facet, FacetKind
from generator.model.page import Head, Page
from generator.pages.cards import Card, derive_card
from generator.pages.links import Link, derive_pager, page_url, split_pages
from generator.pages.notices import NOTICES_URL, count_notices
from generator.templating import Templates
from generator.text import chinese_date

_KIND_TITLES: Final[Mapping[FacetKind, str]] = {
    "category": "类别",
    "level": "级别",
    "division": "地区",
    "industry": "行业",
    "worker": "工种",
}
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


class _Lists:
    """The catalog turned round once, so that a list costs no walk over all the others."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.cards: dict[str, Card] = {entry.brand.id: derive_card(entry) for entry in catalog.entries}
        self.divisions = {facet.value: facet for facet in catalog.facets["division"]}
        self.below: dict[str, tuple[Link, ...]] = {}
        for facet in catalog.facets["division"]:
            if facet.parent:
                self.below[facet.parent] = (*self.below.get(facet.parent, ()), _facet_link(facet))
        self.notices = count_notices(catalog)
        self.groups = {kind: group for kind in _KIND_TITLES if (group := self._group(kind)).links}

    def _group(self, kind: FacetKind) -> FacetGroup:
        facets = self.catalog.facets.get(kind, ())
        shown = (facet for facet in facets if kind != "division" or facet.rank == "province")
        return FacetGroup(kind, _KIND_TITLES[kind], tuple(_facet_link(facet) for facet in shown))

    def crumbs(self, facet: Facet | None) -> tuple[Link, ...]:
        """The way back from a facet: the catalog, then the places around it."""
        if facet is None:
            return ()
        outer: list[Link] = []
        above = self.divisions.get(facet.parent or "")
        while above:
            outer.insert(0, Link(above.label, above.url))
            above = self.divisions.get(above.parent or "")
        return (Link("指导目录", "catalog/"), *outer, Link(facet.label))


def derive_catalog_pages(catalog: Catalog, templates: Templates) -> Iterator[Page]:
    """The whole list, then the list of every facet that has brands."""
    lists = _Lists(catalog)
    yield from _pages(lists, templates, None, tuple(entry.brand.id for entry in catalog.entries))
    for facets in catalog.facets.values():
        for facet in facets:
            yield from _pages(lists, templates, facet, facet.brand_ids)


def _pages(lists: _Lists, templates: Templates, facet: Facet | None, ids: tuple[str, ...]) -> Iterator[Page]:
    base = facet.url if facet else "catalog/"
    parts = split_pages(ids)
    title = _title(facet)
    # A facet's page offers its own kind only: the other lists are not narrowed by it.
    groups = tuple(group for kind, group in lists.groups.items() if facet is None or kind == facet.kind)
    for number, part in enumerate(parts, 1):
        url = page_url(base, number)
        body = templates.render(
            "catalog.html.jinja",
            url,
            title=title,
            count=len(ids),
            facet=facet,
            current=base,
            crumbs=lists.crumbs(facet),
            groups=groups,
            inner=lists.below.get(facet.value, ()) if facet and facet.kind == "division" else (),
            cards=tuple(lists.cards[brand_id] for brand_id in part),
            pager=derive_pager(base, number, len(parts)),
            order_rule=_ORDER_RULE,
            as_of=chinese_date(lists.catalog.as_of),
            notices=Link("个品牌正在公示", NOTICES_URL, lists.notices) if facet is None and lists.notices else None,
        )
        yield Page(url, "catalog", _head(facet, title, len(ids), number), body)


def _facet_link(facet: Facet) -> Link:
    return Link(facet.label, facet.url, len(facet.brand_ids))


def _title(facet: Facet | None) -> str:
    if facet is None:
        return "劳务品牌指导目录"
    if facet.kind == "worker":
        return f"以“{facet.label}”相称的劳务品牌"
    return f"{facet.label}劳务品牌"


def _head(facet: Facet | None, title: str, count: int, number: int) -> Head:
    suffix = f"（第 {number} 页）" if number > 1 else ""
    return Head(
        title=title + suffix,
        description=f"{title}，共 {count} 个，每个都有所在地、类别、从业人数、认定情况和出处。",
        kind="column",
        keywords=("劳务品牌", "指导目录", *((facet.label,) if facet else ())),
        column=facet.label if facet else "指导目录",
        column_type="数据发布",
        feed="feed.xml",
        alternate="api/v1/brands.json",
    )
