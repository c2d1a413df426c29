"""Which policies hold for a brand: those of its place and of every place around it, in force on the day.

Gets all policies and a day, answers by division code. Knows no policy by name and judges no brand.
"""

from collections.abc import Iterable
from typing import Final

from generator.life import LEVELS, has_begun, is_over
from generator.model.brand import Date, Level
from generator.model.policy import Policy
from generator.reference import NATION, read_divisions

_NO_LONGER: Final = frozenset({"lapsed", "repealed"})


class PoliciesOn:
    """The policies in force on one day, by the place they hold for."""

    def __init__(self, policies: Iterable[Policy], day: str) -> None:
        self.day = day
        everyone = tuple(policies)
        self._everyone = everyone
        self._by_id = {policy.id: policy for policy in everyone}
        self._other_days: dict[str, PoliciesOn] = {}
        replaced = {old for policy in everyone if has_taken_effect(policy, day) for old in policy.replaces}
        self._of_place: dict[str, list[Policy]] = {}
        for policy in sorted(everyone, key=lambda each: (began(each) or "", each.id)):
            if policy.id not in replaced and is_in_force(policy, day):
                self._of_place.setdefault(policy.division, []).append(policy)
        self._holding: dict[str, tuple[Policy, ...]] = {}

    def __contains__(self, policy: Policy) -> bool:
        """Whether *policy* is in force."""
        return policy in self._of_place.get(policy.division, ())

    def holding(self, division: str) -> tuple[Policy, ...]:
        """The policies that hold for a brand of *division*: the nation's first, those of its own place last."""
        if division not in self._holding:
            around = [NATION, *(unit.code for unit in read_divisions().chain(division))]
            codes = dict.fromkeys(around)
            self._holding[division] = tuple(policy for code in codes for policy in self._of_place.get(code, ()))
        return self._holding[division]

    def find(self, policy_id: str) -> Policy | None:
        """The policy *policy_id*, in force or not."""
        return self._by_id.get(policy_id)

    def on(self, day: str) -> "PoliciesOn":
        """The same policies on another day: what was recognised in the past was so by those of its time."""
        if day == self.day:
            return self
        if day not in self._other_days:
            self._other_days[day] = PoliciesOn(self._everyone, day)
        return self._other_days[day]


def began(policy: Policy) -> Date | None:
    """The day from which *policy* holds: stated, else that of its signing, printing or publication."""
    return policy.effective or policy.issued or policy.printed or policy.published


def is_in_force(policy: Policy, day: str) -> bool:
    """Whether *policy* holds on *day*, as far as its own record says (status, dates, term)."""
    if policy.status in _NO_LONGER:
        return False
    until = policy.valid_until
    return has_taken_effect(policy, day) and not (until and is_over(until, day))


def has_taken_effect(policy: Policy, day: str) -> bool:
    """Whether *policy* has begun to hold on *day*; one without any date has."""
    begins = began(policy)
    return begins is None or has_begun(begins, day)


def levels_with_criteria(policies: Iterable[Policy]) -> tuple[Level, ...]:
    """The levels at which some of *policies* sets conditions, lowest first."""
    found = {criterion.level for policy in policies for criterion in policy.criteria}
    return tuple(level for level in LEVELS if level in found)
