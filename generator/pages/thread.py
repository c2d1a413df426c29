"""What happened to a brand, as one thread: events, recognitions and honours by date.

Gets a brand, gives the knots of its timeline, oldest first. A recognition the editor already told as an
event of the same year is not told twice.
"""

from dataclasses import dataclass

from generator.model.brand import Brand
from generator.pages.citations import SourceMark, mark_source
from generator.schema_text import label
from generator.text import chinese_date


@dataclass(frozen=True, slots=True)
class Knot:
    """One happening; ``kind`` is event, recognition or honour."""

    datetime: str
    date: str
    kind: str
    word: str | None
    text: str
    source: SourceMark


def derive_thread(brand: Brand) -> tuple[Knot, ...]:
    """All dated happenings of *brand*, oldest first."""
    told = {event.date[:4] for event in brand.timeline if "认定" in event.event}
    knots = [_knot(brand, event.date, "event", None, event.event, event.source) for event in brand.timeline]
    for recognition in brand.recognitions:
        if recognition.date and recognition.date[:4] not in told:
            text = recognition.title or f"认定为{label('recognitions.level', recognition.level)}劳务品牌"
            knots.append(_knot(brand, recognition.date, "recognition", "认定", text, recognition.source))
    for honour in brand.honours:
        if honour.date and not any(honour.title in event.event for event in brand.timeline):
            knots.append(_knot(brand, honour.date, "honour", "荣誉", honour.title, honour.source))
    return tuple(sorted(knots, key=lambda knot: knot.datetime))


def _knot(brand: Brand, date: str, kind: str, word: str | None, text: str, source: str) -> Knot:
    return Knot(date, chinese_date(date), kind, word, text, mark_source(brand, source))
