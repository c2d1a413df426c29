"""The site map: every page search engines are to know of.

Gets addresses with the day each changed, gives XML artifacts; an index and parts where one file cannot hold them.
"""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

from generator.model.artifact import Artifact
from generator.model.site import Site

SITEMAP_LIMIT: Final = 50_000
"""Addresses in one site map file (sitemaps.org protocol)."""


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
