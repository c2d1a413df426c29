"""Bar charts as values: what a chart says, row by row, with the lengths its bars need.

Gets counted things in the order they are shown, gives charts for components/chart.html.jinja. Every chart
is told again as a table, so nothing is known by length or colour alone. Adds nothing up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

# Heights in the chart's own type size: of a row, down to its bar, down to the line its label stands on.
_BESIDE: Final = (1.7, 0.5, 1.2)
_ABOVE: Final = (2.7, 1.5, 1.15)
_LONG_LABEL: Final = 4
_LONGER_LABEL: Final = 7
_NARROW: Final = 0.5


@dataclass(frozen=True, slots=True)
class Count:
    """One row to draw: its number, mostly a count of brands, and where it leads."""

    text: str
    count: float
    url: str | None = None
    category: str | None = None
    """Category whose colour and shape the row wears."""
    words: str | None = None
    """What stands at the bar instead of the bare number: ``超过 2,000 人``. Such rows are text and may be long."""
    clause: str | None = None
    """Where the number comes from, for the table."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart."""

    text: str
    count: float
    percent: str
    """Share of all brands the chart counts, in words."""
    length: float
    """Of the longest bar there could be, in per cent."""
    top: float
    baseline: float
    url: str | None
    category: str | None
    words: str | None
    clause: str | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with all it must say to be read alone: title, unit, source, day, table."""

    id: str
    title: str
    heading: str
    """What the rows are, over the first column of the table."""
    description: str
    unit: str
    bars: tuple[Bar, ...]
    height: float
    room: str
    """Where the labels stand: in a short or a long column beside the bars, or above them."""
    of_whole: bool
    """Whether a full bar stands for all brands rather than for the commonest value."""
    counts_brands: bool
    """Whether the rows count brands; else each row has its own words and the table no shares."""


def draw_chart(  # noqa: PLR0913 - each is one thing a chart says
    chart_id: str,
    title: str,
    heading: str,
    counts: Sequence[Count],
    *,
    total: int = 0,
    most: int | None = None,
    of_whole: bool = False,
    unit: str | None = None,
) -> Chart:
    """The chart of *counts*; bars are measured by *most*, or by *total* where they are shares *of_whole*.

    With a *unit* of their own the rows are not counts of brands, and each says in words what it is.
    """
    room = _room(each.text for each in counts)
    heights = _ABOVE if room == "above" else _BESIDE
    longest = total if of_whole else most or max((each.count for each in counts), default=0)
    bars = _bars(counts, total, longest, heights)
    return Chart(
        id=chart_id,
        title=title,
        heading=heading,
        description="，".join(f"{bar.text} {bar.words or (bar.percent if of_whole else bar.count)}" for bar in bars)
        + "。",
        unit=unit or ("%" if of_whole else "个"),
        bars=bars,
        height=round(len(bars) * heights[0] + 0.1, 2),
        room=room,
        of_whole=of_whole,
        counts_brands=unit is None,
    )


def _bars(counts: Sequence[Count], total: int, longest: float, heights: tuple[float, float, float]) -> tuple[Bar, ...]:
    """A bar a row, at its height below the one before."""
    row, bar_top, baseline = heights
    return tuple(
        Bar(
            text=each.text,
            count=each.count,
            percent=percentage(each.count, total),
            length=round(100 * each.count / longest, 2) if longest else 0,
            top=round(at * row + bar_top, 2),
            baseline=round(at * row + baseline, 2),
            url=each.url,
            category=each.category,
            words=each.words,
            clause=each.clause,
        )
        for at, each in enumerate(counts)
    )


def percentage(part: float, whole: int) -> str:
    """*part* of *whole*, rounded so that neither none nor all is claimed where it is not so."""
    if not whole:
        return "0%"
    share = 100 * part / whole
    if 0 < share < 1:
        return "不到 1%"
    return f"{min(round(share), 99) if part < whole else 100}%"


def _room(texts: Iterable[str]) -> str:
    longest = max((_width(text) for text in texts), default=0)
    if longest <= _LONG_LABEL:
        return "short"
    return "long" if longest <= _LONGER_LABEL else "above"


def _width(text: str) -> float:
    """Roughly how many Chinese characters wide *text* is."""
    return sum(1 if character > "\u2e7f" else _NARROW for character in text)
