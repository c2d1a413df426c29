"""A fresh clone in the place of the old one: git's names of contents tell what changed, not the times of files."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from generator.trees import FolderTree
from tests.increments.apart import run_apart
from tests.increments.building import build, make_bare, read_tree
from tests.project import AS_OF, RECORD

BRANDS: Final = 260
"""Enough for git's index to be asked."""


def _git(root: Path, *command: str) -> None:
    identity = ("-c", "user.name=某人", "-c", "user.email=someone@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *identity, *command], check=True, capture_output=True)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of many brands below version control, and built."""
    folder = tmp_path_factory.mktemp("clones")
    project = make_bare(folder / "project")
    for number in range(BRANDS):
        text = RECORD.replace("潜江", f"潜江{chr(0x4E00 + number)}").replace("小龙虾养殖", f"第 {number} 种小龙虾养殖")
        project.add(f"brand-{number}", text)
    _git(project.root, "init", "--quiet")
    _git(project.root, "add", ".")
    _git(project.root, "commit", "--quiet", "--message", "记录")
    assert run_apart(lambda: build(project.root, folder / "site", folder / "state", AS_OF)) == 0
    return folder


@pytest.fixture
def clone(master: Path, tmp_path: Path) -> Path:
    """A fresh clone with the old site and state beside it."""
    for name in ("site", "state"):
        shutil.copytree(master / name, tmp_path / name, symlinks=True)
    _git(master, "clone", "--quiet", str(master / "project"), str(tmp_path / "project"))
    return tmp_path


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The files that were looked into."""
    read: set[str] = set()
    real = FolderTree.read_bytes

    def read_bytes(tree: FolderTree, file: str, most: int = -1) -> bytes:
        read.add(file)
        return real(tree, file, most)

    monkeypatch.setattr(FolderTree, "read_bytes", read_bytes)
    return read


def _build(folder: Path) -> tuple[str | None, list[str]]:
    outcome = build(folder / "project", folder / "site", folder / "state", AS_OF)
    assert outcome.built
    return outcome.afresh, list(outcome.written)


def test_a_fresh_clone_has_nothing_to_do(clone: Path, read_files: set[str]) -> None:
    """After a clone no record is read and no file is written; the next build does not even ask git."""
    assert _build(clone) == (None, [])
    assert read_files == set()
    assert _build(clone) == (None, [])


def test_only_what_was_edited_since_is_read(clone: Path, read_files: set[str]) -> None:
    """Of a fresh clone with one edit that record alone is read, and what follows from it written."""
    file = "brands/hubei/brand-7.yml"
    text = (clone / "project" / file).read_text(encoding="utf-8")
    (clone / "project" / file).write_text(text.replace("烹饪", "烧制"), encoding="utf-8")
    before = read_tree(clone / "site")
    afresh, written = _build(clone)
    assert afresh is None
    assert read_files == {file}
    assert "brands/brand-7/index.html" in written
    assert {path for path, content in read_tree(clone / "site").items() if before.get(path) != content} == set(written)
    assert not [path for path in written if path.startswith("api/v1/brands/") and path != "api/v1/brands/brand-7.json"]


def test_without_git_the_files_are_read(clone: Path, read_files: set[str]) -> None:
    """Without version control every file is looked into, and nothing is found to be different."""
    shutil.rmtree(clone / "project/.git")
    assert _build(clone) == (None, [])
    assert len(read_files) == BRANDS


def test_the_index_is_not_believed_where_a_file_differs_from_it(clone: Path, read_files: set[str]) -> None:
    """A commit that was checked out, and one that was only fetched into the index: what lies on the disk counts."""
    project, file = clone / "project", "brands/hubei/brand-7.yml"
    text = (project / file).read_text(encoding="utf-8")
    (project / file).write_text(text.replace("烹饪", "烧制"), encoding="utf-8")
    _git(project, "add", ".")
    (project / file).write_text(text, encoding="utf-8")
    assert _build(clone) == (None, [])
    assert read_files == {file}
