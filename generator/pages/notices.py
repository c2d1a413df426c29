"""Brands under notice (公示): what lies open to objections, until when and where to object.

Gets the catalog, gives one page. A brand that is only under notice appears here and nowhere else: it has no page
of its own and is in no list, data file or feed of brands (gov-site rules §7).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator.catalog import Catalog
from generator.catalog.happenings import NOTICES_URL, RECENT, is_decided_lately, is_waiting
from generator.criteria import PoliciesOn
from generator.criteria.demands import Demand, notice_demands
from generator.criteria.spans import span_text, workdays_text
from generator.life import recognised_as, standing_on, state_on
from generator.model.brand import Date, Notice, Recognition
from generator.model.catalog import Entry
from generator.model.dates import last_day
from generator.model.page import Head, Page
from generator.pages.cards import place_text
from generator.pages.lifeline import WAITING
from generator.pages.links import Link
from generator.reference.workdays import count_workdays
from generator.schema_text import label
from generator.templating import Templates
from generator.text import chinese_date, date_within_year

Phase = Literal["running", "ahead", "over"]
_PHASES: Final[tuple[Phase, ...]] = ("running", "ahead", "over")


@dataclass(frozen=True, slots=True)
class Demanded:
    """The least length a policy asks of a notice, with its clause."""

    text: str
    policy: Link
    clause: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One recognition that lies open to objections, soon will, or waits for the result."""

    anchor: str
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
    length: str | None
    """Working days of the whole notice, both end days counted."""
    demanded: Demanded | None
    phase: Phase
    remaining: str
    estimated: bool
    """Whether holidays of some of its days are not published yet."""
    objection: str | None
    document: str | None
    source: Link
    withdrawn: str | None
    """An earlier recognition of the brand that was withdrawn."""


@dataclass(frozen=True, slots=True)
class ListedView:
    """A recognition in one line: decided lately, or recommended and not yet under notice."""

    anchor: str | None
    name: str
    url: str | None
    place: str
    level: str
    what: str
    date: str | None
    date_iso: str | None
    document: str | None
    source: Link


def derive_notices(catalog: Catalog, templates: Templates) -> Page:
    """The page of notices; with none it says so."""
    policies = PoliciesOn(catalog.policies, catalog.as_of)
    entries = catalog.entries("notices")
    found = _derive_views(entries, policies)
    running = sum(view.phase == "running" for view in found)
    as_of = chinese_date(catalog.as_of)
    body = templates.render(
        "notices.html.jinja",
        NOTICES_URL,
        notices=found,
        counts={phase: sum(view.phase == phase for view in found) for phase in _PHASES},
        decided=tuple(_decided(entries, catalog.as_of)),
        recommended=tuple(_recommended(entries, catalog.as_of)),
        as_of=as_of,
        as_of_iso=catalog.as_of,
        recent=RECENT,
    )
    description = f"截至 {as_of}，" + (f"{running} 个劳务品牌正在公示。" if running else "没有正在公示的劳务品牌。")
    head = Head(
        title="公示",
        description=description,
        kind="column",
        keywords=("劳务品牌", "公示"),
        column="公示",
        column_type="工作动态",
        feed=f"{NOTICES_URL}feed.xml",
        calendar=f"{NOTICES_URL}calendar.ics",
    )
    return Page(NOTICES_URL, "notices", head, body)


def _waiting(entries: Iterable[Entry], day: Date) -> Iterator[tuple[Entry, Recognition]]:
    """Recognitions under notice or about to be: those of new brands and those that raise a listed brand's level."""
    for entry in entries:
        for recognition in entry.brand.recognitions:
            if is_waiting(recognition, day):
                yield entry, recognition


def _derive_views(entries: Sequence[Entry], policies: PoliciesOn) -> tuple[NoticeView, ...]:
    """Those under way first, by their last days; of a brand's several the first has the brand's own anchor."""
    views = []
    seen: set[str] = set()
    for entry, recognition in _waiting(entries, policies.day):
        brand_id = entry.brand.id
        anchor = f"{brand_id}-{recognition.level}" if brand_id in seen else brand_id
        seen.add(brand_id)
        views.append(_view(entry, recognition, anchor, policies))
    return tuple(sorted(views, key=lambda view: (_PHASES.index(view.phase), view.ends_iso or "9", view.name)))


def _view(entry: Entry, recognition: Recognition, anchor: str, policies: PoliciesOn) -> NoticeView:
    notice, day = recognition.notice, policies.day
    length = count_workdays(last_day(notice.starts), last_day(notice.ends)) if notice else None
    return NoticeView(
        anchor=anchor,
        name=entry.name,
        url=entry.url if standing_on(entry.brand, day) == "listed" else None,
        place=place_text(entry.place),
        summary=entry.brand.summary,
        level=recognition.level,
        level_label=label("recognitions.level", recognition.level),
        title=recognition.title,
        authority=recognition.authority,
        starts=chinese_date(notice.starts) if notice else None,
        starts_iso=notice.starts if notice else None,
        ends=date_within_year(notice.ends, notice.starts) if notice else None,
        ends_iso=notice.ends if notice else None,
        length=workdays_text(length) if length else None,
        demanded=_demanded(notice_demands(entry.brand, recognition, notice, policies)) if notice else None,
        phase=_phase(notice, day),
        remaining=_remaining(notice, day),
        estimated=length is not None and length.estimated,
        objection=notice.objection if notice else None,
        document=(notice.document if notice else None) or recognition.document,
        source=_source(entry, (notice.source if notice else None) or recognition.source),
        withdrawn=_withdrawn(entry, day),
    )


def _demanded(demands: Iterator[Demand]) -> Demanded | None:
    """What the nearest place's policy asks."""
    found = tuple(demands)
    if not found:
        return None
    policy = found[-1].policy
    name = Link(policy.name, f"policies/{policy.id}/")
    return Demanded(span_text(found[-1].span), name, found[-1].clause)


def _phase(notice: Notice | None, day: Date) -> Phase:
    if notice is None or notice.starts <= day <= notice.ends:
        return "running"
    return "ahead" if day < notice.starts else "over"


def _remaining(notice: Notice | None, day: Date) -> str:
    """How long objections can still be made, in working days, today and the last day counted."""
    if notice is None:
        return "起止日期待补充"
    phase = _phase(notice, day)
    if phase == "over":
        return WAITING
    if phase == "ahead":
        return f"{date_within_year(notice.starts, day)}开始"
    if notice.ends == day:
        return "今天截止"
    last = date_within_year(notice.ends, day)
    left = count_workdays(last_day(day), last_day(notice.ends))
    if left.count:
        return f"还剩 {workdays_text(left)}，到 {last}"
    days = (last_day(notice.ends) - last_day(day)).days + 1
    return f"还剩 {days} 天，都不是工作日，到 {last}"


def _source(entry: Entry, source_id: str) -> Link:
    source = entry.brand.source(source_id)
    return Link(source.title or source.publisher or "见记录", source.public_url)


def _withdrawn(entry: Entry, day: Date) -> str | None:
    """What the brand was recognised as before and has lost: its own page is not there to say so."""
    lost = [each for each in entry.brand.recognitions if state_on(each, day) == "withdrawn"]
    return "、".join(recognised_as(each) for each in lost) or None


def _decided(entries: Sequence[Entry], day: Date) -> Iterator[ListedView]:
    """Recognitions made after a notice within the last days, newest first."""
    found = [
        (entry, recognition, recognition.date)
        for entry in entries
        if standing_on(entry.brand, day) == "listed"
        for recognition in entry.brand.recognitions
        if recognition.date and is_decided_lately(recognition, day)
    ]
    for entry, recognition, made in sorted(found, key=lambda each: each[2], reverse=True):
        yield ListedView(
            anchor=None,
            name=entry.name,
            url=entry.url,
            place=place_text(entry.place),
            level=recognition.level,
            what=recognised_as(recognition),
            date=chinese_date(made),
            date_iso=made,
            document=recognition.document,
            source=_source(entry, recognition.source),
        )


def _recommended(entries: Sequence[Entry], day: Date) -> Iterator[ListedView]:
    """Brands that were recommended and have no notice yet: their addresses lead here."""
    waiting = {entry.brand.id for entry, _ in _waiting(entries, day)}
    for entry in entries:
        if standing_on(entry.brand, day) != "notice" or entry.brand.id in waiting:
            continue
        recognition = next(each for each in entry.brand.recognitions if state_on(each, day) == "recommended")
        yield ListedView(
            anchor=entry.brand.id,
            name=entry.name,
            url=None,
            place=place_text(entry.place),
            level=recognition.level,
            what=recognised_as(recognition),
            date=None,
            date_iso=None,
            document=None,
            source=_source(entry, recognition.source),
        )
