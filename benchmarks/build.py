"""Time ``brands build`` beside its peers on the same records, and keep what was measured.

Makes the records, builds every peer in turn (A B A B): cold, with one changed record, with nothing changed. Writes
``results.json`` and ``results.md``. Judges nothing: figures depend on the machine, ratios less so.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from editing import Edit, choose_record
from likeness import Likeness, compare_sites
from measuring import FailedError, load, machine, measure
from peers import OURS, PEERS, Case, Peer, versions
from projects import Project
from records import ROOT
from reporting import as_markdown
from runs import Results, Run, Serving, write_results
from serving import SERVERS, measure_serving

HERE: Final = Path(__file__).parent
NAV_IN_TURN: Final = 300
"""Above this many records plain-nav, whose time grows with the square of the pages, is built once only."""
_SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - only ever used for a folder with a name of its own


@dataclass(slots=True)
class Stand:
    """A peer at its place, ready to be built again and again."""

    peer: Peer
    place: Path
    edit: Edit
    brand_id: str
    pages: int = 0
    files: int = 0
    bytes: int = 0

    @property
    def site(self) -> Path:
        """Where its site comes out."""
        return self.place / self.peer.site

    def build(self, records: int, case: Case) -> Run:
        """One measured build."""
        said = ""
        if case == "cold":
            for name in (self.peer.site, *self.peer.caches):
                shutil.rmtree(self.place / name, ignore_errors=True)
        elif case == "changed":
            said = self.edit.apply()
        cost = measure(self.peer.command(self.place), ROOT if self.peer.name == OURS else self.place)
        page = self.site / "brands" / self.brand_id / "index.html"
        if said not in page.read_text(encoding="utf-8"):
            message = f"{self.peer.name} did not take the change"
            raise FailedError(message)
        if case == "cold":
            self._count()
        return Run(records, self.peer.name, case, cost, self.pages, self.files, self.bytes)

    def _count(self) -> None:
        files = [path for path in self.site.rglob("*") if path.is_file()]
        self.pages = sum(path.suffix == ".html" for path in files)
        self.files, self.bytes = len(files), sum(path.stat().st_size for path in files)


@dataclass(slots=True)
class Bench:
    """Everything measured so far."""

    with_servers: bool = True
    missing: dict[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    servings: list[Serving] = field(default_factory=list)
    likeness: list[Likeness] = field(default_factory=list)

    def choose(self, names: list[str]) -> list[Peer]:
        """The peers of *names* that are installed; the others are told."""
        self.missing |= {name: "not installed" for name in names if not PEERS[name].is_installed}
        return [PEERS[name] for name in names if PEERS[name].is_installed]

    def results(self, about: dict[str, str]) -> Results:
        """What was measured until now, on the machine *about* tells of."""
        return Results(about, self.missing, tuple(self.runs), tuple(self.servings), tuple(self.likeness))

    def measure(self, folder: Path, records: int, peers: list[Peer], turns: int) -> None:
        """Build every peer *turns* times in turn, so that what else the machine does falls on all alike."""
        stands = list(self._set_up(Project(folder, records), peers))
        for turn in range(turns):
            for stand in list(stands):
                if turn and stand.peer.name == "plain-nav" and records > NAV_IN_TURN:
                    continue
                try:
                    for case in stand.peer.cases:
                        self._keep(stand.build(records, case))
                except FailedError as error:
                    self._give_up(stand.peer.name, error)
                    stands.remove(stand)
            if not turn:
                self._compare(records, stands)
        if self.with_servers:
            self._serve(records, stands, turns)

    def _set_up(self, project: Project, peers: list[Peer]) -> Iterator[Stand]:
        brand_id, words = choose_record(project.root)
        for peer in peers:
            place = project.folder / f"peer-{peer.name}"
            try:
                peer.write(project, place)
            except FailedError as error:
                self._give_up(peer.name, error)
                continue
            yield Stand(peer, place, Edit(words, (place / source for source in peer.sources)), brand_id)

    def _keep(self, run: Run) -> None:
        self.runs.append(run)
        cost = run.cost
        print(
            f"{run.records:>6} {run.peer:<13} {run.case:<9} {cost.wall:7.2f} s {cost.cpu:7.2f} s processor"
            f" {cost.memory / 1_000_000:6.0f} MB",
            flush=True,
        )

    def _give_up(self, name: str, error: FailedError) -> None:
        self.missing[name] = f"failed: {str(error).splitlines()[-1][:200]}"
        print(f"{name} failed: {error}", flush=True)

    def _compare(self, records: int, stands: list[Stand]) -> None:
        ours = next((stand for stand in stands if stand.peer.name == OURS), None)
        for stand in stands:
            if ours and stand.peer.equal and stand is not ours:
                self.likeness.append(compare_sites(records, stand.peer.name, ours.site, stand.site))

    def _serve(self, records: int, stands: list[Stand], turns: int) -> None:
        for stand in stands:
            if stand.peer.name not in SERVERS:
                continue
            try:
                found = list(measure_serving(stand.peer.name, stand.place, stand.edit.words, stand.brand_id, turns))
            except FailedError as error:
                self._give_up(f"{stand.peer.name} as a server", error)
                continue
            for seconds in found:
                self.servings.append(Serving(records, stand.peer.name, seconds))
                print(f"{records:>6} {stand.peer.name:<13} served    {seconds:7.2f} s", flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    wanted = _parse_arguments()
    bench = Bench(with_servers=wanted.servers)
    peers = bench.choose(wanted.peers)
    about = machine() | {"projects on": "shared memory" if wanted.work == _SHARED_MEMORY else "disk"} | versions()
    steps = [(size, peers, wanted.runs) for size in wanted.sizes] + [(size, [PEERS[OURS]], 1) for size in wanted.alone]
    with tempfile.TemporaryDirectory(prefix="brands-benchmark-", dir=wanted.work) as folder:
        for size, chosen, turns in steps:
            bench.measure(Path(folder) / str(size), size, _without_slow(chosen, size, wanted.nav_up_to), turns)
            shutil.rmtree(Path(folder) / str(size))
            _keep_results(bench.results(about | {"load at the end": load()}), wanted.out)
    print("\n" + (wanted.out / "results.md").read_text(encoding="utf-8"))


def _without_slow(peers: list[Peer], size: int, nav_up_to: int) -> list[Peer]:
    return [peer for peer in peers if peer.name != "plain-nav" or size <= nav_up_to]


def _keep_results(results: Results, folder: Path) -> None:
    """After every size: a measuring that is stopped keeps what it has."""
    write_results(results, folder / "results.json")
    (folder / "results.md").write_text(as_markdown(results), encoding="utf-8")


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time brands build beside its peers.")
    parser.add_argument("--sizes", type=_numbers, default=[300, 3000, 10000], help="numbers of records")
    parser.add_argument("--alone", type=_numbers, default=[], help="numbers of records for brands build alone")
    parser.add_argument("--runs", type=int, default=3, help="turns at each size")
    parser.add_argument("--peers", type=_peers, default=list(PEERS), help="of " + ", ".join(PEERS))
    parser.add_argument(
        "--nav-up-to", type=int, default=300, help="largest size for plain-nav, whose time grows with the square"
    )
    parser.add_argument("--servers", action=argparse.BooleanOptionalAction, default=True, help="measure servers too")
    parser.add_argument("--work", type=Path, default=_quick_folder(), help="folder for the projects")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the results")
    return parser.parse_args()


def _quick_folder() -> Path | None:
    """Shared memory where there is some: what a disk asks for a new file says nothing about a builder."""
    return _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else None


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def _peers(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(PEERS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    main()
