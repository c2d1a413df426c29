"""What a first record needs worked out: places and trades by what people call them, a name taken apart, an id.

Gets a few words and the records there are, gives candidates; choosing is the caller's business. Writes nothing.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.records.singly import folder_of
from generator.reference import Division, Industry, pinyin_of, read_divisions, read_industries

_SHORTEST_PLACE: Final = 2
_LONGEST_ID: Final = 64
_CODE: Final = re.compile(r"[0-9]{6}\Z")
_INDUSTRY_CODE: Final = re.compile(r"[A-Ta-t](?:[0-9]{2})?\Z")


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart; a part that cannot be told is absent."""

    region: str | None = None
    industry: str | None = None
    worker: str | None = None

    def joined(self) -> str:
        """The parts in their order."""
        return "".join(part for part in (self.region, self.industry, self.worker) if part)


def match_divisions(words: str) -> tuple[Division, ...]:
    """Units for a code, today's or a former one, or for a name: 潜江, 潜江市, 湖北潜江; else for a part of a name."""
    divisions = read_divisions()
    if _CODE.match(words):
        found = divisions.successors(words)
    else:
        found = divisions.find(words) or _match_path(words)
        found = found or tuple(unit for unit in divisions if words and words in unit.name)
    return tuple(unit for unit in found if unit.rank != "nation")


def _match_path(words: str) -> tuple[Division, ...]:
    """Units called by their own name behind that of a unit above them."""
    divisions = read_divisions()
    for cut in range(_SHORTEST_PLACE, len(words) - 1):
        above, own = words[:cut], words[cut:]
        found = tuple(
            unit
            for unit in divisions.find(own)
            if any(above.endswith((each.name, each.short)) for each in divisions.chain(unit.code)[:-1])
        )
        if found:
            return found
    return ()


def place_of(division: Division) -> str:
    """The unit with all above it: 湖北省潜江市."""
    return "".join(unit.name for unit in read_divisions().chain(division.code))


def folder_for(division: Division) -> str:
    """The folder of the unit's province in brands/."""
    province = read_divisions().chain(division.code)[0]
    return folder_of(province.code, province.pinyin)


def match_industries(words: str, brands: Iterable[Brand] = ()) -> tuple[Industry, ...]:
    """Divisions (大类) for a code, a section's letter or a word; then those of *brands* that do what the word says."""
    industries = read_industries()
    if _INDUSTRY_CODE.match(words):
        exact = industries.get(words.upper())
        if exact is None:
            return ()
        return (exact,) if exact.code != exact.section else industries.divisions(exact.code)
    every = [each for section in industries.sections() for each in industries.divisions(section.code)]
    named = [each for each in every if words in each.name]
    if not named:
        named = [each for each in every if words in getattr(industries.section_of(each.code), "name", "")]
    alike = Counter(brand.industry for brand in brands if brand.industry and _does(brand, words))
    used = [industry for code, _ in alike.most_common() if (industry := industries.get(code))]
    return tuple(dict.fromkeys([*named, *used]))


def _does(brand: Brand, words: str) -> bool:
    return words in str(brand.name) or any(words in product for product in brand.products)


def known_workers(brands: Iterable[Brand], policies: Iterable[Policy]) -> frozenset[str]:
    """The words for workers that records use and policies name."""
    used = {brand.name.worker for brand in brands if brand.name.worker}
    named = {title for policy in policies if policy.naming for title in policy.naming.worker_titles}
    return frozenset(used | named)


def take_apart(full: str, workers: Collection[str]) -> Parts:
    """Guess the parts of *full*: the longest place it begins with, the longest word for workers it ends in."""
    places = {name for unit in read_divisions() if unit.rank != "nation" for name in (unit.name, unit.short)}
    lengths = range(len(full), _SHORTEST_PLACE - 1, -1)
    region = next((full[:length] for length in lengths if full[:length] in places), "")
    rest = full[len(region) :]
    worker = max((word for word in workers if rest.endswith(word)), key=len, default="")
    industry = rest[: len(rest) - len(worker)]
    return Parts(region or None, industry or None, worker or None)


def name_of(full: str, parts: Parts) -> dict[str, str]:
    """The record's ``name``: ``full`` only where the parts do not say it already."""
    data = {"region": parts.region, "industry": parts.industry, "worker": parts.worker}
    known = {key: part for key, part in data.items() if part}
    if parts.joined() != full:
        return {**known, "full": full}
    if parts.region:
        return known
    # Without a region the schema wants `full`, and parts that repeat it are refused: leave the first one out.
    return {**dict(list(known.items())[1:]), "full": full}


def propose_id(full: str, parts: Parts, division: Division, taken: Collection[str]) -> str:
    """The name in pinyin, with a hyphen behind the region and before the worker; with the place behind it where that is taken."""
    first = parts.region if parts.region and full.startswith(parts.region) else ""
    last = parts.worker if parts.worker and full[len(first) :].endswith(parts.worker) else ""
    words = (first, full[len(first) : len(full) - len(last)], last)
    stem = _as_id("-".join("".join(pinyin_of(word)) for word in words if word))
    if stem not in taken:
        return stem
    return _as_id(f"{stem}-{''.join(pinyin_of(division.short))}")


def _as_id(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
