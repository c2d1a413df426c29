"""Headcounts in classes: how many brands are how large, each measure and scope for itself.

Gets the listed entries, gives one small chart for each kind of count and one table for all of them. A brand is
counted once, by the figure its card shows; counts of different kinds are never merged and never added up.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.model.brand import Headcount
from generator.model.catalog import Entry
from generator.pages.charts import Chart, Count, draw_chart
from generator.schema_text import label, labels

_CLASSES: Final = (
    (1_000, "不到 1 千"),
    (5_000, "1 千到 5 千"),
    (10_000, "5 千到 1 万"),
    (50_000, "1 万到 5 万"),
    (100_000, "5 万到 10 万"),
)
_LARGEST: Final = "10 万以上"
_FEWEST: Final = 5
"""Of a kind with fewer brands a chart shows nothing a row of the table does not."""
_CLASS_NAMES: Final = (*(name for _, name in _CLASSES), _LARGEST)

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


def draw_headcounts(entries: Sequence[Entry]) -> HeadcountPanels | None:
    """The charts of every kind of headcount there is; none where no brand has a figure."""
    sizes: dict[Kind, Counter[str]] = {}
    for figure in (entry.headline for entry in entries):
        if figure:
            kind = (figure.measure, figure.scope, figure.unit)
            sizes.setdefault(kind, Counter())[_size_of(figure)] += 1
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
        notes=_notes(entries, sum(totals.values()), hidden=len(kinds) > len(charts)),
    )


def _size_of(figure: Headcount) -> str:
    return next((name for below, name in _CLASSES if figure.value < below), _LARGEST)


def _order(kind: Kind) -> tuple[bool, int, int]:
    """People before person-times, the brand's own before the trade's, measures as in the schema."""
    measure, scope, unit = kind
    return unit != "人", list(labels("headcount.scope")).index(scope), list(labels("headcount.measure")).index(measure)


def _name(kind: Kind) -> str:
    measure, scope, unit = kind
    suffix = f"，{unit}" if unit != "人" else ""
    return f"{label('headcount.measure', measure)}（{label('headcount.scope', scope)}{suffix}）"


def _notes(entries: Sequence[Entry], counted: int, *, hidden: bool) -> tuple[str, ...]:
    cumulative = sum(entry.headline is not None and entry.headline.period == "cumulative" for entry in entries)
    notes = ["写“超过、约、近”的，按写出的那个数归档。"]
    if hidden:
        notes.append(f"不足 {_FEWEST} 个品牌的口径不画图，在表里。")
    if cumulative:
        notes.append(f"其中 {cumulative:,} 个是历年累计的数，比某一时点的数大。")
    if len(entries) > counted:
        notes.append(f"另有 {len(entries) - counted:,} 个品牌没有数字，没有计入。")
    return tuple(notes)
