"""The page of a brand: its name taken apart, its figures with dates, what is known and what is not.

Gets an entry and the catalog around it, gives one page. Every fact carries the mark of its source; what
the record lacks is said as 待补充 and leads to the place where it can be supplied.
"""

from typing import Final

from markupsafe import Markup
from msgspec import Struct

from generator.catalog import Catalog, derive_profiles
from generator.catalog.happenings import NOTICES_URL, is_waiting
from generator.jsonld import brand_jsonld
from generator.life import held_on, state_on
from generator.model.brand import Brand, Carrier, CultivatingUnit, Date, Honour, Recognition, Story
from generator.model.catalog import Entry
from generator.model.page import Head, Page
from generator.model.site import Site
from generator.pages.cards import (
    Card,
    PersonCard,
    PhotoView,
    derive_card,
    derive_person,
    derive_photo,
    place_text,
)
from generator.pages.citations import Marks, SourceMark, derive_marks, list_sources, name_content_source
from generator.pages.fragments import lay_card
from generator.pages.lifeline import (
    Lifelines,
    StateView,
    StepView,
    derive_lifelines,
    derive_state,
    derive_withdrawals,
)
from generator.pages.links import Link, Surroundings
from generator.pages.nameplate import derive_name_parts
from generator.pages.quantities import group_headcounts, group_metrics
from generator.pages.thread import derive_thread
from generator.pages.verdicts import derive_criteria_view
from generator.reference import read_industries
from generator.schema_text import label, title
from generator.templating import Templates
from generator.text import chinese_date

_UNMADE: Final = frozenset({"cultivating", "recommended", "notice"})


class RecognitionView(Struct, frozen=True):
    """One row of the table of recognitions."""

    level: str
    level_label: str
    title: str | None
    authority: str | None
    date: str | None
    valid_until: str | None
    document: str | None
    policy: Link | None
    state: StateView | None
    steps: tuple[StepView, ...]
    """The whole life, where the record tells more than the recognition itself."""
    made: bool
    """Whether it has been recognised at all by the day."""
    notice_url: str | None
    """Where objections can be made or the result is awaited."""
    source: SourceMark


class Line(Struct, frozen=True):
    """A short line of a list with what qualifies it and its source."""

    text: str
    detail: str | None = None
    url: str | None = None
    source: SourceMark | None = None


class StoryView(Struct, frozen=True):
    """A story with the marks of its sources."""

    title: str
    date: str | None
    body: str
    photos: tuple[PhotoView, ...]
    marks: tuple[SourceMark, ...]


class BrandView(Struct, frozen=True):
    """Everything the template says about one brand, in the order it is said."""

    card: Card
    industry: Link | None
    category: Link | None
    level: Link | None
    recognitions: tuple[RecognitionView, ...]
    units: tuple[Line, ...]
    carriers: tuple[Line, ...]
    services: tuple[Line, ...]
    honours: tuple[Line, ...]
    stories: tuple[StoryView, ...]
    people: tuple[PersonCard, ...]
    gaps: tuple[str, ...]
    expired: bool
    """Whether the brand was recognised once and nothing of it holds any more."""
    place: str
    """The place in full official names, run together as Chinese addresses are."""


def derive_brand_page(
    entry: Entry, catalog: Catalog, site: Site, templates: Templates, *, withdrawn: bool = False
) -> Page:
    """The page of one brand; a withdrawn one keeps its address with a plain statement."""
    brand, day, around = entry.brand, catalog.as_of, Surroundings(catalog, listed=not withdrawn)
    marks = derive_marks(brand)
    lifelines = derive_lifelines(brand, around.policies, day, marks)
    body = templates.render(
        "withdrawn.html.jinja" if withdrawn else "brand.html.jinja",
        entry.url,
        entry=entry,
        brand=brand,
        view=_derive_view(entry, around, lifelines, marks),
        name_parts=derive_name_parts(entry, around),
        crumbs=_crumbs(entry, around),
        headcounts=group_headcounts(brand, marks),
        metrics=group_metrics(brand, marks),
        criteria=derive_criteria_view(entry, around, marks, templates) if catalog.has_policies else None,
        thread=derive_thread(brand, lifelines, marks),
        withdrawals=derive_withdrawals(brand, around.policies, day, marks),
        sources=list_sources(brand),
        related=_related(entry, around, templates),
        updated=chinese_date(brand.updated or brand.published),
        address=site.url + entry.url,
    )
    head = Head(
        title=f"{entry.name}（{place_text(entry.place).replace(' ', '')}）",
        description=brand.summary[:120],
        kind="article",
        keywords=_keywords(entry),
        column="指导目录",
        column_type="数据发布",
        published=brand.published,
        content_source=name_content_source(brand, tuple(source.id for source in brand.sources), site.name),
        alternate=None if withdrawn else f"api/v1/brands/{brand.id}.json",
        jsonld=None if withdrawn else brand_jsonld(entry, site),
        robots="noindex" if withdrawn else None,
    )
    return Page(entry.url, "brands", head, body)


def _derive_view(entry: Entry, around: Surroundings, lifelines: Lifelines, marks: Marks) -> BrandView:
    brand, card = entry.brand, derive_card(entry)
    return BrandView(
        card=card,
        industry=_industry(brand, around),
        category=Link(card.category_label, around.url("category", brand.category)) if card.category_label else None,
        level=Link(card.level_label, around.url("level", entry.level)) if card.level_label else None,
        recognitions=tuple(
            _recognition(brand, each, steps, around, marks)
            for each, steps in zip(brand.recognitions, lifelines, strict=True)
        ),
        units=tuple(_unit(unit, marks) for unit in brand.cultivating_units),
        carriers=tuple(_carrier(carrier, marks) for carrier in brand.carriers),
        services=_services(brand),
        honours=tuple(_honour(honour, marks) for honour in brand.honours),
        stories=tuple(_story(brand, story, marks) for story in brand.stories),
        people=tuple(derive_person(profile, entry) for profile in derive_profiles(entry)),
        gaps=tuple(gap.label for gap in entry.gaps),
        expired=_is_expired(brand, around.catalog.as_of),
        place="".join(division.name for division in entry.place) + (brand.locality or ""),
    )


def _related(entry: Entry, around: Surroundings, templates: Templates) -> Markup:
    """The cards of the brands next to it, one an item of a list."""
    return Markup("\n").join(lay_card(around.catalog, each, templates, entry.url) for each in entry.related)


def _is_expired(brand: Brand, day: Date) -> bool:
    return not held_on(brand, day) and any(state_on(each, day) == "expired" for each in brand.recognitions)


def _recognition(
    brand: Brand, recognition: Recognition, steps: tuple[StepView, ...], around: Surroundings, marks: Marks
) -> RecognitionView:
    policy, day = around.policies.get(recognition.policy or ""), around.catalog.as_of
    state = derive_state(recognition, day)
    return RecognitionView(
        level=recognition.level,
        level_label=label("recognitions.level", recognition.level),
        title=recognition.title,
        authority=recognition.authority,
        date=chinese_date(recognition.date) if recognition.date else None,
        valid_until=chinese_date(recognition.valid_until) if recognition.valid_until else None,
        document=recognition.document,
        policy=Link(policy.title, f"policies/{policy.id}/") if policy else None,
        state=state,
        steps=steps if any(step.kind != "recognised" for step in steps) else (),
        made=state is None or state.key not in _UNMADE,
        notice_url=f"{NOTICES_URL}#{brand.id}" if is_waiting(recognition, day) else None,
        source=marks[recognition.source],
    )


def _unit(unit: CultivatingUnit, marks: Marks) -> Line:
    return Line(
        unit.name,
        label("cultivating_units.role", unit.role) if unit.role else None,
        unit.url,
        marks[unit.source] if unit.source else None,
    )


def _carrier(carrier: Carrier, marks: Marks) -> Line:
    source = marks[carrier.source] if carrier.source else None
    return Line(carrier.name, label("carriers.kind", carrier.kind), None, source)


def _honour(honour: Honour, marks: Marks) -> Line:
    details = (honour.authority, chinese_date(honour.date) if honour.date else None)
    detail = "，".join(part for part in details if part) or None
    return Line(honour.title, detail, None, marks[honour.source])


def _services(brand: Brand) -> tuple[Line, ...]:
    if brand.services is None:
        return ()
    lines = []
    for key, contact in (
        ("training", brand.services.training),
        ("jobs", brand.services.jobs),
        ("rights", brand.services.rights),
    ):
        if contact:
            url = contact if contact.startswith("http") else f"tel:{contact}"
            lines.append(Line(title(f"services.{key}"), None if url == contact else contact, url))
    return tuple(lines)


def _story(brand: Brand, story: Story, marks: Marks) -> StoryView:
    return StoryView(
        title=story.title,
        date=chinese_date(story.date) if story.date else None,
        body=story.body,
        photos=tuple(derive_photo(brand.id, photo) for photo in story.photos),
        marks=tuple(marks[source_id] for source_id in story.sources),
    )


def _industry(brand: Brand, around: Surroundings) -> Link | None:
    industry = read_industries().get(brand.industry) if brand.industry else None
    return Link(industry.name, around.url("industry", brand.industry)) if industry else None


def _crumbs(entry: Entry, around: Surroundings) -> tuple[Link, ...]:
    places = (Link(division.short, around.url("division", division.code)) for division in entry.place)
    return (Link("指导目录", "catalog/"), *places, Link(entry.name))


def _keywords(entry: Entry) -> tuple[str, ...]:
    name = entry.brand.name
    parts = (
        entry.name,
        *entry.brand.aliases,
        *(division.short for division in entry.place),
        name.industry,
        name.worker,
    )
    return tuple(dict.fromkeys(part for part in parts if part))
