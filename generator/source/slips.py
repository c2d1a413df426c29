"""Name typical slips in a file that YAML cannot read: the parser's own words would tell a clerk nothing.

Gets the text and the parser's error, gives findings. Looks at lines only; never repairs anything.
"""

import re
from collections.abc import Iterator
from typing import Final

import yaml

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES

_CONFLICT: Final = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)")
_FULL_WIDTH_COLON: Final = re.compile(r"(\s*(?:- )*)([A-Za-z_]+)：")
_TAB_INDENT: Final = re.compile(r" *\t")
_WIDE_INDENT: Final = re.compile(r" *\u3000")


def name_slips(text: str, file: str, error: yaml.YAMLError) -> list[Diagnostic]:
    """Every slip that can be named by its line; else what the parser stumbled over, in our words."""
    lines = text.split("\n")
    found = list(_scan_lines(lines, file))
    return found or [_translate(lines, file, error)]


def _scan_lines(lines: list[str], file: str) -> Iterator[Diagnostic]:
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


def _translate(lines: list[str], file: str, error: yaml.YAMLError) -> Diagnostic:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    mark = getattr(error, "problem_mark", None)
    code = next((code for phrase, code in _PHRASES if phrase in problem), "Y016")
    # For a key without a colon the parser stops a line late: the context mark is the right place.
    context = getattr(error, "context_mark", None)
    if context is not None and (code in {"Y012", "Y013"} or mark is None):
        mark = context
    line = min(mark.line, len(lines) - 1) if mark is not None else 0
    excerpt = lines[line]
    if code in {"Y014", "Y015"} and re.search(r"[“”‘’]", excerpt) and re.search(r":\s*\"", excerpt):
        code = "Y013"
    if code == "Y014" and "mapping values" in problem and re.search(r":\s.*:\s", excerpt):
        code = "Y016"
    values = {"detail": "同一行有两个“: ”"} if "mapping values" in problem else {"detail": "有不能这样用的符号"}
    values["tag"] = ""
    return Diagnostic(Span(file, line + 1, (mark.column if mark else 0) + 1), RULES[code], values, excerpt=excerpt)
