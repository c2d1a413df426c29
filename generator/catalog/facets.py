"""The values brands can be listed by: places, categories, levels, trades, worker titles.

Gets an entry, gives the lists it stands on; gets the sizes of lists, gives facets in the order they are shown. A
value without brands is no facet, so no page is ever empty (gov-site rules §1).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from generator.model.catalog import Entry, Facet, FacetKind
from generator.reference import pinyin_of, read_divisions, read_industries
from generator.schema_text import labels

FACET_KINDS: Final[tuple[FacetKind, ...]] = ("division", "category", "level", "industry", "worker")


def list_facets(entry: Entry) -> Iterator[tuple[FacetKind, str]]:
    """Kind and value of every facet *entry* is listed under."""
    for unit in entry.place:
        yield "division", unit.code
    if entry.brand.category:
        yield "category", entry.brand.category
    if entry.level:
        yield "level", entry.level
    if entry.brand.industry and read_industries().get(entry.brand.industry):
        yield "industry", entry.brand.industry
    if entry.brand.name.worker:
        yield "worker", worker_value(entry.brand.name.worker)


def order_facets(kind: FacetKind, sizes: Mapping[str, int], workers: Mapping[str, str]) -> tuple[Facet, ...]:
    """The facets of *kind* by their *sizes*, in an order that no size changes; *workers* are the titles by value."""
    if kind == "division":
        return tuple(_division(code, sizes[code]) for code in sorted(sizes))
    if kind == "industry":
        industries = read_industries()
        named = ((code, industry.name) for code in sorted(sizes) if (industry := industries.get(code)))
    elif kind == "worker":
        named = ((value, workers[value]) for value in sorted(sizes))  # their addresses begin with their sound
    else:
        every = labels("category" if kind == "category" else "recognitions.level")
        named = ((value, label) for value, label in every.items() if value in sizes)
    return tuple(Facet(kind, value, label, facet_url(kind, value), sizes[value]) for value, label in named)


def _division(code: str, size: int) -> Facet:
    unit = read_divisions().get(code)
    assert unit is not None
    parent = unit.parent if unit.rank != "province" else None
    return Facet("division", code, unit.short, facet_url("division", code), size, parent, unit.rank)


def facet_url(kind: FacetKind, value: str) -> str:
    """The address of the list of a value."""
    return f"catalog/{kind}/{value}/"


@cache
def worker_value(worker: str) -> str:
    """The address part of a worker title: its sound, and its characters' code points.

    Sound alone collides (工, 功) and would make an address change when a second title arrives.
    """
    return "".join(pinyin_of(worker)) + "-" + "".join(f"{ord(character):x}" for character in worker)
