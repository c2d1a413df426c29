"""Addresses of people whose page was taken down: each says so, and nothing about the person.

Gets an entry, gives a page for every id a brand says it has removed and for every consent that has run out.
No list leads here and search engines are sent away; the address itself is all that is left (个人信息保护法 47).
"""

from collections.abc import Iterator

from generator.model.brand import RemovedFigure
from generator.model.catalog import Entry
from generator.model.page import Head, Page
from generator.schema_text import label
from generator.templating import Templates
from generator.text import chinese_date


def derive_tombstones(entry: Entry, templates: Templates) -> Iterator[Page]:
    """A page for each person taken down from a brand that has a page of its own."""
    for removed in entry.brand.removed_figures:
        yield _tombstone(entry, removed, templates)


def _tombstone(entry: Entry, removed: RemovedFigure, templates: Templates) -> Page:
    url = f"figures/{entry.brand.id}/{removed.id}/"
    head = Head(
        title="人物介绍已撤下",
        description="这里的人物介绍已撤下。",
        kind="article",
        column="典型人物",
        column_type="工作动态",
        published=entry.brand.published,
        robots="noindex",
    )
    body = templates.render(
        "tombstone.html.jinja",
        url,
        date=removed.date,
        day=chinese_date(removed.date),
        reason=label("removed_figures.reason", removed.reason) if removed.reason else None,
        brand=entry.name,
        to=entry.url,
    )
    return Page(url, "figures", head, body)
