"""Make every artifact of a site from the catalog and the frame, and hand each to the writer at once.

The brands' own pages are shared out over processes where there are many; everything else is made here.
Holds at most one page's bytes at a time, so memory does not grow with the site.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from generator.api import derive_api, derive_brand_file
from generator.build.progress import Progress
from generator.build.writing import SiteWriter
from generator.feeds import derive_feed, derive_sitemaps
from generator.frame import Frame
from generator.model.artifact import Artifact
from generator.model.catalog import Catalog, Entry
from generator.model.page import Page
from generator.pages import derive_brand_pages, derive_pages
from generator.pictures import derive_photos
from generator.search import derive_search
from generator.templating import Templates

PARALLEL_FROM: Final = 300
_CHUNK: Final = 100


class Press:
    """Stamps pages: everything a process needs to turn entries into files."""

    def __init__(self, root: Path, catalog: Catalog, frame: Frame, templates: Templates) -> None:
        self.root = root
        self.catalog = catalog
        self.frame = frame
        self.templates = templates

    def stamp(self, page: Page) -> Artifact:
        """The whole page as a file."""
        head = self.templates.render("head.html.jinja", page.url, page=page, head=page.head, site=self.frame.site)
        shell = self.frame.shells[page.section, page.depth]
        return Artifact(f"{page.url}index.html", shell.stamp(head, page.body).encode())

    def print_brands(self, entries: Sequence[Entry], writer: SiteWriter) -> list[str]:
        """Write everything that belongs to *entries* alone; the addresses of their pages."""
        urls = []
        for page in derive_brand_pages(entries, self.catalog, self.frame.site, self.templates):
            writer.write(self.stamp(page))
            urls.append(page.url)
        for entry in entries:
            writer.write(derive_brand_file(entry, self.frame.site))
            for photo in derive_photos(entry, self.root):
                writer.write(photo)
        return urls


_inherited: list[tuple[Press, SiteWriter]] = []
"""In a worker, what it got from its parent by forking: nothing of it is pickled."""


def _inherit(press: Press, writer: SiteWriter) -> None:
    _inherited.append((press, writer))


def _print_slice(start: int) -> tuple[list[str], set[str], set[str]]:
    """In a worker: one slice of the brands."""
    [(press, writer)] = _inherited
    writer.kept, writer.staged = set(), set()
    urls = press.print_brands(press.catalog.entries[start : start + _CHUNK], writer)
    return urls, writer.kept, writer.staged


def render_everything(press: Press, writer: SiteWriter, progress: Progress) -> int:
    """Write every file of the site; how many pages there are."""
    catalog, frame, templates = press.catalog, press.frame, press.templates
    progress.start("生成页面", len(catalog.entries))
    urls = _print_all_brands(press, writer, progress)
    for page in derive_pages(catalog, frame.site, templates):
        writer.write(press.stamp(page))
        urls.append(page.url)
    changed = {entry.url: entry.brand.updated or entry.brand.published for entry in catalog.entries}
    for path, file in frame.files.items():
        writer.write(Artifact(path, file.read_bytes()))
        if path.endswith("/index.html"):
            urls.append(path.removesuffix("index.html"))
    for artifact in (derive_search(catalog), derive_feed(catalog, frame.site), *derive_api(catalog, frame.site)):
        writer.write(artifact)
    for artifact in derive_sitemaps([(url, changed.get(url)) for url in urls], frame.site):
        writer.write(artifact)
    return len(urls)


def _print_all_brands(press: Press, writer: SiteWriter, progress: Progress) -> list[str]:
    entries = press.catalog.entries
    workers = os.cpu_count() or 1
    if len(entries) < PARALLEL_FROM or workers == 1:
        urls = press.print_brands(entries, writer)
        progress.advance(len(entries))
        return urls
    urls = []
    with ProcessPoolExecutor(workers, get_context("fork"), _inherit, (press, writer)) as pool:
        for chunk_urls, kept, staged in pool.map(_print_slice, range(0, len(entries), _CHUNK)):
            urls += chunk_urls
            writer.merge(kept, staged)
            progress.advance(_CHUNK)
    return urls
