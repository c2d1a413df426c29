"""What judging a brand by a criterion gives: an outcome, the evidence used, and why.

Values only. A verdict holds nothing of the brand but the evidence, so brands without evidence can share one.
"""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from generator.model.brand import AsOfBasis, Attestation, Bound, Date, Level, Period
from generator.model.policy import Policy
from generator.model.policy_process import Quantity
from generator.model.policy_standard import Criterion


class Outcome(StrEnum):
    """How a brand stands by a criterion."""

    MET = "MET"
    UNMET = "UNMET"
    UNKNOWN = "UNKNOWN"
    """No figure or evidence, or none that can decide."""
    WAIVED = "WAIVED"
    """The authority has allowed what the document says it may."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """The criterion is for other brands."""


Reason = Literal[
    "reached", "short", "level-with", "attested", "refuted", "waived",
    "no-figure", "no-usable-figure", "stale-figure", "rounded-figure", "figures-differ",
    "no-evidence", "evidence-differs", "category-unknown", "kind-unknown",
    "other-level", "other-category", "other-kind",
]  # fmt: skip
"""Why an outcome is what it is; generator/criteria/sentences.py says it in words."""

Unfit = Literal["measure", "scope", "unit", "period", "future"]
"""What keeps a figure from deciding a criterion, whatever its age."""
Inferred = Literal["category", "kind", "lead"]
"""What of a verdict rests on less than a stated fact: an editor's inference, or a source that is only a lead."""


class UsedFigure(Struct, frozen=True):
    """A figure of the record, as far as a criterion looks at it."""

    field: str
    """``headcount.<measure>`` or the name of a metric."""
    value: float
    unit: str
    as_of: Date
    source: str
    bound: Bound | None = None
    scope: Literal["brand", "industry", "unit"] | None = None
    period: Period | None = None
    as_of_basis: AsOfBasis = "stated"


class UnfitFigure(Struct, frozen=True):
    """A figure that does not decide the criterion, and every way in which it does not fit."""

    figure: UsedFigure
    faults: tuple[Unfit, ...]


class Verdict(Struct, frozen=True, eq=False):
    """How a brand stands by one criterion of one policy; equal only to itself, so it can be a key.

    Brands without evidence of their own share their verdicts.
    """

    policy_id: str
    criterion: Criterion
    outcome: Outcome
    reason: Reason
    figure: UsedFigure | None = None
    """The figure that decided, or would have but for its age or roundness."""
    rivals: tuple[UsedFigure, ...] = ()
    """Figures of the same date that say otherwise."""
    unfit: tuple[UnfitFigure, ...] = ()
    """Figures near the matter that cannot be used, the likeliest first."""
    attestation: Attestation | None = None
    inferred: tuple[Inferred, ...] = ()
    span: Quantity | None = None
    """How old a figure may be, where this one is older."""

    @property
    def settled(self) -> bool:
        """Whether nothing more is asked of the brand here."""
        return self.outcome in {Outcome.MET, Outcome.WAIVED}


class Requirement(Struct, frozen=True, eq=False):
    """What must be so: one criterion, alternatives of which one suffices, or all that waits for one missing fact.

    Shared between brands as its verdicts are, and a key like them.
    """

    verdicts: tuple[Verdict, ...]
    outcome: Outcome

    @property
    def hard(self) -> bool:
        """Whether the document demands it; what it only strives for (力争) never counts as lacking."""
        return any(verdict.criterion.strength == "must" for verdict in self.verdicts)


class Judgement(Struct, frozen=True):
    """How a brand stands by one policy, judged as a brand of one level."""

    policy: Policy
    level: Level | None
    """The level judged for; none where the place's documents tell no levels apart."""
    verdicts: tuple[Verdict, ...]
    """One a criterion, in the document's order."""
    requirements: tuple[Requirement, ...]
    """Those that apply, alternatives taken together."""


class Rung(Struct, frozen=True):
    """One level on a brand's way up (县 → 市 → 省), with what the documents of its place ask there."""

    level: Level
    recognised: bool
    """Whether a recognition of this level holds."""
    judgements: tuple[Judgement, ...]
    """By each policy with criteria of this level or of none; empty where the place has no such document."""
