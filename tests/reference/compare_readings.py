"""Print each place or brand name that our tables read otherwise than pypinyin with CC-CEDICT and the reviewed words.

A process of its own: loading CC-CEDICT changes pypinyin for whoever runs after it.
"""

import re
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin_dict.phrase_pinyin_data import cc_cedict

from generator.records import read_records
from generator.reference import pinyin_marked, read_divisions
from generator.reference.readings import read_readings


def read_by_pypinyin(name: str) -> list[str]:
    """The syllables of *name*: the longest reviewed words first, pypinyin for the rest."""
    reviewed = read_readings()
    words = re.compile("|".join(map(re.escape, sorted(reviewed, key=len, reverse=True))))
    syllables: list[str] = []
    end = 0
    for word in words.finditer(name):
        syllables += lazy_pinyin(name[end : word.start()], style=Style.TONE)
        syllables += reviewed[word.group()]
        end = word.end()
    return syllables + lazy_pinyin(name[end:], style=Style.TONE)


def main() -> None:
    """Compare every name."""
    cc_cedict.load()
    root = Path(__file__).parents[2]
    names = {name for unit in read_divisions() for name in (unit.name, unit.short)}
    names |= {str(brand.name) for brand in read_records(root).brands}
    for name in sorted(names):
        if re.fullmatch("[\u4e00-\u9fff]+", name) and list(pinyin_marked(name)) != read_by_pypinyin(name):
            print(name, pinyin_marked(name), read_by_pypinyin(name))  # noqa: T201 - its output is the finding


if __name__ == "__main__":
    main()
