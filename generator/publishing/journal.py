"""The journal of a place: which releases there were, what each changed, what builds did, how far the last one came.

One SQLite file; every entry is on disk before the call returns, so what the journal says has happened survives a
power cut. What it says is checked against what lies on disk by :mod:`generator.publishing.healing`, never the reverse.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self

_VERSION: Final = 1
_KEPT_BUILDS: Final = 50
_PENDING: Final = 0
"""The number under which changes wait for a release to belong to."""

_TABLES: Final = """
create table note (key text primary key, value text not null) without rowid;
create table release (
    number integer primary key, at text not null, day text not null, commit_id text, brands integer not null,
    pages integer not null, written integer not null, removed integer not null, complete integer not null
);
create table change (number integer not null, path text not null, primary key (number, path)) without rowid;
create table build (
    id integer primary key, at text not null, result text not null, number integer, reason text not null default '',
    seconds real not null default 0, written integer not null default 0, removed integer not null default 0
);
create table link (
    target text not null, fragment text not null, pages integer not null, primary key (target, fragment)
) without rowid;
"""


class Phase(StrEnum):
    """How far the next release has come; what a killed run leaves is told by it."""

    NONE = "none"
    """There is no tree for the next release."""
    ALIGNING = "aligning"
    """An old release is being made equal to the newest, or the newest is being cloned."""
    READY = "ready"
    """The next tree equals the newest release, and the build's state describes both."""
    BUILDING = "building"
    """Neither the next tree nor the build's state can be trusted."""
    BUILT = "built"
    """The build's state describes the next tree; how it differs from the newest release is in the journal."""
    SWITCHING = "switching"
    """All is checked and recorded; the release may be in its place already, the link may lead to it already."""


class Result(StrEnum):
    """What became of a build."""

    RUNNING = "running"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"
    KILLED = "killed"
    ROLLED_BACK = "rolled-back"


@dataclass(frozen=True, slots=True)
class Release:
    """One release."""

    number: int
    at: str
    """When it went live."""
    day: str
    """The day the site was built for."""
    commit: str | None
    brands: int
    pages: int
    written: int = 0
    removed: int = 0
    complete: bool = False
    """Whether the journal holds every path in which it differs from the release before."""


@dataclass(frozen=True, slots=True)
class Build:
    """One run and what it did."""

    id: int
    at: str
    result: Result
    number: int | None
    reason: str
    seconds: float
    written: int
    removed: int


class BrokenJournalError(Exception):
    """The journal cannot be read."""


class Journal:
    """The journal at *path*; use as a context manager."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        with _told():
            self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}", uri=True,
                                         isolation_level=None, timeout=30)  # fmt: skip
            try:
                self._open(read_only=read_only)
            except BaseException:
                self._base.close()
                raise

    def _open(self, *, read_only: bool) -> None:
        [version] = self._base.execute("pragma user_version").fetchone()
        if version not in ({_VERSION} if read_only else {0, _VERSION}):
            raise BrokenJournalError(f"version {version}")
        if not read_only:
            self._base.execute("pragma journal_mode=truncate")
            self._base.execute("pragma synchronous=full")
            if version == 0:
                self._base.executescript(f"begin; {_TABLES} pragma user_version={_VERSION}; commit;")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    @contextmanager
    def entry(self) -> Iterator[None]:
        """Everything written in the block gets into the journal together, or nothing of it."""
        with _told():
            self._base.execute("begin immediate")
        try:
            yield
            with _told():
                self._base.execute("commit")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("rollback")
            raise

    def execute(self, statement: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives; for the modules that keep tables here."""
        with _told():
            return self._base.execute(statement, tuple(values)).fetchall()

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement once a row."""
        with _told():
            self._base.executemany(statement, rows)

    # --- notes --------------------------------------------------------------------------------------------------

    def note(self, key: str, value: object) -> None:
        """Write down one thing to remember; None takes it out."""
        if value is None:
            self.execute("delete from note where key = ?", (key,))
        else:
            self.execute("insert or replace into note values (?, ?)", (key, str(value)))

    def noted(self, key: str) -> str | None:
        """What was written down."""
        rows = self.execute("select value from note where key = ?", (key,))
        return str(rows[0][0]) if rows else None

    @property
    def phase(self) -> Phase:
        """How far the next release has come."""
        return Phase(self.noted("phase") or Phase.NONE)

    def set_phase(self, phase: Phase) -> None:
        """Say how far the next release has come."""
        self.note("phase", phase.value)

    # --- releases -----------------------------------------------------------------------------------------------

    def newest(self) -> Release | None:
        """The release published last, live or not."""
        rows = self.execute("select * from release order by number desc limit 1")
        return _release(rows[0]) if rows else None

    def release(self, number: int | None) -> Release | None:
        """One release."""
        rows = self.execute("select * from release where number = ?", (number,))
        return _release(rows[0]) if rows else None

    def add_release(self, release: Release) -> None:
        """Enter a release; the changes that waited are its own."""
        marks = ", ".join("?" * len(asdict(release)))
        self.execute(f"insert into release values ({marks})", asdict(release).values())  # noqa: S608 - marks alone
        self.execute("update change set number = ? where number = ?", (release.number, _PENDING))

    def take_back(self, number: int) -> None:
        """Take out a release that never went live; its changes wait again."""
        self.execute("delete from release where number = ?", (number,))
        self.execute("update change set number = ? where number = ?", (_PENDING, number))

    # --- changes ------------------------------------------------------------------------------------------------

    def add_pending(self, paths: Iterable[str]) -> None:
        """Further paths in which the next tree differs from the newest release."""
        self.execute_many("insert or ignore into change values (?, ?)", ((_PENDING, path) for path in paths))

    def pending(self) -> set[str]:
        """Every path in which the next tree may differ from the newest release."""
        return {str(path) for (path,) in self.execute("select path from change where number = ?", (_PENDING,))}

    def forget_pending(self) -> None:
        """The next tree equals the newest release, or is none."""
        self.execute("delete from change where number = ?", (_PENDING,))

    def changes_since(self, number: int) -> set[str] | None:
        """Every path in which release *number* may differ from the newest; None where that is not known."""
        newest = self.newest()
        if newest is None or number > newest.number or self.release(number) is None:
            return None
        if self.execute("select 1 from release where number > ? and not complete", (number,)):
            return None
        return {str(path) for (path,) in self.execute("select distinct path from change where number > ?", (number,))}

    def forget_before(self, number: int) -> None:
        """Nothing is left that is as old as release *number*: what changed up to it is of no use."""
        self.execute("delete from change where number between 1 and ?", (number,))

    # --- builds -------------------------------------------------------------------------------------------------

    def begin_build(self, at: str) -> int:
        """Enter that a build runs."""
        self.execute("insert into build (at, result) values (?, ?)", (at, Result.RUNNING.value))
        [(number,)] = self.execute("select max(id) from build")
        assert isinstance(number, int)
        self.execute("delete from build where id <= ?", (number - _KEPT_BUILDS,))
        return number

    def end_build(self, build: Build) -> None:
        """Enter what became of it."""
        self.execute(
            "update build set result = ?, number = ?, reason = ?, seconds = ?, written = ?, removed = ? where id = ?",
            (build.result.value, build.number, build.reason, round(build.seconds, 3), build.written, build.removed,
             build.id),
        )  # fmt: skip

    def end_killed_builds(self) -> None:
        """Whatever still seems to run was killed: it is this process's turn."""
        self.execute("update build set result = ? where result = ?", (Result.KILLED.value, Result.RUNNING.value))

    def builds(self, count: int) -> list[Build]:
        """The last *count* builds, newest first."""
        rows = self.execute("select * from build order by id desc limit ?", (count,))
        return [_build(row) for row in rows]


def _release(row: tuple[Any, ...]) -> Release:
    number, at, day, commit, brands, pages, written, removed, complete = row
    return Release(number, at, day, commit, brands, pages, written, removed, bool(complete))


def _build(row: tuple[Any, ...]) -> Build:
    number, at, result, *rest = row
    return Build(number, at, Result(result), *rest)


@contextmanager
def _told() -> Iterator[None]:
    """SQLite's complaints as what they are: a disk that takes no more, or a journal that cannot be read."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        if code is not None and code & 0xFF in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES)) from error
        raise BrokenJournalError(str(error)) from error
