"""What an earlier build left behind, and how much of it can be believed today.

Gets a ledger that was sealed, tells what in it still holds. Looks only as closely as it must: times and sizes first,
contents where these differ.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from generator.build.inputs import digest_program, sign_frame, sign_program, sign_templates
from generator.build.outcome import Outcome
from generator.diagnostics import Diagnostic
from generator.ledger import Ledger

DAMAGE: Final = (sqlite3.DatabaseError, msgspec.MsgspecError, ValueError)
"""What reading a ledger raises that a disk has spoilt."""


@dataclass(frozen=True, slots=True)
class Before:
    """The last build's ledger."""

    ledger: Ledger | None = None
    reads_alike: bool = False
    """Whether what it read of a file would be read the same today."""
    tells_of_site: bool = False
    """Whether the site is what it tells."""


NOTHING = Before()


def same_program(ledger: Ledger) -> bool:
    """Whether the program is the one that wrote *ledger*."""
    return ledger.noted("program-sign") == sign_program() or ledger.noted("program") == digest_program()


def same_signs(ledger: Ledger, root: Path) -> bool:
    """Whether settings, theme, hand-written pages and templates have the times and sizes they had."""
    return ledger.noted("frame-sign") == sign_frame(root) and ledger.noted("templates-sign") == sign_templates()


def note_outcome(ledger: Ledger, outcome: Outcome) -> None:
    """Note what a build that finds nothing to do has to tell."""
    ledger.note("brands", str(outcome.brands))
    ledger.note("pages", str(outcome.pages))
    ledger.note("files", str(outcome.files))
    ledger.note("artifacts", str(len(outcome.written) + outcome.unchanged))


def noted_outcome(ledger: Ledger, findings: Sequence[Diagnostic]) -> Outcome:
    """The outcome of a build that found nothing to do."""
    brands, pages, files, artifacts = (int(ledger.noted(name)) for name in ("brands", "pages", "files", "artifacts"))
    return Outcome(tuple(findings), files, brands, pages, unchanged=artifacts, built=True)
