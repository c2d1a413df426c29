"""Neighbours with other thresholds: what other documents ask where one document asks for a number.

Gets a policy and all others, gives rows; what is asked alike everywhere is only counted. Says what documents
say, never which of them is right or stricter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.criteria import threshold_words
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion
from generator.pages.criteria import Audience, audience_of, level_words
from generator.pages.links import criterion_url
from generator.pages.validity import judge_validity
from generator.schema_text import label


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One threshold; the address leads to the criterion."""

    text: str
    url: str
    who: str
    """Which document and which level; of the document itself only the level."""
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """One threshold of the document with those of others for the same figure."""

    title: str
    audience: Audience
    own: Neighbour
    others: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All rows where others differ, and how many thresholds others ask just alike."""

    rows: tuple[NeighbourRow, ...]
    alike: int


def compare_neighbours(policy: Policy, policies: Sequence[Policy], as_of: str) -> Neighbours:
    """The thresholds of *policy* that differ from those of other documents."""
    others = [
        (each, criterion) for each in policies if each.id != policy.id for criterion in each.criteria if criterion.field
    ]
    rows = []
    alike = 0
    for criterion in policy.criteria:
        if criterion.kind != "threshold":
            continue
        audience = audience_of(criterion, policy)
        near = [
            (other, theirs)
            for other, theirs in others
            if theirs.field == criterion.field and _meets(audience, audience_of(theirs, other))
        ]
        different = [(other, theirs) for other, theirs in near if _demand(theirs) != _demand(criterion)]
        alike += len(different) < len(near)
        if different:
            own = Neighbour(
                threshold_words(criterion) or "", _url(policy, criterion), level_words(criterion), _strength(criterion)
            )
            found = tuple(_neighbour(other, theirs, audience, policies, as_of) for other, theirs in different)
            rows.append(NeighbourRow(label("policy:criteria.field", criterion.field or ""), audience, own, found))
    return Neighbours(tuple(rows), alike)


def _meets(one: Audience, other: Audience) -> bool:
    """Whether both are for the same, or one of them for everyone."""
    return one.text == other.text or one.general or other.general


def _demand(criterion: Criterion) -> tuple[str | None, float | None]:
    return criterion.op, criterion.value


def _neighbour(
    policy: Policy, criterion: Criterion, audience: Audience, policies: Sequence[Policy], as_of: str
) -> Neighbour:
    theirs = audience_of(criterion, policy)
    tags = (
        *_strength(criterion),
        theirs.text if theirs.text != audience.text else None,
        "认定以后每年" if criterion.stage == "upkeep" else None,
        judge_validity(policy, as_of, policies).mark,
    )
    return Neighbour(
        text=threshold_words(criterion) or "",
        url=_url(policy, criterion),
        who=f"{policy.name}，{level_words(criterion)}",
        tags=tuple(tag for tag in tags if tag),
    )


def _strength(criterion: Criterion) -> tuple[str, ...]:
    """What a document only strives for (力争) is no demand."""
    return () if criterion.strength == "must" else (label("policy:criteria.strength", criterion.strength),)


def _url(policy: Policy, criterion: Criterion) -> str:
    return criterion_url(policy.id, criterion.id)
