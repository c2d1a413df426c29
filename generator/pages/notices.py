"""Brands under notice (公示): what lies open to objections, until when and where to object.

Gets the catalog, gives one page. A brand that is only under notice appears here and nowhere else: it has no page
of its own and is in no list, feed or data file (gov-site rules §7).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.brand import Notice, Recognition
from generator.model.catalog import Catalog, Entry
from generator.model.page import Head, Page
from generator.pages.cards import place_text
from generator.schema_text import label
from generator.templating import Templates
from generator.text import chinese_date

NOTICES_URL = "notices/"


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One recognition that lies open to objections."""

    name: str
    url: str | None
    """The brand's page, where it has one from an earlier recognition."""
    place: str
    summary: str
    level: str
    level_label: str
    title: str | None
    authority: str | None
    starts: str | None
    starts_iso: str | None
    ends: str | None
    ends_iso: str | None
    remaining: str
    running: bool
    objection: str | None
    document: str | None
    document_url: str | None


def count_notices(catalog: Catalog) -> int:
    """How many recognitions lie open to objections or wait for the result."""
    return sum(1 for _ in _open_recognitions(catalog))


def derive_notices(catalog: Catalog, templates: Templates) -> Page:
    """The page of notices; with none it says so."""
    found = [
        _view(entry, recognition, listed=entry.brand.id in catalog.by_id, as_of=catalog.as_of)
        for entry, recognition in _open_recognitions(catalog)
    ]
    found.sort(key=lambda view: (not view.running, view.ends_iso or "9", view.name))
    as_of = chinese_date(catalog.as_of)
    body = templates.render(
        "notices.html.jinja", NOTICES_URL, notices=tuple(found), as_of=as_of, as_of_iso=catalog.as_of, count=len(found)
    )
    description = f"截至 {as_of}，" + (f"{len(found)} 个劳务品牌正在公示。" if found else "没有正在公示的劳务品牌。")
    head = Head(
        title="公示",
        description=description,
        kind="column",
        keywords=("劳务品牌", "公示"),
        column="公示",
        column_type="工作动态",
    )
    return Page(NOTICES_URL, "notices", head, body)


def _open_recognitions(catalog: Catalog) -> Iterator[tuple[Entry, Recognition]]:
    """Recognitions with the status notice: those of new brands and those that raise a listed brand's level."""
    for entry in (*catalog.under_notice, *catalog.entries):
        for recognition in entry.brand.recognitions:
            if recognition.status == "notice":
                yield entry, recognition


def _view(entry: Entry, recognition: Recognition, *, listed: bool, as_of: str) -> NoticeView:
    notice = recognition.notice
    source = entry.brand.source(recognition.source)
    return NoticeView(
        name=entry.name,
        url=entry.url if listed else None,
        place=place_text(entry.place),
        summary=entry.brand.summary,
        level=recognition.level,
        level_label=label("recognitions.level", recognition.level),
        title=recognition.title,
        authority=recognition.authority,
        starts=chinese_date(notice.starts) if notice else None,
        starts_iso=notice.starts if notice else None,
        ends=chinese_date(notice.ends) if notice else None,
        ends_iso=notice.ends if notice else None,
        remaining=_remaining(notice, as_of),
        running=notice is not None and notice.starts <= as_of <= notice.ends,
        objection=notice.objection if notice else None,
        document=recognition.document or source.title or source.publisher,
        document_url=source.public_url,
    )


def _remaining(notice: Notice | None, as_of: str) -> str:
    """How long objections can still be made, in calendar days."""
    if notice is None:
        return "起止日期待补充"
    today = date.fromisoformat(as_of)
    if today < date.fromisoformat(notice.starts):
        return "还没开始"
    left = (date.fromisoformat(notice.ends) - today).days
    if left < 0:
        return "公示期已满，等待结果"
    return f"还剩 {left} 天" if left else "今天截止"
