"""Take examined files into the ledger and out of it, and gather the findings of all of them.

Gets what one file was examined to be, keeps it with the keys it shares with others. Renders nothing and judges nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from generator.build.examining import Examined
from generator.catalog.shelves import AT_ONCE
from generator.ledger import Ledger

Row: TypeAlias = tuple[str, str, bytes, bytes, bytes, str]

_INSERT: Final = "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_KEY: Final = "INSERT OR IGNORE INTO likeness VALUES (?, ?)"
_BATCH: Final = 500


def record_all(ledger: Ledger, examined: Iterable[Examined]) -> Iterator[Examined]:
    """Take each of *examined* into an empty ledger, and pass it on."""
    keys: list[tuple[str, str]] = []
    rows: list[Row] = []
    inputs: list[tuple[str, str]] = []
    for each in examined:
        rows.append(_row(each))
        inputs.append((each.file, each.content))
        keys += [(key, each.file) for key in each.keys]
        if len(rows) == _BATCH:
            _flush(ledger, _INSERT, rows)
        if len(keys) > AT_ONCE:
            _flush(ledger, _INSERT_KEY, keys)
        yield each
    _flush(ledger, _INSERT, rows)
    _flush(ledger, _INSERT_KEY, keys)
    _flush(ledger, "INSERT INTO input VALUES (?, ?)", inputs)


def _flush(ledger: Ledger, statement: str, rows: list[Any]) -> None:
    """Put in *rows*, in the order of the table, which is many times quicker; none is left over."""
    rows.sort()
    ledger.write(statement, rows)
    rows.clear()


def record(ledger: Ledger, examined: Examined) -> None:
    """Take one file in, in the place of what was known of it."""
    erase(ledger, examined.file)
    ledger.execute(_INSERT, _row(examined))
    ledger.execute("INSERT OR REPLACE INTO input VALUES (?, ?)", (examined.file, examined.content))
    ledger.write(_INSERT_KEY, [(key, examined.file) for key in examined.keys])


def erase(ledger: Ledger, file: str) -> None:
    """Forget one file."""
    keys = (ledger.one("SELECT keys FROM record WHERE file = ?", file) or "").split("\n")
    ledger.write("DELETE FROM likeness WHERE key = ? AND file = ?", [(key, file) for key in keys])
    ledger.execute("DELETE FROM record WHERE file = ?", (file,))
    ledger.execute("DELETE FROM input WHERE file = ?", (file,))


def _row(each: Examined) -> Row:
    return each.file, each.id, each.brand, each.read, each.alone, "\n".join(each.keys)
