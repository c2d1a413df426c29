"""Reference tables that no brand belongs to: divisions, industries, readings, the tile map, working days.

Reads only the committed files in ``data/``; each table is read once, when first asked for.
"""

from generator.reference.divisions import NATION, Division, Divisions, FormerDivision, Rank, read_divisions
from generator.reference.industries import Industries, Industry, read_industries
from generator.reference.readings import initials_of, pinyin_marked, pinyin_of
from generator.reference.short_names import derive_short_name
from generator.reference.tiles import PROVINCE_TILES, Tile
from generator.reference.unit_words import UnitWords, read_unit_words
from generator.reference.workdays import Workdays, count_workdays

__all__ = [
    "NATION",
    "PROVINCE_TILES",
    "Division",
    "Divisions",
    "FormerDivision",
    "Industries",
    "Industry",
    "Rank",
    "Tile",
    "UnitWords",
    "Workdays",
    "count_workdays",
    "derive_short_name",
    "initials_of",
    "pinyin_marked",
    "pinyin_of",
    "read_divisions",
    "read_industries",
    "read_unit_words",
]
