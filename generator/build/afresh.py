"""Build the whole site: examine every file, fill a new ledger, render every unit.

Gets a job and, where there is one to be believed, the old ledger: what it has read of unchanged files is taken over,
and what it has written is not written again. Nothing in the site changes before all is staged.
"""

from dataclasses import replace
from functools import partial

from generator.build.before import Before, note_outcome
from generator.build.environment import note_environment
from generator.build.examining import Examiner, render_fragments
from generator.build.filling import fill_ledger
from generator.build.framing import Framing
from generator.build.inputs import note_stamps, read_stamps
from generator.build.noting import note_all
from generator.build.outcome import Job, Outcome, is_refused
from generator.build.rendering import Printer, print_units, unpack_printed
from generator.build.rulebooks import read_rulebook
from generator.build.settings import as_finding, check_deployment
from generator.build.shop import Shop
from generator.build.sitemap import derive_site_map
from generator.build.staging import mark_of
from generator.build.units import Press, list_units
from generator.build.writing import SiteWriter
from generator.catalog import Catalog
from generator.frame import FrameError
from generator.ledger import LedgerFolder
from generator.templating import BrokenTemplateError, Templates


def build_afresh(job: Job, before: Before, why: str) -> Outcome:
    """Build everything, for the reason *why*; *before* is what the last build left, as far as it can be believed."""
    framing = Framing(job)
    stamps = read_stamps(job.tree)
    files = sorted(stamps)
    job.progress.start("读取记录", len(files))
    book = read_rulebook(job.tree, files)
    findings = list(book.findings)
    folder = LedgerFolder(job.state)
    try:
        templates = Templates(cache=job.state / "templates")
        templates.compile_all()
        examiner = Examiner(job.tree, book.policies, book.faulty, job.as_of)
        render = partial(render_fragments, site=framing.site(), templates=templates)
        shop = Shop(examiner, partial(examiner.shelve, render=render), before.ledger if before.reads_alike else None)
        with folder.make_new() as ledger:
            findings = fill_ledger(ledger, shop, book, files, job.progress)
            findings += check_deployment(framing.site())
            if is_refused(findings, strict=job.strict):
                return Outcome(tuple(findings), len(files))
            note_stamps(ledger, stamps)
            job.progress.start("生成外框", None)
            press = Press(job.tree, Catalog(ledger, book.policies, job.as_of), framing.take(), templates)
            note_environment(ledger, job, press.frame, templates)
            return _write_all(job, folder, press, before, Outcome(tuple(findings), len(files), built=True, afresh=why))
    except (BrokenTemplateError, FrameError) as fault:
        return Outcome((*findings, as_finding(fault)), len(files))


def _write_all(job: Job, folder: LedgerFolder, press: Press, before: Before, outcome: Outcome) -> Outcome:
    """Render every unit, stage what differs, move it into place."""
    ledger, site = press.catalog.ledger, press.frame.site
    order = "SELECT id FROM member WHERE listing IN ('catalog', 'notice', 'withdrawn') ORDER BY listing, place"
    brand_ids = [brand_id for (brand_id,) in ledger.rows(order)]
    units = [*list_units(press.catalog, brand_ids, press.catalog.ids("pictured"))]
    ledger.execute("COMMIT")  # from here on other processes read it
    job.progress.start("生成页面", len(units))
    with SiteWriter(job.out, mark_of(job.out, job.state), ours=job.ours) as writer:
        held = _held(before)
        printer = Printer(press, writer, held.get if held is not None else None)
        packed = print_units(printer, units, job.progress.advance)
        job.progress.start("写入网站", None)
        ledger.execute("BEGIN")
        staged = note_all(ledger, unpack_printed(packed))
        staged += note_all(ledger, [printer.put(unit, made) for unit, made in derive_site_map(ledger, site)])
        paths = {path for (path,) in ledger.rows("SELECT path FROM artifact")}
        gone = sorted(held.keys() - paths) if held is not None else writer.strangers(paths)
        finished = replace(
            outcome,
            brands=press.catalog.size(),
            pages=sum(path.endswith("index.html") for path in paths),
            written=tuple(sorted(staged)),
            removed=tuple(gone),
            unchanged=len(paths) - len(staged),
        )
        note_outcome(ledger, finished)
        folder.break_seal()
        writer.commit(staged, gone)
    ledger.execute("COMMIT")
    folder.adopt(ledger)
    folder.seal(job.out)
    return finished


def _held(before: Before) -> dict[str, bytes] | None:
    """The digests of the files of the site, where they are known without looking at the files."""
    if before.ledger is None or not before.tells_of_site:
        return None
    return dict(before.ledger.rows("SELECT path, digest FROM artifact"))
