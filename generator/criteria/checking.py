"""Check one brand by itself, by the policies of its place and by the day: all that needs no other brand.

Gets a brand, gives faults; what a criterion's verdict is, met or not, is never one. Knows no policy by name and reads
no clock, and no file but the pictures beside the record.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from generator.criteria.applying import PoliciesOn
from generator.criteria.lives import check_life
from generator.criteria.names import check_name
from generator.criteria.people import check_people
from generator.model.brand import Brand
from generator.records.metrics import check_metrics
from generator.records.policy_references import KnownPolicies, check_policy_references
from generator.records.shape import Fault
from generator.records.singly import check_brand
from generator.reference import read_divisions
from generator.trees import Tree

Check: TypeAlias = Callable[[Brand, PoliciesOn], Iterator[Fault]]

_CHECKS: Final[tuple[Check, ...]] = (check_name, check_life, check_people)


def check_alone(brand: Brand, policies: PoliciesOn, known: KnownPolicies, tree: Tree) -> list[Fault]:
    """Every fault of *brand* that no other brand has a part in; *known* are the policies, sound and faulty."""
    divisions = read_divisions()
    return [
        *check_brand(brand, divisions, tree),
        *check_policy_references(brand, known, divisions),
        *check_metrics(brand),
        *(fault for check in _CHECKS for fault in check(brand, policies)),
    ]
