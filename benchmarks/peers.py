"""The peers: what each is, how its project is written, which command builds it, which version is installed.

Peers live in ``.peers/``, where install-peers.sh puts them; one that is not there is told as not installed. From the
command line it writes the project of one peer, for a look at it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal, TypeAlias

import plain
from eleventy import write_eleventy
from hugo import write_hugo
from projects import AS_OF, Project

Case: TypeAlias = Literal["cold", "changed", "unchanged"]

CASES: Final[tuple[Case, ...]] = ("cold", "changed", "unchanged")
"""In the order they are measured: each needs the build before it."""
OURS: Final = "brands"
HOME: Final = "BENCHMARK_PEERS"
"""Environment variable that names another folder with the peers."""
_HOME: Final = Path(os.environ.get(HOME, Path(__file__).with_name(".peers")))
_PROGRAMS: Final = _HOME / "venv/bin"
_MODULES: Final = _HOME / "eleventy/node_modules"
_ELEVENTY: Final = _MODULES / "@11ty/eleventy"


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to build a site from the same records."""

    name: str
    what: str
    write: Callable[[Project, Path], None]
    command: Callable[[Path], list[str]]
    program: Path | None = None
    """What must be there for it to run."""
    sources: tuple[str, ...] = ()
    """Folders where the words of a record stand: all are edited for one change."""
    site: str = "site"
    caches: tuple[str, ...] = ()
    """What it keeps from build to build, beside the site."""
    equal: bool = False
    """Whether it prints the directory's own brand, list and person pages."""
    cases: tuple[Case, ...] = CASES

    @property
    def is_installed(self) -> bool:
        """Whether it can run here."""
        return self.program is None or self.program.exists()


def _write_nothing(project: Project, place: Path) -> None:
    """Ours is there already; all others are made from it."""
    place.symlink_to(project.root, target_is_directory=True)


def _command_of_ours(place: Path) -> list[str]:
    root = str(place.resolve())
    return [sys.executable, "-m", "generator", "build", "--root", root, "--as-of", AS_OF]


def hugo_program() -> Path:
    """Hugo itself: the script that the package installs is a Python program around it."""
    found = sorted(_HOME.glob("venv/lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[0] if found else _PROGRAMS / "hugo"


def _plain(variant: str, cases: tuple[Case, ...]) -> Peer:
    return Peer(
        name=variant,
        what=f"MkDocs + Material, {plain.VARIANTS[variant]}",
        write=lambda project, place: _write_markdown(project, place, variant),
        command=lambda _: [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        sources=("docs",),
        cases=cases,
    )


def _write_markdown(project: Project, place: Path, variant: str) -> None:
    plain.write_project(project.root, place, variant)


PEERS: Final = {
    peer.name: peer
    for peer in (
        Peer(OURS, "this directory: `brands build`", _write_nothing, _command_of_ours, sources=("brands",),
             caches=(".cache",), equal=True),
        Peer("hugo", "Hugo with the equal brand, list and person pages and their data",
             lambda project, place: write_hugo(project.facts, place),
             lambda _: [str(hugo_program()), "--quiet"],
             program=hugo_program(), sources=("content", "data"), site="public", caches=("resources",), equal=True),
        Peer("eleventy", "Eleventy with the same equal pages",
             lambda project, place: write_eleventy(project.facts, place, _MODULES),
             lambda _: ["node", str(_ELEVENTY / "cmd.cjs"), "--quiet"],
             program=_ELEVENTY, sources=("facts", "shared"), equal=True),
        Peer("zensical", "Zensical with the Markdown pages of `plain`",
             lambda project, place: _write_markdown(project, place, "plain"),
             lambda _: [str(_PROGRAMS / "zensical"), "build"],
             program=_PROGRAMS / "zensical", sources=("docs",), caches=(".cache",)),
        _plain("plain", CASES),
        _plain("plain-search", ("cold",)),
        _plain("plain-nav", ("cold",)),
    )
}  # fmt: skip


def versions() -> dict[str, str]:
    """The programs measured, as far as they are installed."""
    packages = ("labour-brands", "mkdocs", "mkdocs-material", "jinja2", "markdown")
    found = {name: version(name) for name in packages}
    if PEERS["hugo"].is_installed:
        found["hugo"] = _said([str(hugo_program()), "version"]).split()[1].partition("-")[0].removeprefix("v")
    if PEERS["zensical"].is_installed:
        found["zensical"] = _said([str(_PROGRAMS / "zensical"), "--version"]).split()[-1]
    if PEERS["eleventy"].is_installed:
        found["eleventy"] = json.loads((_ELEVENTY / "package.json").read_text(encoding="utf-8"))["version"]
    if node := shutil.which("node"):
        found["node"] = _said([node, "--version"]).strip().removeprefix("v")
    return found


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Write the project of one peer."""
    parser = argparse.ArgumentParser(description="Write made records as the project of one peer.")
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("folder", type=Path, help="new folder for the records and the project")
    parser.add_argument("--count", type=int, default=300)
    wanted = parser.parse_args()
    peer = PEERS[wanted.peer]
    peer.write(Project(wanted.folder, wanted.count), wanted.folder / f"peer-{peer.name}")
    print(" ".join(peer.command(wanted.folder / f"peer-{peer.name}")))


if __name__ == "__main__":
    main()
