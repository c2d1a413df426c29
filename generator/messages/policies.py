"""Rules of policy documents: what their conditions, targets and relations must be to be judged by (C)."""

from typing import Final

from generator.diagnostics import Rule

POLICIES: Final[tuple[Rule, ...]] = ()
