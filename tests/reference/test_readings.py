"""Readings of Chinese names: reviewed ones, pypinyin's, and text that is not Chinese."""

import doctest
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.reference import initials_of, pinyin_marked, pinyin_of, read_divisions, readings
from generator.reference.readings import read_readings
from generator.reference.tables import read_rows

Cases = Callable[[str], list[list[str]]]


@pytest.mark.parametrize("name", ["place_readings.tsv", "brand_readings.tsv"])
def test_reviewed_names_are_read_right(read_cases: Cases, name: str) -> None:
    """Every name of the case files is read as a person has judged it."""
    cases = read_cases(name)
    assert {text: " ".join(pinyin_marked(text)) for text, _ in cases} == dict(cases)


def test_short_names_are_read_like_full_names() -> None:
    """A division's short name is read as within its full name, but for 民乐, which also is 'folk music'."""
    divisions = [unit for unit in read_divisions() if unit.name.startswith(unit.short)]
    different = [
        unit.short for unit in divisions if pinyin_marked(unit.short) != pinyin_marked(unit.name)[: len(unit.short)]
    ]
    assert different == ["民乐"]


def test_reviewed_readings_fit_their_words() -> None:
    """Each reviewed word is Chinese, stands once, and has one syllable a character and a known kind."""
    rows = read_rows("readings.tsv")
    assert len(read_readings()) == len(rows)
    assert [word for word, reading, _ in rows if len(word) != len(reading.split())] == []
    assert {kind for *_, kind in rows} == {"place", "trade"}
    assert rows == sorted(rows, key=lambda row: (row[2], row[0]))


def test_umlaut_is_v_without_marks() -> None:
    """Plain syllables write ü as v, marked ones keep it."""
    assert pinyin_of("吕梁绿茶") == ("lv", "liang", "lv", "cha")
    assert pinyin_marked("吕梁绿茶") == ("lǚ", "liáng", "lǜ", "chá")


def test_other_writing_stays_as_it_is() -> None:
    """Latin letters, digits and punctuation pass unchanged, in one piece, with the blanks at their ends cut off."""
    assert pinyin_of("3D 打印（Café）师") == ("3D", "da", "yin", "（Café）", "shi")
    assert pinyin_of("ABC 3") == ("ABC 3",)
    assert pinyin_of("") == ()


def test_initials() -> None:
    """Initials take one letter a syllable, letters and digits of other writing, and no punctuation."""
    assert initials_of("潜江龙虾工") == "qjlxg"
    assert initials_of("拉萨甜茶（藏面）馆") == "lstczmg"
    assert initials_of("3D打印师") == "3ddys"
    assert initials_of("绿茶") == "lc"


def test_no_build_loads_pypinyin() -> None:
    """Reading a name takes the derived tables alone: loading the package would cost every build 120 MB."""
    code = (
        "import sys; from generator.reference import pinyin_of; pinyin_of('潜江龙虾工');"
        "assert not any(name.startswith('pypinyin') for name in sys.modules)"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_tables_read_places_and_brands_as_pypinyin_does() -> None:
    """Every division, full and short, is read from the tables as by pypinyin with CC-CEDICT and our overrides."""
    script = Path(__file__).with_name("compare_readings.py")

    result = subprocess.run([sys.executable, str(script)], check=True, capture_output=True, text=True)

    assert result.stdout == ""


def test_examples_in_docstrings() -> None:
    """The examples in the docstrings hold."""
    result = doctest.testmod(readings)
    assert result.attempted == 3
    assert result.failed == 0
