"""Findings → text for people, JSON for programs, annotations for forges, Markdown for review comments.

Gets findings in order, gives one string. Never decides what is a finding.
"""

import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final, Literal

from generator.diagnostics import Diagnostic, Severity

Format = Literal["text", "json", "github", "gitlab", "markdown"]
Language = Literal["zh", "en", "both"]

_SEVERITY_ZH: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_SEVERITY_EN: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}


_SHOWN: Final = 160
"""Characters of a line that a text report shows."""


def _width(text: str) -> int:
    """Columns *text* takes on a terminal: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _place(finding: Diagnostic) -> str:
    span = finding.span
    return f"{span.file}:{span.line}:{span.column}" if span.line else span.file


def _in(language: Language, zh: str, en: str) -> str:
    if language == "both":
        return " / ".join(part for part in (zh, en) if part)
    return en if language == "en" else zh


def as_text(findings: Sequence[Diagnostic], language: Language = "zh") -> str:
    """Each finding with its line, a caret under the place, and what to write instead."""
    blocks = [_text_block(finding, language) for finding in findings]
    return "".join(f"{block}\n" for block in blocks)


def _text_block(finding: Diagnostic, language: Language) -> str:
    severity = finding.rule.severity
    word = _in(language, _SEVERITY_ZH[severity], _SEVERITY_EN[severity])
    lines = [f"{_place(finding)}: {word} {finding.rule.code} {_in(language, finding.message_zh, finding.message_en)}"]
    if finding.excerpt and finding.span.line:
        before, after = _around(finding.excerpt.replace("\t", " "), finding.span.column - 1)
        margin = f"{finding.span.line:>6} | "
        lines.append(margin + before + after)
        lines.append(" " * (len(margin) - 2) + "| " + " " * _width(before) + "^")
    hint = _in(language, finding.hint_zh, finding.hint_en)
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
            "file": finding.span.file,
            "line": finding.span.line,
            "column": finding.span.column,
            "code": finding.rule.code,
            "severity": _SEVERITY_EN[finding.rule.severity],
            "message": finding.message_zh,
            "hint": finding.hint_zh,
            "message_en": finding.message_en,
            "hint_en": finding.hint_en,
        }
        for finding in findings
    ]


def as_json(findings: Sequence[Diagnostic]) -> str:
    """A list of objects."""
    return json.dumps(as_objects(findings), ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Sequence[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the changed lines."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
    lines = []
    for finding in findings:
        span = finding.span
        place = f"file={_property(span.file)},line={max(span.line, 1)},col={max(span.column, 1)}"
        title = _property(finding.rule.code)
        hint = f"\n改法：{finding.hint_zh}" if finding.hint_zh else ""
        message = f"{finding.message_zh}{hint}"
        lines.append(f"::{kinds[finding.rule.severity]} {place},title={title}::{_escape(message)}")
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
            "description": f"{finding.message_zh}{'。' + finding.hint_zh if finding.hint_zh else ''}",
            "check_name": finding.rule.code,
            "fingerprint": f"{finding.rule.code}:{_place(finding)}",
            "severity": severities[finding.rule.severity],
            "location": {"path": finding.span.file, "lines": {"begin": max(finding.span.line, 1)}},
        }
        for finding in findings
    ]
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_markdown(findings: Sequence[Diagnostic]) -> str:
    """A table for a review comment."""
    if not findings:
        return "没有发现问题。\n"
    rows = ["| 位置 | 问题 | 改法 |", "| --- | --- | --- |"]
    for finding in findings:
        cells = (f"`{_place(finding)}`", f"{finding.rule.code} {finding.message_zh}", finding.hint_zh)
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
