"""The same records as a plain MkDocs + Material project: one Markdown file a brand, no plugin of ours.

Gets a folder of records, writes a project beside it. Says the same facts with the same labels as the brand
pages of the directory; works nothing out that a person writing Markdown by hand would not.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.model.brand import Brand, Figure, Headcount, Metric, Recognition, Source
from generator.records import read_records
from generator.reference import read_divisions, read_industries
from generator.schema_text import label, title
from generator.text import chinese_date, quantity

VARIANTS: Final = {
    "plain": "pages outside the navigation, navigation.prune, search off: the quickest fair setting",
    "plain-search": "the same with Material's search plugin, which is on by default",
    "plain-nav": "every page in the navigation, no prune, search on: what a beginner's project does",
}

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One Markdown file: its path below docs/, its heading, its text."""

    path: str
    heading: str
    text: str


def write_project(records: Path, folder: Path, variant: str) -> int:
    """Write the project of *variant* with the brands below *records* to *folder*; how many pages it has."""
    brands = read_records(records).brands
    sheets = [Sheet(f"brands/{brand.id}.md", str(brand.name), brand_markdown(brand)) for brand in brands]
    lists = list(_lists(brands))
    for sheet in (*sheets, *lists):
        path = folder / "docs" / sheet.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sheet.text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_settings(variant, lists, sheets), encoding="utf-8")
    return len(sheets) + len(lists)


def _settings(variant: str, lists: Iterable[Sheet], sheets: Iterable[Sheet]) -> str:
    """The project's mkdocs.yml. No fonts from other hosts, as in the directory itself."""
    in_nav = [*lists, *sheets] if variant == "plain-nav" else [*lists]
    lines = [
        "site_name: 劳务品牌目录",
        "site_url: https://www.example.org/",
        "theme:",
        "  name: material",
        "  language: zh",
        "  font: false",
        *(["  features:", "    - navigation.prune"] if variant != "plain-nav" else []),
        "plugins: []" if variant == "plain" else "plugins:\n  - search",
        "not_in_nav: /brands/",
        "nav:",
        *(f"  - {sheet.heading}: {sheet.path}" for sheet in in_nav),
    ]
    return "\n".join(lines) + "\n"


def _lists(brands: Iterable[Brand]) -> Iterator[Sheet]:
    """The front page and a list a province, so that every brand can be reached."""
    by_province: dict[str, list[Brand]] = defaultdict(list)
    for brand in brands:
        by_province[brand.division[:2]].append(brand)
    sheets = []
    for prefix, members in sorted(by_province.items()):
        province = read_divisions().get(f"{prefix}0000")
        assert province is not None
        rows = [
            f"- [{brand.name}](../brands/{brand.id}.md)：{brand.summary}"
            for brand in sorted(members, key=lambda brand: brand.division)
        ]
        text = f"# {province.short}\n\n" + "\n".join(rows) + "\n"
        sheets.append(Sheet(f"provinces/{prefix}.md", province.short, text))
    links = "\n".join(f"- [{sheet.heading}]({sheet.path})" for sheet in sheets)
    yield Sheet("index.md", "首页", f"# 劳务品牌目录\n\n{links}\n")
    yield from sheets


def brand_markdown(brand: Brand) -> str:
    """The page of one brand."""
    parts = [
        f"# {brand.name}",
        brand.summary,
        _table(("项目", "内容"), _facts(brand)),
        *_section("认定", _table(("级别", "名称", "机关", "日期", "状态", "出处"), map(_recognition, brand.recognitions))),
        *_section("荣誉", _bullets(f"{each.title}（{each.authority or ''} {_date(each.date)}）{_mark(each.source)}"
                                   for each in brand.honours)),
        *_section("人数", _table(("口径", "数", "范围", "日期", "出处"), map(_headcount, brand.headcount))),
        *_section("指标", _table(("指标", "数", "范围", "日期", "出处"), map(_metric, brand.metrics))),
        *_section("证明材料", _bullets(f"{each.criterion}：{each.statement}{_mark(each.source)}"
                                       for each in brand.attestations)),
        *(f"## {story.title}\n\n{story.body}\n{_mark(*story.sources)}" for story in brand.stories),
        *_section("人物", "\n\n".join(map(_figure, brand.figures))),
        *_section("大事记", _bullets(f"{_date(each.date)}：{each.event}{_mark(each.source)}" for each in brand.timeline)),
        *_section("编者说明", _bullets(brand.notes)),
        *_section("来源", _bullets(map(_source, brand.sources))),
    ]  # fmt: skip
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _facts(brand: Brand) -> Iterator[Row]:
    industry = read_industries().get(brand.industry or "")
    yield title("aliases"), "、".join(brand.aliases)
    yield "地区", " ".join(unit.name for unit in read_divisions().chain(brand.division)) + (brand.locality or "")
    yield title("category"), label("category", brand.category) if brand.category else "待补充"
    yield title("industry"), industry.name if industry else "待补充"
    yield title("products"), "、".join(brand.products)
    yield title("cultivating_units"), "、".join(unit.name for unit in brand.cultivating_units) or "待补充"
    yield title("carriers"), "、".join(carrier.name for carrier in brand.carriers)
    if brand.services:
        yield title("services"), f"{brand.services.training} {brand.services.jobs} {brand.services.rights}"
    yield title("published"), _date(brand.published)
    if brand.updated:
        yield title("updated"), _date(brand.updated)


def _recognition(each: Recognition) -> Row:
    level = label("recognitions.level", each.level)
    status = label("recognitions.status", each.status) if each.status else ""
    return level, each.title or "", each.authority or "待补充", _date(each.date), status, _mark(each.source)


def _headcount(each: Headcount) -> Row:
    scope, measure = label("headcount.scope", each.scope), label("headcount.measure", each.measure)
    return measure, quantity(each.value, each.unit, each.bound), scope, _date(each.as_of), _mark(each.source)


def _metric(each: Metric) -> Row:
    scope = label("metrics.scope", each.scope) if each.scope else ""
    number = quantity(each.value, each.unit, each.bound)
    return label("metrics.name", each.name), number, scope, _date(each.as_of), _mark(each.source)


def _figure(each: Figure) -> str:
    heading = f"### {each.name}（{label('figures.role', each.role)}）"
    return "\n\n".join(part for part in (heading, each.title, each.story, "、".join(each.honours)) if part)


def _source(each: Source) -> str:
    words = f"{each.publisher or ''}：{each.title or '无题'}"
    linked = f"[{words}]({each.public_url})" if each.public_url else words
    return f"[{each.id}] {linked} {_date(each.date)} {label('sources.grade', each.grade)} {each.note or ''}"


def _date(date: str | None) -> str:
    return chinese_date(date) if date else "待补充"


def _mark(*sources: str) -> str:
    return "".join(f"[{source}]" for source in sources)


def _section(heading: str, body: str) -> list[str]:
    return [f"## {heading}\n\n{body}"] if body else []


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(heads: Row, rows: Iterable[Row]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *lines]) if lines else ""


def main() -> None:
    """Write a plain project from the command line."""
    parser = argparse.ArgumentParser(description="Write the records of a project as a plain MkDocs project.")
    parser.add_argument("records", type=Path, help="folder with brands/")
    parser.add_argument("folder", type=Path, help="where the plain project goes")
    parser.add_argument("--variant", choices=VARIANTS, default="plain")
    wanted = parser.parse_args()
    print(f"{write_project(wanted.records, wanted.folder, wanted.variant)} pages")


if __name__ == "__main__":
    main()
