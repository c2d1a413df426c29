"""Addresses of brands that lie elsewhere today: former ones, and those of brands under notice.

Gets an entry, gives a page for each such address. It forwards by itself where the browser allows and shows
a plain link where it does not. The page of a brand under notice does not name it: only the notice does.
"""

from collections.abc import Iterator

from generator.catalog.happenings import NOTICES_URL
from generator.model.catalog import Entry
from generator.model.page import Head, Page
from generator.templating import Templates


def derive_moved_pages(entry: Entry, templates: Templates) -> Iterator[Page]:
    """A page for each former id of a brand that has a page of its own."""
    for former_id in entry.brand.former_ids:
        yield _moved_page(entry, former_id, templates)


def derive_waiting_pages(entry: Entry, templates: Templates) -> Iterator[Page]:
    """A page for the address, and each former one, of a brand that waits for its recognition."""
    for brand_id in (entry.brand.id, *entry.brand.former_ids):
        yield _waiting_page(entry, brand_id, templates)


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


def _waiting_page(entry: Entry, brand_id: str, templates: Templates) -> Page:
    url, notice = f"brands/{brand_id}/", f"{NOTICES_URL}#{entry.brand.id}"
    head = Head(
        title="还没有认定",
        description="这个品牌还没有认定，暂不列入目录，内容见公示页。",
        kind="article",
        column="公示",
        column_type="工作动态",
        published=entry.brand.published,
        robots="noindex",
        moved_to=notice,
    )
    return Page(url, "brands", head, templates.render("moved.html.jinja", url, name=None, to=notice))
