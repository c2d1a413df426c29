"""Work to do for staff: what is missing, what waits to be verified, which records rest on weak sources.

Gets the catalog, gives one page of numbers and one page a province with every record that needs a hand. A gap
is no fault: the pages say what to look for, never what to write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog
from generator.catalog.gaps import WANTED
from generator.catalog.tallies import is_inferred, is_weak
from generator.criteria import count_requirements
from generator.model.catalog import Entry, Facet
from generator.model.page import Head, Page
from generator.model.site import Site
from generator.pages.cards import place_text
from generator.pages.charts import Count, draw_chart
from generator.pages.links import Link
from generator.schema_text import label, title
from generator.templating import Templates, place_fragment
from generator.text import chinese_date

_ADDRESS: Final = "contribute/todo/"


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


def derive_worklist(catalog: Catalog, templates: Templates) -> Page:
    """The page of numbers."""
    total = catalog.size()
    missing = catalog.tallies("gap")
    chart = draw_chart(
        "missing",
        "还缺这一项的记录",
        "项目",
        [Count(title(field), missing.get(field, 0)) for field in _commonest_first(missing)],
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
        inferred=catalog.tally("inferred"),
        weak=catalog.tally("weak"),
        columns=("待办记录", "类别待核实", "来源偏弱", *(title(field) for field in WANTED)),
        rows=tuple(_province_row(facet, catalog) for facet in catalog.facets("division", "province")),
    )
    return Page(_ADDRESS, "contribute", _head("待补充和待核实", f"目录里 {total:,} 份记录还缺什么、什么待核实。"), body)


def _commonest_first(missing: Mapping[str, int]) -> list[str]:
    return sorted(WANTED, key=lambda field: -missing.get(field, 0))


def _province_row(facet: Facet, catalog: Catalog) -> ProvinceRow:
    tasks = catalog.size(f"todo/{facet.value}")
    counts = catalog.tallies(f"province/{facet.value}")
    return ProvinceRow(
        Link(facet.label, f"{_ADDRESS}{facet.value}/" if tasks else None),
        (
            tasks,
            counts.get("inferred", 0),
            counts.get("weak", 0),
            *(counts.get(f"gap/{field}", 0) for field in WANTED),
        ),
    )


def derive_worklist_province(catalog: Catalog, province: str, site: Site, templates: Templates) -> Page:
    """Every record of one province that has something open."""
    url, facet = f"{_ADDRESS}{province}/", catalog.facet("division", province)
    name = f"{facet.label}：待补充和待核实"
    kept = catalog.fragments("task", f"todo/{province}")
    tasks = [text or task_fragment(catalog.entry(brand_id), site, templates) for brand_id, text in kept]
    body = templates.render(
        "worklist_province.html.jinja",
        url,
        title=name,
        crumbs=(Link("参与", "contribute/"), Link("待补充和待核实", _ADDRESS), Link(facet.label)),
        province=Link(facet.label, facet.url, facet.count),
        tasks=place_fragment("\n".join(tasks), url),
        count=len(tasks),
        as_of=chinese_date(catalog.as_of),
    )
    description = f"{facet.label} {len(tasks):,} 份劳务品牌记录还缺什么、什么待核实。"
    return Page(url, "contribute", _head(name, description), body)


def task_fragment(entry: Entry, site: Site, templates: Templates) -> str:
    """What is open about one record, as an item of ``ul.tasks``."""
    return templates.render_fragment("components/task.html.jinja", "task", _task(entry, site))


def _task(entry: Entry, site: Site) -> Task:
    """What is open about one record."""
    doubts = []
    if is_inferred(entry):
        doubts.append(f"类别是编者推断的：{label('category', entry.brand.category or '')}")
    if is_weak(entry):
        doubts.append("没有 A 级来源，只有转载或线索")
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
