"""One brand on one day as the outputs see it: its place in the catalog's order, its names, gaps and verdicts.

Gets a brand as written and the judge of the day; gives an entry. Reads no other brand: what stands near it is worked
out by the catalog as a whole.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from generator.catalog.gaps import derive_gaps
from generator.catalog.withholding import publishable
from generator.criteria import Judge
from generator.life import held_on, highest
from generator.model.brand import Brand, Headcount
from generator.model.catalog import Entry, Profile
from generator.reference import initials_of, pinyin_marked, pinyin_of, read_divisions

_BELOW_ALL: Final = "\x01"
"""Sorts before whatever a name can hold, so that joined parts sort as the parts do."""


def derive_entry(written: Brand, judge: Judge, related: tuple[str, ...] = ()) -> Entry:
    """The entry of the brand *written*, as far as it may be published on the judge's day."""
    brand = publishable(written, judge.policies.day)
    name = str(brand.name)
    letters, initials = _letters(name)
    held = held_on(brand, judge.policies.day)
    case = judge.hear(brand)
    return Entry(
        brand=brand,
        name=name,
        pinyin=pinyin_marked(name),
        letters=letters,
        initials=initials,
        place=read_divisions().chain(brand.division),
        url=f"brands/{brand.id}/",
        level=highest(each.level for each in held),
        recognised=max((each.date for each in held if each.date), default=None),
        headline=_headline(brand.headcount),
        gaps=derive_gaps(brand),
        related=related,
        only_leads=all(source.grade == "C" for source in brand.sources),
        policies=tuple(policy.id for policy in judge.policies.holding(brand.division)),
        judged_level=case.level,
        judgements=case.judge(case.level),
        rungs=case.rungs(),
    )


def order_of(entry: Entry) -> str:
    """Where the brand stands in the catalog: by division code, then by pinyin; sorts as text."""
    return _BELOW_ALL.join((entry.brand.division, entry.letters, entry.initials, entry.brand.id))


def derive_profiles(entry: Entry) -> tuple[Profile, ...]:
    """The exemplary figures of the brand."""
    return tuple(
        Profile(figure, entry.brand.id, f"figures/{entry.brand.id}/{figure.id}/") for figure in entry.brand.figures
    )


@cache
def _letters(text: str) -> tuple[str, str]:
    syllables = pinyin_of(text)
    return "".join(syllables), initials_of(text)


def _headline(headcount: Sequence[Headcount]) -> Headcount | None:
    """The figure a card may show: people rather than person-times, the brand's own, of those who work in it, newest."""
    measures = ("employed", "driven", "exported", "trained")

    def rank(figure: Headcount) -> tuple[bool, bool, int, str]:
        return (
            figure.unit == "人",
            figure.scope == "brand",
            -measures.index(figure.measure) // 2,
            figure.as_of,
        )

    return max(headcount, key=rank, default=None)
