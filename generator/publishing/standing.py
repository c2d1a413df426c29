"""How a place stands: the live release, what could be gone back to, what the last builds did, whether one runs.

Reads only: the journal where it can be read, else what the releases say of themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.publishing.account import Account, read_account
from generator.publishing.journal import BrokenJournalError, Build, Journal, Release, Result
from generator.publishing.place import Place
from generator.publishing.remote import RemoteShell
from generator.publishing.turns import is_awaited, is_building

_BUILDS = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands."""

    live: Release | None
    releases: tuple[Release, ...]
    """Every release that is there, newest first."""
    builds: tuple[Build, ...]
    """The last builds, newest first."""
    building: bool
    awaited: bool
    journal_broken: bool = False

    @property
    def choices(self) -> tuple[Release, ...]:
        """What could be gone back to."""
        return tuple(each for each in self.releases if self.live is None or each.number != self.live.number)

    @property
    def failed(self) -> Build | None:
        """The last build, where it came to nothing."""
        last = next((each for each in self.builds if each.result is not Result.RUNNING or not self.building), None)
        return last if last and last.result in {Result.REFUSED, Result.FAILED, Result.KILLED} else None


def read_standing(place: Place) -> Standing:
    """How *place* stands now."""
    building, awaited = is_building(place.own), is_awaited(place.own)
    accounts = {number: read_account(place.release(number)) for number in place.numbers()}
    return _standing(place, place.live(), accounts, {}, building=building, awaited=awaited)


def read_remote_standing(shell: RemoteShell, mirror: Place) -> Standing:
    """How the place on a web server stands; what its builds did is known where *mirror* is the one that sent them."""
    building = is_building(mirror.own) or shell.is_locked()
    state = shell.read_state()
    return _standing(
        mirror, state.live, state.releases, state.moments, building=building, awaited=is_awaited(mirror.own)
    )


def _standing(  # noqa: PLR0913 - each is one thing that was looked at
    place: Place,
    live: int | None,
    accounts: Mapping[int, Account | None],
    moments: Mapping[int, str],
    *,
    building: bool,
    awaited: bool,
) -> Standing:
    known: dict[int, Release | None] = {}
    builds: tuple[Build, ...] = ()
    broken = False
    try:
        if place.journal.is_file():
            with Journal(place.journal, read_only=True) as journal:
                known = {number: journal.release(number) for number in accounts}
                builds = tuple(_as_it_is(each, building=building) for each in journal.builds(_BUILDS))
    except (BrokenJournalError, OSError):
        broken = True
    releases = tuple(
        _release(known.get(number), number, said, moments.get(number, ""))
        for number, said in sorted(accounts.items(), reverse=True)
    )
    now = next((each for each in releases if each.number == live), None)
    return Standing(now, releases, builds, building, awaited, broken)


def _release(known: Release | None, number: int, said: Account | None, moment: str) -> Release:
    """A release as the journal has it, if that is the very one, else as it tells of itself."""
    if known and (said is None or (known.commit, known.day, known.brands) == (said.commit, said.day, said.brands)):
        return known
    if said is None:
        return Release(number, moment, "", None, 0, 0)
    return Release(number, moment, said.day, said.commit, said.brands, said.pages)


def _as_it_is(build: Build, *, building: bool) -> Build:
    """A build that seems to run while nobody builds was killed; nobody came by since to note it."""
    if build.result is not Result.RUNNING or building:
        return build
    return replace(build, result=Result.KILLED)
