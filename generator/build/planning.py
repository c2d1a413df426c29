"""Find out which units have to be rendered again, and which there should be no more.

Gets a catalog, what a refresh changed and the keys of what reads differently; gives units, each with the key for whose
sake. What a unit was made of is noted as its needs, so this knows no page but the lists, whose number changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.build.refreshing import Refreshed
from generator.build.units import units_of
from generator.catalog import Catalog, LineEdit
from generator.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do, each unit with the key for whose sake."""

    stale: dict[str, str]
    gone: dict[str, str]
    edits: tuple[LineEdit, ...]


def find_work(catalog: Catalog, refreshed: Refreshed, keys: Iterable[str]) -> Work:
    """The units that were made of something that is different now, and those that there should be no more."""
    ledger = catalog.ledger
    stale = {f"brand/{brand_id}": "record" for brand_id in refreshed.brands}
    gone = {f"brand/{brand_id}": "record" for brand_id in refreshed.gone}
    for key in sorted(keys):
        kind, _, rest = key.partition("/")
        for (unit,) in ledger.rows("SELECT unit FROM need WHERE key = ?", key):
            stale.setdefault(unit, key)
        if kind == "near":
            stale.setdefault(f"brand/{rest}", key)
        elif kind == "pages":
            _count_pages(catalog, rest, key, stale, gone)
        elif kind == "frame":
            stale["frame"] = key
    _list_photos(catalog, refreshed, stale, gone)
    _list_policies(refreshed, ledger, stale, gone)
    return Work({unit: key for unit, key in stale.items() if unit not in gone}, gone, refreshed.edits)


def _count_pages(catalog: Catalog, listing: str, key: str, stale: dict[str, str], gone: dict[str, str]) -> None:
    """Where a list has more pages or fewer than before: those to come, those to go."""
    always = listing in {"catalog", "figures"}
    wanted = units_of(listing, catalog.page_count(listing) if always or catalog.has_any(listing) else 0)
    [first] = units_of(listing, 1) or [""]
    start = first.rpartition("/")[0]
    if not first:
        return
    if first == listing:  # on one page whatever its length
        noted = {first} if catalog.ledger.one("SELECT 1 FROM unit WHERE name = ?", first) else set()
        wanted = [first] if catalog.has_any(listing) else []
    else:
        found = catalog.ledger.rows("SELECT name FROM unit WHERE name > ? AND name < ?", f"{start}/", f"{start}0")
        noted = {name for (name,) in found if name.removeprefix(f"{start}/").isdigit()}
    stale |= {unit: key for unit in wanted if unit not in noted}
    gone |= dict.fromkeys(noted.difference(wanted), key)


def _list_photos(catalog: Catalog, refreshed: Refreshed, stale: dict[str, str], gone: dict[str, str]) -> None:
    """The photos to draw anew, and those of brands that are listed no more or show none."""
    if not refreshed.pictured and "list/pictured" not in refreshed.changed:
        return
    wanted = {f"photos/{brand_id}" for brand_id in catalog.ids("pictured")}
    rows = catalog.ledger.rows("SELECT name FROM unit WHERE name > 'photos/' AND name < 'photos0'")
    noted = {name for (name,) in rows}
    again = {f"photos/{brand_id}" for brand_id in refreshed.pictured}
    stale |= {unit: "record" for unit in wanted if unit in again or unit not in noted}
    gone |= dict.fromkeys(noted - wanted, "record")


def _list_policies(refreshed: Refreshed, ledger: Ledger, stale: dict[str, str], gone: dict[str, str]) -> None:
    """The pages of policies that came or went."""
    if "policies" not in refreshed.changed:
        return
    wanted = {f"policy/{policy.id}" for policy in refreshed.book.policies}
    wanted |= {"comparison"} if wanted else set()
    rows = ledger.rows("SELECT name FROM unit WHERE name GLOB 'policy/*' OR name = 'comparison'")
    noted = {name for (name,) in rows}
    stale |= dict.fromkeys(wanted - noted, "policies")
    gone |= dict.fromkeys(noted - wanted, "policies")
