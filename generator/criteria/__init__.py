"""Brands held against the policies of their place on a day: verdicts, and checks that need both.

Gets parsed records and a day. Knows no policy by name, reads no clock, and no file but to place a finding.
"""

from generator.criteria.applying import PoliciesOn, began, is_in_force
from generator.criteria.checking import check_by_policy
from generator.criteria.judging import Case, Judge
from generator.criteria.sentences import figure_words, outcome_word, sentence, threshold_words, verdict_word

__all__ = [
    "Case",
    "Judge",
    "PoliciesOn",
    "began",
    "check_by_policy",
    "figure_words",
    "is_in_force",
    "outcome_word",
    "sentence",
    "threshold_words",
    "verdict_word",
]
