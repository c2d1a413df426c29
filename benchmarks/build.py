"""Time ``brands build`` beside plain MkDocs + Material with the same records, and say what was measured.

Makes the records, builds every peer cold in turn (A B A B), writes ``results.md`` and ``results.json``
beside this file. The peers are told apart in plain.py. Judges nothing: figures depend on the machine, ratios
less so.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Final

from measuring import Cost, measure
from plain import VARIANTS, write_project
from records import ROOT, write_records

HERE: Final = Path(__file__).parent
AS_OF: Final = "2026-11-22"
OURS: Final = {
    "brands": "brands build into a new folder",
    "brands-again": "brands build with nothing changed",
}
PEERS: Final = {**OURS, **VARIANTS}
_HOW: Final = """\
Made by `make bench`. Medians of {times} builds a peer, in turn; in brackets the quickest and the slowest. Above {nav} records
`plain-nav` was built once.
Memory is the largest sum over all processes of a build (proportional set size, sampled every 0.1 s).
"""
NAV_IN_TURN: Final = 300
"""Above this many records plain-nav, whose time grows with the square of the pages, is built once only."""
_MB: Final = 1_000_000
_SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - only ever used for a folder with a name of its own


@dataclass(frozen=True, slots=True)
class Run:
    """One measured build."""

    records: int
    peer: str
    cost: Cost
    pages: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of one peer at one size, taken together."""

    peer: str
    wall: float
    spread: str
    cpu: float
    memory: float
    pages: int
    files: int
    megabytes: float


def main() -> None:
    """Measure what the command line asks for."""
    wanted = _parse_arguments()
    with tempfile.TemporaryDirectory(prefix="brands-benchmark-", dir=wanted.work) as folder:
        runs = []
        for run in measure_all(Path(folder), wanted.sizes, wanted.runs, wanted.peers, wanted.nav_up_to):
            runs.append(run)
            cost = run.cost
            print(
                f"{run.records:>6} {run.peer:<13} {cost.wall:7.2f} s {cost.cpu:7.2f} s processor"
                f" {cost.memory / _MB:6.0f} MB",
                flush=True,
            )
    about = machine() | {"projects on": "shared memory" if wanted.work == _SHARED_MEMORY else "disk"} | versions()
    report = as_markdown(runs, wanted.runs, about)
    (wanted.out / "results.md").write_text(report, encoding="utf-8")
    document = {"about": about, "runs": [asdict(run) for run in runs]}
    (wanted.out / "results.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print("\n" + report)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time brands build beside plain MkDocs + Material.")
    parser.add_argument("--sizes", type=_numbers, default=[300, 3000, 10000], help="numbers of records")
    parser.add_argument("--runs", type=int, default=3, help="builds of each peer at each size")
    parser.add_argument("--peers", type=_peers, default=list(PEERS), help="of " + ", ".join(PEERS))
    parser.add_argument(
        "--nav-up-to", type=int, default=3000, help="largest size for plain-nav, whose time grows with the square"
    )
    parser.add_argument("--work", type=Path, default=_quick_folder(), help="folder for the projects")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the results")
    return parser.parse_args()


def _quick_folder() -> Path | None:
    """Shared memory where there is some: what a disk asks for a new file says nothing about a builder."""
    return _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else None


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _peers(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(PEERS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


def measure_all(folder: Path, sizes: list[int], runs: int, peers: list[str], nav_up_to: int) -> Iterator[Run]:
    """Every build, in turn, so that what else the machine does falls on all peers alike."""
    for size in sizes:
        project = folder / str(size)
        make_project(project, size)
        chosen = [peer for peer in peers if peer != "plain-nav" or size <= nav_up_to]
        places = {peer: project if peer in OURS else folder / f"{size}-{peer}" for peer in chosen}
        for peer, place in places.items():
            if peer in VARIANTS:
                write_project(project, place, peer)
        for turn in range(runs):
            for peer, place in places.items():
                if turn == 0 or peer != "plain-nav" or size <= NAV_IN_TURN:
                    yield _build(size, peer, place)


def make_project(folder: Path, count: int) -> None:
    """A project of ours with *count* made records: this repository's theme, pages, policies and settings."""
    write_records(folder, count)
    for name in ("theme", "docs", "policies"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)


def _build(size: int, peer: str, place: Path) -> Run:
    site = place / "site"
    command = [sys.executable, "-m", "generator", "build", "--root", str(place), "--as-of", AS_OF]
    if peer in VARIANTS:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    if peer != "brands-again":
        shutil.rmtree(site, ignore_errors=True)
    elif not site.exists():
        measure(command, place)
    cost = measure(command, place)
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Run(size, peer, cost, pages, len(files), sum(path.stat().st_size for path in files))


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    names = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "load at the end": f"{os.getloadavg()[0]:.1f}",
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def versions() -> dict[str, str]:
    """The programs measured."""
    packages = ("labour-brands", "mkdocs", "mkdocs-material", "jinja2", "pyyaml", "markdown")
    return {"python": platform.python_version(), **{name: version(name) for name in packages}}


def as_markdown(runs: list[Run], times: int, about: dict[str, str]) -> str:
    """The report people read."""
    parts = [
        "# Build time and memory\n",
        _HOW.format(times=times, nav=NAV_IN_TURN),
        "\n".join(f"- {name}: {value}" for name, value in about.items()) + "\n",
        "\n".join(f"- `{peer}`: {PEERS[peer]}" for peer in dict.fromkeys(run.peer for run in runs)) + "\n",
    ]
    for size, group in groupby(runs, key=lambda run: run.records):
        lines = list(summarise(group))
        parts += [f"## {size:,} records\n", _table(lines) + "\n"]
    return "\n".join(parts)


def summarise(runs: Iterable[Run]) -> Iterator[Line]:
    """One line a peer, in the order they were first built."""
    by_peer: dict[str, list[Run]] = {}
    for run in runs:
        by_peer.setdefault(run.peer, []).append(run)
    for peer, of_peer in by_peer.items():
        walls = [run.cost.wall for run in of_peer]
        yield Line(
            peer=peer,
            wall=statistics.median(walls),
            spread=f"{min(walls):.1f}–{max(walls):.1f}",
            cpu=statistics.median(run.cost.cpu for run in of_peer),
            memory=max(run.cost.memory for run in of_peer) / _MB,
            pages=of_peer[-1].pages,
            files=of_peer[-1].files,
            megabytes=of_peer[-1].bytes / _MB,
        )


def _table(lines: list[Line]) -> str:
    ours = next((line for line in lines if line.peer == "brands"), None)
    heads = ("build", "seconds", "processor s", "× brands", "× processor", "memory MB", "pages", "files", "site MB")
    rows = [f"| {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(heads) - 1)]
    for line in lines:
        times = (f"{line.wall / ours.wall:.1f}", f"{line.cpu / ours.cpu:.1f}") if ours else ("", "")
        memory = f"{line.memory:.0f}" if line.memory else "unknown"
        cells = (
            f"`{line.peer}`", f"{line.wall:.2f} ({line.spread})", f"{line.cpu:.2f}", *times, memory,
            f"{line.pages:,}", f"{line.files:,}", f"{line.megabytes:.0f}",
        )  # fmt: skip
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
