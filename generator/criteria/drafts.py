"""What one policy says of all brands alike to it, before any evidence is looked at.

Gets the verdicts on a brand that shows no evidence; gives judgements by level, and with the few verdicts that a
brand's evidence changes put in. Work done here once is not done again for each of ten thousand brands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.criteria.requirements import derive_requirement, group_places
from generator.model.brand import Level
from generator.model.policy import Policy
from generator.model.verdict import Judgement, Outcome, Verdict

Changes: TypeAlias = Mapping[int, Verdict]
"""Verdicts that evidence has changed, by the place of their criterion in the document."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The judgement of brands without evidence at one level, and where each criterion went."""

    judgement: Judgement
    groups: tuple[tuple[int, ...], ...]
    group_of: Mapping[int, int]
    """Which requirement a criterion belongs to; criteria for other brands belong to none."""


class Draft:
    """The verdicts of *policy* on brands of one kind that show no evidence."""

    def __init__(self, policy: Policy, verdicts: tuple[Verdict, ...]) -> None:
        self.policy = policy
        self.verdicts = verdicts
        self._layouts: dict[Level | None, _Layout] = {}

    def judge(self, level: Level | None, changes: Changes) -> Judgement:
        """The judgement of a brand of *level* with *changes*; criteria of other levels are for other brands."""
        layout = self._layout(level)
        changed = [place for place in changes if place in layout.group_of]
        if not changed:
            return layout.judgement
        verdicts = list(layout.judgement.verdicts)
        for place in changed:
            verdicts[place] = changes[place]
        requirements = list(layout.judgement.requirements)
        for group in {layout.group_of[place] for place in changed}:
            requirements[group] = derive_requirement(verdicts[place] for place in layout.groups[group])
        return Judgement(self.policy, level, tuple(verdicts), tuple(requirements))

    def _layout(self, level: Level | None) -> _Layout:
        if level not in self._layouts:
            verdicts = tuple(self._at_level(verdict, level) for verdict in self.verdicts)
            groups = group_places(verdicts)
            requirements = tuple(derive_requirement(verdicts[place] for place in group) for group in groups)
            group_of = {place: at for at, group in enumerate(groups) for place in group}
            judgement = Judgement(self.policy, level, verdicts, requirements)
            self._layouts[level] = _Layout(judgement, groups, group_of)
        return self._layouts[level]

    def _at_level(self, verdict: Verdict, level: Level | None) -> Verdict:
        if level is None or verdict.criterion.level in {None, level}:
            return verdict
        return Verdict(self.policy.id, verdict.criterion, Outcome.NOT_APPLICABLE, "other-level")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One brand before one policy: the draft of brands like it, and what its own evidence changes."""

    draft: Draft
    changes: Changes

    def at_level(self, level: Level | None) -> Judgement:
        """The judgement of the brand as one of *level*."""
        return self.draft.judge(level, self.changes)
