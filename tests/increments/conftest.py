"""A project that was built and then edited: what kills, faults and damages begin with."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build.outcome import Outcome
from tests.increments.building import build, build_anew, make_bare, read_tree
from tests.increments.edits import POLICIES, add, attach, copy_policy, list_records, read_record, write_record
from tests.project import AS_OF, RECORD, YANGZHOU, Project

Site = dict[str, bytes]


@dataclass(frozen=True)
class Edited:
    """A project with its site as it was before an edit, and what the site is to be before and after it."""

    folder: Path
    old: Site
    new: Site

    @property
    def root(self) -> Path:
        """The project."""
        return self.folder / "project"

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.folder / "site"

    @property
    def state(self) -> Path:
        """What is kept between builds."""
        return self.folder / "state"

    def build(self, day: str = AS_OF) -> Outcome:
        """Build on."""
        return build(self.root, self.site, self.state, day)

    def tree(self) -> Site:
        """The site as it is."""
        return read_tree(self.site)

    def take_back(self) -> None:
        """Undo the edit."""
        shutil.rmtree(self.root / "brands")
        shutil.copytree(self.folder / "before", self.root / "brands")

    def leftovers(self) -> set[str]:
        """What lies beside the site that a build does not keep."""
        names = {path.name for path in self.folder.iterdir()} - {"project", "site", "state", "before"}
        kept = {"ledger.sqlite", "seal.json", "lock", "frame", "templates"}
        return names | {path.name for path in self.state.iterdir()} - kept


@pytest.fixture(scope="session")
def _edited_once(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    folder = tmp_path_factory.mktemp("edited")
    root = make_bare(folder / "project").root
    dice = random.Random(20261122)  # noqa: S311 - the same project each time
    for name in POLICIES[:2]:
        copy_policy(root, name)
    for _ in range(8):
        add(root, dice)
    attach(root, dice)
    edited = Edited(folder, {}, {})
    assert edited.build().built
    shutil.copytree(root / "brands", folder / "before")
    changed, gone, moved, *_ = list_records(root)
    record = read_record(root, changed)
    write_record(root, changed, {**record, "summary": "改过的一句，长一点。", "aliases": ["潜江虾工"]})
    write_record(root, moved.with_stem("moved"), {**read_record(root, moved), "former_ids": [moved.stem]})
    (root / gone).unlink()
    (root / moved).unlink()
    outcome, new = build_anew(root, folder, AS_OF)
    assert outcome.built
    old = edited.tree()
    assert old != new
    return Edited(folder, old, new)


@pytest.fixture
def edited(_edited_once: Edited, tmp_path: Path) -> Edited:
    """An edited project of the test's own."""
    folder = tmp_path / "own"
    shutil.copytree(_edited_once.folder, folder, symlinks=True)
    return Edited(folder, _edited_once.old, _edited_once.new)


@dataclass(frozen=True)
class Built:
    """A project the program has built, with the frame of MkDocs, and a word changed in a record since."""

    project: Project
    old: Site
    new: Site

    @property
    def root(self) -> Path:
        """The project."""
        return self.project.root

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.project.site

    @property
    def state(self) -> Path:
        """What is kept between builds."""
        return next(self.root.glob(".cache/brands/*"))

    def tree(self) -> Site:
        """The site as it is."""
        return read_tree(self.site)

    def change(self) -> None:
        """Change the word."""
        self.project.add(text=RECORD.replace("烹饪", "烧制"))

    def take_back(self) -> None:
        """Change it back."""
        self.project.add()


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Path]:
    folder = tmp_path_factory.mktemp("built")
    project = Project.make(folder / "project")
    project.add_real()
    project.add()
    project.add("yangzhou-xiujiao-shi", YANGZHOU, province="jiangsu")
    assert project.build().code == 0
    built = Built(project, {}, {})
    old = built.tree()
    shutil.copytree(project.root, folder / "kept")
    built.change()
    assert project.build().code == 0
    return Built(project, old, built.tree()), folder / "kept"


@pytest.fixture
def built(_built_once: tuple[Built, Path]) -> Built:
    """The built project, always at the same place: where it lies is part of how its state is found."""
    built, kept = _built_once
    shutil.rmtree(built.root)
    shutil.copytree(kept, built.root)
    built.change()
    return built
