"""A ledger that is damaged or another's, a site that is not what it was: one line says so, and the site is right."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from generator.ledger import Ledger
from tests.increments.building import LONG
from tests.increments.conftest import Built, Edited
from tests.project import AS_OF, Project, run

DISTURBED: Final = "上次生成没有做完，或者清单被改动过"
UNREADABLE: Final = "清单读不出来"
ANOTHER_FORMAT: Final = "清单是别的版本写的"
CHANGED_SITE: Final = "网站文件夹和清单对不上"


def keeping_times(path: Path, damage: Callable[[Path], object]) -> None:
    """Damage a file as a bad disk does: its times and its size tell nothing."""
    stat = path.stat()
    damage(path)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def scribble(path: Path, dice: random.Random, least: int = 0) -> None:
    """Some random bytes somewhere in a file from *least* on."""
    with path.open("r+b") as file:
        file.seek(dice.randrange(least, path.stat().st_size - 200))
        file.write(dice.randbytes(dice.randrange(1, 200)))


def _head(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"not a ledger")


def _another_format(path: Path) -> None:
    with closing(Ledger(path).connection) as ledger:
        ledger.execute("UPDATE note SET value = '0' WHERE name = 'format'")


def _another_project(built: Built) -> None:
    """Lay another project's state over this one's."""
    other = Project.make(built.root.parent / "other")
    other.add("xiantao-caifeng")
    other.build()
    [state] = other.root.glob(".cache/brands/*")
    for name in ("ledger.sqlite", "seal.json"):
        shutil.copy2(state / name, built.state / name)
    shutil.rmtree(other.root)


def _folder_in_its_place(path: Path) -> None:
    path.unlink()
    (path / "inner").mkdir(parents=True)


def _file_for_a_folder(built: Built) -> None:
    shutil.rmtree(built.site / "catalog")
    (built.site / "catalog").touch()


def _on_ledger(damage: Callable[[Path], object]) -> Callable[[Built], object]:
    return lambda built: damage(built.state / "ledger.sqlite")


DAMAGES: Final[dict[str, tuple[Callable[[Built], object], str]]] = {
    "truncated": (_on_ledger(lambda path: os.truncate(path, 10_000)), DISTURBED),
    "empty": (_on_ledger(lambda path: path.write_bytes(b"")), DISTURBED),
    "random bytes": (_on_ledger(lambda path: scribble(path, random.Random(1))), DISTURBED),  # noqa: S311
    "a folder in its place": (_on_ledger(_folder_in_its_place), DISTURBED),
    "no ledger": (_on_ledger(Path.unlink), ""),
    "no seal": (lambda built: (built.state / "seal.json").unlink(), DISTURBED),
    "a seal that is no JSON": (lambda built: (built.state / "seal.json").write_text("["), DISTURBED),
    "a seal of other things": (lambda built: (built.state / "seal.json").write_text('["a"]'), DISTURBED),
    "a head of something else": (_on_ledger(lambda path: keeping_times(path, _head)), UNREADABLE),
    "another format": (_on_ledger(lambda path: keeping_times(path, _another_format)), ANOTHER_FORMAT),
    "another project's": (_another_project, CHANGED_SITE),
    "no state": (lambda built: shutil.rmtree(built.root / ".cache"), ""),
    "no site": (lambda built: shutil.rmtree(built.site), ""),
    "no front page": (lambda built: (built.site / "index.html").unlink(), CHANGED_SITE),
    "another site map": (lambda built: (built.site / "sitemap.xml").write_text("<a/>"), CHANGED_SITE),
    "a data file more": (lambda built: (built.site / "api/v1/more.json").write_text("{}"), CHANGED_SITE),
    "a data file less": (lambda built: (built.site / "api/v1/figures.json").unlink(), CHANGED_SITE),
    "a list less": (lambda built: shutil.rmtree(built.site / "catalog/category"), CHANGED_SITE),
    "a file for a folder": (_file_for_a_folder, CHANGED_SITE),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_cannot_be_believed_is_not(built: Built, damage: str) -> None:
    """The program says in one line why it makes all anew, where there is something to say, and the site is right."""
    strike, why = DAMAGES[damage]
    strike(built)
    answer = built.project.build()
    assert answer.code == 0
    assert answer.err == (f"从头生成：{why}。\n" if why else "")
    assert built.tree() == built.new
    again = built.project.build("--format", "json")
    assert (again.data["written"], again.data["removed"], again.data["afresh"]) == (0, 0, None)


@pytest.mark.parametrize("damage", ["random bytes", "truncated", "a head of something else", "a folder in its place"])
def test_a_check_does_not_believe_it_either(built: Built, damage: str) -> None:
    """`brands check` finds what there is to find, whatever became of the ledger, and says nothing of it."""
    DAMAGES[damage][0](built)
    built.project.add("xiantao-caifeng", "name: [")
    answer = run("check", "--root", built.root, "--as-of", AS_OF)
    assert answer.code == 1
    assert "brands/hubei/xiantao-caifeng.yml:1" in answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err


def test_a_bad_disk_stops_no_build(edited: Edited) -> None:
    """Random bytes in a ledger whose size and times tell nothing never end a build with anything but a site."""
    dice = random.Random(20261122)  # noqa: S311 - the same damage each time
    ledger = edited.state / "ledger.sqlite"
    kept = edited.state.with_name("kept")
    shutil.copytree(edited.state, kept, symlinks=True)
    for _ in range(300 if LONG else 8):
        shutil.copy2(kept / "ledger.sqlite", ledger)
        shutil.copy2(kept / "seal.json", edited.state)
        shutil.rmtree(edited.site)
        for path, content in edited.old.items():
            (edited.site / path).parent.mkdir(parents=True, exist_ok=True)
            (edited.site / path).write_bytes(content)
        keeping_times(ledger, lambda path: scribble(path, dice))
        assert edited.build().built
