"""Fill an empty ledger: examine every file, shelve every brand, hold all against each other.

Gets a ledger, what files are examined with, the policies and the names of the files; gives every finding there is.
"""

from collections.abc import Sequence

from generator.build.comparing import compare_all
from generator.build.examining import as_shelved
from generator.build.findings import gather_findings
from generator.build.progress import Progress
from generator.build.recording import record_all
from generator.build.rulebooks import Rulebook, keep_rulebook
from generator.build.shop import Shop, examine_all
from generator.catalog import Shelves
from generator.diagnostics import Diagnostic
from generator.ledger import Ledger
from generator.records import kind_of


def fill_ledger(
    ledger: Ledger, shop: Shop, book: Rulebook, files: Sequence[str], progress: Progress
) -> list[Diagnostic]:
    """Fill *ledger* with *files* and the policies; every finding there is."""
    keep_rulebook(ledger, book)
    others = [file for file in files if kind_of(file) != "policy"]
    examined = record_all(ledger, examine_all(shop, others, progress.advance))
    Shelves(ledger).fill(as_shelved(each) for each in examined if each.share is not None)
    progress.start("对照记录", None)
    compare_all(ledger, shop.examiner.tree)
    return gather_findings(ledger)
