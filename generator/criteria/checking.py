"""Check brands by the policies of their place and by the day: names, the steps of their lives, people's consents.

Gets all records and a day, gives findings. What a criterion's verdict is, met or not, is never a finding.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from generator.criteria.applying import PoliciesOn
from generator.criteria.lives import check_life
from generator.criteria.names import check_name
from generator.criteria.people import check_people
from generator.diagnostics import Diagnostic
from generator.model.brand import Brand
from generator.records import Records, place_findings
from generator.records.shape import Fault

Check: TypeAlias = Callable[[Brand, PoliciesOn], Iterator[Fault]]

_CHECKS: Final[tuple[Check, ...]] = (check_name, check_life, check_people)


def check_by_policy(root: Path, records: Records, as_of: str) -> list[Diagnostic]:
    """Every finding that depends on the policies of a brand's place or on the day *as_of*."""
    policies = PoliciesOn(records.policies, as_of)
    faults = {
        brand.path: found
        for brand in records.brands
        if (found := [fault for check in _CHECKS for fault in check(brand, policies)])
    }
    return place_findings(root, faults)
