"""Judge the publication of a brand's people on the day: its basis, consents that run out, ids taken down.

Gets a parsed brand, yields faults. Takes nobody down itself: the catalog of the day leaves them out.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.criteria.applying import PoliciesOn
from generator.model.brand import Brand, Consent, Figure
from generator.records.shape import Fault, Path

_NOTICE: Final = 30
"""Days before its end from which a consent is spoken of."""


def has_lapsed(figure: Figure, day: str) -> bool:
    """Whether *figure* is published by consent alone, and *day* is later than its last day."""
    return figure.basis == "consent" and figure.consent is not None and figure.consent.until < day


def check_people(brand: Brand, policies: PoliciesOn) -> Iterator[Fault]:
    """Every fault of *brand* on the day of *policies* (gov-site rules §2)."""
    for index, figure in enumerate(brand.figures):
        if figure.basis == "public-report":
            yield from _check_report(brand, figure, ("figures", index, "sources"))
        elif figure.consent:
            yield from _check_consent(figure, figure.consent, policies.day, ("figures", index, "consent", "until"))
    yield from _check_removed(brand)


def _check_report(brand: Brand, figure: Figure, place: Path) -> Iterator[Fault]:
    """Whoever is published as already public must have been in a publication, not only in a lead (PIPL 27)."""
    grades = {source.id: source.grade for source in brand.sources}
    cited = [grades[source] for source in figure.sources if source in grades]
    if cited and set(cited) == {"C"}:
        yield Fault(place, "P508", {"id": figure.id})


def _check_consent(figure: Figure, consent: Consent, day: str, place: Path) -> Iterator[Fault]:
    words = {"id": figure.id, "until": consent.until}
    days = (date.fromisoformat(consent.until) - date.fromisoformat(day)).days
    if has_lapsed(figure, day):
        yield Fault(place, "P509", words)
    elif days <= _NOTICE:
        yield Fault(place, "P510", {**words, "days": str(days)})


def _check_removed(brand: Brand) -> Iterator[Fault]:
    """An id that was taken down is nobody's again, and is taken down once."""
    removed: set[str] = set()
    for index, each in enumerate(brand.removed_figures):
        if each.id in removed:
            yield Fault(("removed_figures", index, "id"), "X208", {"id": each.id})
        removed.add(each.id)
    taken = removed | {figure.id for figure in brand.figures}
    for index, figure in enumerate(brand.figures):
        if figure.id in removed:
            free = next(name for number in range(2, 100) if (name := f"{figure.id}-{number}") not in taken)
            yield Fault(("figures", index, "id"), "P511", {"id": figure.id, "suggestion": free})
