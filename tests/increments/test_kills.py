"""Whatever kills a build, and wherever: the next one heals the site and leaves nothing lying about."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import patch

import pytest

from generator.build.progress import Silence
from generator.build.writing import SiteWriter
from generator.ledger import Ledger, LedgerFolder
from tests.increments.apart import KILLED, die, end_of, run_apart, start_apart, strike_at, watched
from tests.increments.building import LONG
from tests.increments.conftest import Edited
from tests.project import AS_OF, REPOSITORY, Project, files_below

ANOTHER_DAY: Final = "2026-11-23"


def die_at_commit(*, before: bool) -> Callable[[], None]:
    """Strike around the statement that makes the ledger's changes last."""
    real = Ledger.execute

    def prepare() -> None:
        def execute(ledger: Ledger, statement: str, values: tuple[object, ...] = ()) -> object:
            after_move = not (ledger.path is not None and (ledger.path.parent / "seal.json").exists())
            if statement == "COMMIT" and after_move and before:
                die()
            given = real(ledger, statement, values)
            if statement == "COMMIT" and after_move:
                die()
            return given

        patch.object(Ledger, "execute", execute).start()

    return prepare


def dies(owner: object, name: str, *, before: bool, call: int = 1) -> Callable[[], None]:
    """Strike around a function's *call*-th call, in a process that never comes back."""
    return partial(strike_at, owner, name, die, before=before, call=call)


ONWARD: Final = {
    "before the first file is staged": dies(SiteWriter, "stage", before=True),
    "after three files are staged": dies(SiteWriter, "stage", before=False, call=3),
    "before the seal is broken": dies(LedgerFolder, "break_seal", before=True),
    "after the seal is broken": dies(LedgerFolder, "break_seal", before=False),
    "after one file is moved": dies(Path, "replace", before=False),
    "after three files are moved": dies(Path, "replace", before=False, call=3),
    "after one file is removed": dies(SiteWriter, "_remove", before=False),
    "after all is moved": dies(SiteWriter, "commit", before=False),
    "before the ledger is committed": die_at_commit(before=True),
    "after the ledger is committed": die_at_commit(before=False),
    "before it is sealed": dies(LedgerFolder, "seal", before=True),
    "after it is sealed": dies(LedgerFolder, "seal", before=False),
    "while what was staged is cleared": dies(shutil, "rmtree", before=True),
}
AFRESH: Final = ONWARD | {
    "before the new ledger is made": dies(LedgerFolder, "make_new", before=True),
    "after the new ledger is made": dies(LedgerFolder, "make_new", before=False),
    "before the new ledger is adopted": dies(LedgerFolder, "adopt", before=True),
    "after the new ledger is adopted": dies(LedgerFolder, "adopt", before=False),
}
FIRST: Final = {step: kill for step, kill in AFRESH.items() if "moved" not in step and "removed" not in step}


def is_healed(project: Edited, wanted: dict[str, bytes], day: str = AS_OF) -> None:
    """The next build gives what is wanted, leaves nothing lying about, and is believed by the one after it."""
    assert project.build(day).built
    assert project.tree() == wanted
    assert project.leftovers() == set()
    again = project.build(day)
    assert (again.written, again.removed, again.afresh) == ((), (), None)


@pytest.mark.parametrize("step", ONWARD)
def test_a_build_on_from_the_last_killed_at_any_step(edited: Edited, step: str) -> None:
    """Killed anywhere, a build leaves each file old or new; where the edit is taken back, the next takes all back."""
    assert run_apart(lambda: (ONWARD[step](), edited.build())) == KILLED
    for path, content in edited.tree().items():
        assert content in {edited.old.get(path), edited.new.get(path)}, path
    edited.take_back()
    is_healed(edited, edited.old)


@pytest.mark.parametrize("step", AFRESH)
def test_a_build_from_nothing_over_an_old_site_killed_at_any_step(edited: Edited, step: str) -> None:
    """So it is where all is made anew because the state is gone; and an edit taken back after it is taken back."""
    (edited.state / "seal.json").unlink()
    assert run_apart(lambda: (AFRESH[step](), edited.build())) == KILLED
    edited.take_back()
    is_healed(edited, edited.old)


@pytest.mark.parametrize("step", FIRST)
def test_a_first_build_killed_at_any_step(edited: Edited, step: str) -> None:
    """A first build gives a whole site or none; the next one gives it, and clears what the killed one left."""
    shutil.rmtree(edited.site)
    shutil.rmtree(edited.state)
    assert run_apart(lambda: (FIRST[step](), edited.build())) == KILLED
    assert not edited.site.exists() or edited.tree() == edited.new
    is_healed(edited, edited.new)


def test_kills_one_after_another(edited: Edited) -> None:
    """Builds killed at every step in turn, without one that comes through, spoil nothing."""
    for step, kill in AFRESH.items():
        assert run_apart(lambda kill=kill: (kill(), edited.build())) in {KILLED, 0}, step  # type: ignore[misc]
    is_healed(edited, edited.new)


# --- at any moment ----------------------------------------------------------------------------------------------


@pytest.fixture
def many_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a dozen records are shared out over processes."""
    for name in ("shop", "rendering"):
        monkeypatch.setattr(f"generator.build.{name}.PARALLEL_FROM", 2)
        monkeypatch.setattr(f"generator.build.{name}._CHUNK", 3)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("many_hands")
@pytest.mark.parametrize("call", [1, 10], ids=["while reading", "while rendering"])
def test_a_killed_build_takes_its_workers_with_it(edited: Edited, call: int) -> None:
    """Of a killed build no process goes on: none can write into what the next one makes."""
    with watched() as are_gone:
        kill = dies(Silence, "advance", before=True, call=call)
        assert run_apart(lambda: (kill(), edited.build(ANOTHER_DAY))) == KILLED
        assert are_gone()


@pytest.mark.usefixtures("many_hands")
def test_builds_killed_at_random_moments(edited: Edited) -> None:
    """Killed after any time, whether built on or from nothing, by one process or several: the next build heals."""
    chance = random.Random(20261122)  # noqa: S311 - the same moments each time
    for number in range(300 if LONG else 9):
        if number % 2:
            (edited.state / "seal.json").unlink(missing_ok=True)
        if number % 5 == 4:
            edited.take_back()
        pid = start_apart(edited.build)
        time.sleep(chance.uniform(0, 0.4))
        os.kill(pid, signal.SIGKILL)
        assert end_of(pid) in {KILLED, 0}
    edited.take_back()
    is_healed(edited, edited.old)


def test_the_program_killed_at_random_moments(project: Project) -> None:
    """`brands build` killed at random moments, MkDocs and all, gives in the end what a build from nothing gives."""
    project.add_real(*(file.stem for file in sorted((REPOSITORY / "brands").glob("*/*.yml"))[::20]))
    command = [sys.executable, "-m", "generator", "build", "--root", str(project.root), "--as-of", AS_OF]
    chance = random.Random(20261122)  # noqa: S311 - the same moments each time
    for number in range(60 if LONG else 2):
        project.write(
            "docs/about.md", f"# 关于\n\n第 {number} 次\n\n## 怎样判断 {{#criteria}}\n\n## 更正 {{#person}}\n"
        )
        run = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip
        time.sleep(chance.uniform(0.1, 3))
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    assert project.build().code == 0
    assert project.build("--to", project.root / "anew").code == 0
    assert files_below(project.site) == files_below(project.root / "anew")
    assert not [path.name for path in project.root.iterdir() if path.name.startswith(".site")]


# --- two at once ------------------------------------------------------------------------------------------------


def test_builds_at_once_go_one_after_another(edited: Edited) -> None:
    """Three builds begun at once into one folder all come through, and the site is what it is to be."""
    builds = [start_apart(edited.build) for _ in range(3)]
    assert [end_of(pid) for pid in builds] == [0, 0, 0]
    is_healed(edited, edited.new)


def test_a_build_waits_for_another(edited: Edited) -> None:
    """While another process has the site a build does nothing, and goes on when that one is killed."""
    reading, writing = os.pipe()

    def hold() -> None:
        with LedgerFolder(edited.state).held():
            os.write(writing, b"!")
            time.sleep(600)

    holder = start_apart(hold)
    try:
        assert os.read(reading, 1) == b"!"
        waiting = start_apart(edited.build)
        time.sleep(0.3)
        assert os.waitpid(waiting, os.WNOHANG) == (0, 0)
        assert edited.tree() == edited.old
    finally:
        os.kill(holder, signal.SIGKILL)
    assert (end_of(holder), end_of(waiting)) == (KILLED, 0)
    assert edited.tree() == edited.new


def test_other_folders_beside_the_site_stay(edited: Edited) -> None:
    """What a build clears away is only what builds into this site with this state left."""
    for name in (".site-packages", ".site-abcdefgh", ".site2-0123"):
        (edited.folder / name).mkdir()
    run_apart(lambda: (dies(SiteWriter, "commit", before=True)(), edited.build()))
    assert len([path for path in edited.folder.iterdir() if path.name.startswith(".site")]) == 4
    edited.build()
    assert edited.leftovers() == {".site-packages", ".site-abcdefgh", ".site2-0123"}
