"""Go back to an earlier release: only the link changes, and the next publish goes on from the newest records again."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from generator.publishing.healing import discard_journal, heal
from generator.publishing.journal import BrokenJournalError, Build, Journal, Result
from generator.publishing.place import Place
from generator.publishing.remote import RemoteShell
from generator.publishing.turns import take_turn


@dataclass(frozen=True, slots=True)
class Rollback:
    """What was done."""

    before: int | None
    now: int | None
    """The release that is live now; None where there is none to go back to."""
    choices: tuple[int, ...]
    """The releases that are there."""
    waiting: bool = False
    """Whether nothing was done because another one waits for its turn already."""


def roll_back(place: Place, number: int | None, clock: Callable[[], str]) -> Rollback:
    """Let release *number*, or the one before the live one, be live again."""
    with take_turn(place.own) as mine:
        live = place.live()
        if not mine:
            return Rollback(live, None, tuple(place.numbers()), waiting=True)
        _heal(place, live)
        choices = tuple(place.numbers())
        target = _choose(live, choices, number)
        if target is not None and target != live:
            place.switch(target)
            place.flush()
            _note(place, live, target, clock)
        return Rollback(live, target, choices)


def roll_back_remote(shell: RemoteShell, mirror: Place, number: int | None, clock: Callable[[], str]) -> Rollback:
    """Let release *number*, or the one before the live one, be live again on a web server."""
    shell.lock()
    state = shell.read_state()
    choices = tuple(state.releases)
    target = _choose(state.live, choices, number)
    if target is not None and target != state.live:
        shell.show(target)
        if mirror.journal.is_file():
            with suppress(BrokenJournalError):
                _note(mirror, state.live, target, clock)
    return Rollback(state.live, target, choices)


def _choose(live: int | None, choices: Iterable[int], number: int | None) -> int | None:
    if number is not None:
        return number if number in choices else None
    return max((each for each in choices if live is None or each < live), default=None)


def _note(place: Place, before: int | None, now: int, clock: Callable[[], str]) -> None:
    with Journal(place.journal) as journal, journal.entry():
        build = journal.begin_build(clock())
        reason = f"原来是第 {before} 版" if before else ""
        journal.end_build(Build(build, "", Result.ROLLED_BACK, now, reason, 0, 0, 0))


def _heal(place: Place, live: int | None) -> None:
    """Finish what a killed publish left before the link changes: what it left is told by where the link leads."""
    try:
        with Journal(place.journal) as journal:
            heal(place, journal, live)
    except BrokenJournalError:
        discard_journal(place)
        with Journal(place.journal) as journal:
            heal(place, journal, live)
