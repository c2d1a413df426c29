"""Work to do for staff: what is missing, what waits to be verified, which records rest on weak sources.

Gets the catalog, gives one page of numbers and one page a province with every record that needs a hand. A gap
is no fault: the pages say what to look for, never what to write.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalog.gaps import WANTED
from generator.criteria import count_requirements
from generator.model.catalog import Catalog, Entry, Facet
from generator.model.page import Head, Page
from generator.model.site import Site
from generator.pages.cards import place_text
from generator.pages.charts import Count, draw_chart
from generator.pages.links import Link
from generator.schema_text import label, title
from generator.templating import Templates
from generator.text import chinese_date

_ADDRESS: Final = "contribute/todo/"
_STRONG: Final = frozenset({"A", "A-"})


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One province in the table of gaps: a number a column."""

    link: Link
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One record with all that is open about it."""

    name: str
    url: str
    place: str
    path: str
    record_url: str | None
    missing: tuple[str, ...]
    doubts: tuple[str, ...]
    criteria: tuple[str, ...]
    """How it stands by each document that asks something of it."""


def derive_worklist(catalog: Catalog, site: Site, templates: Templates) -> Iterator[Page]:
    """The page of numbers, then each province that has something open."""
    provinces = [facet for facet in catalog.facets["division"] if facet.rank == "province"]
    tasks = {
        facet.value: tuple(
            task for brand_id in facet.brand_ids if (task := _task(catalog.entry(brand_id), site)) is not None
        )
        for facet in provinces
    }
    yield _overview(catalog, provinces, tasks, templates)
    for facet in provinces:
        if tasks[facet.value]:
            yield _province_page(facet, tasks[facet.value], catalog, templates)


def _overview(
    catalog: Catalog, provinces: list[Facet], tasks: Mapping[str, tuple[Task, ...]], templates: Templates
) -> Page:
    total = len(catalog.entries)
    missing = Counter(gap.field for entry in catalog.entries for gap in entry.gaps)
    chart = draw_chart(
        "missing",
        "还缺这一项的记录",
        "项目",
        [Count(title(field), missing[field]) for field in sorted(WANTED, key=lambda field: -missing[field])],
        total=total,
        most=total,
    )
    body = templates.render(
        "worklist.html.jinja",
        _ADDRESS,
        crumbs=(Link("参与", "contribute/"), Link("待补充和待核实")),
        as_of=chinese_date(catalog.as_of),
        total=total,
        chart=chart,
        inferred=sum(_is_inferred(entry) for entry in catalog.entries),
        weak=sum(_is_weak(entry) for entry in catalog.entries),
        columns=("待办记录", "类别待核实", "来源偏弱", *(title(field) for field in WANTED)),
        rows=tuple(_province_row(facet, tasks[facet.value], catalog) for facet in provinces),
    )
    return Page(_ADDRESS, "contribute", _head("待补充和待核实", f"目录里 {total:,} 份记录还缺什么、什么待核实。"), body)


def _province_row(facet: Facet, tasks: tuple[Task, ...], catalog: Catalog) -> ProvinceRow:
    entries = [catalog.entry(brand_id) for brand_id in facet.brand_ids]
    missing = Counter(gap.field for entry in entries for gap in entry.gaps)
    return ProvinceRow(
        Link(facet.label, f"{_ADDRESS}{facet.value}/" if tasks else None),
        (
            len(tasks),
            sum(_is_inferred(entry) for entry in entries),
            sum(_is_weak(entry) for entry in entries),
            *(missing[field] for field in WANTED),
        ),
    )


def _province_page(facet: Facet, tasks: tuple[Task, ...], catalog: Catalog, templates: Templates) -> Page:
    url = f"{_ADDRESS}{facet.value}/"
    name = f"{facet.label}：待补充和待核实"
    body = templates.render(
        "worklist_province.html.jinja",
        url,
        title=name,
        crumbs=(Link("参与", "contribute/"), Link("待补充和待核实", _ADDRESS), Link(facet.label)),
        province=Link(facet.label, facet.url, len(facet.brand_ids)),
        tasks=tasks,
        as_of=chinese_date(catalog.as_of),
    )
    description = f"{facet.label} {len(tasks):,} 份劳务品牌记录还缺什么、什么待核实。"
    return Page(url, "contribute", _head(name, description), body)


def _task(entry: Entry, site: Site) -> Task | None:
    """What is open about one record; none where nothing is."""
    doubts = []
    if _is_inferred(entry):
        doubts.append(f"类别是编者推断的：{label('category', entry.brand.category or '')}")
    if _is_weak(entry):
        doubts.append("没有 A 级来源，只有转载或线索")
    if not entry.gaps and not doubts:
        return None
    path = entry.brand.path
    return Task(
        name=entry.name,
        url=entry.url,
        place=place_text(entry.place[1:]),
        path=path,
        record_url=f"{site.repository.rstrip('/')}/blob/HEAD/{path}" if site.repository else None,
        missing=tuple(gap.label for gap in entry.gaps),
        doubts=tuple(doubts),
        criteria=tuple(
            f"{each.policy.name}：{count_requirements(each.requirements).sentence}"
            for each in entry.judgements
            if each.requirements
        ),
    )


def _is_inferred(entry: Entry) -> bool:
    return entry.brand.category is not None and entry.brand.category_basis == "inferred"


def _is_weak(entry: Entry) -> bool:
    return not any(source.grade in _STRONG for source in entry.brand.sources)


def _head(name: str, description: str) -> Head:
    return Head(
        title=name,
        description=description,
        kind="column",
        keywords=("劳务品牌", "待补充"),
        column="参与",
        column_type="办事服务",
        robots="noindex",
    )
