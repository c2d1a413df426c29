"""Put a place in order before anything else is done in it: whatever a killed run, a power cut or a full disk left.

The link and the trees on disk are the truth about what is live; the journal says how far the next release had come.
After this the next tree and the build's state agree, or there is neither. Called by the one whose turn it is.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from generator.publishing.account import read_account
from generator.publishing.journal import Journal, Phase, Release
from generator.publishing.place import Place

_OURS: Final = frozenset({"journal.db", "journal.db-journal", "lock", "waiting", "next", "state"})

COPIES: Final = "copies"
"""Note: the kinds of compressed copies every text file of the next tree has."""


def heal(place: Place, journal: Journal, live: int | None) -> None:
    """Finish or undo what was left half done; *live* is the release readers get."""
    for entry in sorted(place.own.iterdir()):
        if entry.name not in _OURS:
            _remove(entry)
    _adopt(place, journal)
    phase = journal.phase
    if phase is Phase.SWITCHING:
        _finish_or_undo(place, journal, live)
    elif phase is Phase.BUILDING or not _has_base(place, journal) or _is_new_beside_old(place, journal):
        start_cold(place, journal)


def start_cold(place: Place, journal: Journal) -> None:
    """Give up the next tree and all the build knows: the next build makes everything anew.

    They are removed before the journal is told: on a full disk it may have no room to be told anything until then.
    """
    _remove(place.next)
    _remove(place.state)
    with journal.entry():
        journal.forget_pending()
        journal.note(COPIES, None)
        journal.set_phase(Phase.NONE)


def discard_journal(place: Place) -> None:
    """Begin a new journal; what SQLite left beside the old one would spoil it."""
    for path in (place.journal, place.journal.with_name(f"{place.journal.name}-journal")):
        _remove(path)


def empty_trash(place: Place) -> None:
    """Remove what was thrown away."""
    _remove(place.trash)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _adopt(place: Place, journal: Journal) -> None:
    """Enter releases the journal does not know: it was lost, and what they say of themselves must do."""
    unknown = [number for number in place.numbers() if journal.release(number) is None]
    if not unknown:
        return
    with journal.entry():
        for number in unknown:
            said = read_account(place.release(number))
            day, commit = (said.day, said.commit) if said else ("", None)
            brands, pages = (said.brands, said.pages) if said else (0, 0)
            journal.add_release(Release(number, "", day, commit, brands, pages))
    start_cold(place, journal)


def _has_base(place: Place, journal: Journal) -> bool:
    """Whether the newest release is there, or there never was any."""
    newest = journal.newest()
    return newest is None or place.release(newest.number).is_dir()


def _is_new_beside_old(place: Place, journal: Journal) -> bool:
    """Whether there is a tree the journal knows nothing of: it was lost before anything was published."""
    return journal.newest() is None and journal.phase is Phase.NONE and place.next.exists()


def _finish_or_undo(place: Place, journal: Journal, live: int | None) -> None:
    newest = journal.newest()
    assert newest is not None
    tree = place.release(newest.number)
    if live == newest.number:
        with suppress(FileNotFoundError):
            place.next.rename(tree)
        if place.live() != newest.number:
            place.switch(newest.number)
        with journal.entry():
            journal.set_phase(Phase.NONE)
        return
    if tree.is_dir():
        tree.rename(place.next)
    with journal.entry():
        journal.take_back(newest.number)
        journal.set_phase(Phase.BUILT)
    if not place.next.is_dir():
        start_cold(place, journal)
