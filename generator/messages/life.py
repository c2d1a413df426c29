"""Rules of a brand's life: steps in order, notices in working days, terms run out, reviews due (L)."""

from typing import Final

from generator.diagnostics import Rule

LIFE: Final[tuple[Rule, ...]] = ()
