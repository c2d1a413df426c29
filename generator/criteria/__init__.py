"""Brands held against the policies of their place on a day: verdicts, and checks that need both.

Gets parsed records and a day. Knows no policy by name, reads no clock, and no file but to place a finding.
"""

from generator.criteria.applying import PoliciesOn, began, is_in_force
from generator.criteria.checking import check_by_policy

__all__ = ["PoliciesOn", "began", "check_by_policy", "is_in_force"]
