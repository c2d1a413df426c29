"""The watch: every way in which something is saved is noticed, and nothing that nobody saved."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from generator.serving.watching import FOLDERS, Watch
from tests.serving.running import wait_until

FILE: Final = "brands/hubei/a.yml"


class Watched:
    """A folder that stands for a project, and another for the program, with a watch over both."""

    def __init__(self, root: Path, *, looks: bool) -> None:
        self.root = root
        for path in (FILE, "mkdocs.yml", "docs/index.md", "theme/main.html", "program/templates/a.jinja"):
            self.write(path)
        self.watch = Watch(root, root / "program", looks=looks)
        self.probes = count()

    def write(self, path: str, text: str = "x") -> None:
        """Write a file as programs do."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def swap(self, path: str) -> None:
        """Write a file as editors do: another one put in its place."""
        self.write(f"{path}.new", "y")
        (self.root / f"{path}.new").replace(self.root / path)

    def settle(self, folder: str = "brands") -> None:
        """Wait until *folder* is watched and all that happened before is told."""

        def heard_probe() -> bool:
            probe = f"{folder}/probe-{next(self.probes)}"
            self.write(probe)
            return self.root / probe in self.watch.wait(1)

        wait_until(heard_probe, lambda: f"{folder} is not watched")

    def hears(self, *paths: str) -> set[Path]:
        """Wait until changes of all *paths* are told; all that was told until then."""
        wanted, heard = {self.root / path for path in paths}, set[Path]()

        def all_heard() -> bool:
            heard.update(self.watch.wait(1))
            return wanted <= heard

        wait_until(all_heard, lambda: f"not heard: {wanted - heard}")
        return heard


@pytest.fixture(params=["told", "looking"])
def watched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watched]:
    """A watch that is up: told by the system, or looking by itself as on a file system that tells nothing."""
    watched = Watched(tmp_path.resolve(), looks=request.param == "looking")
    with watched.watch.going_on():
        watched.settle()
        yield watched


SAVES: Final[dict[str, tuple[Callable[[Watched], object], str]]] = {
    "written": (lambda watched: watched.write(FILE, "another text"), FILE),
    "put-in-place": (lambda watched: watched.swap(FILE), FILE),
    "new": (lambda watched: watched.write("brands/hubei/b.yml"), "brands/hubei/b.yml"),
    "in-a-new-folder": (lambda watched: watched.write("brands/hunan/c.yml"), "brands/hunan"),
    "deleted": (lambda watched: (watched.root / FILE).unlink(), FILE),
    "moved-away": (lambda watched: (watched.root / FILE).rename(watched.root / "moved.yml"), FILE),
    "settings": (lambda watched: watched.write("mkdocs.yml", "another text"), "mkdocs.yml"),
    "settings-put-in-place": (lambda watched: watched.swap("mkdocs.yml"), "mkdocs.yml"),
    "page": (lambda watched: watched.swap("docs/index.md"), "docs/index.md"),
    "theme": (lambda watched: watched.swap("theme/main.html"), "theme/main.html"),
    "template": (lambda watched: watched.swap("program/templates/a.jinja"), "program/templates/a.jinja"),
}


@pytest.mark.parametrize(("save", "path"), SAVES.values(), ids=SAVES)
def test_saves_are_heard(watched: Watched, save: Callable[[Watched], object], path: str) -> None:
    """Whatever way a file is saved, its path is told, or that of the new folder it is in."""
    save(watched)
    watched.hears(path)


def test_saves_are_heard_again(watched: Watched) -> None:
    """A file put in another's place is watched in turn."""
    for _ in range(3):
        for path in (FILE, "mkdocs.yml"):
            watched.swap(path)
            watched.hears(path)


def test_a_burst_is_told_whole(watched: Watched) -> None:
    """Of hundreds of files saved at once none is left out."""
    paths = [f"brands/hubei/{number}.yml" for number in range(400)]
    for path in paths:
        watched.write(path)
    watched.hears(*paths)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_may_go_and_come(watched: Watched, folder: str) -> None:
    """A folder that was not there, or was put away and made anew, is watched like the others."""
    shutil.rmtree(watched.root / folder, ignore_errors=True)
    watched.settle("program")
    watched.write(f"{folder}/new.yml")
    watched.settle(folder)
    watched.swap(f"{folder}/new.yml")
    watched.hears(f"{folder}/new.yml")


def test_what_nobody_saved_is_not_told(watched: Watched) -> None:
    """Editors' own files, compiled code, sites and environments are nothing to build for."""
    paths = (
        "brands/hubei/.a.yml.swp", "brands/hubei/a.yml~", "brands/.#a.yml", "program/__pycache__/a.cpython-311.pyc",
        "site/index.html", ".cache/preview/site/index.html", ".venv/lib/a.py", "README.md",
    )  # fmt: skip
    for path in paths:
        watched.write(path)
    watched.write(FILE, "another text")
    heard = watched.hears(FILE)
    assert not heard & {watched.root / path for path in paths}
