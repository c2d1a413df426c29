"""The Atom feed of the brands added or changed last, and how any Atom feed of the site is written (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from generator.catalog import Catalog
from generator.model.artifact import Artifact
from generator.model.brand import Date
from generator.model.catalog import Entry
from generator.model.site import Site

FEED_LENGTH: Final = 50


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """One entry of a feed; addresses are site paths."""

    id: str
    url: str
    title: str
    published: Date
    updated: Date
    """Both are whole days."""
    summary: str


@dataclass(frozen=True, slots=True)
class AtomFeed:
    """A feed: where it lies, which page it is of, what it holds, newest first."""

    path: str
    title: str
    home: str
    """Site path of the page it is of; its address is the feed's identity."""
    entries: Sequence[AtomEntry]
    as_of: Date
    """When it was updated, where it has no entry to say so."""


def changed(entry: Entry) -> Date:
    """The day a record was changed last."""
    return entry.brand.updated or entry.brand.published


def derive_feed(catalog: Catalog, site: Site) -> Artifact:
    """The Atom feed of the brands added or changed last."""
    entries = [
        AtomEntry(entry.url, entry.url, entry.name, entry.brand.published, changed(entry), entry.brand.summary)
        for entry in map(catalog.entry, catalog.ids("changed", 0, FEED_LENGTH))
    ]
    return write_feed(AtomFeed("feed.xml", site.name, "", entries, catalog.as_of), site)


def write_feed(feed: AtomFeed, site: Site) -> Artifact:
    """*feed* as a file."""
    home = site.url + feed.home
    updated = max((entry.updated for entry in feed.entries), default=feed.as_of)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n',
        f"<title>{_text(feed.title)}</title>\n<id>{_text(home)}</id>\n",
        f'<link href="{_attribute(home)}"/>\n',
        f'<link rel="self" href="{_attribute(site.url + feed.path)}"/>\n',
        f"<updated>{updated}T00:00:00+08:00</updated>\n",
        f"<author><name>{_text(site.name)}</name></author>\n",
        *(_write_entry(entry, site) for entry in feed.entries),
        "</feed>\n",
    ]
    return Artifact(feed.path, "".join(parts).encode())


def _write_entry(entry: AtomEntry, site: Site) -> str:
    return (
        f"<entry><title>{_text(entry.title)}</title><id>{_text(site.url + entry.id)}</id>"
        f'<link href="{_attribute(site.url + entry.url)}"/>'
        f"<published>{entry.published}T00:00:00+08:00</published>"
        f"<updated>{entry.updated}T00:00:00+08:00</updated>"
        f"<summary>{_text(entry.summary)}</summary></entry>\n"
    )


def _text(text: str) -> str:
    return escape(text, quote=False)


def _attribute(text: str) -> str:
    return escape(text)
