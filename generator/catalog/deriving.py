"""Derive the catalog: who is listed, in which order, with which names, places, gaps and neighbours.

Gets parsed records that have passed every check and a day; gives a frozen catalog. Reads no file but the
reference tables; verdicts are the criteria layer's.
"""

from collections.abc import Sequence
from functools import cache

from generator.catalog.facets import derive_facets
from generator.catalog.gaps import derive_gaps
from generator.catalog.related import derive_related
from generator.catalog.withholding import publishable
from generator.criteria import Judge
from generator.life import Standing, held_on, highest, standing_on
from generator.model.brand import Brand, Headcount
from generator.model.catalog import Catalog, Entry, Profile
from generator.model.policy import Policy
from generator.reference import initials_of, pinyin_marked, pinyin_of, read_divisions


def derive_catalog(brands: Sequence[Brand], policies: Sequence[Policy], as_of: str) -> Catalog:
    """The catalog of *brands* on the day *as_of* (``YYYY-MM-DD``)."""
    shown = [publishable(brand, as_of) for brand in brands]
    ordered = sorted(shown, key=lambda brand: (brand.division, *_letters(str(brand.name)), brand.id))
    by_standing: dict[Standing, list[Brand]] = {"listed": [], "notice": [], "withdrawn": []}
    for brand in ordered:
        by_standing[standing_on(brand, as_of)].append(brand)
    related = derive_related(by_standing["listed"])
    judge = Judge(policies, as_of)
    listed = tuple(_derive_entry(brand, related.get(brand.id, ()), judge) for brand in by_standing["listed"])
    return Catalog(
        entries=listed,
        by_id={entry.brand.id: entry for entry in listed},
        profiles=tuple(_derive_profiles(listed)),
        facets=derive_facets(listed),
        policies=tuple(sorted(policies, key=_policy_order)),
        under_notice=tuple(_derive_entry(brand, (), judge) for brand in by_standing["notice"]),
        withdrawn=tuple(_derive_entry(brand, (), judge) for brand in by_standing["withdrawn"]),
        as_of=as_of,
    )


@cache
def _letters(text: str) -> tuple[str, str]:
    syllables = pinyin_of(text)
    return "".join(syllables), initials_of(text)


def _policy_order(policy: Policy) -> tuple[bool, str, str]:
    """The nation's first, then by division and date."""
    return policy.division != "000000", policy.division, policy.issued or ""


def _derive_entry(brand: Brand, related: tuple[str, ...], judge: Judge) -> Entry:
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


def _derive_profiles(entries: Sequence[Entry]) -> list[Profile]:
    return [
        Profile(figure, entry.brand.id, f"figures/{entry.brand.id}/{figure.id}/")
        for entry in entries
        for figure in entry.brand.figures
    ]
