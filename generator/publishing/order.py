"""What a publish is told, what it answers, and what it needs of a place elsewhere that takes the release."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from generator.build.outcome import Outcome
from generator.diagnostics import Diagnostic, has_errors
from generator.publishing.account import Account
from generator.publishing.journal import Journal, Release, Result

STEPS: Final = (
    "locked", "healed", "prepared", "building", "written", "copied", "built", "checked", "recorded", "renamed",
    "switched", "finished", "retired", "tidied",
)  # fmt: skip
"""Every point a run passes, in order; see :class:`Order`."""


_TOLD: Final = 3
"""How many errors the journal tells."""


class Delivery(Protocol):
    """Somewhere else the release goes to before it counts as published."""

    def begin(self, journal: Journal) -> None:
        """Take the turn there and look what stands there."""

    def live(self) -> int | None:
        """The release readers get there, if it is one of the journal's."""

    def account(self) -> Account | None:
        """What the live release there says of itself, whoever sent it."""

    def last_number(self) -> int:
        """The highest number ever given there."""

    def oldest(self) -> int | None:
        """The oldest release there whose difference to later ones may be asked for."""

    def send(self, tree: Path, journal: Journal, changed: set[str] | None) -> None:
        """Bring *tree*, which differs from the journal's newest release in *changed*, there without showing it."""

    def switch(self, release: Release) -> None:
        """Show it."""

    def tidy(self, keep: int) -> None:
        """Keep the last *keep* releases there, and get ready for the next one."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published, and how."""

    root: Path
    to: Path
    as_of: str
    keep: int = 5
    confirmed: int | None = None
    """The number of brands somebody said are meant to be left."""
    precompress: bool = False
    on_step: Callable[[str], None] = lambda _: None
    """Told each of :data:`STEPS` as it is passed; for tests, which end a run there."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of it."""

    result: Result | None
    """None where another run, which waits already, takes this change along."""
    number: int | None = None
    """The live release."""
    findings: tuple[Diagnostic, ...] = ()
    outcome: Outcome | None = None
    changed: int = 0
    """How many files the release has anew, or no more."""
    untidied: str = ""
    """What stood in the way of clearing up; the release is live all the same."""

    @property
    def reason(self) -> str:
        """The first errors in short, for the journal; empty where there are none."""
        errors = [f"{each.rule.code} {each.message_zh}" for each in self.findings if has_errors([each])]
        more = f"；还有 {len(errors) - _TOLD} 个错误" if len(errors) > _TOLD else ""
        return "；".join(errors[:_TOLD]) + more
