"""Administrative divisions of China by GB/T 2260 code: today's units, and what became of former ones.

Gets the committed tables, gives names, ranks and the chain from the province down. Where a former
code or a name fits several units all of them are given: choosing is the caller's business.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal

from generator.reference.short_names import derive_short_name
from generator.reference.tables import read_rows

Rank = Literal["nation", "province", "city", "county"]

NATION: Final = "000000"
_RANKS: Final[dict[Rank, int]] = {"nation": 0, "province": 1, "city": 2, "county": 3}


@dataclass(frozen=True, slots=True)
class Division:
    """One unit that exists today."""

    code: str
    name: str
    short: str
    """The name people say: 潜江 for 潜江市."""
    rank: Rank
    parent: str | None
    """Code of the unit above it: the province for units that have no prefecture; none for the nation."""
    pinyin: str
    """Syllables of the full name without tones: ``qian jiang shi``."""


@dataclass(frozen=True, slots=True)
class FormerDivision:
    """A code and a name that once belonged together and no longer do."""

    code: str
    name: str
    successors: tuple[str, ...]
    """Codes of today's units."""
    year: str
    """Year in which the code or the name ended."""


class Divisions:
    """Today's units by code and name, with the former ones that lead to them."""

    def __init__(self, units: Iterable[Division], read_former: Callable[[], Iterable[FormerDivision]]) -> None:
        """Former units are read when first asked for: most runs never meet one."""
        self._units = {unit.code: unit for unit in units}
        self._read_former = read_former

    def __iter__(self) -> Iterator[Division]:
        """Go through all units in the order of their codes, the nation first."""
        return iter(self._units.values())

    def get(self, code: str) -> Division | None:
        """Find the unit that has *code* today."""
        return self._units.get(code)

    def chain(self, code: str) -> tuple[Division, ...]:
        """Give province first, the unit itself last; nothing for an unknown code, the nation alone for its own."""
        found: list[Division] = []
        unit = self.get(code)
        while unit and (unit.rank != "nation" or not found):
            found.append(unit)
            unit = self.get(unit.parent) if unit.parent else None
        return tuple(reversed(found))

    def children(self, code: str) -> tuple[Division, ...]:
        """List the units directly below, in the order of their codes."""
        return self._children.get(code, ())

    def provinces(self) -> tuple[Division, ...]:
        """List the 34 units directly below the nation."""
        return self.children(NATION)

    def successors(self, code: str) -> tuple[Division, ...]:
        """Give today's units for a former code, the latest holder's first; a code in use gives its own unit."""
        if unit := self.get(code):
            return (unit,)
        return self._resolve(self._former_by_code.get(code, ()))

    def former(self, code: str) -> tuple[FormerDivision, ...]:
        """Tell what *code* once stood for, latest first."""
        return tuple(self._former_by_code.get(code, ()))

    def find(self, name: str) -> tuple[Division, ...]:
        """Find today's units for a full or short name, else for a former one; higher ranks first."""
        found = self._by_name.get(name) or self._resolve(self._former_by_name.get(name, ()))
        return tuple(sorted(found, key=lambda unit: (_RANKS[unit.rank], unit.code)))

    def _resolve(self, former: Iterable[FormerDivision]) -> tuple[Division, ...]:
        codes = dict.fromkeys(code for one in former for code in one.successors)
        return tuple(self._units[code] for code in codes)

    @cached_property
    def _children(self) -> dict[str, tuple[Division, ...]]:
        below: dict[str, list[Division]] = defaultdict(list)
        for unit in self:
            if unit.parent:
                below[unit.parent].append(unit)
        return {code: tuple(units) for code, units in below.items()}

    @cached_property
    def _by_name(self) -> dict[str, list[Division]]:
        named: dict[str, list[Division]] = defaultdict(list)
        for unit in self:
            for name in {unit.name, unit.short}:
                named[name].append(unit)
        return dict(named)

    @cached_property
    def _former_by_code(self) -> dict[str, list[FormerDivision]]:
        coded: dict[str, list[FormerDivision]] = defaultdict(list)
        for one in self._read_former():
            coded[one.code].append(one)
        for holders in coded.values():
            holders.sort(key=lambda one: one.year, reverse=True)
        return dict(coded)

    @cached_property
    def _former_by_name(self) -> dict[str, list[FormerDivision]]:
        named: dict[str, list[FormerDivision]] = defaultdict(list)
        for holders in self._former_by_code.values():
            for one in holders:
                for name in {one.name, derive_short_name(one.name)}:
                    named[name].append(one)
        return dict(named)


def _read_units() -> Iterator[Division]:
    yield Division(NATION, "全国", "全国", "nation", None, "quan guo")
    rows = read_rows("divisions.tsv")
    known = {code for code, _, _ in rows}
    for code, name, pinyin in rows:
        rank, parent = _place(code, known)
        yield Division(code, name, derive_short_name(name), rank, parent, pinyin)


def _place(code: str, known: set[str]) -> tuple[Rank, str]:
    """Give the rank of *code* and the code of the unit above it."""
    province, city = code[:2] + "0000", code[:4] + "00"
    if code == province:
        return "province", NATION
    if code == city:
        return "city", province
    # xx90xx and the districts of the four municipalities have no unit between them and the province.
    return "county", city if city in known else province


def _read_former() -> Iterator[FormerDivision]:
    for code, name, today, year in read_rows("division_changes.tsv"):
        yield FormerDivision(code, name, tuple(today.split()), year)


@cache
def read_divisions() -> Divisions:
    """Read the tables that come with the package, once."""
    return Divisions(_read_units(), _read_former)
