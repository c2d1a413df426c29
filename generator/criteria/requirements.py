"""What a document asks in sum: its criteria one by one, alternatives (满足其一) taken together.

Gets the verdicts of one policy, gives its requirements in the document's order; those for other brands fall away.
Criteria that wait for the brand's category or kind to be known are one requirement: to know it.
"""

from collections.abc import Sequence
from typing import Final

from generator.model.verdict import Outcome, Requirement, Verdict

_WAITING: Final = frozenset({"category-unknown", "kind-unknown"})


def group_requirements(verdicts: Sequence[Verdict]) -> tuple[Requirement, ...]:
    """The requirements that apply; those told together stand where the first of them stands."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.outcome is not Outcome.NOT_APPLICABLE:
            groups.setdefault(_key(verdict), []).append(verdict)
    return tuple(Requirement(tuple(group), _together(group)) for group in groups.values())


def _key(verdict: Verdict) -> str:
    if verdict.reason in _WAITING:
        return f"({verdict.reason})"
    criterion = verdict.criterion
    return f"({criterion.any_of})" if criterion.any_of else criterion.id


def _together(alternatives: Sequence[Verdict]) -> Outcome:
    """One met suffices; only where every one is unmet is the whole unmet."""
    outcomes = {verdict.outcome for verdict in alternatives}
    for outcome in (Outcome.MET, Outcome.WAIVED, Outcome.UNKNOWN):
        if outcome in outcomes:
            return outcome
    return Outcome.UNMET
