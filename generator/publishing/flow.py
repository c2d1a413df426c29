"""One publish from records to a live release: heal, build beside the live one, check, switch, tidy.

What a run that ends at a step leaves, and why the site stays up:

- *healed, prepared*: only the next tree is touched, which nobody sees; it can be made equal to the newest again.
- *building … copied*: the journal trusts neither the next tree nor the build's state; the next run builds all anew.
- *built*: everything is flushed to the disk before the journal says so; the next run goes on from here.
- *recorded*: all gates are passed. The release is in the journal, its tree still in the next one's place.
- *renamed*: the tree lies among the releases, the link does not lead to it: the next run takes it back.
- *switched*: readers have it. The next run only notes that they do.
- *tidied*: the oldest release is on its way to become the next tree, which the next run finishes.

A finding is a value and leaves the built tree where it is, so that the next run goes on from it.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace

from generator.build import Progress, Silence, build_site
from generator.build.outcome import FrameMaker, Outcome
from generator.diagnostics import Diagnostic, has_errors
from generator.publishing.account import ACCOUNT, Account, read_account, read_commit, write_account
from generator.publishing.compression import compressors, refresh_copies
from generator.publishing.gates import check_required, check_size
from generator.publishing.healing import COPIES, discard_journal, empty_trash, heal, start_cold
from generator.publishing.journal import BrokenJournalError, Build, Journal, Phase, Release, Result
from generator.publishing.linkcheck import check_links
from generator.publishing.order import Delivery, Order, Publication
from generator.publishing.place import Place, open_place
from generator.publishing.spare import forget_unneeded, make_ready, retire
from generator.publishing.trees import is_equal_file
from generator.publishing.turns import take_turn


def publish(
    order: Order,
    making: Callable[[], AbstractContextManager[FrameMaker]],
    clock: Callable[[], str],
    progress: Progress | None = None,
    delivery: Delivery | None = None,
) -> Publication:
    """Publish the records below ``order.root``; raises OSError where the system does not play along.

    *making* begins to make the frame, and is called once it is this process's turn: what it reads may have changed
    while it waited.
    """
    place = open_place(order.to)
    progress = progress or Silence()
    with take_turn(place.own, lambda: progress.start("等前一次发布做完", None)) as mine:
        if not mine:
            return Publication(None, place.live())
        order.on_step("locked")
        try:
            return _Run(order, place, delivery, clock, progress).publish(making)
        except BrokenJournalError:
            # What the journal knew can be had from the releases themselves, but for how they differ.
            discard_journal(place)
            return _Run(order, place, delivery, clock, progress).publish(making)


class _Run:
    """One turn's work in one place."""

    def __init__(
        self, order: Order, place: Place, delivery: Delivery | None, clock: Callable[[], str], progress: Progress
    ) -> None:
        self.order = order
        self.place = place
        self.delivery = delivery
        self.clock = clock
        self.progress = progress
        self.started = time.monotonic()
        self.commit: str | None = None
        self.kept = 1 if delivery else order.keep  # what is delivered elsewhere is kept there

    def publish(self, making: Callable[[], AbstractContextManager[FrameMaker]]) -> Publication:
        """Heal, build, check, switch, tidy."""
        with making() as frames:
            return self._publish(frames)

    def _publish(self, frames: FrameMaker) -> Publication:
        with Journal(self.place.journal) as self.journal:
            if self.delivery:
                self.delivery.begin(self.journal)
            live = self.delivery.live() if self.delivery else self.place.live()
            heal(self.place, self.journal, live)
            self.order.on_step("healed")
            with self.journal.entry():
                self.journal.end_killed_builds()
                self.build_id = self.journal.begin_build(self.clock())
            try:
                publication = self._build_and_switch(frames, live)
            except OSError as error:
                self._give_up(error)
                raise
            return self._tidy(publication)

    def _build_and_switch(self, frames: FrameMaker, live: int | None) -> Publication:
        if self.journal.phase is Phase.NONE:  # the last run did not come to this
            retire(self.place, self.journal, self.kept, live)
        make_ready(self.place, self.journal)
        self.order.on_step("prepared")
        outcome = self._build(frames)
        if not outcome.built:
            return self._end(Result.REFUSED, live, outcome, outcome.findings)
        changed = self._complete(outcome)
        release = self._release(outcome, live)
        if not changed and live is not None and self._is_published(release, live):
            self.place.flush()
            return self._end(Result.UNCHANGED, live, outcome, phase=Phase.READY)
        changed = {*changed, ACCOUNT}
        release = self._record_built(release, changed)
        self.order.on_step("built")
        findings = self._check_and_record(release, changed, live)
        if has_errors(findings):
            return self._end(Result.REFUSED, live, outcome, (*outcome.findings, *findings), changed=len(changed))
        self._switch(release)
        found, number = outcome.findings, release.number
        publication = self._end(Result.PUBLISHED, number, outcome, found, changed=len(changed), phase=Phase.NONE)
        self.order.on_step("finished")
        return publication

    # --- build --------------------------------------------------------------------------------------------------

    def _build(self, frames: FrameMaker) -> Outcome:
        phase = self.journal.phase
        with self.journal.entry():
            self.journal.set_phase(Phase.BUILDING)
        self.order.on_step("building")
        # Whatever is committed from here on may be in the build, but is not what the build is said to be of.
        self.commit = read_commit(self.order.root)
        outcome = build_site(
            self.order.root, self.place.next, self.order.as_of, frames, self.progress, state=self.place.state
        )
        self.order.on_step("written")
        if not outcome.built:
            self.place.flush()  # nothing was written into the tree, but the build's state may have been
            with self.journal.entry():
                self.journal.set_phase(phase)
        return outcome

    def _complete(self, outcome: Outcome) -> set[str]:
        """Add to the built tree what is not the build's: compressed copies; every path in which it differs."""
        base = self._base()
        if self.order.precompress:
            self.progress.start("压缩", None)
        changed = refresh_copies(
            self.place.next,
            self.place.release(base.number) if base else None,
            {*outcome.written, *outcome.removed},
            wanted=self.order.precompress,
            all_files=self.journal.noted(COPIES) != self._copies(),
        )
        self.order.on_step("copied")
        earlier = self.journal.pending()
        if base and earlier:  # what a refused run had changed may have been changed back
            tree, before = self.place.next, self.place.release(base.number)
            changed = {path for path in changed | earlier if not is_equal_file(tree / path, before / path)}
        return changed - {ACCOUNT}

    def _copies(self) -> str | None:
        """The kinds of copies every text file is to have."""
        return " ".join(sorted(compressors())) if self.order.precompress else None

    def _release(self, outcome: Outcome, live: int | None) -> Release:
        newest = self.journal.newest()
        given = [newest.number if newest else 0, live or 0, *self.place.numbers()]
        if self.delivery:
            given.append(self.delivery.last_number())
        return Release(
            number=max(given) + 1,
            at=self.clock(),
            day=self.order.as_of,
            commit=self.commit,
            brands=outcome.brands,
            pages=outcome.pages,
            complete=self._base() is not None,
        )

    def _base(self) -> Release | None:
        """The release the next tree was made from."""
        newest = self.journal.newest()
        return newest if newest and self.place.release(newest.number).is_dir() else None

    def _is_published(self, release: Release, live: int) -> bool:
        """Whether the live release is the newest and says just what *release* would."""
        newest = self.journal.newest()
        if newest is None or newest.number != live:
            return False
        said = read_account(self.place.release(live))
        return said == Account(live, release.commit, release.day, release.brands, release.pages)

    def _record_built(self, release: Release, changed: set[str]) -> Release:
        """Let the tree say what it is, and note that it is whole and in what it differs."""
        tree = self.place.next
        write_account(tree, Account(release.number, release.commit, release.day, release.brands, release.pages))
        self.place.flush()
        with self.journal.entry():
            if release.complete:
                self.journal.add_pending(changed)
            self.journal.note(COPIES, self._copies())
            self.journal.set_phase(Phase.BUILT)
        there = sum((tree / path).exists() for path in changed)
        return replace(release, written=there, removed=len(changed) - there)

    # --- check and switch ---------------------------------------------------------------------------------------

    def _check_and_record(self, release: Release, changed: set[str], live: int | None) -> list[Diagnostic]:
        """Pass all gates and note the release as the one that is about to go live, or give the findings."""
        base = self._base()
        tree = self.place.next
        self.progress.start("检查链接", None)
        findings = [*check_size(self._brands_of(live), release.brands, self.order.confirmed), *check_required(tree)]
        with suppress(_NotFitError), self.journal.entry():
            before = self.place.release(base.number) if base else None
            findings += check_links(self.journal, tree, before, changed, release.number)
            self.order.on_step("checked")
            if has_errors(findings):
                raise _NotFitError  # takes the counted links back
            if self.delivery:
                self.delivery.send(tree, self.journal, changed if release.complete else None)
            self.journal.add_release(release)
            self.journal.set_phase(Phase.SWITCHING)
        return findings

    def _brands_of(self, live: int | None) -> int:
        release = self.journal.release(live)
        if release:
            return release.brands
        said = self.delivery.account() if self.delivery else None
        return said.brands if said else 0

    def _switch(self, release: Release) -> None:
        self.order.on_step("recorded")
        if self.delivery:
            self.delivery.switch(release)
        self.place.next.rename(self.place.release(release.number))
        self.order.on_step("renamed")
        self.place.switch(release.number)
        self.order.on_step("switched")
        self.place.flush()

    # --- end ----------------------------------------------------------------------------------------------------

    def _end(  # noqa: PLR0913 - each is one thing there is to tell
        self,
        result: Result,
        number: int | None,
        outcome: Outcome,
        findings: Sequence[Diagnostic] = (),
        *,
        changed: int = 0,
        phase: Phase | None = None,
    ) -> Publication:
        publication = Publication(result, number, tuple(findings), outcome, changed)
        with self.journal.entry():
            if phase is Phase.READY:
                self.journal.forget_pending()
            if phase:
                self.journal.set_phase(phase)
            self._note_end(result, number, publication.reason, outcome)
        return publication

    def _note_end(self, result: Result, number: int | None, reason: str, outcome: Outcome | None = None) -> None:
        written, removed = (len(outcome.written), len(outcome.removed)) if outcome else (0, 0)
        seconds = time.monotonic() - self.started
        self.journal.end_build(Build(self.build_id, "", result, number, reason, seconds, written, removed))

    def _give_up(self, error: OSError) -> None:
        """Note why, and make room; where even that fails the next run does it."""
        with suppress(OSError, BrokenJournalError):
            if self.journal.phase is Phase.BUILDING:
                start_cold(self.place, self.journal)
            with self.journal.entry():
                self._note_end(Result.FAILED, None, error.strerror or str(error))

    def _tidy(self, publication: Publication) -> Publication:
        """Remove what is too old and get the next tree ready, so that the next publish need not."""
        try:
            if self.delivery and publication.result is not Result.REFUSED:
                self.delivery.tidy(self.order.keep)
            if publication.result is Result.PUBLISHED:
                self._get_ready_for_next(publication.number)
            empty_trash(self.place)
            self.order.on_step("tidied")
        except OSError as error:
            return replace(publication, untidied=error.strerror or str(error))
        return publication

    def _get_ready_for_next(self, live: int | None) -> None:
        retire(self.place, self.journal, self.kept, live)
        self.order.on_step("retired")
        make_ready(self.place, self.journal)
        forget_unneeded(self.place, self.journal, self.delivery.oldest() if self.delivery else None)


class _NotFitError(Exception):
    """The gates found something."""
