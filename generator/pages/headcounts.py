"""Headcounts in classes: how many brands are how large, each measure and scope for itself.

Gets the catalog, gives one small chart for each kind of count and one table for all of them. A brand is
counted once, by the figure its card shows; counts of different kinds are never merged and never added up.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog
from generator.pages.charts import Chart, Count, draw_chart
from generator.schema_text import label, labels

_CLASS_NAMES: Final = ("不到 1 千", "1 千到 5 千", "5 千到 1 万", "1 万到 5 万", "5 万到 10 万", "10 万以上")
"""Of SIZE_CLASSES and what lies above them."""
_FEWEST: Final = 5
"""Of a kind with fewer brands a chart shows nothing a row of the table does not."""

Kind = tuple[str, str, str]
"""Measure, scope and unit: only figures alike in all three may share a chart."""


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One class with the number of brands of each kind in it."""

    text: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HeadcountPanels:
    """Small charts side by side, all drawn to one measure, and the table that tells them together."""

    charts: tuple[Chart, ...]
    kinds: tuple[str, ...]
    """Every kind in words: the columns of the table."""
    rows: tuple[SizeRow, ...]
    totals: tuple[int, ...]
    notes: tuple[str, ...]


def draw_headcounts(catalog: Catalog) -> HeadcountPanels | None:
    """The charts of every kind of headcount there is; none where no brand has a figure."""
    sizes: dict[Kind, Counter[str]] = {}
    for key, count in catalog.tallies("size").items():
        measure, scope, unit, size = key.split("/")
        sizes.setdefault((measure, scope, unit), Counter())[_CLASS_NAMES[int(size)]] = count
    if not sizes:
        return None
    kinds = sorted(sizes, key=_order)
    totals = {kind: sizes[kind].total() for kind in kinds}
    most = max(max(counter.values()) for counter in sizes.values())
    charts = tuple(
        draw_chart(
            f"headcount-{'-'.join(kind[:2])}{'-times' if kind[2] == '人次' else ''}",
            _name(kind),
            "人数",
            [Count(size, sizes[kind][size]) for size in _CLASS_NAMES],
            total=totals[kind],
            most=most,
        )
        for kind in kinds
        if totals[kind] >= _FEWEST
    )
    return HeadcountPanels(
        charts=charts,
        kinds=tuple(_name(kind) for kind in kinds),
        rows=tuple(SizeRow(size, tuple(sizes[kind][size] for kind in kinds)) for size in _CLASS_NAMES),
        totals=tuple(totals[kind] for kind in kinds),
        notes=_notes(catalog, sum(totals.values()), hidden=len(kinds) > len(charts)),
    )


def _order(kind: Kind) -> tuple[bool, int, int]:
    """People before person-times, the brand's own before the trade's, measures as in the schema."""
    measure, scope, unit = kind
    return unit != "人", list(labels("headcount.scope")).index(scope), list(labels("headcount.measure")).index(measure)


def _name(kind: Kind) -> str:
    measure, scope, unit = kind
    suffix = f"，{unit}" if unit != "人" else ""
    return f"{label('headcount.measure', measure)}（{label('headcount.scope', scope)}{suffix}）"


def _notes(catalog: Catalog, counted: int, *, hidden: bool) -> tuple[str, ...]:
    cumulative, total = catalog.tally("cumulative"), catalog.size()
    notes = ["写“超过、约、近”的，按写出的那个数归档。"]
    if hidden:
        notes.append(f"不足 {_FEWEST} 个品牌的口径不画图，在表里。")
    if cumulative:
        notes.append(f"其中 {cumulative:,} 个是历年累计的数，比某一时点的数大。")
    if total > counted:
        notes.append(f"另有 {total - counted:,} 个品牌没有数字，没有计入。")
    return tuple(notes)
