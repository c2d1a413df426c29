"""What is counted over all brands: each listed entry adds one to every count it belongs to.

Gets an entry, gives the keys of its counts; a key's parts are divided by slashes, from the general to the particular.
Sums are the catalog's; counts alone are added here, never people (gov-site rules §2).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.catalog.targets import add_to_targets
from generator.model.brand import Date, Headcount
from generator.model.catalog import Entry
from generator.model.policy import Policy
from generator.reference import read_industries
from generator.schema_text import labels

SIZE_CLASSES: Final = (1_000, 5_000, 10_000, 50_000, 100_000)
"""Upper bounds of the classes of headcounts; a number on a bound belongs to the class above."""
STRONG_GRADES: Final = frozenset({"A", "A-"})

_YEAR: Final = 4


def derive_tallies(entry: Entry, policies: Iterable[Policy], day: Date) -> Iterator[str]:
    """The keys of every count that *entry* is one of on *day*."""
    province = entry.place[0].code
    yield from _of_record(entry, province)
    if entry.recognised:
        yield f"year/{entry.recognised[:_YEAR]}"
    if entry.headline:
        yield from _of_figure(entry.headline)
    for gap in entry.gaps:
        yield f"gap/{gap.field}"
        yield f"province/{province}/gap/{gap.field}"
    for target in add_to_targets(entry, policies, day):
        yield f"target/{target}"


def _of_record(entry: Entry, province: str) -> Iterator[str]:
    brand = entry.brand
    if brand.industry and (section := read_industries().section_of(brand.industry)):
        yield f"section/{section.name}"
    if is_inferred(entry):
        yield "inferred"
        yield f"province/{province}/inferred"
    if is_weak(entry):
        yield "weak"
        yield f"province/{province}/weak"
    if brand.sources:
        order = list(labels("sources.grade"))
        yield f"source/{min((source.grade for source in brand.sources), key=order.index)}"


def _of_figure(figure: Headcount) -> Iterator[str]:
    yield "headline"
    yield f"age/{figure.as_of[:_YEAR]}"
    if figure.as_of_basis == "reported":
        yield "reported"
    if figure.period == "cumulative":
        yield "cumulative"
    size = sum(figure.value >= bound for bound in SIZE_CLASSES)
    yield f"size/{figure.measure}/{figure.scope}/{figure.unit}/{size}"


def is_inferred(entry: Entry) -> bool:
    """Whether the category is an editor's inference."""
    return entry.brand.category is not None and entry.brand.category_basis == "inferred"


def is_weak(entry: Entry) -> bool:
    """Whether no source of the first grades supports the record."""
    return not any(source.grade in STRONG_GRADES for source in entry.brand.sources)
