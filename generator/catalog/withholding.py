"""Take people whose consent has run out off the brand, so that no output can show them by mistake.

Gets a brand as written and a day, gives the brand as it may be published on that day: without the person, without
what names them, and with a tombstone in their place. Changes no record.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from msgspec.structs import replace

from generator.criteria.people import has_lapsed
from generator.model.brand import Brand, Figure, RemovedFigure, Source, Story

Item = TypeVar("Item")

_SENTENCE: Final = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+|\n+|\Z)")


def publishable(brand: Brand, day: str) -> Brand:
    """*brand* without the people whose consent has run out on *day* (个人信息保护法 15, 47)."""
    lapsed = [figure for figure in brand.figures if has_lapsed(figure, day)]
    if not lapsed:
        return brand
    # Their photo may stand in a story too.
    names = [word for figure in lapsed for word in (figure.name, figure.photo and figure.photo.file) if word]
    staying = [figure for figure in brand.figures if figure not in lapsed]
    return replace(
        _without_mentions(brand, names),
        figures=tuple(replace(figure, story=_without(figure.story, names)) for figure in staying),
        removed_figures=(*brand.removed_figures, *map(_tombstone, lapsed)),
    )


def _tombstone(figure: Figure) -> RemovedFigure:
    assert figure.consent is not None
    first_day_without = date.fromisoformat(figure.consent.until) + timedelta(1)
    return RemovedFigure(figure.id, first_day_without.isoformat(), "expired")


def _without_mentions(brand: Brand, names: Sequence[str]) -> Brand:
    """*brand* without the facts and sentences that name one of *names*; figures and recognitions stay facts."""
    return replace(
        brand,
        summary=_without(brand.summary, names) or f"劳务品牌“{brand.name}”。",
        products=_unnamed(brand.products, names),
        honours=_unnamed(brand.honours, names),
        attestations=_unnamed(brand.attestations, names),
        carriers=_unnamed(brand.carriers, names),
        timeline=_unnamed(brand.timeline, names),
        notes=_unnamed(brand.notes, names),
        headcount=tuple(replace(each, note=_without(each.note, names)) for each in brand.headcount),
        metrics=tuple(replace(each, note=_without(each.note, names)) for each in brand.metrics),
        stories=tuple(story for each in brand.stories if (story := _retell(each, names))),
        sources=tuple(_anonymous(source, names) for source in brand.sources),
    )


def _unnamed(items: Sequence[Item], names: Sequence[str]) -> tuple[Item, ...]:
    return tuple(item for item in items if not _names_any(item, names))


def _names_any(item: Any, names: Sequence[str]) -> bool:
    """Whether a text, or any text in a value of the model, holds one of *names*."""
    written = repr(item)
    return any(name in written for name in names)


def _without(text: str | None, names: Sequence[str]) -> str | None:
    """*text* without the sentences that name one of *names*; nothing where none is left."""
    if text is None or not _names_any(text, names):
        return text
    kept = "".join(each for each in _SENTENCE.findall(text) if not any(name in each for name in names))
    return kept.strip() or None


def _retell(story: Story, names: Sequence[str]) -> Story | None:
    """*story* as far as it is not about one of *names*: a title or a picture that names them is not kept."""
    body = _without(story.body, names)
    if body is None or _names_any(story.title, names):
        return None
    return replace(story, body=body, photos=_unnamed(story.photos, names))


def _anonymous(source: Source, names: Sequence[str]) -> Source:
    """*source* without a title or a note that names one of *names*: facts go on resting on it."""
    title = None if _names_any(source.title, names) else source.title
    if title is None and source.publisher is None:
        title = "（标题略）"
    return replace(source, title=title, note=_without(source.note, names))
