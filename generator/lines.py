"""Files that tell of all brands, a line each: made whole from the catalog, or from the old file where few lines differ.

Gets the lines, or an old content with edits; gives a content. Both ways give the same bytes: a line that is not where
it should be makes the short way give nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.catalog import Catalog, LineEdit


@dataclass(frozen=True, slots=True)
class LinedFile:
    """One such file; its head is its first line."""

    path: str
    kind: str
    """Of the fragments that are its lines."""
    separator: str
    tail: str
    start: str = ""
    """Before the count, where the head tells one."""
    end: str = ""

    def head(self, catalog: Catalog) -> str:
        """The first line, which may tell the day and the number of brands."""
        if "{as_of}" not in self.start:
            return self.start
        return f"{self.start.replace('{as_of}', catalog.as_of)}{catalog.size()}{self.end}"

    def whole(self, lines: Iterable[str], catalog: Catalog) -> bytes:
        """The content with all *lines*."""
        return f"{self.head(catalog)}\n{self.separator.join(lines)}{self.tail}".encode()

    def spliced(self, old: bytes, edits: Sequence[LineEdit], catalog: Catalog) -> bytes | None:
        """The content after *edits* of the *old* one; none where that does not hold what they say it does."""
        first, tail = old.find(b"\n") + 1, self.tail.encode()
        if not first or not old.endswith(tail):
            return None
        content: bytes | None = old
        for edit in edits:
            if content is not None:
                content = _edited(_Body(content, first, len(tail), self.separator.encode()), edit, self.kind)
        if content is None:
            return None
        head = f"{self.head(catalog)}\n".encode()
        return content if content.startswith(head) and len(head) == first else head + content[first:]


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines within a content: they may be millions of bytes, so they are not taken out of it."""

    content: bytes
    first: int
    """Where the first line begins."""
    tail: int
    """How many bytes come after the last."""
    separator: bytes

    @property
    def end(self) -> int:
        """Where the last line ends."""
        return len(self.content) - self.tail

    def find(self, line: bytes) -> int | None:
        """Where *line* stands as a whole line."""
        at = self.first
        if not self.content.startswith(line, at):
            mark = self.separator or _LINE_END
            found = self.content.find(mark + line, self.first, self.end)
            if found < 0:
                return None
            at = found + len(mark)
        after = at + len(line)
        return at if after == self.end or self.content.startswith(self.separator, after) else None

    def replaced(self, at: int, length: int, new: bytes) -> bytes:
        """The content with other bytes in the place of *length* of its own."""
        return b"".join((self.content[:at], new, self.content[at + length :]))

    def without(self, at: int, length: int) -> bytes:
        """The content without the line at *at*."""
        between = len(self.separator)
        if at > self.first:
            return self.replaced(at - between, length + between, b"")
        return self.replaced(at, min(length + between, self.end - at), b"")


def _edited(body: _Body, edit: LineEdit, kind: str) -> bytes | None:
    old, new = (lines.get(kind, "").encode() for lines in (edit.old, edit.new))
    if old == new and not edit.moved:
        return body.content
    if old:
        at = body.find(old)
        if at is None:
            return None
        if new and not edit.moved:
            return body.replaced(at, len(old), new)
        body = replace(body, content=body.without(at, len(old)))
    if not new:
        return body.content
    if edit.previous is None:
        return body.replaced(body.first, 0, new + (body.separator if body.end > body.first else b""))
    before = edit.previous[kind].encode()
    at = body.find(before)
    return None if at is None else body.replaced(at + len(before), 0, body.separator + new)


_LINE_END: Final = b"\r\n"
"""Ends a line that brings its own end."""
