"""Strict YAML 1.2 from PyYAML's C parser: text → plain data, findings, and places on demand.

Reads the parser's events itself, so that duplicate keys, anchors, tags, depth and odd values are seen
with their place in one pass, without recursion. Dates stay text; only ``true`` and ``false`` are booleans.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.source.scalars import settle_scalar
from generator.source.slips import name_slips, scan_lines

Data: TypeAlias = dict[str, Any] | list[Any] | str | int | float | bool | None
Path: TypeAlias = tuple[str | int, ...]

MAX_DEPTH: Final = 12
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Control, zero-width and direction characters: they hide what a reviewer should see."""
_WIDE_COLON: Final = re.compile(r"([A-Za-z_]+)：")
_LOST_COMMENT: Final = re.compile(r"[ \t]+#[^\s#]")


@dataclass(slots=True)
class Places:
    """Where each value and each key stands, by its path from the top."""

    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)

    def of(self, path: Path) -> Span:
        """The place of the value at *path*, or of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values[path]

    def of_key(self, path: Path) -> Span:
        """The place of the key at *path*; a list item's place where the last part is a number."""
        return self.keys.get(path) or self.of(path)


def parse_yaml(text: str, file: str) -> tuple[Data | None, list[Diagnostic]]:
    """Parse *text*; the data is ``None`` where a finding makes it unsound."""
    return _Builder(text, file, None).build()


def locate(text: str, file: str) -> Places:
    """The places of all values of *text*, which has parsed without findings before."""
    places = Places()
    _Builder(text, file, places).build()
    return places


class _Builder:
    """Turns the events of one document into data. One use only."""

    def __init__(self, text: str, file: str, places: Places | None) -> None:
        self.text = text
        self.file = file
        self.places = places
        self.findings: list[Diagnostic] = []
        self.lines: list[str] | None = None
        self.may_lose_comment = " #" in text
        # One frame a container: the container, its pending key (mappings), the line of each key.
        self.stack: list[tuple[dict[str, Any] | list[Any], list[str], dict[str, int]]] = []
        self.path: list[str | int] = []
        self.root: Data | None = None
        self.empty = True
        self.documents = 0
        self.beyond_reading = False

    def build(self) -> tuple[Data | None, list[Diagnostic]]:
        """Work through all events; what a fault leaves is no data."""
        import yaml  # noqa: PLC0415 - most runs meet no record that the simple reader cannot read

        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._open({}, event),
            yaml.SequenceStartEvent: lambda event: self._open([], event),
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            for event in _events(self.text):
                if handler := handlers.get(type(event)):
                    handler(event)
                if self.beyond_reading:
                    break
        except yaml.YAMLError as error:
            self._put_first(name_slips(self.text, self.file, error))
        if not self.findings and self.empty:
            self.findings.append(Diagnostic(Span(self.file, 1, 1), RULES["Y017"]))
        if isinstance(self.root, str):
            self._put_first(list(scan_lines(self.text.split("\n"), self.file)))
        self._put_first([finding for finding in self.findings if finding.rule.code in {"Y005", "Y008"}])
        return (None if self.findings else self.root), self.findings

    def _put_first(self, causes: list[Diagnostic]) -> None:
        """Tell *causes* without what only follows from them: empty values, and lines run together."""
        if causes:
            rest = [each for each in self.findings if each.rule.code not in {"Y020", "Y024"} and each not in causes]
            self.findings = [*rest, *causes]

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._note("Y019", event)
            self.beyond_reading = True

    def _alias(self, event: Any) -> None:
        self._note("Y010", event)
        self._add("", event)

    def _open(self, container: dict[str, Any] | list[Any], event: Any) -> None:
        self._refuse_marks(event)
        self._add(container, event)
        self.stack.append((container, [], {}))
        if len(self.stack) > MAX_DEPTH:
            self._note("Y004", event, limit=str(MAX_DEPTH))
            self.beyond_reading = True

    def _close(self, _: Any) -> None:
        self.stack.pop()
        if self.path:
            self.path.pop()

    def _scalar(self, event: Any) -> None:
        self._refuse_marks(event)
        if self.stack and isinstance(self.stack[-1][0], dict) and not self.stack[-1][1]:
            self._key(event)
            return
        value: str = event.value
        self._refuse_joined_lines(event)
        if event.style == '"' and (match := INVISIBLE.search(value)):
            self._note("Y002", event, character=f"U+{ord(match.group()):04X}")
        if not event.implicit[0]:
            self._add(value, event)
            return
        if self.may_lose_comment and _LOST_COMMENT.match(self.text, event.end_mark.index):
            self._note("Y021", event)
        settled = settle_scalar(value)
        if settled is None:
            self._note("Y020", event, value=value or "（空）")
        self._add(value if settled is None else settled, event)

    def _key(self, event: Any) -> None:
        _, pending, lines = self.stack[-1]
        key: str = event.value
        if key.startswith(("\u3000", "\xa0")):
            self._note("Y008", event)
        elif match := _WIDE_COLON.match(key):
            self._note("Y005", event, len(match.group(1)), key=match.group(1))
        if key in lines:
            self._note("Y009", event, key=key, first=str(lines[key]))
        lines.setdefault(key, event.start_mark.line + 1)
        pending.append(key)
        if self.places is not None:
            self.places.keys[(*self.path, key)] = self._span(event)

    def _add(self, value: Data, event: Any) -> None:
        """Put *value* where it belongs; a container also becomes part of the path."""
        self.empty = False
        is_container = isinstance(value, dict | list)
        if not self.stack:
            self.root = value
            part: tuple[str | int, ...] = ()
        else:
            container, pending, _ = self.stack[-1]
            if isinstance(container, list):
                part = (len(container),)
                container.append(value)
            elif pending:
                part = (pending.pop(),)
                container[str(part[0])] = value
            else:
                self._note("Y022", event, found="列表" if isinstance(value, list) else "一组字段")
                part = ("?",)
                pending.append("?")
        if self.places is not None:
            self.places.values[(*self.path, *part)] = self._span(event)
        if is_container and self.stack:
            self.path.extend(part)

    def _refuse_marks(self, event: Any) -> None:
        """Anchors tie records together and tags make YAML run code elsewhere: neither belongs in a record."""
        if event.anchor is not None:
            self._note("Y010", event)
        if event.tag is not None:
            self._note("Y011", event, tag=str(event.tag).rpartition(":")[2].lstrip("!"))

    def _refuse_joined_lines(self, event: Any) -> None:
        """YAML joins lines of a text by spaces, which Chinese has not, and so hides a list that stands askew."""
        runs_on = event.style != "|" and event.end_mark.line > event.start_mark.line
        if runs_on and (event.style == ">" or event.end_mark.column > 0):
            self._note("Y024", event)

    def _span(self, event: Any, further: int = 0) -> Span:
        mark = event.start_mark
        return Span(self.file, mark.line + 1, mark.column + 1 + further)

    def _note(self, code: str, event: Any, further: int = 0, **values: str) -> None:
        """A finding at *event*, or *further* characters on."""
        if self.lines is None:
            self.lines = self.text.split("\n")
        span = self._span(event, further)
        excerpt = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        self.findings.append(Diagnostic(span, RULES[code], values, excerpt=excerpt))


def _events(text: str) -> Iterator[Any]:
    """The parser's events, by PyYAML's C parser."""
    import yaml  # noqa: PLC0415 - as above

    loader: Any = yaml.CSafeLoader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()
