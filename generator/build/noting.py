"""Note in the ledger what each unit gave and what it was made of, and tell what of the site that leaves behind.

Gets printed units, keeps their files, pages and needs; gives the paths no unit gives any more. Writes no file of the
site.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.build.rendering import Printed
from generator.ledger import Ledger

_INSERT_ARTIFACT: Final = "INSERT OR REPLACE INTO artifact VALUES (?, ?)"
_INSERT_PAGE: Final = "INSERT OR REPLACE INTO page VALUES (?, ?, ?)"
_INSERT_UNIT: Final = "INSERT INTO unit VALUES (?, ?, ?, ?)"
_INSERT_NEED: Final = "INSERT OR IGNORE INTO need VALUES (?, ?)"


def note_all(ledger: Ledger, printed: Iterable[Printed]) -> list[str]:
    """Note every one of *printed* in a ledger that has none of them; the paths they staged."""
    staged: list[str] = []
    needs: list[tuple[str, str]] = []
    artifacts: list[tuple[str, bytes]] = []
    pages: list[tuple[str, str, str]] = []
    units: list[tuple[str, str, str, str]] = []
    for each in printed:
        staged += each.staged
        artifacts += each.artifacts
        pages += ((part, url, day) for url, part, day in each.pages)
        needs += ((key, each.unit) for key in each.needs)
        units.append(_unit_row(each))
    for statement, rows in (
        (_INSERT_ARTIFACT, artifacts), (_INSERT_PAGE, pages), (_INSERT_UNIT, units), (_INSERT_NEED, needs),
    ):  # fmt: skip
        rows.sort()  # in the order of the table: many times quicker
        ledger.write(statement, rows)
    return staged


@dataclass(frozen=True, slots=True)
class Replaced:
    """What noting units anew changed."""

    gone: dict[str, str]
    """Paths that no unit gives any more, each with the unit that gave it."""
    come: frozenset[str]
    """Paths that no unit gave before."""
    parts: frozenset[str]
    """Parts of the site map whose pages are others now."""

    def joined(self, other: "Replaced") -> "Replaced":
        """Both together."""
        return Replaced(self.gone | other.gone, self.come | other.come, self.parts | other.parts)


def note_again(ledger: Ledger, printed: Sequence[Printed], gone: Iterable[str]) -> Replaced:
    """Note units in the place of what was noted of them, and forget those that are *gone*."""
    paths: dict[str, str] = {}
    lines: set[str] = set()
    for unit in (*gone, *(each.unit for each in printed)):
        old_paths, old_lines = _forget(ledger, unit)
        paths |= dict.fromkeys(old_paths, unit)
        lines |= old_lines
    for each in printed:
        _insert(ledger, each)
        ledger.write(_INSERT_NEED, [(key, each.unit) for key in each.needs])
    given = {path for each in printed for path, _ in each.artifacts}
    new_lines = {f"{part} {url} {changed}" for each in printed for url, part, changed in each.pages}
    return Replaced(
        {path: unit for path, unit in paths.items() if path not in given},
        frozenset(given - paths.keys()),
        frozenset(line.partition(" ")[0] for line in lines ^ new_lines),
    )


def _forget(ledger: Ledger, unit: str) -> tuple[list[str], set[str]]:
    """Forget one unit; the paths it gave and the lines of its pages."""
    row = next(ledger.rows("SELECT paths, pages, needs FROM unit WHERE name = ?", unit), None)
    if row is None:
        return [], set()
    paths, pages, needs = ([line for line in text.split("\n") if line] for text in row)
    ledger.write("DELETE FROM artifact WHERE path = ?", [(path,) for path in paths])
    ledger.write("DELETE FROM page WHERE part = ? AND url = ?", [tuple(line.split(" ")[:2]) for line in pages])
    ledger.write("DELETE FROM need WHERE key = ? AND unit = ?", [(key, unit) for key in needs])
    ledger.execute("DELETE FROM unit WHERE name = ?", (unit,))
    return paths, set(pages)


def _insert(ledger: Ledger, printed: Printed) -> None:
    ledger.write(_INSERT_ARTIFACT, printed.artifacts)
    ledger.write(_INSERT_PAGE, [(part, url, day) for url, part, day in printed.pages])
    ledger.execute(_INSERT_UNIT, _unit_row(printed))


def _unit_row(printed: Printed) -> tuple[str, str, str, str]:
    return (
        printed.unit,
        "\n".join(path for path, _ in printed.artifacts),
        "\n".join(f"{part} {url} {changed}" for url, part, changed in printed.pages),
        "\n".join(printed.needs),
    )
