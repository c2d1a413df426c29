"""Build on from the last build: render again only what was made of something that changed.

Gets a job, the ledger that tells what the site is, and the changed files. All is worked out in one transaction, which
is given up where findings keep the site as it is. Where too much changed it says so, and all is made afresh.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import msgspec

from generator.api import BRANDS_FILE, BRANDS_TABLE
from generator.build.before import note_outcome, noted_outcome
from generator.build.environment import (
    EVERYWHERE,
    changed_templates,
    dress_of,
    note_signs,
    note_templates,
)
from generator.build.framing import Framing
from generator.build.inputs import Changes, digest_frame, note_stamps
from generator.build.noting import Replaced, note_again
from generator.build.outcome import Job, Outcome, is_refused
from generator.build.planning import Work, find_work
from generator.build.refreshing import Refreshing, TooMuchError
from generator.build.rendering import Printed, Printer
from generator.build.settings import as_finding, check_deployment
from generator.build.sitemap import derive_site_map
from generator.build.staging import mark_of
from generator.build.units import Press
from generator.build.writing import SiteWriter
from generator.catalog import Catalog
from generator.frame import FrameError
from generator.ledger import Ledger, LedgerFolder
from generator.model.artifact import Artifact
from generator.search import SEARCH_FILE
from generator.templating import BrokenTemplateError, Templates

FEW_EDITS: Final = 50
"""With more edits a file of all brands is written from its lines."""
LINED: Final = {"brands-file": BRANDS_FILE, "brands-table": BRANDS_TABLE, "search": SEARCH_FILE}
MOST_UNITS: Final = 1_500
"""From so many units on all is better made afresh, by several processes."""


def build_onward(job: Job, folder: LedgerFolder, ledger: Ledger, changes: Changes) -> Outcome:
    """Make the site what the records now say; TooMuchError where it is better made afresh."""
    ledger.execute("BEGIN")
    outcome = Outcome(())
    try:
        outcome = _build(job, folder, ledger, changes)
    except (BrokenTemplateError, FrameError) as fault:
        outcome = Outcome((as_finding(fault),), len(changes.stamps))
    finally:
        if not outcome.built:
            ledger.execute("ROLLBACK")
            if folder.is_sealed():  # else the site was being changed, and may be half of each
                folder.seal(job.out)
    return outcome


def _build(job: Job, folder: LedgerFolder, ledger: Ledger, changes: Changes) -> Outcome:
    framing = Framing(job)
    site, templates = framing.site(), Templates(cache=job.state / "templates")
    stale = {f"template/{name}" for name in changed_templates(ledger, templates)}
    if stale & {f"template/{name}" for name in EVERYWHERE}:
        raise TooMuchError
    refreshing = Refreshing(ledger, job.tree, job.as_of, changes)
    examined = refreshing.examine()
    findings = (*refreshing.findings(), *check_deployment(site))
    if is_refused(findings, strict=job.strict):
        return Outcome(findings, len(changes.stamps))
    frame = framing.take()
    if ledger.noted("dress") != dress_of(frame):
        raise TooMuchError
    refreshed = refreshing.shelve(examined, site, templates)
    press = Press(job.tree, Catalog(ledger, refreshed.book.policies, job.as_of), frame, templates)
    keys = refreshed.changed | stale
    if ledger.noted("frame") != digest_frame(job.root):
        keys.add("frame")
    return replace(_write(job, folder, press, find_work(press.catalog, refreshed, keys), changes), findings=findings)


def _write(job: Job, folder: LedgerFolder, press: Press, work: Work, changes: Changes) -> Outcome:
    """Render the stale units, stage what differs, move it into place, and note it all."""
    ledger = press.catalog.ledger
    if len(work.stale) > MOST_UNITS:
        raise TooMuchError
    with SiteWriter(job.out, mark_of(job.out, job.state), ours=True) as writer:
        printer = Printer(press, writer, lambda path: ledger.one("SELECT digest FROM artifact WHERE path = ?", path))
        printed = [_splice(unit, printer, work) or printer.print(unit) for unit in work.stale]
        replaced = note_again(ledger, printed, work.gone)
        if replaced.parts:
            site_map = derive_site_map(ledger, press.frame.site, replaced.parts)
            more = [printer.put(unit, made) for unit, made in site_map]
            replaced = replaced.joined(note_again(ledger, more, ()))
            printed += more
        outcome = _tell(ledger, printed, replaced, work, len(changes.stamps))
        note_stamps(ledger, changes.stamps)
        note_templates(ledger, press.templates)
        note_signs(ledger, job)
        note_outcome(ledger, outcome)
        folder.break_seal()
        writer.commit(outcome.written, outcome.removed)
    ledger.execute("COMMIT")
    folder.seal(job.out)
    return outcome


def _splice(unit: str, printer: Printer, work: Work) -> Printed | None:
    """The file of *unit* from the old one, where it holds a line of every brand and few of them differ."""
    file = LINED.get(unit)
    if file is None or len(work.edits) > FEW_EDITS:
        return None
    try:
        old = (printer.writer.out / file.path).read_bytes()
    except OSError:
        return None
    content = file.spliced(old, work.edits, printer.press.catalog)
    if content is None:
        return None
    needs = printer.press.catalog.ledger.one("SELECT needs FROM unit WHERE name = ?", unit) or ""
    return msgspec.structs.replace(printer.put(unit, [Artifact(file.path, content)]), needs=tuple(needs.split("\n")))


def _tell(ledger: Ledger, printed: Iterable[Printed], replaced: Replaced, work: Work, files: int) -> Outcome:
    """What this build did, and for the sake of what."""
    reasons = {path: work.stale.get(each.unit, "map") for each in printed for path in each.staged}
    for path, unit in replaced.gone.items():
        reasons[path] = work.gone.get(unit) or work.stale.get(unit, "map")
    written = sorted({path for each in printed for path in each.staged})
    gone = sorted(replaced.gone)
    before = noted_outcome(ledger, ())
    pages = sum(path.endswith("index.html") for path in replaced.come) - sum(
        each.endswith("index.html") for each in gone
    )
    total = before.unchanged + len(replaced.come) - len(gone)
    return Outcome(
        findings=(),
        files=files,
        brands=int(ledger.one("SELECT size FROM listing WHERE name = 'catalog'") or 0),
        pages=before.pages + pages,
        written=tuple(written),
        removed=tuple(gone),
        unchanged=total - len(written),
        built=True,
        reasons=reasons,
    )
