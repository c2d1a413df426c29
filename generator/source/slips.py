"""Name typical slips in a file that YAML cannot read: the parser's own words would tell a clerk nothing.

Gets the text and the parser's error, gives findings. Looks at lines only; never repairs anything.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES

if TYPE_CHECKING:
    from yaml import YAMLError

_CONFLICT: Final = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)")
_FULL_WIDTH_COLON: Final = re.compile(r"(\s*(?:- )*)([A-Za-z_]+)：")
_TAB_INDENT: Final = re.compile(r" *\t")
_WIDE_INDENT: Final = re.compile(r" *[\u3000\xa0]")


def name_slips(text: str, file: str, error: "YAMLError") -> list[Diagnostic]:
    """Every slip that can be named by its line; else what the parser stumbled over, in our words."""
    lines = text.split("\n")
    found = list(scan_lines(lines, file))
    return found or [_translate(lines, file, error)]


def scan_lines(lines: list[str], file: str) -> Iterator[Diagnostic]:
    """The slips a line shows by itself, in a file that is no sound record."""
    for number, line in enumerate(lines, 1):
        if _CONFLICT.match(line):
            yield Diagnostic(Span(file, number, 1), RULES["Y007"], excerpt=line)
        elif match := _TAB_INDENT.match(line):
            yield Diagnostic(Span(file, number, match.end()), RULES["Y006"], excerpt=line)
        elif match := _WIDE_INDENT.match(line):
            yield Diagnostic(Span(file, number, match.end()), RULES["Y008"], excerpt=line)
        elif match := _FULL_WIDTH_COLON.match(line):
            span = Span(file, number, match.end())
            yield Diagnostic(span, RULES["Y005"], {"key": match.group(2)}, excerpt=line)


# The parser's phrases, as libyaml writes them, and the rule each stands for.
_PHRASES: Final = (
    ("could not find expected ':'", "Y012"),
    ("did not find expected ':'", "Y012"),
    ("unexpected end of stream", "Y013"),
    ("did not find expected ',' or", "Y015"),
    ("did not find expected key", "Y014"),
    ("did not find expected '-' indicator", "Y014"),
    ("mapping values are not allowed", "Y014"),
    ("block sequence entries are not allowed", "Y014"),
    ("did not find expected <document start>", "Y014"),
    ("undefined alias", "Y010"),
    ("anchor", "Y010"),
    ("undefined tag handle", "Y011"),
)


_COMMA_BETWEEN_KEYS: Final = re.compile(r"[{\[].*?(，)\s*[A-Za-z_]+: ")
_INDENT: Final = re.compile(r" *(?:- +)*")


def _translate(lines: list[str], file: str, error: "YAMLError") -> Diagnostic:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    mark = getattr(error, "problem_mark", None)
    code = next((code for phrase, code in _PHRASES if phrase in problem), "Y016")
    # For a key without a colon the parser stops a line late: the context mark is the right place.
    context = getattr(error, "context_mark", None)
    if context is not None and (code in {"Y012", "Y013"} or mark is None):
        mark = context
    line = min(mark.line, len(lines) - 1) if mark is not None else 0
    column = mark.column if mark is not None else 0
    code, line, column, detail = _reconsider(lines, line, column, code, problem)
    span = Span(file, line + 1, column + 1)
    return Diagnostic(span, RULES[code], {"detail": detail, "tag": ""}, excerpt=lines[line])


def _reconsider(lines: list[str], line: int, column: int, code: str, problem: str) -> tuple[str, int, int, str]:
    """What the line says about *problem*: rule, line, column and detail, the last three counted from 0."""
    excerpt, detail = lines[line], "有不能这样用的符号"
    before = excerpt[:column].rstrip()
    if code == "Y015" and (match := _COMMA_BETWEEN_KEYS.search(excerpt)):
        return "Y025", line, match.start(1), detail
    if code in {"Y014", "Y015"} and re.search(r"[“”‘’]", excerpt) and re.search(r":\s*\"", excerpt):
        return "Y013", line, column, detail
    if code != "Y014":
        return code, line, column, detail
    if "mapping values" in problem:
        above = _line_without_colon(lines, line)
        if above is not None:
            return "Y012", above, _indent(lines[above]), detail
        if re.search(r":\s.*:\s", excerpt):
            return "Y016", line, column, "同一行有两个“: ”"
    if excerpt[column : column + 1] in {"]", "}"}:
        return "Y015", line, column, detail
    if before.endswith(('"', "'")):
        return "Y016", line, column, "引号后面还有字"
    return code, line, column, detail


def _line_without_colon(lines: list[str], line: int) -> int | None:
    """The sibling above *line* that lacks its colon and so swallowed the key below it."""
    for above in range(line - 1, -1, -1):
        text = lines[above].strip()
        if text and not text.startswith("#"):
            lacks = not re.search(r":(?:\s|$)", text) and text != "---"
            return above if lacks and _indent(lines[above]) == _indent(lines[line]) else None
    return None


def _indent(line: str) -> int:
    match = _INDENT.match(line)
    return match.end() if match else 0
