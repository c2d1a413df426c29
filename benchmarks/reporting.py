"""The report people read: a table a size, how equal the peers are, and what was aimed at.

Gets results, gives Markdown. Medians throughout; a ratio is a peer's median over ours.
"""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from likeness import Likeness
from peers import OURS, PEERS
from runs import Results, Run, sizes_of

_MB: Final = 1_000_000
_TIMES_QUICKER: Final = 25
_SIZE: Final = 10_000
"""Records of the directory the aims are about."""
_HOW: Final = """\
Made by `make bench`. Medians of the builds of each peer, which were built in turn; in brackets the quickest and the
slowest. *Cold*: into an empty folder, no cache of the peer's own. *One change*: the summary of one record is edited,
then the same command. *No change*: the same command again. × brands is how many times our own time that is. Memory is
the largest sum over all processes of a cold build (proportional set size, sampled every 0.1 s).
"""


@dataclass(frozen=True, slots=True)
class Aim:
    """One figure that was aimed at, and what was measured."""

    what: str
    aim: str
    measured: float
    unit: str
    is_met: bool


def as_markdown(results: Results) -> str:
    """The whole report."""
    parts = [
        "# Build time and memory\n",
        _HOW,
        "\n".join(f"- {name}: {value}" for name, value in results.about.items()) + "\n",
        "\n".join(_peer_lines(results)) + "\n",
    ]
    for size in sizes_of(results.runs):
        parts += [f"## {size:,} records\n", _table(results, size) + "\n"]
    if results.servings:
        parts += ["## A server is running, one record is saved\n", _servings(results) + "\n"]
    if results.likeness:
        parts += ["## How equal the equal pages are\n", _likeness(results.likeness) + "\n"]
    if aims := list(derive_aims(results)):
        parts += ["## Aims\n", _aims(aims) + "\n"]
    return "\n".join(parts)


def _peer_lines(results: Results) -> Iterator[str]:
    for name in dict.fromkeys((*(run.peer for run in results.runs), *results.missing)):
        what = PEERS[name].what if name in PEERS else ""
        why = f" – **{results.missing[name]}**" if name in results.missing else ""
        yield f"- `{name}`: {what}{why}"


def _table(results: Results, size: int) -> str:
    heads = (
        "build", "cold s", "× brands", "one change s", "× brands", "no change s", "processor s", "memory MB", "pages",
        "files", "site MB",
    )  # fmt: skip
    rows = [_row(heads), "| --- |" + " ---: |" * (len(heads) - 1)]
    names = dict.fromkeys(run.peer for run in results.runs if run.records == size)
    for name in names:
        cold = results.of(size, name, "cold")
        rows.append(
            _row(
                (
                    f"`{name}`", _seconds(cold), _times(results, size, name, "cold"),
                    _seconds(results.of(size, name, "changed")), _times(results, size, name, "changed"),
                    _seconds(results.of(size, name, "unchanged")), _number(cold, lambda run: run.cost.cpu, "{:.1f}"),
                    _memory(cold), f"{cold[-1].pages:,}", f"{cold[-1].files:,}", f"{cold[-1].bytes / _MB:.0f}",
                )
            )
        )  # fmt: skip
    rows += [_row((f"`{name}`", why, *[""] * (len(heads) - 2))) for name, why in results.missing.items()]
    return "\n".join(rows)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def median_wall(runs: tuple[Run, ...]) -> float | None:
    """The median of the wall times; none where nothing was measured."""
    return statistics.median(run.cost.wall for run in runs) if runs else None


def _seconds(runs: tuple[Run, ...]) -> str:
    wall = median_wall(runs)
    if wall is None:
        return ""
    walls = [run.cost.wall for run in runs]
    return f"{wall:.2f} ({min(walls):.2f}–{max(walls):.2f})"


def _number(runs: tuple[Run, ...], get: Callable[[Run], float], form: str) -> str:
    return form.format(statistics.median(map(get, runs))) if runs else ""


def _memory(runs: tuple[Run, ...]) -> str:
    memory = max((run.cost.memory for run in runs), default=0)
    return f"{memory / _MB:.0f}" if memory else "unknown"


def _times(results: Results, size: int, name: str, case: str) -> str:
    theirs, ours = median_wall(results.of(size, name, case)), median_wall(results.of(size, OURS, case))
    return f"{theirs / ours:.1f}" if theirs and ours else ""


def _servings(results: Results) -> str:
    rows = ["| records | server | seconds from saving to the changed page |", "| ---: | --- | ---: |"]
    for size, name in dict.fromkeys((each.records, each.peer) for each in results.servings):
        seconds = [each.seconds for each in results.servings if (each.records, each.peer) == (size, name)]
        spread = f"{min(seconds):.2f}–{max(seconds):.2f}"
        rows.append(f"| {size:,} | `{name}` | {statistics.median(seconds):.2f} ({spread}) |")
    return "\n".join(rows)


def _likeness(found: tuple[Likeness, ...]) -> str:
    rows = [
        "| records | peer | pages both have | same text | bytes of a brand's page | ours | all these pages MB | ours |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    rows += [
        f"| {each.records:,} | `{each.peer}` | {each.pages:,} | {each.alike:,} of {each.read:,} read"
        f" | {each.brand_bytes:,.0f} | {each.our_brand_bytes:,.0f} | {each.bytes / _MB:.0f} | {each.our_bytes / _MB:.0f} |"
        for each in found
    ]
    return "\n".join(rows)


def derive_aims(results: Results) -> Iterator[Aim]:
    """What the directory aims at, as far as these results tell."""
    ours = {case: median_wall(results.of(_SIZE, OURS, case)) for case in ("cold", "changed", "unchanged")}
    hugo = {case: median_wall(results.of(_SIZE, "hugo", case)) for case in ("cold", "changed")}
    if ours["cold"] and hugo["cold"]:
        yield _at_most("cold, 10,000 records, beside Hugo's time", 0.5, ours["cold"] / hugo["cold"], "×")
    if cold := results.of(_SIZE, OURS, "cold"):
        yield _at_most("memory, 10,000 records", 300, max(run.cost.memory for run in cold) / _MB, "MB")
    if ours["changed"]:
        yield _at_most("one change, 10,000 records", 0.4, ours["changed"], "s")
    if ours["changed"] and hugo["changed"]:
        ratio = hugo["changed"] / ours["changed"]
        is_met = ratio >= _TIMES_QUICKER
        yield Aim("one change, 10,000 records, times quicker than Hugo", f"≥ {_TIMES_QUICKER}", ratio, "×", is_met)
    if ours["unchanged"]:
        yield _at_most("no change, 10,000 records", 0.15, ours["unchanged"], "s")
    yield from _served(results)
    yield from _large(results, ours["cold"])


def _served(results: Results) -> Iterator[Aim]:
    """A saved record in the browser sooner than with Hugo's server, at the same size."""
    seconds: dict[str, list[float]] = {}
    for each in results.servings:
        if each.records == _SIZE:
            seconds.setdefault(each.peer, []).append(each.seconds)
    if len(seconds) > 1:
        ours, hugo = statistics.median(seconds[OURS]), statistics.median(seconds["hugo"])
        what = "a saved record in the browser, 10,000 records, beside Hugo's server"
        yield Aim(what, "< 1", ours / hugo, "×", ours < hugo)


def _large(results: Results, cold_at_10_000: float | None) -> Iterator[Aim]:
    large = results.of(100_000, OURS, "cold")
    cold, changed = median_wall(large), median_wall(results.of(100_000, OURS, "changed"))
    if cold and cold_at_10_000:
        yield _at_most("cost of a record at 100,000 beside that at 10,000", 1.2, cold / 10 / cold_at_10_000, "×")
    if large:
        yield _at_most("memory, 100,000 records", 2000, max(run.cost.memory for run in large) / _MB, "MB")
    if changed:
        yield _at_most("one change, 100,000 records", 1.0, changed, "s")


def _at_most(what: str, aim: float, measured: float, unit: str) -> Aim:
    return Aim(what, f"≤ {aim:g}", measured, unit, measured <= aim)


def _aims(aims: list[Aim]) -> str:
    rows = ["| what | aim | measured | |", "| --- | ---: | ---: | --- |"]
    rows += [
        f"| {each.what} | {each.aim} {each.unit} | {each.measured:.2f} {each.unit} | {'met' if each.is_met else 'missed'} |"
        for each in aims
    ]
    return "\n".join(rows)
