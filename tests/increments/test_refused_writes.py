"""A disk that is full, or refuses: the reason in Chinese, the old site whole or the half of it told, then all is well."""

import errno
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from generator.build.writing import SiteWriter
from generator.ledger import Ledger
from generator.model.artifact import Artifact
from tests.increments.apart import run_apart, strike_at
from tests.increments.building import build, read_tree
from tests.increments.conftest import Built, Edited
from tests.project import AS_OF, RECORD, Answer, Project, run_program

OLD_SITE: Final = "没有生成网站，原来的保持不变。"


def refuse(code: int) -> Callable[[], None]:
    """What the system does when it cannot."""

    def strike() -> None:
        raise OSError(code, os.strerror(code), "/www/site/index.html")

    return strike


def _build_struck(
    monkeypatch: pytest.MonkeyPatch, built: Built, name: str, strike: Callable[[], None], call: int = 1
) -> Answer:
    real = getattr(SiteWriter, name)
    strike_at(SiteWriter, name, strike, before=True, call=call)
    try:
        return built.project.build()
    finally:
        monkeypatch.setattr(SiteWriter, name, real)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_what_is_refused_while_staging_leaves_the_old_site(
    built: Built, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """A refused file is one line with its reason and exit code 1; no byte of the site has changed, nothing is left."""
    answer = _build_struck(monkeypatch, built, "stage", refuse(code), call=2)
    assert answer.code == 1
    assert answer.err.startswith("/www/site/index.html：")
    assert answer.err.endswith(OLD_SITE + "\n")
    assert ("磁盘满了" in answer.err) == (code == errno.ENOSPC)
    assert built.tree() == built.old
    assert not [path for path in built.root.iterdir() if path.name.startswith(".site")]
    _is_well(built)


def test_what_is_refused_while_moving_is_told_and_mended(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused after some files were moved, the site is said to be half new; taking the edit back takes all back."""
    real = Path.replace
    moved: list[Path] = []

    def replace(path: Path, target: Path) -> Path:
        if ".site-" in str(path) and len(moved) == 2:
            refuse(errno.ENOSPC)()
        moved.append(path)
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        answer = built.project.build()
    assert (answer.code, len(moved)) == (1, 2)
    assert answer.err.endswith("磁盘满了。网站只更新了一部分；排除原因后再生成一次就完整了。\n")
    assert built.tree() not in (built.old, built.new)
    built.take_back()
    assert built.project.build().code == 0
    assert built.tree() == built.old


@pytest.mark.parametrize("fault", ["database or disk is full", "disk I/O error"])
@pytest.mark.parametrize("seal", [True, False], ids=["on from the last", "from nothing"])
def test_a_ledger_that_cannot_be_written_is_told(
    built: Built, monkeypatch: pytest.MonkeyPatch, fault: str, *, seal: bool
) -> None:
    """Where it is the ledger the disk has no room for, that too is one line, and the old site stays."""
    if not seal:
        next(built.root.glob(".cache/brands/*/seal.json")).unlink()
    codes = {"database or disk is full": sqlite3.SQLITE_FULL, "disk I/O error": sqlite3.SQLITE_IOERR_WRITE}

    def write(*_: object) -> None:
        error = sqlite3.OperationalError(fault)
        error.sqlite_errorcode = codes[fault]
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "write", write)
        answer = built.project.build()
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert answer.err.endswith(OLD_SITE + "\n")
    assert built.tree() == built.old
    _is_well(built)


def _is_well(built: Built) -> None:
    """With room again the next build gives the new site."""
    built.change()
    assert built.project.build().code == 0
    assert built.tree() == built.new


# --- real refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [2_000, 60_000])
def test_files_that_may_not_grow(built: Built, limit: int) -> None:
    """Where the system takes only a part of a file, the program says so and leaves the old site, whatever the part."""
    (built.root / "brands/hubei/qianjiang-longxia-gong.yml").write_text(
        RECORD + f"notes: [{', '.join(f'第 {number} 条说明，写得长一些。' for number in range(3000))}]\n",
        encoding="utf-8",
    )

    def limit_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", built.root, "--as-of", AS_OF],
        capture_output=True, text=True, check=False, preexec_fn=limit_files,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith(OLD_SITE + "\n")
    assert built.tree() == built.old
    _is_well(built)


def test_a_file_of_which_the_disk_takes_a_part_is_refused(tmp_path: Path) -> None:
    """The system may write a part of a file and call that a success; the program does not."""

    def stage() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
        with SiteWriter(tmp_path / "site", ".site-") as writer, pytest.raises(OSError, match="File too large"):
            writer.stage(Artifact("index.html", bytes(1_500)))

    assert run_apart(stage) == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A disk of three megabytes, where this machine lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a file system; another test limits the size of files instead")
    return disk


def test_a_disk_that_is_really_full(edited: Edited, small_disk: Path) -> None:
    """On a full disk no build comes through and none spoils the site; with room again the next one is right."""
    site, state = small_disk / "site", edited.state
    try:
        shutil.copytree(edited.site, site)
        free = os.statvfs(small_disk)
        filler = small_disk / "filler"
        filler.write_bytes(bytes(free.f_bavail * free.f_frsize - 30_000))
        with pytest.raises(OSError, match="No space left"):
            build(edited.root, site, state, AS_OF)
        assert read_tree(site) == edited.old
        filler.unlink()
        build(edited.root, site, state, AS_OF)
        assert read_tree(site) == edited.new
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)


def test_a_state_that_cannot_be_written_is_told(project: Project) -> None:
    """Where the folder of the state cannot be made the program says so in one line and writes no site."""
    project.add()
    project.write(".cache", "虾")
    answer = run_program("generator", "build", "--root", project.root, "--as-of", AS_OF, cwd=project.root)
    assert answer.code == 1
    assert (
        re.sub("/[0-9a-f]{12}", "", answer.err)
        == f"{project.root / '.cache/brands'}：这里有一个文件，不能当文件夹用。{OLD_SITE}\n"
    )
    assert not project.site.exists()
