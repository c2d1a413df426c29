"""Make ``data/characters.tsv`` and ``data/phrases.tsv`` again: what a name's reading is looked up in.

A maintainer's program (``python -m generator.reference.derive_readings``), imported by nothing; needs pypinyin and
pypinyin-dict, which the site's build does not: loading them costs it a third of a second and 120 MB.
Takes pypinyin's characters and short phrases, and the readings of today's place names by pypinyin with
CC-CEDICT, ours first; keeps only phrases that the characters alone, or shorter phrases, would read otherwise.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pypinyin import Style, lazy_pinyin, pinyin_dict
from pypinyin.phrases_dict import phrases_dict
from pypinyin_dict.phrase_pinyin_data import cc_cedict

from generator.reference.divisions import read_divisions
from generator.reference.readings import LONGEST_PHRASE, read_longest_first, read_readings

_DATA: Final = Path(__file__).parent / "data"
_FIRST, _LAST = "\u4e00", "\u9fff"
_CHARACTERS_HEAD: Final = """\
# The commonest reading of each character. Source: PyPI pypinyin 0.55 (MIT), pinyin_dict.
# Made by generator/reference/derive_readings.py; do not edit. Columns: character, reading with tone mark.
"""
_PHRASES_HEAD: Final = """\
# Phrases of up to four characters, and place names, that their characters alone would read otherwise.
# Source: PyPI pypinyin 0.55 (MIT), phrases_dict; place names by pypinyin-dict 0.9's CC-CEDICT and readings.tsv.
# Made by generator/reference/derive_readings.py; do not edit. Columns: phrase, reading with tone marks.
"""


def derive_characters() -> dict[str, str]:
    """Each character of the basic block with its first reading."""
    readings = {chr(code): reading.split(",")[0] for code, reading in pinyin_dict.pinyin_dict.items()}
    return {character: reading for character, reading in sorted(readings.items()) if _FIRST <= character <= _LAST}


def derive_phrases(characters: Mapping[str, str]) -> dict[str, str]:
    """The phrases that are needed beside *characters*."""
    known = {
        phrase: tuple(syllable[0] for syllable in reading)
        for phrase, reading in phrases_dict.items()
        if len(phrase) <= LONGEST_PHRASE and len(phrase) == len(reading)
    }
    cc_cedict.load()
    names = {name for unit in read_divisions() for name in (unit.name, unit.short) if len(name) <= LONGEST_PHRASE}
    known |= {name: _read_place(name) for name in names}
    needed: dict[str, str] = {}
    for phrase in sorted(known, key=lambda phrase: (len(phrase), phrase)):
        if tuple(read_longest_first(phrase, needed, characters)) != known[phrase]:
            needed[phrase] = " ".join(known[phrase])
    return needed


def _read_place(name: str) -> tuple[str, ...]:
    reviewed = read_readings()
    for word in sorted(reviewed, key=len, reverse=True):
        if name.startswith(word):
            return (*reviewed[word], *lazy_pinyin(name[len(word) :], style=Style.TONE))
    return tuple(lazy_pinyin(name, style=Style.TONE))


def _write(file: str, head: str, rows: Iterable[tuple[str, str]]) -> None:
    text = head + "".join(f"{word}\t{reading}\n" for word, reading in rows)
    (_DATA / file).write_text(text, encoding="utf-8")


def main() -> None:
    """Write both tables."""
    characters = derive_characters()
    phrases = derive_phrases(characters)
    _write("characters.tsv", _CHARACTERS_HEAD, characters.items())
    _write("phrases.tsv", _PHRASES_HEAD, sorted(phrases.items()))


if __name__ == "__main__":
    main()
