"""Rules of people: the basis of publication, consent, personal data in records and attachments (P)."""

from typing import Final

from generator.diagnostics import Rule

PEOPLE: Final[tuple[Rule, ...]] = ()
