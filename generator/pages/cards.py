"""Brands and people as cards in lists.

Gets entries and profiles, gives values for components/card.html.jinja, and a brand's card as a fragment, which is
rendered once for however many lists it stands on.
"""

from functools import lru_cache
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from generator.marks import draw_mark
from generator.model.brand import Photo
from generator.model.catalog import Entry, Profile
from generator.pages.quantities import short_quantity
from generator.reference import Division
from generator.schema_text import label
from generator.templating import Templates
from generator.text import chinese_date

_MONTH: Final = len("2026-11")
"""In lists a month is exact enough; the brand's own page tells the day."""


class Card(Struct, frozen=True):
    """A brand in a list."""

    id: str
    url: str
    name: str
    mark: Markup
    place: str
    line: str
    category: str
    category_label: str | None
    inferred: bool
    level: str
    level_label: str | None
    figure: str | None
    figure_label: str
    figure_date: str


class PhotoView(Struct, frozen=True):
    """A photo with what it shows and whose it is."""

    path: str
    alt: str
    credit: str


class PersonCard(Struct, frozen=True):
    """A person in a list, with the brand they stand for."""

    url: str
    name: str
    initial: str
    role: str
    title: str | None
    brand: str
    place: str
    category: str
    photo: PhotoView | None


def card_fragment(entry: Entry, templates: Templates) -> str:
    """The card of a brand as an item of ``ul.cards``, for ``place_fragment`` to lay into a page."""
    return templates.render_fragment("components/card.html.jinja", "brand", derive_card(entry))


@lru_cache(maxsize=1 << 10)  # for the brand's own page and for its neighbours', which are printed one after another
def derive_card(entry: Entry) -> Card:
    """The card of a brand."""
    brand, headline = entry.brand, entry.headline
    return Card(
        id=brand.id,
        url=entry.url,
        name=entry.name,
        mark=Markup(draw_mark(entry)),  # noqa: S704 - drawn by us, text in it is escaped
        place=place_text(entry.place),
        line=brand.summary,
        category=brand.category or "none",
        category_label=label("category", brand.category) if brand.category else None,
        inferred=brand.category_basis == "inferred",
        level=entry.level or "none",
        level_label=label("recognitions.level", entry.level) if entry.level else None,
        figure=short_quantity(headline) if headline else None,
        figure_label=figure_label(entry),
        figure_date=chinese_date(headline.as_of[:_MONTH]) if headline else "",
    )


def derive_person(profile: Profile, entry: Entry) -> PersonCard:
    """The card of an exemplary figure of the brand *entry*."""
    return PersonCard(
        url=profile.url,
        name=profile.figure.name,
        initial=profile.figure.name[0],
        role=label("figures.role", profile.figure.role),
        title=profile.figure.title,
        brand=entry.name,
        place=place_text(entry.place),
        category=entry.brand.category or "none",
        photo=derive_photo(entry.brand.id, profile.figure.photo) if profile.figure.photo else None,
    )


def derive_photo(brand_id: str, photo: Photo) -> PhotoView:
    """A photo of the brand's record, which is published beside the brand's page."""
    return PhotoView(f"brands/{brand_id}/{photo.file}", photo.alt, photo.credit)


def figure_label(entry: Entry) -> str:
    """What the headline figure counts: its measure, and its scope where that is the whole trade."""
    if entry.headline is None:
        return ""
    measure = label("headcount.measure", entry.headline.measure)
    return f"全产业{measure}" if entry.headline.scope == "industry" else measure


def place_text(chain: tuple[Division, ...]) -> str:
    """A place in short words, province first: ``湖北 潜江``."""
    return " ".join(division.short for division in chain)
