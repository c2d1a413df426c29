"""A page as a value: where it lies, which frame it wears, what its head says, its body as HTML.

The frame (header, footer, theme) is stamped around it later, so a page never holds any of that.
"""

from typing import Literal

from msgspec import Struct

Section = Literal["home", "catalog", "brands", "figures", "policies", "statistics", "notices", "contribute"]


class Head(Struct, frozen=True):
    """What the head of a page tells browsers, government inspections and other sites."""

    title: str
    """Of this page alone; the site's name is added when the head is rendered."""
    description: str
    """At most 120 characters (国办发〔2017〕47号, page design annex)."""
    kind: Literal["column", "article"]
    keywords: tuple[str, ...] = ()
    column: str = ""
    """ColumnName: the column the page is or belongs to."""
    column_type: str = ""
    """ColumnType, a value of the list in 国办发〔2017〕47号."""
    published: str | None = None
    """PubDate of an article, ``YYYY-MM-DD``: the record's own, never the clock."""
    content_source: str | None = None
    image: str | None = None
    """Site path of a picture."""
    feed: str | None = None
    """Site path of a feed of this page."""
    calendar: str | None = None
    """Site path of a calendar of this page."""
    alternate: str | None = None
    """Site path of the page's data as JSON."""
    jsonld: str | None = None
    """A JSON-LD document, already safe inside a script element."""
    robots: str | None = None
    moved_to: str | None = None
    """Site path of the page this address leads on to; that one is canonical."""


class Page(Struct, frozen=True):
    """One page of the site without its frame."""

    url: str
    """Address below the site root, ending in a slash; empty for the front page."""
    section: Section
    head: Head
    body: str
    """HTML of the main element's content."""

    @property
    def depth(self) -> int:
        """How many directories the page lies below the site root."""
        return self.url.count("/")
