"""Findings as values: where, which rule, with which words filled in.

The bottom layer. A finding never formats itself (report.py does) and is never raised:
stages yield findings and go on with the next record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding weighs; only ERROR makes a check fail."""

    HINT = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file; line and column count from 1, columns in characters. Line 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the rule catalogue; messages and hints are templates with ``{field}``."""

    code: str
    severity: Severity
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    why_zh: str = ""
    """What the rule wants and why, for `brands explain` and the rule list."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding."""

    span: Span
    rule: Rule
    values: Mapping[str, str] = field(default_factory=dict)
    excerpt: str = ""
    """The line of the file the span points at, without its line break."""

    @property
    def message_zh(self) -> str:
        """The Chinese message with its values filled in."""
        return self.rule.zh.format_map(self.values)

    @property
    def message_en(self) -> str:
        """The English message with its values filled in."""
        return self.rule.en.format_map(self.values)

    @property
    def hint_zh(self) -> str:
        """What to write instead, in Chinese; empty where nothing helps."""
        return self.rule.hint_zh.format_map(self.values)

    @property
    def hint_en(self) -> str:
        """What to write instead, in English."""
        return self.rule.hint_en.format_map(self.values)


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(finding.rule.severity is Severity.ERROR for finding in findings)


def sorted_by_place(findings: Iterable[Diagnostic]) -> "list[Diagnostic]":
    """The findings in reading order, each place and code once."""
    unique = {(f.span, f.rule.code, f.message_zh): f for f in findings}
    return [unique[key] for key in sorted(unique)]
