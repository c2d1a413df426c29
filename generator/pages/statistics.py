"""The statistics page: what the directory holds, by place, category, level, trade, year and size.

Gets the catalog, gives one page of bar charts, each with its table. Counts brands and nothing else: figures of
different brands are put into classes and never added up, and what is not known is said beside each chart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog
from generator.catalog.gaps import WANTED
from generator.model.page import Head, Page
from generator.pages.charts import Chart, Count, draw_chart
from generator.pages.headcounts import draw_headcounts
from generator.schema_text import labels, title
from generator.templating import Templates
from generator.text import chinese_date

_PREAMBLE: Final = "这里数的是本目录收录的品牌，不是全国劳务品牌的总数；收得多少跟找到的公开来源有关。"


@dataclass(frozen=True, slots=True)
class Section:
    """One chart with its place on the page and what a reader must know to read it."""

    id: str
    name: str
    lead: str
    chart: Chart
    notes: tuple[str, ...] = ()
    whole: str = "占全部"
    """Over the column of shares in the table."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A count that stands large at the top."""

    number: int
    text: str


def derive_statistics(catalog: Catalog, templates: Templates) -> Page:
    """The page of all charts."""
    as_of, total = chinese_date(catalog.as_of), catalog.size()
    sections = [_provinces(catalog), _categories(catalog), _levels(catalog), _industries(catalog), _years(catalog)]
    body = templates.render(
        "statistics.html.jinja",
        "statistics/",
        count=total,
        as_of=as_of,
        as_of_iso=catalog.as_of,
        preamble=_PREAMBLE,
        key_figures=_key_figures(catalog),
        sections=_with_bars(sections),
        headcounts=draw_headcounts(catalog),
        closing=_with_bars([_ages(catalog), _sources(catalog), _completeness(catalog)]),
        source=f"来源：本目录 {total:,} 份品牌记录，截至 {as_of}。",
    )
    head = Head(
        title="统计",
        description=f"截至 {as_of}，目录里 {total:,} 个劳务品牌按省份、类别、级别、行业、认定年份和人数的分布。",
        kind="column",
        keywords=("劳务品牌", "统计"),
        column="统计",
        column_type="数据发布",
        alternate="api/v1/brands.json",
    )
    return Page("statistics/", "statistics", head, body)


def _with_bars(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections that have something to show: an empty chart says nothing."""
    return tuple(section for section in sections if section.chart.bars)


def _key_figures(catalog: Catalog) -> tuple[KeyFigure, ...]:
    return (
        KeyFigure(catalog.size(), "个品牌"),
        KeyFigure(len(catalog.facets("division", "province")), "个省份"),
        KeyFigure(catalog.tally("headline"), "个有人数"),
        KeyFigure(sum(facet.count for facet in catalog.facets("level")), "个有认定"),
    )


def _provinces(catalog: Catalog) -> Section:
    counts = [Count(facet.label, facet.count, facet.url) for facet in catalog.facets("division", "province")]
    counts.sort(key=lambda each: -each.count)
    chart = draw_chart("provinces", "各省份收录的品牌", "省份", counts, total=catalog.size())
    return Section("by-province", "地区", "按品牌所在地，多的在前。没有的省份是还没收录，不是没有劳务品牌。", chart)


def _categories(catalog: Catalog) -> Section:
    total = catalog.size()
    facets = catalog.facets("category")
    counts = [Count(facet.label, facet.count, facet.url, facet.value) for facet in facets]
    known = sum(facet.count for facet in facets)
    inferred = catalog.tally("inferred")
    notes = (
        *((f"有类别的 {known:,} 个里，{inferred:,} 个由编者推断，待核实。",) if inferred else ()),
        *_unknown(total - known, "类别不清楚"),
    )
    chart = draw_chart("categories", "四个类别的品牌", "类别", counts, total=total)
    return Section("by-category", "类别", "政策规定的四类。", chart, notes)


def _levels(catalog: Catalog) -> Section:
    total = catalog.size()
    facets = catalog.facets("level")
    counts = [Count(facet.label, facet.count, facet.url) for facet in facets]
    known = sum(facet.count for facet in facets)
    chart = draw_chart("levels", "各级认定的品牌", "级别", counts, total=total)
    lead = "一个品牌有几级认定的，按最高一级数。"
    return Section("by-level", "认定级别", lead, chart, _unknown(total - known, "没有查到认定"))


def _industries(catalog: Catalog) -> Section:
    sections, total = catalog.tallies("section"), catalog.size()
    counts = [Count(name, count) for name, count in sorted(sections.items(), key=lambda item: (-item[1], item[0]))]
    chart = draw_chart("industries", "各行业门类的品牌", "门类", counts, total=total)
    unknown = total - sum(sections.values())
    lead = "国民经济行业分类（GB/T 4754—2017）的门类；细到大类的见目录。"
    return Section("by-industry", "行业", lead, chart, _unknown(unknown, "行业不清楚"))


def _years(catalog: Catalog) -> Section:
    years, total = catalog.tallies("year"), catalog.size()
    chart = draw_chart("years", "最近一次认定的年份", "年份", _newest_first(years), total=total)
    unknown = total - sum(years.values())
    lead = "一个品牌几次认定的，按最近一次数；没有的年份不列。"
    return Section("by-year", "认定年份", lead, chart, _unknown(unknown, "没有查到认定日期"))


def _ages(catalog: Catalog) -> Section:
    reported = catalog.tally("reported")
    notes = (f"其中 {reported:,} 个数来源没写统计日期，按报道日期算。",) if reported else ()
    counts = _newest_first(catalog.tallies("age"))
    chart = draw_chart("ages", "卡片上人数的数据年份", "年份", counts, total=catalog.tally("headline"))
    lead = "数字有多新。旧的数只说明那时候的情况。"
    return Section("by-age", "数据日期", lead, chart, notes, "占有人数的")


def _sources(catalog: Catalog) -> Section:
    best = catalog.tallies("source")
    counts = [Count(name, best.get(grade, 0)) for grade, name in labels("sources.grade").items()]
    chart = draw_chart("sources", "每份记录最好的一条来源", "来源等级", counts, total=catalog.size())
    return Section("by-source", "来源", "记录靠什么写成。最好的来源也只是转载的，引用前最好再查。", chart)


def _completeness(catalog: Catalog) -> Section:
    missing, total = catalog.tallies("gap"), catalog.size()
    counts = [Count(title(field), total - missing.get(field, 0)) for field in WANTED]
    counts.sort(key=lambda each: -each.count)
    chart = draw_chart("completeness", "写了这一项的记录", "项目", counts, total=total, of_whole=True)
    lead = "不知道的就不写，所以有空缺。"
    return Section("by-completeness", "记录齐不齐", lead, chart)


def _newest_first(years: Mapping[str, int]) -> list[Count]:
    return [Count(f"{year} 年", years[year]) for year in sorted(years, reverse=True)]


def _unknown(count: int, what: str) -> tuple[str, ...]:
    return (f"另有 {count:,} 个{what}，没有计入。",) if count else ()
