"""The values brands can be listed by: places, categories, levels, trades, worker titles.

Gets the listed entries in catalog order, gives each facet with the brands under it. A value without
brands is no facet, so no page is ever empty (gov-site rules §1).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.model.catalog import Entry, Facet, FacetKind
from generator.reference import pinyin_of, read_industries
from generator.schema_text import labels


def derive_facets(entries: Sequence[Entry]) -> dict[FacetKind, tuple[Facet, ...]]:
    """All facets by kind, each kind in the order it should be shown."""
    return {
        "division": _divisions(entries),
        "category": _labelled("category", "category", ((entry.brand.category, entry) for entry in entries)),
        "level": _labelled("level", "recognitions.level", ((entry.level, entry) for entry in entries)),
        "industry": _industries(entries),
        "worker": _workers(entries),
    }


def _facet(kind: FacetKind, value: str, label: str, ids: Iterable[str], **more: str | None) -> Facet:
    return Facet(kind, value, label, f"catalog/{kind}/{value}/", tuple(ids), **more)


def _divisions(entries: Sequence[Entry]) -> tuple[Facet, ...]:
    """Provinces, cities and counties with brands in them; by code, so each unit follows the one above it."""
    ids: dict[str, list[str]] = defaultdict(list)
    units = {}
    parents: dict[str, str | None] = {}
    for entry in entries:
        above: str | None = None
        for unit in entry.place:
            ids[unit.code].append(entry.brand.id)
            units[unit.code] = unit
            parents[unit.code] = above
            above = unit.code
    return tuple(
        _facet("division", code, units[code].short, ids[code], parent=parents[code], rank=units[code].rank)
        for code in sorted(units)
    )


def _labelled(kind: FacetKind, dotted: str, valued: Iterable[tuple[str | None, Entry]]) -> tuple[Facet, ...]:
    """Facets of an enumeration, in the schema's order with the schema's labels."""
    ids: dict[str, list[str]] = defaultdict(list)
    for value, entry in valued:
        if value:
            ids[value].append(entry.brand.id)
    return tuple(_facet(kind, value, label, ids[value]) for value, label in labels(dotted).items() if ids.get(value))


def _industries(entries: Sequence[Entry]) -> tuple[Facet, ...]:
    """Trades (GB/T 4754-2017 divisions), the commonest first."""
    ids: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.brand.industry:
            ids[entry.brand.industry].append(entry.brand.id)
    named = {code: industry.name for code in ids if (industry := read_industries().get(code))}
    ordered = sorted(named, key=lambda code: (-len(ids[code]), code))
    return tuple(_facet("industry", code, named[code], ids[code]) for code in ordered)


def _workers(entries: Sequence[Entry]) -> tuple[Facet, ...]:
    """Worker titles, the commonest first."""
    ids: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.brand.name.worker:
            ids[entry.brand.name.worker].append(entry.brand.id)
    ordered = sorted(ids, key=lambda worker: (-len(ids[worker]), pinyin_of(worker), worker))
    return tuple(_facet("worker", worker_value(worker), worker, ids[worker]) for worker in ordered)


def worker_value(worker: str) -> str:
    """The address part of a worker title: its sound, and its characters' code points.

    Sound alone collides (工, 功) and would make an address change when a second title arrives.
    """
    return "".join(pinyin_of(worker)) + "-" + "".join(f"{ord(character):x}" for character in worker)
