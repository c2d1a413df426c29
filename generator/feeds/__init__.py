"""Feeds and site map: what changed last, notices and recognitions to subscribe to, and which pages there are.

Gets the catalog or the list of addresses, gives XML and iCalendar artifacts. Dates are the records' own, never the
clock's.
"""

from generator.feeds.atom import derive_feed
from generator.feeds.life import derive_life_feed
from generator.feeds.sitemaps import SMALL, derive_sitemap, derive_sitemap_index, derive_sitemap_part
from generator.feeds.subscription import derive_calendar

__all__ = [
    "SMALL", "derive_calendar", "derive_feed", "derive_life_feed", "derive_sitemap", "derive_sitemap_index",
    "derive_sitemap_part",
]  # fmt: skip
