"""Sources as readers meet them: a small numbered mark beside each fact, a numbered list at the end.

Gets a brand, gives values for the templates. Only sources of grade A and A- lead out of the site;
grade B is named, grade C is called what it is, a lead still to be checked.
"""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from generator.model.brand import Brand
from generator.text import chinese_date


class SourceMark(Struct, frozen=True):
    """The mark beside a fact: the source's place in the list of the page."""

    number: int
    anchor: str
    title: str
    lead: bool


class SourceLine(Struct, frozen=True):
    """One line of the list of sources."""

    number: int
    anchor: str
    title: str
    publisher: str | None
    date: str | None
    datetime: str | None
    url: str | None
    lead: bool
    note: str | None


Marks: TypeAlias = Mapping[str, SourceMark]
"""The marks of a brand's sources by their ids: made once, set beside fact after fact."""


def derive_marks(brand: Brand) -> Marks:
    """The marks of all sources of *brand*."""
    return {
        source.id: SourceMark(number, f"source-{number}", source.title or source.publisher or "", source.grade == "C")
        for number, source in enumerate(brand.sources, 1)
    }


def mark_sources(brand: Brand, source_ids: tuple[str, ...]) -> tuple[SourceMark, ...]:
    """The marks of several sources, in their order."""
    marks = derive_marks(brand)
    return tuple(marks[source_id] for source_id in source_ids)


def name_content_source(brand: Brand, source_ids: tuple[str, ...], otherwise: str) -> str:
    """Who is named as a page's ContentSource: the first publisher readers can be sent to, else *otherwise*."""
    cited = (brand.source(source_id) for source_id in source_ids)
    return next((source.publisher for source in cited if source.public_url and source.publisher), otherwise)


def list_sources(brand: Brand) -> tuple[SourceLine, ...]:
    """All sources of *brand*, numbered as in the record."""
    return tuple(
        SourceLine(
            number=number,
            anchor=f"source-{number}",
            title=source.title or source.publisher or "",
            publisher=source.publisher if source.title else None,
            date=chinese_date(source.date) if source.date else None,
            datetime=source.date,
            url=source.public_url,
            lead=source.grade == "C",
            note=source.note,
        )
        for number, source in enumerate(brand.sources, 1)
    )
