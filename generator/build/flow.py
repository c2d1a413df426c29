"""One build from records to site: whether there is something to do, and whether from the last build on or afresh.

Gets a root, a day and a way to make the frame; gives an outcome as a value. Imports what renders only where something
is to be rendered, so that a build with nothing to do takes no time. Knows neither MkDocs nor the command line.
"""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build.before import DAMAGE, NOTHING, Before, noted_outcome, same_program, same_signs
from generator.build.inputs import find_changes
from generator.build.progress import Progress, Silence
from generator.build.staging import clear_leftovers
from generator.ledger import UNREADABLE, Ledger, LedgerFolder, UnfitLedgerError, as_os_error

if TYPE_CHECKING:
    from generator.build.outcome import FrameMaker, Job, Outcome


def default_state(root: Path, out: Path) -> Path:
    """Where a build into *out* keeps what it knows: each output has its own folder."""
    return root / ".cache" / "brands" / sha256(str(out.resolve()).encode()).hexdigest()[:12]


def build_site(  # noqa: PLR0913 - each is one thing a build is made of
    root: Path,
    out: Path,
    as_of: str,
    frames: "FrameMaker",
    progress: Progress | None = None,
    *,
    strict: bool = False,
    state: Path | None = None,
    ours: bool = False,
) -> "Outcome":
    """Build the site of the records below *root* into *out*; with errors (*strict*: warnings) nothing is written.

    *state* is the folder that tells what lies in *out*; *ours* says that *out* is known to be a site of ours, however
    it looks.
    """
    from generator.build.outcome import Job  # noqa: PLC0415 - see above

    folder = LedgerFolder(state or default_state(root, out))
    job = Job(root, out, as_of, frames, progress or Silence(), folder.folder, strict, ours)
    with folder.held():
        clear_leftovers(out, folder.folder)
        try:
            return _build(job, folder)
        except sqlite3.OperationalError as error:
            raise as_os_error(error, folder.path) or error from error


def _build(job: "Job", folder: LedgerFolder) -> "Outcome":
    """Build, alone with the ledger and the site."""
    try:
        ledger = folder.open_sealed()
    except UnfitLedgerError as unfit:
        return _build_afresh(job, NOTHING, str(unfit))
    with closing(ledger.connection):
        try:
            return _build_on(job, folder, ledger)
        except DAMAGE as error:
            if isinstance(error, sqlite3.OperationalError) and as_os_error(error, folder.path):
                raise
            return _build_afresh(job, NOTHING, UNREADABLE)


def _build_on(job: "Job", folder: LedgerFolder, ledger: Ledger) -> "Outcome":
    """Build on from the last build, as far as that can be believed."""
    tells_of_site = folder.tells_of(job.out)
    if not same_program(ledger):
        return _build_afresh(job, Before(ledger, tells_of_site=tells_of_site), "程序换了版本")
    before = Before(ledger, reads_alike=True, tells_of_site=tells_of_site)
    if not tells_of_site:
        return _build_afresh(job, before, "网站文件夹和清单对不上" if job.out.exists() else "")
    if ledger.noted("day") != job.as_of:
        return _build_afresh(job, before, "日期变了")
    changes = find_changes(job.tree, ledger)
    if not changes.any and not job.strict and same_signs(ledger, job.root):
        return _nothing_to_do(ledger)
    from generator.build.onward import build_onward  # noqa: PLC0415 - see above
    from generator.build.refreshing import TooMuchError  # noqa: PLC0415

    try:
        return build_onward(job, folder, ledger, changes)
    except TooMuchError:
        return _build_afresh(job, before, "改动的范围大")


def _build_afresh(job: "Job", before: Before, why: str) -> "Outcome":
    from generator.build.afresh import build_afresh  # noqa: PLC0415 - see above

    return build_afresh(job, before, why)


def _nothing_to_do(ledger: Ledger) -> "Outcome":
    from generator.build.findings import gather_findings  # noqa: PLC0415 - see above

    return noted_outcome(ledger, gather_findings(ledger))
