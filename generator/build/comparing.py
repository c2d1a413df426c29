"""Hold brands against each other: the ones that changed, and those that share something with them.

Gets a ledger and the files that changed, keeps the findings between records up to date in it. A finding depends only on
brands that share a key with its own, so two steps along the keys reach all that can matter.
"""

from collections.abc import Collection, Iterable
from typing import Final

from generator.build.examining import BRAND
from generator.build.findings import pack_findings
from generator.diagnostics import Diagnostic
from generator.ledger import Ledger
from generator.model.brand import Brand
from generator.records import check_between, place_findings
from generator.trees import Tree

_SHARED: Final = ("id ", "name ", "near ", "trade ")
"""Keys by which brands can be told alike; the others only find them."""


def compare_all(ledger: Ledger, tree: Tree) -> None:
    """Find everything between records."""
    files = [file for (file,) in ledger.rows("SELECT file FROM record WHERE brand != x'' ORDER BY file")]
    _note(ledger, place_findings(tree, check_between(_read(ledger, files))))


def compare_again(ledger: Ledger, tree: Tree, wanted: Collection[str]) -> None:
    """Find anew what there is between each of the *wanted* files and others."""
    faults = check_between(_read(ledger, sorted(list_sharing(ledger, wanted))))
    ledger.write("DELETE FROM found WHERE file = ?", [(file,) for file in wanted])
    _note(ledger, place_findings(tree, {file: each for file, each in faults.items() if file in wanted}))


def list_sharing(ledger: Ledger, files: Iterable[str]) -> set[str]:
    """*files* and those that share a key with one of them by which they could be told alike."""
    found: set[str] = set()
    for file in files:
        found.add(file)
        for key in keys_of(ledger, file):
            if key.startswith(_SHARED):
                found |= {other for (other,) in ledger.rows("SELECT file FROM likeness WHERE key = ?", key)}
    return found


def keys_of(ledger: Ledger, file: str) -> list[str]:
    """The keys of a file as they are noted."""
    return (ledger.one("SELECT keys FROM record WHERE file = ?", file) or "").split("\n")


def _note(ledger: Ledger, findings: Iterable[Diagnostic]) -> None:
    by_file: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        by_file.setdefault(finding.span.file, []).append(finding)
    ledger.write(
        "INSERT OR REPLACE INTO found VALUES (?, ?)", [(file, pack_findings(each)) for file, each in by_file.items()]
    )


def _read(ledger: Ledger, files: Iterable[str]) -> list[Brand]:
    brands = []
    for file in files:
        packed = ledger.one("SELECT brand FROM record WHERE file = ?", file)
        if packed:
            brands.append(BRAND.decode(packed))
    return brands
