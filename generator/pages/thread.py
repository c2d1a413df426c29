"""What happened to a brand, as one thread: events, recognitions and honours by date.

Gets a brand, gives the knots of its timeline, oldest first. A recognition the editor already told as an
event of the same year is not told twice.
"""

import re
from dataclasses import dataclass
from typing import Final

from generator.model.brand import Brand
from generator.pages.citations import SourceMark, mark_source
from generator.schema_text import label

_TELLS_RECOGNITION: Final = re.compile("认定|级劳务品牌|劳务品牌名单|劳务品牌称号")


@dataclass(frozen=True, slots=True)
class Knot:
    """One happening; ``kind`` is event, recognition or honour."""

    datetime: str
    kind: str
    word: str | None
    text: str
    source: SourceMark


def derive_thread(brand: Brand) -> tuple[Knot, ...]:
    """All dated happenings of *brand*, oldest first."""
    told = {event.date[:4] for event in brand.timeline if _TELLS_RECOGNITION.search(event.event)}
    knots = [Knot(each.date, "event", None, each.event, mark_source(brand, each.source)) for each in brand.timeline]
    for recognition in brand.recognitions:
        if recognition.date and recognition.date[:4] not in told:
            text = recognition.title or f"认定为{label('recognitions.level', recognition.level)}劳务品牌"
            knots.append(Knot(recognition.date, "recognition", "认定", text, mark_source(brand, recognition.source)))
    knots += [
        Knot(honour.date, "honour", "荣誉", honour.title, mark_source(brand, honour.source))
        for honour in brand.honours
        if honour.date and not any(honour.title in event.event for event in brand.timeline)
    ]
    return tuple(sorted(knots, key=lambda knot: knot.datetime))
