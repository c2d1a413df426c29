"""Make every artifact of a site from the catalog and the frame, and hand each to the writer at once.

Where there are many brands, their pages and all others are shared out over processes; data files are made here.
Holds at most one page's bytes at a time, so memory does not grow with the site.
"""

import gc
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import Final, TypeAlias

from generator.api import derive_api, derive_brand_file
from generator.build.progress import Progress
from generator.build.writing import SiteWriter
from generator.feeds import derive_calendar, derive_feed, derive_life_feed, derive_sitemaps
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

Address: TypeAlias = tuple[str, bool]
"""Where a page lies, and whether search engines are to know of it."""

Printed: TypeAlias = tuple[list[Address], set[str], set[str]]
"""What a worker did: the addresses of its pages, the files that were as they should be, those it staged."""


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

    def print_pages(self, pages: Iterable[Page], writer: SiteWriter) -> list[Address]:
        """Write *pages*; their addresses."""
        addresses = []
        for page in pages:
            writer.write(self.stamp(page))
            addresses.append((page.url, page.head.robots is None))
        return addresses

    def print_brands(self, entries: Sequence[Entry], writer: SiteWriter) -> list[Address]:
        """Write everything that belongs to *entries* alone; the addresses of their pages."""
        pages = derive_brand_pages(entries, self.catalog, self.frame.site, self.templates)
        addresses = self.print_pages(pages, writer)
        for entry in entries:
            writer.write(derive_brand_file(entry, self.frame.site))
            for photo in derive_photos(entry, self.root):
                writer.write(photo)
        return addresses

    def print_others(self, writer: SiteWriter) -> list[Address]:
        """Write every other generated page; the addresses of these pages."""
        return self.print_pages(derive_pages(self.catalog, self.frame.site, self.templates), writer)


_inherited: list[tuple[Press, SiteWriter]] = []
"""In a worker, what it got from its parent by forking: nothing of it is pickled."""


def _inherit(press: Press, writer: SiteWriter) -> None:
    signal(SIGINT, SIG_IGN)  # Ctrl+C is the parent's to answer
    _inherited.append((press, writer))
    gc.freeze()  # what was inherited stays; looking through it for garbage would copy every shared page of memory


def _print_slice(start: int) -> Printed:
    """In a worker: one slice of the brands."""
    [(press, writer)] = _inherited
    writer.kept, writer.staged = set(), set()
    addresses = press.print_brands(press.catalog.entries[start : start + _CHUNK], writer)
    return addresses, writer.kept, writer.staged


def _print_others() -> Printed:
    """In a worker: everything that is not a brand's own."""
    [(press, writer)] = _inherited
    writer.kept, writer.staged = set(), set()
    addresses = press.print_others(writer)
    return addresses, writer.kept, writer.staged


def render_everything(press: Press, writer: SiteWriter, progress: Progress) -> int:
    """Write every file of the site; how many pages there are."""
    catalog, frame = press.catalog, press.frame
    progress.start("生成页面", len(catalog.entries))
    addresses = _print_all_pages(press, writer, progress)
    changed = {entry.url: entry.brand.updated or entry.brand.published for entry in catalog.entries}
    for path, file in frame.files.items():
        writer.write(Artifact(path, file.read_bytes()))
        if path.endswith("/index.html"):
            addresses.append((path.removesuffix("index.html"), True))
    feeds = (
        derive_feed(catalog, frame.site),
        derive_life_feed(catalog, frame.site),
        derive_calendar(catalog, frame.site),
    )
    for artifact in (derive_search(catalog), *feeds, *derive_api(catalog, frame.site)):
        writer.write(artifact)
    listed = [(url, changed.get(url)) for url, is_listed in addresses if is_listed]
    for artifact in derive_sitemaps(listed, frame.site):
        writer.write(artifact)
    return len(addresses)


def _print_all_pages(press: Press, writer: SiteWriter, progress: Progress) -> list[Address]:
    entries = press.catalog.entries
    workers = os.cpu_count() or 1
    if len(entries) < PARALLEL_FROM or workers == 1:
        addresses = press.print_brands(entries, writer)
        progress.advance(len(entries))
        return addresses + press.print_others(writer)
    addresses = []
    with ProcessPoolExecutor(workers, get_context("fork"), _inherit, (press, writer)) as pool:
        others = pool.submit(_print_others)  # first, because nothing else takes as long
        for chunk_addresses, kept, staged in pool.map(_print_slice, range(0, len(entries), _CHUNK)):
            addresses += chunk_addresses
            writer.merge(kept, staged)
            progress.advance(_CHUNK)
        other_addresses, kept, staged = others.result()
        writer.merge(kept, staged)
    return addresses + other_addresses
