"""Judge brands on a day: which documents ask what of each, at its own level and at every level above.

Gets brands one by one and all policies; gives judgements by policy. Knows no policy by name and reads no clock.
"""

from collections.abc import Iterable

from generator.criteria.applying import PoliciesOn, levels_with_criteria
from generator.criteria.drafts import Weighed
from generator.criteria.evidence import list_figures
from generator.criteria.verdicts import PolicyJudge
from generator.life import LEVELS, held_on, highest
from generator.model.brand import Brand, Level
from generator.model.policy import Policy
from generator.model.verdict import Judgement, Rung


class Judge:
    """Judges brands on one day by the policies in force on it."""

    def __init__(self, policies: Iterable[Policy], day: str) -> None:
        self.policies = PoliciesOn(policies, day)
        self._judges: dict[str, tuple[PolicyJudge, ...]] = {}
        self._by_policy: dict[str, PolicyJudge] = {}
        self._levels: dict[str, tuple[Level, ...]] = {}

    def hear(self, brand: Brand) -> "Case":
        """The case of *brand*: its evidence weighed by every policy of its place that has criteria."""
        judges = self._judges_of(brand.division)
        figures = list_figures(brand) if judges and (brand.headcount or brand.metrics) else {}
        weighed = tuple(judge.weigh(brand, figures) for judge in judges)
        levels = self._levels_of(brand.division)
        held = frozenset(each.level for each in held_on(brand, self.policies.day))
        return Case(weighed, levels, held)

    def _judges_of(self, division: str) -> tuple[PolicyJudge, ...]:
        if division not in self._judges:
            holding = [policy for policy in self.policies.holding(division) if policy.criteria]
            self._judges[division] = tuple(self._judge_by(policy) for policy in holding)
        return self._judges[division]

    def _levels_of(self, division: str) -> tuple[Level, ...]:
        if division not in self._levels:
            self._levels[division] = levels_with_criteria(self.policies.holding(division))
        return self._levels[division]

    def _judge_by(self, policy: Policy) -> PolicyJudge:
        if policy.id not in self._by_policy:
            self._by_policy[policy.id] = PolicyJudge(policy, self.policies.day)
        return self._by_policy[policy.id]


class Case:
    """One brand before the judge, its evidence weighed once for whatever level is asked about."""

    def __init__(
        self,
        weighed: tuple[Weighed, ...],
        levels: tuple[Level, ...],
        held: frozenset[Level],
    ) -> None:
        self._weighed = weighed
        self.levels = levels
        """The levels its place sets conditions for, lowest first."""
        self.held = held
        """The levels at which a recognition holds."""

    @property
    def own_level(self) -> Level | None:
        """The highest level at which the brand is recognised."""
        return highest(self.held)

    @property
    def level(self) -> Level | None:
        """The level to judge for: the brand's own, else the lowest above it that its place sets conditions for."""
        own = self.own_level
        above = [level for level in self.levels if own is None or LEVELS.index(level) >= LEVELS.index(own)]
        return above[0] if above else own

    def judge(self, level: Level | None) -> tuple[Judgement, ...]:
        """How the brand stands by each policy, as a brand of *level*; without one every criterion is looked at."""
        return tuple(weighed.at_level(level) for weighed in self._weighed)

    def rungs(self) -> tuple[Rung, ...]:
        """The way up (县 → 市 → 省) with what is asked on each rung; none where the place tells no levels apart."""
        if not self.levels:
            return ()
        top = LEVELS.index(self.levels[-1])
        return tuple(Rung(level, level in self.held, self._asked(level)) for level in LEVELS[: top + 1])

    def _asked(self, level: Level) -> tuple[Judgement, ...]:
        if level not in self.levels:
            return ()
        return tuple(judgement for judgement in self.judge(level) if judgement.requirements)
