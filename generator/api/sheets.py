"""The catalog as a table for Excel and WPS: CSV with a byte-order mark, one brand a line, Chinese headings.

Figures stay apart with their measure, scope and date; nothing is added up.
"""

import csv
import io
from collections.abc import Sequence
from typing import Final

from generator.model.catalog import Entry
from generator.model.site import Site
from generator.schema_text import label

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")

HEADINGS: Final = (
    "编号", "名称", "别名", "省", "市", "县", "行政区划代码", "类别", "类别依据", "行业代码", "认定级别", "认定日期",
    "人数", "约数", "单位", "口径", "范围", "数据日期", "简介", "网址",
)  # fmt: skip


def safe_cell(text: str) -> str:
    """*text* so that a spreadsheet shows it and never runs it as a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def heading_line() -> str:
    """The first line, with the byte-order mark before it."""
    return "\ufeff" + _line(HEADINGS)


def brand_line(entry: Entry, site: Site) -> str:
    """The line of one brand."""
    return _line([safe_cell(cell) for cell in _row(entry, site)])


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _row(entry: Entry, site: Site) -> list[str]:
    brand = entry.brand
    names = {division.rank: division.name for division in entry.place}
    figure = entry.headline
    number = ["", "", "", "", "", ""]
    if figure:
        bound = label("headcount.bound", figure.bound) if figure.bound else ""
        measure, scope = label("headcount.measure", figure.measure), label("headcount.scope", figure.scope)
        number = [str(figure.value), bound, figure.unit, measure, scope, figure.as_of]
    return [
        brand.id,
        entry.name,
        "、".join(brand.aliases),
        names.get("province", ""),
        names.get("city", ""),
        names.get("county", ""),
        brand.division,
        label("category", brand.category) if brand.category else "",
        label("category_basis", brand.category_basis) if brand.category_basis else "",
        brand.industry or "",
        label("recognitions.level", entry.level) if entry.level else "",
        entry.recognised or "",
        *number,
        brand.summary,
        site.url + entry.url,
    ]
