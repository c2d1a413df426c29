"""Comments of a record's file: where they are, and how to tidy the file without moving any.

Gets text that has been read without faults, gives text. Never reorders: a comment that stands beside another key
than before says something its writer did not mean.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

import yaml

SCHEMA_COMMENT: Final = re.compile(r"#\s*yaml-language-server:\s*\$schema=\S+[ \t]*\Z")
"""The line that tells editors where the schema is: made by the program, no comment of a person."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, from its ``#`` to the end of the line."""

    line: int
    """Counts from 0."""
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the values of a file leave: its comments, and the lines that belong to a value of several lines."""

    comments: tuple[Comment, ...]
    taken: frozenset[int]


def parse_remarks(text: str) -> Remarks:
    """Find every ``#`` outside of values; the schema's own line is left out."""
    lines = text.split("\n")
    shades, taken = _shade_values(text, lines)
    comments = []
    for number, line in enumerate(lines):
        for match in re.finditer("#", line):
            if not any(start <= match.start() < end for start, end in shades.get(number, ())):
                comments.append(Comment(number, match.start(), line[match.start() :].rstrip()))
                break
    own = (comment for comment in comments if comment.column or not SCHEMA_COMMENT.match(comment.text))
    return Remarks(tuple(own), frozenset(taken))


def without_comments(text: str, remarks: Remarks) -> str:
    """*text* with its comments cut out and no blank line left: what its writer made of the form itself."""
    cut = {comment.line: comment.column for comment in remarks.comments}
    kept = []
    for number, line in enumerate(text.split("\n")):
        rest = line[: cut[number]].rstrip() if number in cut else line
        if rest or number in remarks.taken:
            kept.append(rest)
    return "\n".join(kept) + "\n"


def tidy(text: str, first_line: str, remarks: Remarks) -> str:
    """*text* with *first_line* on top, no blanks at the ends of lines and one line break at its end."""
    numbered = list(enumerate(text.split("\n")))
    if numbered[-1][0] in remarks.taken:
        end = ""  # a block that ends with the file, without a line break: adding one would change its value
    else:
        end = "\n"
        while numbered and not numbered[-1][1].strip() and numbered[-1][0] not in remarks.taken:
            numbered.pop()
    lines = [line if number in remarks.taken else line.rstrip(" \t") for number, line in numbered]
    return "\n".join([first_line, *(line for line in lines if not SCHEMA_COMMENT.match(line))]) + end


def _shade_values(text: str, lines: list[str]) -> tuple[dict[int, list[tuple[int, int]]], set[int]]:
    """The columns of each line that belong to a value, and the lines of values that go over several."""
    shades: dict[int, list[tuple[int, int]]] = {}
    taken: set[int] = set()
    loader: Any = yaml.CSafeLoader(text)
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.ScalarEvent):
                _shade(event, lines, shades, taken)
    finally:
        loader.dispose()
    return shades, taken


def _shade(event: Any, lines: list[str], shades: dict[int, list[tuple[int, int]]], taken: set[int]) -> None:
    start, end = event.start_mark, event.end_mark
    is_block = event.style in {"|", ">"}
    for number in range(start.line, end.line + 1):
        first = start.column if number == start.line else 0
        last = end.column if number == end.line else len(lines[number])
        if is_block and number == start.line:
            last = first  # a comment may stand behind the block's header
        shades.setdefault(number, []).append((first, last))
        if end.line > start.line and (last or number < end.line):
            taken.add(number)
