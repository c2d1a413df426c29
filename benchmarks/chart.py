"""The page on build time in docs/: a chart of time against size and the same as a table, from the kept results.

Gets results.json, writes the page; nothing in it is typed by hand, so it cannot drift from what was measured.
"""

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jinja2
from peers import OURS
from records import ROOT
from reporting import median_wall
from runs import Results, read_results, sizes_of

from generator.text import chinese_number

HERE: Final = Path(__file__).parent
PAGE: Final = ROOT / "docs/contribute/speed.md"
_LEFT, _RIGHT = 13.0, 76.0
"""Per cent of the width between which the sizes lie; names stand to the right, seconds to the left."""
_TOP, _DECADE = 1.5, 5.5
"""In em: room above the highest line, and how high ten times as long is."""
_APART: Final = 1.3
"""In em: names never stand closer."""
_DOT: Final = "M-4 0a4 4 0 1 1 8 0a4 4 0 1 1 -8 0Z"
_MEASURED: Final = (
    (OURS, "cold", "本目录", _DOT, ""),
    (OURS, "changed", "改一条", _DOT, "1 5"),
    ("hugo", "cold", "Hugo", "M-4 -4H4V4H-4Z", "8 4"),
    ("eleventy", "cold", "Eleventy", "M0 -5L5 0L0 5L-5 0Z", "8 4 2 4"),
    ("zensical", "cold", "Zensical", "M0 -5L5 4H-5Z", "3 3"),
    ("plain", "cold", "MkDocs", "M0 5L5 -4H-5Z", "12 4"),
)
"""Peer, case, name, shape of its points, pattern of its line."""


@dataclass(frozen=True, slots=True)
class Point:
    """One size in one line: per cent from the left, em from the top."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the chart."""

    name: str
    is_ours: bool
    shape: str
    dashes: str
    points: tuple[Point, ...]
    label_y: float

    @property
    def steps(self) -> tuple[tuple[Point, Point], ...]:
        """From each point to the next."""
        return tuple(zip(self.points, self.points[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Time against size, both in logarithms."""

    height: float
    bottom: float
    sizes: tuple[Tick, ...]
    seconds: tuple[Tick, ...]
    series: tuple[Series, ...]


class _Axes:
    """Where a number of records and a number of seconds lie."""

    def __init__(self, sizes: list[int], seconds: list[float]) -> None:
        self._first, self._last = math.log10(sizes[0]), math.log10(sizes[-1])
        self.low, self.high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
        self.bottom = _TOP + (self.high - self.low) * _DECADE

    def x(self, records: int) -> float:
        share = (math.log10(records) - self._first) / ((self._last - self._first) or 1)
        return round(_LEFT + share * (_RIGHT - _LEFT), 2)

    def y(self, seconds: float) -> float:
        return round(_TOP + (self.high - math.log10(seconds)) * _DECADE, 2)


def derive_chart(results: Results) -> Chart:
    """The chart of all peers that were measured."""
    sizes = _compared_sizes(results)
    measured = {
        entry: {size: wall for size in sizes if (wall := median_wall(results.of(size, entry[0], entry[1])))}
        for entry in _MEASURED
    }
    axes = _Axes(sizes, [wall for walls in measured.values() for wall in walls.values()])
    ends = {entry: axes.y(walls[max(walls)]) for entry, walls in measured.items() if walls}
    labels = dict(zip(sorted(ends, key=ends.__getitem__), _spread(sorted(ends.values())), strict=True))
    series = tuple(
        Series(
            name=entry[2],
            is_ours=entry[0] == OURS,
            shape=entry[3],
            dashes=entry[4],
            points=tuple(Point(axes.x(size), axes.y(wall)) for size, wall in walls.items()),
            label_y=labels[entry],
        )
        for entry, walls in measured.items()
        if walls
    )
    return Chart(
        height=axes.bottom + 3,
        bottom=axes.bottom,
        sizes=tuple(Tick(chinese_number(size), axes.x(size)) for size in sizes),
        seconds=tuple(Tick(f"{10.0**power:g}", axes.y(10.0**power)) for power in range(axes.low, axes.high + 1)),
        series=series,
    )


def _compared_sizes(results: Results) -> list[int]:
    """Sizes at which others were measured too; what we measured alone stands in the table."""
    sizes = sizes_of(results.runs)
    return [size for size in sizes if any(run.records == size and run.peer != OURS for run in results.runs)] or sizes


def _spread(heights: list[float]) -> Iterator[float]:
    """*heights*, from the top, moved down where they would stand on each other."""
    last = -math.inf
    for height in heights:
        last = max(height, last + _APART)
        yield round(last, 2)


def derive_rows(results: Results) -> list[tuple[str, ...]]:
    """The table: one row a size; ours cold, with one change, with none; then the others cold."""
    of_ours, of_others = _MEASURED[:2], _MEASURED[2:]
    lines = (*of_ours, (OURS, "unchanged"), *of_others)
    return [
        (chinese_number(size), *(_cell(median_wall(results.of(size, line[0], line[1]))) for line in lines))
        for size in sizes_of(results.runs)
    ]


def _cell(wall: float | None) -> str:
    return f"{wall:.2f}" if wall is not None else "—"


def make_page(results: Results) -> str:
    """The whole page as Markdown."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=False, undefined=jinja2.StrictUndefined,  # noqa: S701 - numbers
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("speed.md.jinja").render(
        chart=derive_chart(results), rows=derive_rows(results), about=results.about,
    )  # fmt: skip


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Write the page on build time from the kept results.")
    parser.add_argument("--results", type=Path, default=HERE / "results.json")
    parser.add_argument("--page", type=Path, default=PAGE)
    wanted = parser.parse_args()
    wanted.page.write_text(make_page(read_results(wanted.results)), encoding="utf-8")


if __name__ == "__main__":
    main()
