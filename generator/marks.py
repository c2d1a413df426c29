"""Draw the seal-like mark of a brand: one to four of its characters in a square.

Gets an entry, gives SVG text. The frame's shape and colour tell the category, the quiet lines behind
the characters the trade. Deterministic, no identifiers inside, so that many marks fit on one page.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from generator.model.brand import Name
from generator.model.catalog import Entry

_FRAMES: Final = {
    "skill": "M11 2H53L62 11V53L53 62H11L2 53V11Z",
    "service": "M18 2H46A16 16 0 0 1 62 18V46A16 16 0 0 1 46 62H18A16 16 0 0 1 2 46V18A16 16 0 0 1 18 2Z",
    "culture": "M10 2H54A8 8 0 0 0 62 10V54A8 8 0 0 0 54 62H10A8 8 0 0 0 2 54V10A8 8 0 0 0 10 2Z",
    "livelihood": "M2 2H62V62H2Z",
    "": "M5 2H59A3 3 0 0 1 62 5V59A3 3 0 0 1 59 62H5A3 3 0 0 1 2 59V5A3 3 0 0 1 5 2Z",
}
_FILE_COLOURS: Final = {
    "skill": "#33508f",
    "service": "#2a6a5b",
    "culture": "#8c4a22",
    "livelihood": "#75611a",
    "": "#5d5850",
}
_PAPER: Final = "#fdf9f0"

_SECTION_PATTERNS: Final = {
    "A": "furrows",
    "B": "peaks",
    "C": "weave",
    "D": "peaks",
    "E": "bricks",
    "F": "stalls",
    "G": "lanes",
    "H": "scales",
    "I": "dots",
    "J": "dots",
    "K": "stalls",
    "L": "lanes",
    "M": "dots",
    "N": "furrows",
    "O": "steps",
    "P": "lanes",
    "Q": "crosses",
    "R": "ripples",
    "S": "stalls",
    "T": "dots",
}


def _glyph(x: float, y: float, size: int, stretch: float = 1) -> str:
    """The start of an element for one character: its centre, its size, and how far it is stretched upwards."""
    # An ideograph's ink is centred 0.38 em above the baseline in the fonts at hand.
    baseline = y + 0.37 * size * stretch
    where = f'x="{x:g}" y="{baseline:.1f}"'
    if stretch != 1:
        where = f'transform="matrix(1 0 0 {stretch:g} {x:g} {baseline:.1f})"'
    return f'<text {where} font-size="{size}">'


_LAYOUTS: Final = {
    1: (_glyph(32, 32, 42),),
    2: (_glyph(20.5, 32, 23, 1.85), _glyph(43.5, 32, 23, 1.85)),
    3: (_glyph(20.5, 20.5, 23), _glyph(20.5, 43.5, 23), _glyph(43.5, 32, 23, 1.9)),
    4: (_glyph(20.5, 20.5, 23), _glyph(43.5, 20.5, 23), _glyph(20.5, 43.5, 23), _glyph(43.5, 43.5, 23)),
}


def draw_mark(entry: Entry) -> str:
    """The mark for a page: colours and type come from the style sheet, so it follows the colour scheme."""
    category = entry.brand.category or ""
    return (
        f'<svg class="mark mark-{category or "none"}" viewBox="0 0 64 64" aria-hidden="true" focusable="false">'
        f'<path d="{_FRAMES[category]}"/>{_pattern(entry.brand.industry)}{_glyphs(entry)}</svg>'
    )


def draw_mark_file(entry: Entry) -> str:
    """The mark as a file of its own, with fixed colours and a title."""
    category = entry.brand.category or ""
    style = (
        f"path{{fill:{_FILE_COLOURS[category]}}}path+path{{fill:none;stroke:{_PAPER};opacity:.2}}"
        f"text{{fill:{_PAPER};font-weight:700;text-anchor:middle;"
        "font-family:'Songti SC','Noto Serif CJK SC','Source Han Serif SC',SimSun,serif}"
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="256" height="256">'
        f"<title>{_escaped(entry.name)}</title><style>{style}</style>"
        f'<path d="{_FRAMES[category]}"/>{_pattern(entry.brand.industry)}{_glyphs(entry)}</svg>\n'
    )


def seal_characters(name: Name) -> str:
    """The one to four Chinese characters that stand for *name* in its seal: the trade before the place."""
    return next(characters for characters in _candidates(name) if 1 <= len(characters) <= len(_LAYOUTS))


def _candidates(name: Name) -> Iterator[str]:
    """What could stand in the seal, the best first."""
    full = _chinese(str(name))
    yield full
    trade, worker = _chinese(name.industry or ""), _chinese(name.worker or "")
    yield from (trade + worker, trade, trade[-2:] + worker, _chinese(name.region or "") + worker)
    yield from (full[:4], str(name)[:2])


@lru_cache(maxsize=1 << 12)  # trades and workers' titles are few
def _chinese(text: str) -> str:
    return "".join(character for character in text if "㐀" <= character <= "鿿" or character >= "\U00020000")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _glyphs(entry: Entry) -> str:
    characters = seal_characters(entry.brand.name)
    starts = _LAYOUTS[len(characters)]
    return "".join(f"{start}{_escaped(each)}</text>" for start, each in zip(starts, characters, strict=True))


@cache
def _pattern(industry: str | None) -> str:
    """The quiet lines of the trade's section in GB/T 4754; none while the trade is unknown."""
    name = _SECTION_PATTERNS.get((industry or " ")[0])
    return f'<path d="{_PATTERN_PATHS[name]}"/>' if name else ""


def _rows(first: int, step: int, count: int, row: str) -> str:
    return "".join(f"M7 {first + step * index}{row}" for index in range(count))


def _bricks() -> str:
    uprights = "".join(f"M{x} {9 + 10 * row}v10" for row in range(5) for x in ((20, 44) if row % 2 else (14, 32, 50)))
    return _rows(9, 10, 6, "h50") + uprights


def _weave() -> str:
    reach = range(17, 58, 10)
    falling = "".join(f"M7 {at}L{at} 7M{74 - at} 57L57 {74 - at}" for at in reach)
    return falling + "".join(f"M7 {64 - at}L{at} 57M{64 - at} 7L57 {at}" for at in reach)


def _ripples() -> str:
    rising = "".join(f"M{32 - r} 57a{r} {r} 0 0 1 {2 * r} 0" for r in (8, 14, 20, 25))
    return rising + "".join(f"M{32 - r} 7a{r} {r} 0 0 0 {2 * r} 0" for r in (8, 14, 20))


_PATTERN_PATHS: Final = {
    "furrows": _rows(12, 8, 6, "q6 -6 12.5 0t12.5 0 12.5 0 12.5 0"),
    "peaks": _rows(17, 9, 5, "l6.25 -7 6.25 7 6.25 -7 6.25 7 6.25 -7 6.25 7 6.25 -7 6.25 7"),
    "weave": _weave(),
    "bricks": _bricks(),
    "stalls": "".join(f"M{x} 7v50" for x in range(12, 58, 8)),
    "lanes": _rows(12, 8, 6, "h50"),
    "scales": _rows(9, 10, 5, "a6.25 6.25 0 0 0 12.5 0" + " 6.25 6.25 0 0 0 12.5 0" * 3),
    "dots": _rows(12, 8, 6, "h2m6 0h2m6 0h2m6 0h2m6 0h2m6 0h2"),
    "steps": "M8 8H56V56H8ZM15 15H49V49H15ZM22 22H42V42H22Z",
    "crosses": _rows(14, 12, 4, "h6m-3 -3v6m9 -3h6m-3 -3v6m9 -3h6m-3 -3v6m9 -3h6m-3 -3v6"),
    "ripples": _ripples(),
}
