"""The site map of the pages the ledger knows: whole, or only the parts that some change has touched.

Gets a ledger whose pages are noted, gives artifacts by unit. Unlike other units these are made last, from what all
others gave.
"""

from collections.abc import Collection, Iterator

from generator.feeds import SMALL, derive_sitemap, derive_sitemap_index, derive_sitemap_part
from generator.ledger import Ledger
from generator.model.artifact import Artifact
from generator.model.site import Site


def derive_site_map(
    ledger: Ledger, site: Site, touched: Collection[str] | None = None
) -> Iterator[tuple[str, list[Artifact]]]:
    """Units of the site map with their files; of a large site only the *touched* parts, all where none are named.

    A part that is gone gives a unit without files.
    """
    parts: dict[str, int] = dict(ledger.rows("SELECT part, count(*) FROM page GROUP BY part"))
    noted = {name for (name,) in ledger.rows("SELECT name FROM unit WHERE name GLOB 'sitemap/*' AND paths != ''")}
    is_large = sum(parts.values()) > SMALL
    for part in parts if is_large else ():
        if touched is None or part in touched or f"sitemap/{part}" not in noted:
            rows = ledger.rows("SELECT url, changed FROM page WHERE part = ?", part)
            yield f"sitemap/{part}", derive_sitemap_part(part, ((url, changed) for url, changed in rows), site)
    for name in sorted(noted - {f"sitemap/{part}" for part in parts if is_large}):
        yield name, []
    if is_large:
        yield "sitemap", [derive_sitemap_index(parts, site)]
    else:
        rows = ledger.rows("SELECT url, changed FROM page")
        yield "sitemap", [derive_sitemap(((url, changed) for url, changed in rows), site)]
