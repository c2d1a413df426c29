"""Read and check every record without building anything; for those who count, with the catalog.

Gets a root and a day, gives findings. Where the last build has left a ledger to be believed only what changed since is
looked at, in a transaction that is given up.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.build.before import DAMAGE, same_program
from generator.build.examining import Examiner
from generator.build.filling import fill_ledger
from generator.build.flow import default_state
from generator.build.inputs import find_changes, read_stamps
from generator.build.progress import Progress, Silence
from generator.build.refreshing import Refreshing, TooMuchError
from generator.build.rulebooks import read_rulebook
from generator.build.shop import Shop
from generator.catalog import Catalog
from generator.diagnostics import Diagnostic, has_errors
from generator.ledger import Ledger, LedgerFolder, UnfitLedgerError
from generator.records import kind_of
from generator.trees import FolderTree, Tree


@dataclass(frozen=True, slots=True)
class Survey:
    """What reading and checking found."""

    findings: tuple[Diagnostic, ...]
    files: int
    """How many records there are, sound or not."""


def survey(root: Path, as_of: str, progress: Progress | None = None) -> Survey:
    """Read and check every record below *root* on the day *as_of*."""
    tree = FolderTree(root)
    with _last_ledger(root, as_of) as ledger:
        if ledger is not None:
            try:
                return _survey_changes(ledger, tree, as_of)
            except (TooMuchError, *DAMAGE):
                pass
    return survey_tree(tree, as_of, progress)


def survey_tree(tree: Tree, as_of: str, progress: Progress | None = None) -> Survey:
    """Read and check every record of *tree*."""
    with Ledger.create() as ledger:
        return _survey_all(ledger, tree, as_of, progress or Silence(), shelved=False)[0]


@contextmanager
def derive_current(root: Path, as_of: str, progress: Progress | None = None) -> Iterator[tuple[Survey, Catalog | None]]:
    """The catalog of the records below *root*; none where an error stands in its way."""
    with Ledger.create() as ledger:
        yield _survey_all(ledger, FolderTree(root), as_of, progress or Silence(), shelved=True)


def _survey_all(
    ledger: Ledger, tree: Tree, as_of: str, progress: Progress, *, shelved: bool
) -> tuple[Survey, Catalog | None]:
    files = sorted(read_stamps(tree))
    progress.start("读取记录", len(files))
    book = read_rulebook(tree, files)
    examiner = Examiner(tree, book.policies, book.faulty, as_of)
    shop = Shop(examiner, examiner.shelve if shelved else None)
    findings = fill_ledger(ledger, shop, book, files, progress)
    surveyed = Survey(tuple(findings), _count_records(files))
    return surveyed, None if has_errors(findings) or not shelved else Catalog(ledger, book.policies, as_of)


def _survey_changes(ledger: Ledger, tree: Tree, as_of: str) -> Survey:
    changes = find_changes(tree, ledger)
    ledger.execute("BEGIN")
    try:
        refreshing = Refreshing(ledger, tree, as_of, changes)
        refreshing.examine()
        return Survey(tuple(refreshing.findings()), _count_records(changes.stamps))
    finally:
        ledger.execute("ROLLBACK")


@contextmanager
def _last_ledger(root: Path, as_of: str) -> Iterator[Ledger | None]:
    """The ledger of the last build into ``site/``, where it is of the day and of this program."""
    folder = LedgerFolder(default_state(root, root / "site"))
    with ExitStack() as stack:
        try:
            if folder.is_sealed():  # else there is nothing to wait for
                stack.enter_context(folder.held())
            ledger = stack.enter_context(folder.open_sealed())
        except (UnfitLedgerError, OSError):
            yield None
            return
        try:
            fit = ledger.noted("day") == as_of and same_program(ledger)
        except DAMAGE:
            fit = False
        yield ledger if fit else None


def _count_records(files: Iterable[str]) -> int:
    return sum(1 for file in files if kind_of(file))
