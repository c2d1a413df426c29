"""Builds of small projects that have the frame already: what the tests here share.

Gets folders and a day, gives outcomes and the bytes of trees. MkDocs runs once, templates are compiled once.
"""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from generator.build import build_site
from generator.build.outcome import Outcome
from generator.frame import Frame
from generator.plugin import ReadyFrame, render_frame
from tests.project import REPOSITORY, Project

LONG: Final = bool(os.environ.get("LONG_TESTS"))
"""Set for the long form: many more and longer runs (`make test-long`)."""
SMALL_PAGE: Final = 3


@cache
def the_frame() -> Frame:
    """The frame of the repository's settings, rendered once, with no more than two of its ready files."""
    whole = render_frame(REPOSITORY / "mkdocs.yml", Path(tempfile.mkdtemp(prefix="frame-")))
    kept = ("about/index.html", "assets/js/search.js")
    return Frame(whole.site, whole.shells, {path: whole.files[path] for path in kept})


@cache
def _compiled() -> Path:
    """Where compiled templates are kept for all builds here; kept ones are held against their sources anyway."""
    return Path(tempfile.mkdtemp(prefix="templates-"))


def make_bare(root: Path) -> Project:
    """A project without records and without what only MkDocs reads, the frame being there already."""
    (root / "brands").mkdir(parents=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return Project(root)


def build(root: Path, out: Path, state: Path, day: str, *, strict: bool = False) -> Outcome:
    """One build."""
    if not (state / "templates").exists():
        state.mkdir(parents=True, exist_ok=True)
        (state / "templates").symlink_to(_compiled())
    return build_site(root, out, day, ReadyFrame(the_frame()), state=state, strict=strict)


def build_anew(root: Path, folder: Path, day: str) -> tuple[Outcome, dict[str, bytes]]:
    """A build from nothing below *folder*, and the site it gave; nothing of it is left."""
    outcome = build(root, folder / "anew", folder / "anew-state", day)
    site = read_tree(folder / "anew")
    shutil.rmtree(folder / "anew", ignore_errors=True)
    shutil.rmtree(folder / "anew-state")
    return outcome, site


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def shrink(patch: pytest.MonkeyPatch, most_units: int = 1_500) -> None:
    """Make lists have pages, and the site map parts, with a dozen brands already; *most_units* are built on."""
    for module in ("catalog.shelves", "catalog.querying", "pages.standings", "pages.fragments"):
        patch.setattr(f"generator.{module}.PAGE_SIZE", SMALL_PAGE)
    patch.setattr("generator.build.sitemap.SMALL", 40)
    patch.setattr("generator.build.onward.MOST_UNITS", most_units)
