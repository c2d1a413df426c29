"""Administrative divisions: the table itself, the chains, names and former codes."""

import doctest
import time
from collections import Counter
from collections.abc import Callable

import pytest

from generator.reference import Division, derive_short_name, read_divisions, short_names
from generator.reference.divisions import read_divisions as reader
from generator.reference.tables import read_rows

Cases = Callable[[str], list[list[str]]]


def names(units: tuple[Division, ...]) -> list[str]:
    """Short names of *units*."""
    return [unit.short for unit in units]


def codes(units: tuple[Division, ...]) -> list[str]:
    """Codes of *units*."""
    return [unit.code for unit in units]


def test_counts_by_rank() -> None:
    """The table of September 2026 has 34 provinces, 333 prefectures and 2,847 counties."""
    ranks = Counter(unit.rank for unit in read_divisions())
    assert ranks == {"nation": 1, "province": 34, "city": 333, "county": 2847}


def test_tables_are_sorted_and_without_doubles() -> None:
    """Both division tables are in the order of their codes, no line twice."""
    today = [row[0] for row in read_rows("divisions.tsv")]
    former = [tuple(row[:2]) for row in read_rows("division_changes.tsv")]
    assert today == sorted(set(today))
    assert former == sorted(set(former))


def test_shared_names() -> None:
    """64 county-level units share their full name with another, so a name alone never identifies a unit."""
    counties = Counter(unit.name for unit in read_divisions() if unit.rank == "county")
    assert sum(count for count in counties.values() if count > 1) == 64
    assert all(len(read_divisions().find(name)) >= count for name, count in counties.items())


@pytest.mark.parametrize(
    ("code", "name"),
    [("350405", "沙县区"), ("429005", "潜江市"), ("130632", "安新县"), ("441900", "东莞市"), ("500157", "两江新区")],
)
def test_codes(code: str, name: str) -> None:
    """Codes that records of this directory use stand for these units."""
    unit = read_divisions().get(code)
    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("350405", ["福建", "三明", "沙县"]),
        ("429005", ["湖北", "潜江"]),
        ("469001", ["海南", "五指山"]),
        ("110105", ["北京", "朝阳"]),
        ("500101", ["重庆", "万州"]),
        ("441900", ["广东", "东莞"]),
        ("130632", ["河北", "保定", "安新"]),
        ("710000", ["台湾"]),
        ("000000", ["全国"]),
        ("999999", []),
    ],
)
def test_chains(code: str, chain: list[str]) -> None:
    """A chain runs from the province to the unit, without levels that exist on paper only."""
    assert names(read_divisions().chain(code)) == chain


def test_every_chain_begins_with_a_province() -> None:
    """No unit hangs in the air: every chain starts at one of the 34 and climbs one rank at a time."""
    divisions = read_divisions()
    provinces = set(divisions.provinces())
    assert len(provinces) == 34
    for unit in divisions:
        chain = divisions.chain(unit.code)
        assert chain[-1] == unit
        assert chain[0] in provinces or unit.rank == "nation"
        assert len({one.rank for one in chain}) == len(chain)


def test_units_without_counties() -> None:
    """东莞, 中山, 儋州 and 嘉峪关 have no counties; of Taiwan, Hong Kong and Macao the table has none."""
    divisions = read_divisions()
    childless = {
        unit.short for unit in divisions if unit.rank in {"province", "city"} and not divisions.children(unit.code)
    }
    assert childless == {"东莞", "中山", "儋州", "嘉峪关", "台湾", "香港", "澳门"}


def test_children() -> None:
    """Below Hubei stand its prefectures and, beside them, the units whose codes begin with 4290."""
    below = read_divisions().children("420000")
    assert len(below) == 17
    assert names(below)[-4:] == ["仙桃", "潜江", "天门", "神农架"]
    assert len(read_divisions().children("110000")) == 16


def test_short_names(read_cases: Cases) -> None:
    """The short name is the one people say."""
    cases = read_cases("short_names.tsv")
    assert {full: derive_short_name(full) for full, _ in cases} == dict(cases)


def test_no_short_name_is_a_single_character() -> None:
    """No unit is called by one character, and none by an empty name."""
    assert [unit.name for unit in read_divisions() if len(unit.short) < 2] == []


def test_former_codes_and_names(read_cases: Cases) -> None:
    """A former code or name leads to all of today's units that took over, through any number of changes."""
    divisions = read_divisions()
    cases = read_cases("former.tsv")
    found = {key: codes(divisions.successors(key) if key.isdigit() else divisions.find(key)) for key, _, _ in cases}
    assert {key: sorted(units) for key, units in found.items()} == {
        key: sorted(units.split()) for key, units, _ in cases
    }


def test_latest_holder_of_a_code_comes_first() -> None:
    """Code 352727 stood for 连城县 until 1982, then for 沙县: the later one comes first."""
    assert codes(read_divisions().successors("352727")) == ["350405", "350825"]
    assert [one.name for one in read_divisions().former("352727")] == ["沙县", "连城县"]


def test_code_in_use_is_its_own_successor() -> None:
    """A code that a unit has today gives that unit, whatever it stood for before; an unknown code gives nothing."""
    assert codes(read_divisions().successors("420600")) == ["420600"]
    assert read_divisions().successors("999999") == ()


def test_names_in_use_come_before_former_ones(read_cases: Cases) -> None:
    """A name finds every unit of that full or short name, higher ranks first; former names count only after that."""
    cases = read_cases("found_names.tsv")
    found = {name: codes(read_divisions().find(name)) for name, _ in cases}
    assert found == {name: units.split() for name, units in cases}


def test_former_rows_lead_to_units_of_today() -> None:
    """Every row of the changes names a pair that is not in use, units that exist, and a year since 1980."""
    today = {unit.code: unit.name for unit in read_divisions()}
    for code, name, heirs, year in read_rows("division_changes.tsv"):
        assert today.get(code) != name
        assert heirs.split()
        assert all(heir in today for heir in heirs.split())
        assert 1980 < int(year) <= 2026


def test_corrections_are_in_the_table() -> None:
    """Each reviewed correction shows in the derived table; one without heirs keeps its pair out."""
    derived = {(code, name): (heirs, year) for code, name, heirs, year in read_rows("division_changes.tsv")}
    for code, name, heirs, year, reason in read_rows("division_corrections.tsv"):
        assert derived.get((code, name)) == ((heirs, year) if heirs else None)
        assert reason


def test_reading_is_quick_and_done_once() -> None:
    """Reading takes some ten milliseconds, so every command can afford it, and happens once a process."""
    best = float("inf")
    for _ in range(5):
        reader.cache_clear()
        start = time.perf_counter()
        divisions = read_divisions()
        best = min(best, time.perf_counter() - start)
        assert read_divisions() is divisions
    assert best < 0.05  # measured 0.009; the rest is for a busy machine


def test_examples_in_docstrings() -> None:
    """The examples in the docstring hold."""
    result = doctest.testmod(short_names)
    assert (result.attempted, result.failed) == (1, 0)
