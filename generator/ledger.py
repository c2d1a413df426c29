"""The ledger: what the last build read, what it made of it and what it wrote, in one SQLite file.

Gets rows, gives rows; a transaction that is not committed leaves it as it was. A seal beside it tells that the build
that wrote it came to its end and that nobody has touched it since: without the seal it is not believed. Knows what its
tables hold, not what follows from a change.
"""

import errno
import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

FORMAT: Final = "1"
UNREADABLE: Final = "清单读不出来"

_SCHEMA: Final = """
CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE input (file TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
    file TEXT PRIMARY KEY, id TEXT NOT NULL, brand BLOB, read BLOB NOT NULL, alone BLOB NOT NULL,
    keys TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX record_id ON record (id);
CREATE INDEX record_told ON record (file) WHERE read != x'' OR alone != x'';
CREATE TABLE found (file TEXT PRIMARY KEY, findings BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE likeness (key TEXT, file TEXT, PRIMARY KEY (key, file)) WITHOUT ROWID;
CREATE TABLE share (id TEXT PRIMARY KEY, share BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE member (listing TEXT, place TEXT, id TEXT NOT NULL, item BLOB NOT NULL,
    PRIMARY KEY (listing, place)) WITHOUT ROWID;
CREATE TABLE listing (name TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE worker (value TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tally (key TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE near (id TEXT PRIMARY KEY, others TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fragment (id TEXT PRIMARY KEY, card TEXT NOT NULL, others BLOB NOT NULL);
CREATE TABLE unit (
    name TEXT PRIMARY KEY, paths TEXT NOT NULL, pages TEXT NOT NULL, needs TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE artifact (path TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE page (part TEXT, url TEXT, changed TEXT NOT NULL, PRIMARY KEY (part, url)) WITHOUT ROWID;
CREATE TABLE need (key TEXT, unit TEXT, PRIMARY KEY (key, unit)) WITHOUT ROWID;
"""
_LEDGER: Final = "ledger.sqlite"
_SEAL: Final = "seal.json"
_LOCK: Final = "lock"
_KNOWN_FILES: Final = ("index.html", "api/v1/brands.json", "sitemap.xml")
_KNOWN_FOLDERS: Final = ("api/v1", "catalog")
_COPIES: Final = (".gz", ".br")


class UnfitLedgerError(Exception):
    """The ledger cannot be believed; the text says why, in Chinese."""


class Ledger:
    """One open ledger."""

    def __init__(self, path: Path | None) -> None:
        """Open the ledger at *path*, or one in memory that is gone when it is closed."""
        self.path = path
        self.connection = sqlite3.connect(path or ":memory:", isolation_level=None, cached_statements=512)
        with self.closed_on_fault():  # this already looks into the file
            for pragma in ("PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -16384"):
                self.connection.execute(pragma)

    @classmethod
    def create(cls, path: Path | None = None) -> Self:
        """A new ledger in a transaction of its own; it is thrown away as a whole, so it needs no journal."""
        ledger = cls(path)
        ledger.connection.execute("PRAGMA journal_mode = OFF")
        ledger.connection.execute("PRAGMA synchronous = OFF")
        ledger.connection.executescript(_SCHEMA)
        ledger.connection.execute("BEGIN")
        ledger.note("format", FORMAT)
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    @contextmanager
    def closed_on_fault(self) -> Iterator[None]:
        """Close the ledger where it cannot be read, so that nobody holds a file that is to be replaced."""
        try:
            yield
        except sqlite3.DatabaseError:
            self.connection.close()
            raise

    def reopen(self) -> None:
        """In another process: read the ledger by a connection of its own."""
        assert self.path is not None
        address = f"file:{quote(str(self.path))}?mode=ro&immutable=1"
        self.connection = sqlite3.connect(address, uri=True, isolation_level=None, cached_statements=512)

    def execute(self, statement: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(statement, tuple(values))

    def write(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for each of *rows*."""
        self.connection.executemany(statement, rows)

    def one(self, statement: str, *values: Any) -> Any:
        """The first column of the first row, or nothing."""
        row = self.connection.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """All rows; nothing may be written to the same table before the last of them is read."""
        return self.connection.execute(statement, values)

    def note(self, name: str, value: str) -> None:
        """Keep *value* under *name*."""
        self.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str:
        """What is kept under *name*; nothing where nothing is."""
        return str(self.one("SELECT value FROM note WHERE name = ?", name) or "")


class LedgerFolder:
    """Where a ledger lies with its seal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / _LEDGER

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes from this ledger and its site, waiting for whoever has them.

        A lock of POSIX: gone with the process that took it, and not inherited by the processes it starts.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("a") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            yield

    def open_sealed(self) -> Ledger:
        """The ledger of the last build; :class:`UnfitLedgerError` where there is none to be believed."""
        if not self.path.exists():
            raise UnfitLedgerError("")
        if self._read_seal().get("ledger") != _signature(self.path):
            raise UnfitLedgerError("上次生成没有做完，或者清单被改动过")
        try:
            ledger = Ledger(self.path)
            with ledger.closed_on_fault():
                is_ours = ledger.noted("format") == FORMAT
        except sqlite3.DatabaseError as error:
            raise UnfitLedgerError(UNREADABLE) from error
        if not is_ours:
            ledger.connection.close()
            raise UnfitLedgerError("清单是别的版本写的")
        return ledger

    def tells_of(self, site: Path) -> bool:
        """Whether *site* looks as it did when the ledger was sealed."""
        return self._read_seal().get("site") == _looks_of(site)

    def is_sealed(self) -> bool:
        """Whether nobody has broken the seal."""
        return (self.folder / _SEAL).exists()

    def break_seal(self) -> None:
        """Say that the ledger may not be what the site is, in a way that outlives a power cut."""
        (self.folder / _SEAL).unlink(missing_ok=True)
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def seal(self, site: Path) -> None:
        """Say that the ledger tells what *site* is."""
        fresh = self.folder / f"{_SEAL}.new"
        fresh.write_text(json.dumps({"ledger": _signature(self.path), "site": _looks_of(site)}), encoding="utf-8")
        fresh.replace(self.folder / _SEAL)

    def make_new(self) -> Ledger:
        """An empty ledger beside the old one; :meth:`adopt` puts it in its place."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        return Ledger.create(fresh)

    def adopt(self, ledger: Ledger) -> None:
        """Put the new *ledger* into the place of the old one."""
        assert ledger.path is not None
        if self.path.is_dir():
            import shutil  # noqa: PLC0415 - somebody has put a folder there

            shutil.rmtree(self.path)
        ledger.path.replace(self.path)
        Path(f"{self.path}-journal").unlink(missing_ok=True)

    def _read_seal(self) -> dict[str, Any]:
        try:
            seal = json.loads((self.folder / _SEAL).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return seal if isinstance(seal, dict) else {}


def as_os_error(error: sqlite3.OperationalError, path: Path) -> OSError | None:
    """What the system answered, where it is the disk that kept a ledger from being written; nothing otherwise."""
    known = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_READONLY: errno.EROFS, sqlite3.SQLITE_IOERR: errno.EIO}
    code = known.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return None if code is None else OSError(code, str(error), str(path))


def _signature(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _looks_of(site: Path) -> list[list[int]]:
    """A few signs by which a site is known: nobody removes or renews it without changing one of them.

    Compressed copies beside the files are a publisher's own.
    """
    try:
        files = [_signature(site / name) for name in _KNOWN_FILES]
        return [*files, [_count_entries(site / name) for name in _KNOWN_FOLDERS]]
    except OSError:
        return []


def _count_entries(folder: Path) -> int:
    return sum(not path.name.endswith(_COPIES) for path in folder.iterdir())
