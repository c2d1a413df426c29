"""The site map: every page search engines are to know of (sitemaps.org protocol).

Gets addresses with the day each changed, gives XML artifacts: one file for a small site, else an index and a file for
each part of the site, so that one changed page touches one small file.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from generator.model.artifact import Artifact
from generator.model.site import Site

SMALL: Final = 2_000
"""Up to so many addresses one file tells them all."""
SITEMAP_LIMIT: Final = 50_000
"""Addresses in one file at most (sitemaps.org protocol)."""
INDEX: Final = "sitemap.xml"

Row = tuple[str, str]
"""An address below the site root, and the day of its last change or nothing."""


def derive_sitemap(rows: Iterable[Row], site: Site) -> Artifact:
    """The site map of a small site."""
    return _sitemap(INDEX, "urlset", _lines(rows, site))


def derive_sitemap_part(part: str, rows: Iterable[Row], site: Site) -> list[Artifact]:
    """The files that tell of one part of a large site."""
    lines = _lines(rows, site)
    chunks = [lines[start : start + SITEMAP_LIMIT] for start in range(0, len(lines), SITEMAP_LIMIT)]
    return [_sitemap(name, "urlset", chunk) for name, chunk in zip(_part_names(part, len(lines)), chunks, strict=True)]


def derive_sitemap_index(parts: Mapping[str, int], site: Site) -> Artifact:
    """The index of a large site's files; *parts* tells how many addresses each part has."""
    names = [name for part, count in sorted(parts.items()) for name in _part_names(part, count)]
    lines = [f"<sitemap><loc>{escape(site.url + name)}</loc></sitemap>\n" for name in names]
    return _sitemap(INDEX, "sitemapindex", lines)


def _part_names(part: str, count: int) -> list[str]:
    files = -(-count // SITEMAP_LIMIT)
    return [f"sitemap-{part}{f'-{number}' if number > 1 else ''}.xml" for number in range(1, files + 1)]


def _lines(rows: Iterable[Row], site: Site) -> list[str]:
    start = escape(site.url)
    return [
        f"<url><loc>{start}{escape(url)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
        for url, changed in sorted(rows)
    ]


def _sitemap(path: str, element: str, lines: Iterable[str]) -> Artifact:
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    opening = f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Artifact(path, (head + opening + "".join(lines) + f"</{element}>\n").encode())
