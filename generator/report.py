"""Findings → text for people, JSON for programs, annotations for forges, Markdown for review comments.

Gets findings in order, gives one string. Never decides what is a finding, and never repeats personal data: whatever
rule a finding is of, its path, texts and line are masked here (gov-site rules §2).
"""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator.diagnostics import Diagnostic, Severity
from generator.personal import mask_line, mask_personal

Format = Literal["text", "json", "github", "gitlab", "markdown"]
Language = Literal["zh", "en", "both"]

_SEVERITY_ZH: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_SEVERITY_EN: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}


_SHOWN: Final = 160
"""Characters of a line that a text report shows."""


def _width(text: str) -> int:
    """Columns *text* takes on a terminal: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding in words that may be shown to anybody."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message_zh: str
    message_en: str
    hint_zh: str
    hint_en: str
    excerpt: str
    caret: int
    """Which character of the excerpt the finding is at, counted from 0."""

    @property
    def place(self) -> str:
        """The place as compilers write it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


def _tell(finding: Diagnostic) -> _Told:
    span = finding.span
    excerpt, caret = mask_line(finding.excerpt.replace("\t", " "), max(span.column - 1, 0))
    return _Told(
        code=finding.rule.code,
        severity=finding.rule.severity,
        file=mask_personal(span.file),
        line=span.line,
        column=span.column,
        message_zh=mask_personal(finding.message_zh),
        message_en=mask_personal(finding.message_en),
        hint_zh=mask_personal(finding.hint_zh),
        hint_en=mask_personal(finding.hint_en),
        excerpt=excerpt,
        caret=caret,
    )


def _in(language: Language, zh: str, en: str) -> str:
    if language == "both":
        return " / ".join(part for part in (zh, en) if part)
    return en if language == "en" else zh


def as_text(findings: Sequence[Diagnostic], language: Language = "zh") -> str:
    """Each finding with its line, a caret under the place, and what to write instead."""
    return "".join(f"{_text_block(_tell(finding), language)}\n" for finding in findings)


def _text_block(told: _Told, language: Language) -> str:
    word = _in(language, _SEVERITY_ZH[told.severity], _SEVERITY_EN[told.severity])
    lines = [f"{told.place}: {word} {told.code} {_in(language, told.message_zh, told.message_en)}"]
    if told.excerpt and told.line:
        before, after = _around(told.excerpt, told.caret)
        margin = f"{told.line:>6} | "
        lines.append(margin + before + after)
        lines.append(" " * (len(margin) - 2) + "| " + " " * _width(before) + "^")
    hint = _in(language, told.hint_zh, told.hint_en)
    if hint:
        lines.append(f"   {_in(language, '改法', 'fix')}: {hint}" if language == "en" else f"   改法：{hint}")
    return "\n".join(lines)


def _around(line: str, place: int) -> tuple[str, str]:
    """What of *line* to show before and from *place* on: all of it, or the neighbourhood in a long one."""
    start = place - _SHOWN // 2 if place > _SHOWN else 0
    return ("…" if start else "") + line[start:place], line[place : start + _SHOWN]


def as_objects(findings: Sequence[Diagnostic]) -> list[dict[str, object]]:
    """Findings as plain objects: the shape `--format json` promises."""
    return [
        {
            "file": told.file,
            "line": told.line,
            "column": told.column,
            "code": told.code,
            "severity": _SEVERITY_EN[told.severity],
            "message": told.message_zh,
            "hint": told.hint_zh,
            "message_en": told.message_en,
            "hint_en": told.hint_en,
        }
        for told in map(_tell, findings)
    ]


def as_objects_with_lines(findings: Sequence[Diagnostic]) -> list[dict[str, object]]:
    """The same objects with the line itself, where there is one, and which of its characters is meant."""
    lines = [{"excerpt": told.excerpt, "caret": told.caret} for told in map(_tell, findings)]
    return [{**each, **line} for each, line in zip(as_objects(findings), lines, strict=True)]


def as_json(findings: Sequence[Diagnostic]) -> str:
    """A list of objects."""
    return json.dumps(as_objects(findings), ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Sequence[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the changed lines."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
    lines = []
    for told in map(_tell, findings):
        place = f"file={_property(told.file)},line={max(told.line, 1)},col={max(told.column, 1)}"
        hint = f"\n改法：{told.hint_zh}" if told.hint_zh else ""
        message = _escape(f"{told.message_zh}{hint}")
        lines.append(f"::{kinds[told.severity]} {place},title={_property(told.code)}::{message}")
    return "".join(f"{line}\n" for line in lines)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(findings: Sequence[Diagnostic]) -> str:
    """A code quality report as GitLab reads it."""
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}
    report = [
        {
            "description": f"{told.message_zh}{'。' + told.hint_zh if told.hint_zh else ''}",
            "check_name": told.code,
            "fingerprint": f"{told.code}:{told.place}",
            "severity": severities[told.severity],
            "location": {"path": told.file, "lines": {"begin": max(told.line, 1)}},
        }
        for told in map(_tell, findings)
    ]
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_markdown(findings: Sequence[Diagnostic]) -> str:
    """A table for a review comment."""
    if not findings:
        return "没有发现问题。\n"
    rows = ["| 位置 | 问题 | 改法 |", "| --- | --- | --- |"]
    for told in map(_tell, findings):
        cells = (f"`{told.place}`", f"{told.code} {told.message_zh}", told.hint_zh)
        rows.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


REPORTS: Final[dict[str, Callable[[Sequence[Diagnostic]], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "markdown": as_markdown,
}
"""Every way findings can be told, by name."""


def summary(findings: Sequence[Diagnostic], files: int) -> str:
    """One line at the end of a text report."""
    errors = sum(finding.rule.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.rule.severity is Severity.WARNING for finding in findings)
    if not findings:
        return f"检查了 {files} 份记录，没有发现问题。\n"
    return f"检查了 {files} 份记录：{errors} 个错误，{warnings} 个警告。\n"
