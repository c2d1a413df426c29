"""Feeds and site map: what changed last, and which pages there are.

Gets the catalog or the list of addresses, gives XML artifacts. Dates are the records' own, never the clock's.
"""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from generator.model.artifact import Artifact
from generator.model.catalog import Catalog, Entry
from generator.model.site import Site

FEED_LENGTH: Final = 50
SITEMAP_LIMIT: Final = 50_000
"""Addresses in one site map file (sitemaps.org protocol)."""


def _changed(entry: Entry) -> str:
    return entry.brand.updated or entry.brand.published


def newest(catalog: Catalog, most: int = FEED_LENGTH) -> list[Entry]:
    """The entries changed last, newest first; equal days in catalog order."""
    return sorted(catalog.entries, key=_changed, reverse=True)[:most]


def derive_feed(catalog: Catalog, site: Site) -> Artifact:
    """The Atom feed of the brands added or changed last (RFC 4287)."""
    entries = newest(catalog)
    updated = max((_changed(entry) for entry in entries), default=catalog.as_of)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n',
        f"<title>{escape(site.name)}</title>\n<id>{escape(site.url)}</id>\n",
        f"<link href={quoteattr(site.url)}/>\n",
        f'<link rel="self" href={quoteattr(site.url + "feed.xml")}/>\n',
        f"<updated>{updated}T00:00:00+08:00</updated>\n",
        f"<author><name>{escape(site.name)}</name></author>\n",
        *(_feed_entry(entry, site) for entry in entries),
        "</feed>\n",
    ]
    return Artifact("feed.xml", "".join(parts).encode())


def _feed_entry(entry: Entry, site: Site) -> str:
    url = site.url + entry.url
    return (
        f"<entry><title>{escape(entry.name)}</title><id>{escape(url)}</id><link href={quoteattr(url)}/>"
        f"<published>{entry.brand.published}T00:00:00+08:00</published>"
        f"<updated>{_changed(entry)}T00:00:00+08:00</updated>"
        f"<summary>{escape(entry.brand.summary)}</summary></entry>\n"
    )


def derive_sitemaps(pages: Iterable[tuple[str, str | None]], site: Site) -> list[Artifact]:
    """The site map of *pages* (address, last change); an index and parts where there are too many for one file."""
    rows = [
        f"<url><loc>{escape(site.url + url)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
        for url, changed in sorted(pages)
    ]
    if len(rows) <= SITEMAP_LIMIT:
        return [_sitemap("sitemap.xml", "urlset", rows)]
    parts = [rows[start : start + SITEMAP_LIMIT] for start in range(0, len(rows), SITEMAP_LIMIT)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = [f"<sitemap><loc>{escape(site.url + name)}</loc></sitemap>\n" for name in names]
    files = [_sitemap(name, "urlset", part) for name, part in zip(names, parts, strict=True)]
    return [_sitemap("sitemap.xml", "sitemapindex", index), *files]


def _sitemap(path: str, element: str, rows: Iterable[str]) -> Artifact:
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    opening = f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Artifact(path, (head + opening + "".join(rows) + f"</{element}>\n").encode())
