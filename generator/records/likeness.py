"""Find brands that may be one brand written twice: by name, by alias, by trade, within a place and those around it.

Gets all brands, yields faults with their file. Every look-up is by a key, so ten thousand brands cost ten times
a thousand.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from generator.model.brand import Brand
from generator.records.shape import Fault
from generator.reference import Divisions

_SHORTEST_NEAR: Final = 4
"""Two names of three characters that share two are not yet alike: 莞嫂, 莞匠."""

Pairs = set[tuple[str, str]]
"""The files of pairs already told."""


def check_likeness(brands: Sequence[Brand], divisions: Divisions) -> Iterator[tuple[str, Fault]]:
    """The same name in one province is one brand; names one character apart, shared aliases and trades may be."""
    told: Pairs = set()
    around = {brand.path: _places_around(brand, divisions) for brand in brands}
    checks = (
        _check_same_names(brands, around, told),
        _check_near_names(brands, around, told),
        _check_aliases(brands, around, told),
        _check_trades(brands, around, told),
    )
    for brand, fault in chain.from_iterable(checks):
        yield brand.path, fault


def likeness_keys(brand: Brand, divisions: Divisions) -> Iterator[str]:
    """What *brand* shares with every brand it could be told alike with, its id and former ids among it."""
    province = _places_around(brand, divisions)[0][:2]
    for brand_id in (brand.id, *brand.former_ids):
        yield f"id {brand_id}"
    for name in (str(brand.name), *brand.aliases):
        yield f"name {province} {name}"
    for rest in with_one_left_out(str(brand.name)):
        yield f"near {province} {rest}"
    if brand.name.industry:
        yield f"trade {province} {brand.name.industry}"


def _places_around(brand: Brand, divisions: Divisions) -> tuple[str, ...]:
    """The codes of the province first, the brand's own last; an unknown code still tells its province."""
    codes = tuple(unit.code for unit in divisions.chain(brand.division))
    return codes or (brand.division[:2] + "0000", brand.division)


def _check_same_names(
    brands: Sequence[Brand], around: dict[str, tuple[str, ...]], told: Pairs
) -> Iterator[tuple[Brand, Fault]]:
    owners: dict[tuple[str, str], Brand] = {}
    for brand in brands:
        name = str(brand.name)
        other = owners.setdefault((around[brand.path][0], name), brand)
        if other is not brand:
            told.add((brand.path, other.path))
            yield brand, Fault(("name",), "X202", {"name": name, "other": other.path}, at_key=True)


def _check_near_names(
    brands: Sequence[Brand], around: dict[str, tuple[str, ...]], told: Pairs
) -> Iterator[tuple[Brand, Fault]]:
    """Names that differ in a single character, found by the name with each character left out."""
    by_rest: dict[tuple[str, str], dict[str, Brand]] = defaultdict(dict)
    for brand in brands:
        for rest in with_one_left_out(str(brand.name)):
            by_rest[around[brand.path][-1], rest].setdefault(str(brand.name), brand)
    position = {brand.path: number for number, brand in enumerate(brands)}
    for brand in brands:
        name = str(brand.name)
        *wider, own = around[brand.path]
        for place in (own, *wider):
            near = {
                other_name: other
                for rest in with_one_left_out(name)
                for other_name, other in by_rest.get((place, rest), {}).items()
                if one_apart(name, other_name)
            }
            for other_name, other in near.items():
                # Of one place the later file is told; of two, that of the narrower one.
                if place != own or position[other.path] < position[brand.path]:
                    told.add((brand.path, other.path))
                    values = {"name": other_name, "other": other.path}
                    yield brand, Fault(("name",), "X218", values, at_key=True)


def with_one_left_out(name: str) -> set[str]:
    """*name* and, where it is long enough to mean something without, *name* less one character each."""
    shorter = {name[:i] + name[i + 1 :] for i in range(len(name))} if len(name) >= _SHORTEST_NEAR else set()
    return {name, *shorter}


def one_apart(one: str, other: str) -> bool:
    """Whether one character was changed, added or left out between the two."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _check_aliases(
    brands: Sequence[Brand], around: dict[str, tuple[str, ...]], told: Pairs
) -> Iterator[tuple[Brand, Fault]]:
    """What one brand is also called is no other brand of the province."""
    owners: dict[tuple[str, str], Brand] = {}
    for brand in brands:
        owners.setdefault((around[brand.path][0], str(brand.name)), brand)
    for brand in brands:
        for index, alias in enumerate(brand.aliases):
            other = owners.setdefault((around[brand.path][0], alias), brand)
            if other is not brand:
                told.add((brand.path, other.path))
                yield brand, Fault(("aliases", index), "X228", {"alias": alias, "other": other.path})


def _check_trades(
    brands: Sequence[Brand], around: dict[str, tuple[str, ...]], told: Pairs
) -> Iterator[tuple[Brand, Fault]]:
    """One trade of one place, or of a place around it, told once a brand and only where nothing else was."""
    of_trade: dict[tuple[str, str], list[Brand]] = defaultdict(list)
    for brand in brands:
        if brand.name.industry:
            of_trade[around[brand.path][-1], brand.name.industry].append(brand)
    seen: set[str] = set()
    for brand in brands:
        trade = brand.name.industry
        seen.add(brand.path)
        *wider, own = around[brand.path]
        others = (other for place in (own, *wider) for other in of_trade.get((place, trade or ""), ()))
        earlier = (other for other in others if other.path in seen or other.division != brand.division)
        for other in earlier:
            if other is brand:
                continue
            if (brand.path, other.path) in told or (other.path, brand.path) in told:
                continue
            words = {"trade": trade or "", "other": other.path, "name": str(other.name)}
            yield brand, Fault(("name", "industry"), "X229", words)
            break
