"""Former addresses of brands: each leads on to where the brand is today.

Gets the catalog, gives a page for every former id. It forwards by itself where the browser allows and shows
a plain link where it does not; search engines are told the new address.
"""

from collections.abc import Iterator

from generator.model.catalog import Catalog, Entry
from generator.model.page import Head, Page
from generator.templating import Templates


def derive_moved_pages(catalog: Catalog, templates: Templates) -> Iterator[Page]:
    """A page for each former id of every brand that has a page today."""
    for entry in (*catalog.entries, *catalog.withdrawn):
        for former_id in entry.brand.former_ids:
            yield _moved_page(entry, former_id, templates)


def _moved_page(entry: Entry, former_id: str, templates: Templates) -> Page:
    url = f"brands/{former_id}/"
    head = Head(
        title=f"{entry.name}（网址已变）",
        description=f"{entry.name}的页面换了网址。",
        kind="article",
        column="指导目录",
        column_type="数据发布",
        published=entry.brand.published,
        robots="noindex",
        moved_to=entry.url,
    )
    return Page(url, "brands", head, templates.render("moved.html.jinja", url, name=entry.name, to=entry.url))
