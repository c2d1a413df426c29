"""The small search's data: names, aliases, pinyin and initials of all listed brands in one file.

Gets the catalog, gives one artifact the search box reads. Full text is not in it.
"""

import json

from generator.model.artifact import Artifact
from generator.model.catalog import Catalog, Entry
from generator.schema_text import label
from generator.text import quantity

PATH = "assets/search.json"


def derive_search(catalog: Catalog) -> Artifact:
    """Rows of ``[id, name, aliases, letters, initials, place, category, headcount]``, in catalog order."""
    rows = [_row(entry) for entry in catalog.entries]
    document = {"v": 1, "rows": rows}
    return Artifact(PATH, (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode())


def _row(entry: Entry) -> list[str]:
    brand, figure = entry.brand, entry.headline
    people = ""
    if figure:
        people = f"{label('headcount.measure', figure.measure)} {quantity(figure.value, figure.unit, figure.bound)}"
    place = " ".join(division.short for division in entry.place)
    aliases = "|".join(brand.aliases)
    return [brand.id, entry.name, aliases, entry.letters, entry.initials, place, brand.category or "", people]
