"""Brands held against the policies of their place on a day: verdicts, and checks that need both.

Gets parsed records and a day. Knows no policy by name, reads no clock, and no file but to place a finding.
"""

from generator.criteria.applying import PoliciesOn, began, is_in_force, levels_with_criteria
from generator.criteria.checking import check_alone
from generator.criteria.counting import RequirementCount, count_requirements
from generator.criteria.evidence import DEFAULT_SPAN
from generator.criteria.judging import Case, Judge
from generator.criteria.sentences import (
    SHAPES,
    figure_words,
    outcome_word,
    sentence,
    threshold_words,
    verdict_word,
)
from generator.criteria.spans import length_text, span_text

__all__ = [
    "DEFAULT_SPAN",
    "SHAPES",
    "Case",
    "Judge",
    "PoliciesOn",
    "RequirementCount",
    "began",
    "check_alone",
    "count_requirements",
    "figure_words",
    "is_in_force",
    "length_text",
    "levels_with_criteria",
    "outcome_word",
    "sentence",
    "span_text",
    "threshold_words",
    "verdict_word",
]
