"""The Atom feed of notices and recognitions: ``notices/feed.xml``, beside the page of notices."""

from typing import Final

from generator.catalog import Catalog
from generator.catalog.happenings import NOTICES_URL, Happening
from generator.feeds.atom import FEED_LENGTH, AtomEntry, AtomFeed, write_feed
from generator.model.artifact import Artifact
from generator.model.site import Site

LIFE_FEED: Final = f"{NOTICES_URL}feed.xml"


def derive_life_feed(catalog: Catalog, site: Site) -> Artifact:
    """The newest notices and recognitions; what is dated to a month or year stands at its first day."""
    entries = [_entry(each) for each in catalog.happenings(lambda _: True, FEED_LENGTH)]
    return write_feed(AtomFeed(LIFE_FEED, f"{site.name}：公示和认定", NOTICES_URL, entries, catalog.as_of), site)


def _entry(happening: Happening) -> AtomEntry:
    # A notice may be announced before it starts; a feed tells no entry of the future.
    day = min(happening.first.isoformat(), happening.changed)
    return AtomEntry(f"{NOTICES_URL}#{happening.key}", happening.url, happening.title, day, day, happening.text)
