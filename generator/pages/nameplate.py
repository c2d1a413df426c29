"""A brand's name taken apart: its characters with their readings, its parts with what they stand for.

Gets an entry, gives the pieces in the order they are read. Parts lead to the list of brands that share
them; characters that belong to no part stay plain.
"""

from msgspec import Struct

from generator.model.catalog import Entry
from generator.pages.links import Surroundings
from generator.schema_text import title


class Reading(Struct, frozen=True):
    """One character with its pinyin, which is empty where the reading is not known by character."""

    character: str
    pinyin: str


class NamePart(Struct, frozen=True):
    """A stretch of the name; ``kind`` is region, industry, worker or empty."""

    text: str
    kind: str
    label: str
    url: str | None
    readings: tuple[Reading, ...]


def derive_name_parts(entry: Entry, around: Surroundings) -> tuple[NamePart, ...]:
    """The name in pieces, first to last."""
    urls = {
        "region": _place_url(entry, around),
        "industry": around.url("industry", entry.brand.industry),
        "worker": around.url("worker", entry.brand.name.worker),
    }
    syllables = entry.pinyin if len(entry.pinyin) == len(entry.name) else ("",) * len(entry.name)
    pieces = []
    for start, end, kind in _stretches(entry):
        readings = zip(entry.name[start:end], syllables[start:end], strict=True)
        pieces.append(
            NamePart(
                text=entry.name[start:end],
                kind=kind,
                label=title(f"name.{kind}") if kind else "",
                url=urls.get(kind),
                readings=tuple(Reading(character, pinyin) for character, pinyin in readings),
            )
        )
    return tuple(pieces)


def _stretches(entry: Entry) -> list[tuple[int, int, str]]:
    """Where each part stands in the full name, with the plain stretches between them."""
    name = entry.brand.name
    taken: list[tuple[int, int, str]] = []
    for kind, text in (("region", name.region), ("industry", name.industry), ("worker", name.worker)):
        at = _free_place(entry.name, text or "", taken)
        if text and at >= 0:
            taken.append((at, at + len(text), kind))
    stretches: list[tuple[int, int, str]] = []
    position = 0
    for start, end, kind in sorted(taken):
        if start > position:
            stretches.append((position, start, ""))
        stretches.append((start, end, kind))
        position = end
    if position < len(entry.name):
        stretches.append((position, len(entry.name), ""))
    return stretches


def _free_place(full: str, text: str, taken: list[tuple[int, int, str]]) -> int:
    """Where *text* stands in *full* outside the stretches already taken; -1 for nowhere."""
    at = full.find(text)
    while at >= 0 and any(start < at + len(text) and at < end for start, end, _ in taken):
        at = full.find(text, at + 1)
    return at


def _place_url(entry: Entry, around: Surroundings) -> str | None:
    """The list of the narrowest place that has one."""
    for division in reversed(entry.place):
        url = around.url("division", division.code)
        if url:
            return url
    return None
