"""What happened to a brand, as one thread: events, the steps of its recognitions and honours by date.

Gets a brand with the steps of its recognitions, gives the knots of its timeline, oldest first. A step the editor already told
as an event of the same time is not told twice.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from generator.life import LifeKind, recognised_as
from generator.model.brand import Brand, Date, Recognition
from generator.model.dates import precedes
from generator.pages.citations import Marks, SourceMark
from generator.pages.lifeline import Lifelines, StepView

_TELLS: Final[dict[LifeKind, re.Pattern[str]]] = {
    "cultivating": re.compile("培育"),
    "recommended": re.compile("推荐|推选|申报"),
    "notice": re.compile("公示"),
    "recognised": re.compile("(?<!拟)认定|级劳务品牌|劳务品牌名单|劳务品牌称号"),
    "assessed": re.compile("考核|评估"),
    "rectification": re.compile("整改"),
    "rectified": re.compile("整改"),
    "withdrawn": re.compile("撤销|取消|摘牌"),
    "expired": re.compile("到期|期满"),
}
_YEAR: Final = 4
_MONTH: Final = 7
_ENDS: Final = frozenset({"withdrawn", "expired"})


class Knot(Struct, frozen=True):
    """One happening; ``kind`` is event, recognition, step, end or honour."""

    datetime: Date
    kind: str
    word: str | None
    text: str
    source: SourceMark


def derive_thread(brand: Brand, lifelines: Lifelines, marks: Marks) -> tuple[Knot, ...]:
    """All dated happenings of *brand*, oldest first; the steps of its recognitions as *lifelines* tell them."""
    knots = [(each.date, Knot(each.date, "event", None, each.event, marks[each.source])) for each in brand.timeline]
    for recognition, steps in zip(reversed(brand.recognitions), reversed(lifelines), strict=True):
        knots += _of_recognition(brand, recognition, steps)
    knots += [
        (honour.date, Knot(honour.date, "honour", "荣誉", honour.title, marks[honour.source]))
        for honour in brand.honours
        if honour.date and not any(honour.title in event.event for event in brand.timeline)
    ]
    return tuple(knot for _, knot in sorted(knots, key=lambda each: each[0]))


def _of_recognition(brand: Brand, recognition: Recognition, steps: Iterable[StepView]) -> Iterator[tuple[Date, Knot]]:
    """The steps of one recognition with what they sort by: a year alone does not fall before its own notice."""
    place = ""
    for step in steps:
        place = max(place, step.datetime)
        if not _is_told(brand, step):
            yield place, _knot(step, recognition)


def _is_told(brand: Brand, step: StepView) -> bool:
    """Whether an event of the timeline tells *step*: a recognition in the same year, others in the same month."""
    reach = _YEAR if step.kind == "recognised" else _MONTH
    return any(
        _TELLS[step.kind].search(event.event) and _may_be_one(event.date[:reach], step.datetime[:reach])
        for event in brand.timeline
    )


def _may_be_one(one: Date, other: Date) -> bool:
    return not precedes(one, other) and not precedes(other, one)


def _knot(step: StepView, recognition: Recognition) -> Knot:
    what = recognised_as(recognition)
    if step.kind == "recognised":
        text = what if recognition.title else f"认定为{what}"
        return Knot(step.datetime, "recognition", step.word, text, step.source)
    until = f"到 {step.ends}" if step.ends else None
    text = "，".join(part for part in (what, until, step.detail) if part)
    return Knot(step.datetime, "end" if step.kind in _ENDS else "step", step.word, text, step.source)
