"""The small search's data: names, aliases, pinyin and initials of all listed brands in one file.

Gets the catalog, gives one artifact the search box reads, a brand a line. Full text is not in it.
"""

import json
from typing import Final

from generator.catalog import Catalog
from generator.lines import LinedFile
from generator.model.artifact import Artifact
from generator.model.catalog import Entry
from generator.schema_text import label
from generator.text import quantity

SEARCH_FILE: Final = LinedFile("assets/search.json", "search", ",\n", "\n]}\n", '{"v":1,"rows":[')


def search_line(entry: Entry) -> str:
    """What *entry* adds: ``[id, name, aliases, letters, initials, place, category, headcount]``."""
    return json.dumps(_row(entry), ensure_ascii=False, separators=(",", ":"))


def derive_search(catalog: Catalog) -> Artifact:
    """The lines of all listed brands, in catalog order."""
    kept = catalog.fragments("search", "catalog")
    lines = [text or search_line(catalog.entry(brand_id)) for brand_id, text in kept]
    return Artifact(SEARCH_FILE.path, SEARCH_FILE.whole(lines, catalog))


def _row(entry: Entry) -> list[str]:
    brand, figure = entry.brand, entry.headline
    people = ""
    if figure:
        people = f"{label('headcount.measure', figure.measure)} {quantity(figure.value, figure.unit, figure.bound)}"
    place = " ".join(division.short for division in entry.place)
    aliases = "|".join(brand.aliases)
    return [brand.id, entry.name, aliases, entry.letters, entry.initials, place, brand.category or "", people]
