"""How equal two sites are: which pages both have, whether these say the same, how long they are.

Gets two folders, gives numbers. Compared is the text a reader sees, white space aside: links may be relative in one
site and absolute in the other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

SECTIONS: Final = ("brands", "catalog", "figures")
_UNREAD: Final = frozenset({"script", "style"})
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A peer's pages beside ours."""

    records: int
    peer: str
    pages: int
    """Pages both have, in the sections compared."""
    read: int
    """Of these, pages whose text was compared."""
    alike: int
    """Of these, pages whose text is the same, character by character."""
    brand_bytes: float
    """Bytes of a brand's page on average."""
    our_brand_bytes: float
    bytes: int
    """Of all pages both have."""
    our_bytes: int


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data)


def text_of(page: Path) -> str:
    """What a reader sees on *page*, without white space."""
    parser = _Text()
    parser.feed(page.read_text(encoding="utf-8"))
    return _SPACE.sub("", "".join(parser.pieces))


def compare_sites(records: int, peer: str, ours: Path, theirs: Path, most: int = 600) -> Likeness:
    """Compare the pages of both sites; the text of *most* of them, spread evenly."""
    pages = [path for path in _pages(ours) if (theirs / path).is_file()]
    step = max(1, len(pages) // most)
    read = pages[::step]
    brands = [path for path in pages if path.startswith("brands/")]
    return Likeness(
        records=records,
        peer=peer,
        pages=len(pages),
        read=len(read),
        alike=sum(text_of(ours / path) == text_of(theirs / path) for path in read),
        brand_bytes=_size(theirs, brands) / max(1, len(brands)),
        our_brand_bytes=_size(ours, brands) / max(1, len(brands)),
        bytes=_size(theirs, pages),
        our_bytes=_size(ours, pages),
    )


def _pages(site: Path) -> Iterator[str]:
    for section in SECTIONS:
        for page in sorted((site / section).rglob("*.html")):
            yield page.relative_to(site).as_posix()


def _size(site: Path, pages: list[str]) -> int:
    return sum((site / page).stat().st_size for page in pages)
