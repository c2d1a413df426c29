"""What a document asks in sum: its criteria one by one, alternatives (满足其一) taken together.

Gets the verdicts of one policy, tells which stand together, in the document's order; those for other brands fall
away. Criteria that wait for the brand's category or kind to be known are one requirement: to know it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from generator.model.verdict import Outcome, Requirement, Verdict

_WAITING: Final = frozenset({"category-unknown", "kind-unknown"})


def group_places(verdicts: Sequence[Verdict]) -> tuple[tuple[int, ...], ...]:
    """The places of the verdicts of each requirement; one stands where the first of its verdicts stands."""
    groups: dict[str, list[int]] = {}
    for place, verdict in enumerate(verdicts):
        if verdict.outcome is not Outcome.NOT_APPLICABLE:
            groups.setdefault(_key(verdict), []).append(place)
    return tuple(tuple(group) for group in groups.values())


def derive_requirement(verdicts: Iterable[Verdict]) -> Requirement:
    """The requirement made of *verdicts*: one met suffices; only where every one is unmet is the whole unmet."""
    together = tuple(verdicts)
    outcomes = {verdict.outcome for verdict in together}
    for outcome in (Outcome.MET, Outcome.WAIVED, Outcome.UNKNOWN):
        if outcome in outcomes:
            return Requirement(together, outcome)
    return Requirement(together, Outcome.UNMET)


def _key(verdict: Verdict) -> str:
    if verdict.reason in _WAITING:
        return f"({verdict.reason})"
    criterion = verdict.criterion
    return f"({criterion.any_of})" if criterion.any_of else criterion.id
