"""How Chinese names are read: pinyin with or without tone marks, and initials.

Reviewed readings of place names and trade words (``data/readings.tsv``) come first, the longest one
that fits; then phrases, then characters, from tables derived once (``derive_readings.py``), since loading the
package they come from would cost every build more than all else it reads.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from generator.reference.tables import read_rows

_HAN: Final = re.compile(r"[〇㐀-䶿一-鿿豈-﫿𠀀-𲎯]+")
_TONES: Final = {ord(accent): None for accent in "\u0304\u0301\u030c\u0300"}  # macron, acute, caron, grave
LONGEST_PHRASE: Final = 4
"""Characters; longer phrases are sayings, not parts of names."""
_CACHED_NAMES: Final = 1 << 15


def pinyin_of(text: str) -> tuple[str, ...]:
    """Give syllables without tone marks, ü as ``v``; what is not Chinese stays in one piece.

    >>> pinyin_of("吕梁山护工"), pinyin_of("莞嫂3D馆")
    (('lv', 'liang', 'shan', 'hu', 'gong'), ('guan', 'sao', '3D', 'guan'))
    """
    return tuple(_unmarked(piece) if chinese else piece for piece, chinese in _read(text))


def pinyin_marked(text: str) -> tuple[str, ...]:
    """Give syllables with tone marks, for display; what is not Chinese stays in one piece.

    >>> pinyin_marked("长汀鸡倌")
    ('cháng', 'tīng', 'jī', 'guān')
    """
    return tuple(piece for piece, _ in _read(text))


def initials_of(text: str) -> str:
    """Give the first letters of the syllables; of what is not Chinese its letters and digits, in lower case.

    >>> initials_of("潜江龙虾工"), initials_of("正安 3D 工匠")
    ('qjlxg', 'za3dgj')
    """
    letters = (_unmarked(piece)[:1] if chinese else piece for piece, chinese in _read(text))
    return "".join(filter(str.isalnum, "".join(letters))).lower()


def _unmarked(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable).translate(_TONES)
    return unicodedata.normalize("NFC", plain).replace("ü", "v")


@lru_cache(maxsize=_CACHED_NAMES)
def _read(text: str) -> tuple[tuple[str, bool], ...]:
    """Take *text* apart in order: Chinese syllables (true) and runs of anything else (false)."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for run in _HAN.finditer(text):
        if other := text[end : run.start()].strip():
            pieces.append((other, False))
        pieces += [(syllable, True) for syllable in _syllables(run.group())]
        end = run.end()
    if other := text[end:].strip():
        pieces.append((other, False))
    return tuple(pieces)


def _syllables(run: str) -> Iterator[str]:
    """Give the marked syllables of a run of Chinese characters."""
    reviewed = read_readings()
    end = 0
    for word in _reviewed_words().finditer(run):
        yield from read_longest_first(run[end : word.start()], _phrases(), _characters())
        yield from reviewed[word.group()]
        end = word.end()
    yield from read_longest_first(run[end:], _phrases(), _characters())


def read_longest_first(run: str, phrases: Mapping[str, str], characters: Mapping[str, str]) -> Iterator[str]:
    """Read *run* by the longest phrase that fits at each place, else by the character; unknown ones stay."""
    start = 0
    while start < len(run):
        for length in range(min(LONGEST_PHRASE, len(run) - start), 1, -1):
            reading = phrases.get(run[start : start + length])
            if reading:
                yield from reading.split()
                start += length
                break
        else:
            yield characters.get(run[start], run[start])
            start += 1


@cache
def read_readings() -> dict[str, tuple[str, ...]]:
    """Read the reviewed readings, once: word → marked syllables."""
    return {word: tuple(reading.split()) for word, reading, _ in read_rows("readings.tsv")}


@cache
def _reviewed_words() -> re.Pattern[str]:
    longest_first = sorted(read_readings(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _phrases() -> dict[str, str]:
    return dict(read_rows("phrases.tsv"))


@cache
def _characters() -> dict[str, str]:
    return dict(read_rows("characters.tsv"))
