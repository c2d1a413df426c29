"""The life of a recognition and of a brand: which step it has come to on a given day.

Gets a recognition as written (its notice, its date, its steps, its status) and a day; gives dated steps and a
state. Dates decide; a status written by hand decides only where no dated step does. Judges nothing, reads no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from generator.model.brand import Brand, Date, Level, Recognition, Status, StepKind

LifeKind = Literal[StepKind, "notice", "recognised"]
State = Literal["cultivating", "recommended", "notice", "recognised", "rectification", "withdrawn", "expired"]
Standing = Literal["listed", "notice", "withdrawn"]

LEVELS: Final[tuple[Level, ...]] = ("county", "city", "province", "national")
"""From the lowest up."""
STANDING_STATES: Final = frozenset({"recognised", "rectification"})
"""In these the recognition holds."""

_ORDER: Final[tuple[LifeKind, ...]] = (
    "cultivating", "recommended", "notice", "recognised", "assessed", "rectification", "rectified", "withdrawn",
    "expired",
)  # fmt: skip
_LEADS_TO: Final[dict[LifeKind, State]] = {
    "cultivating": "cultivating",
    "recommended": "recommended",
    "notice": "notice",
    "recognised": "recognised",
    "rectification": "rectification",
    "rectified": "recognised",
    "withdrawn": "withdrawn",
    "expired": "expired",
}
"""What each step makes of the recognition; an assessment by itself changes nothing."""
_STATED: Final[dict[Status, State]] = {
    "recommended": "recommended",
    "notice": "notice",
    "valid": "recognised",
    "rectification": "rectification",
    "withdrawn": "withdrawn",
    "expired": "expired",
}
_BEFORE_RECOGNITION: Final = frozenset({"recommended", "notice"})


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One dated step, whatever key of the record it stands under."""

    kind: LifeKind
    date: Date
    source: str
    document: str | None = None
    ends: Date | None = None
    """Last day of a notice or of a rectification."""
    grade: str | None = None
    ground: str | None = None


def derive_steps(recognition: Recognition) -> tuple[LifeStep, ...]:
    """Every dated step of *recognition*, earliest first; of one day in the order they follow each other."""
    steps = [
        LifeStep(each.step, each.date, each.source, each.document, each.until, each.grade, each.ground)
        for each in recognition.steps
    ]
    if notice := recognition.notice:
        steps.append(
            LifeStep("notice", notice.starts, notice.source or recognition.source, notice.document, notice.ends)
        )
    if recognition.date:
        steps.append(LifeStep("recognised", recognition.date, recognition.source, recognition.document))
    return tuple(sorted(steps, key=lambda step: (step.date, _ORDER.index(step.kind))))


def has_begun(date: Date, day: str) -> bool:
    """Whether the year, month or day *date* has begun on *day* (``YYYY-MM-DD``)."""
    return date <= day[: len(date)]


def is_over(date: Date, day: str) -> bool:
    """Whether the year, month or day *date* lies wholly before *day*."""
    return date < day[: len(date)]


def state_on(recognition: Recognition, day: str) -> State:
    """What has become of *recognition* on *day*."""
    state = _state_by_steps(recognition, day)
    until = recognition.valid_until
    if state in STANDING_STATES and until and is_over(until, day):
        return "expired"
    return state


def _state_by_steps(recognition: Recognition, day: str) -> State:
    if not recognition.steps and recognition.status and _agrees(recognition, day):
        return _STATED[recognition.status]
    taken = [step for step in derive_steps(recognition) if has_begun(step.date, day)]
    states = [_LEADS_TO[step.kind] for step in taken if step.kind in _LEADS_TO]
    if states:
        return states[-1]
    waits = recognition.notice or recognition.date or recognition.steps
    return "recommended" if waits else "recognised"


def _agrees(recognition: Recognition, day: str) -> bool:
    """Whether the status written by hand can be so on *day*: before the recognition's date it cannot."""
    early = recognition.date is not None and not has_begun(recognition.date, day)
    return not early or recognition.status in _BEFORE_RECOGNITION


def standing_on(brand: Brand, day: str) -> Standing:
    """Whether *brand* is listed, under notice or withdrawn.

    Under notice is a brand all of whose recognitions are still to be made (gov-site rules §7); withdrawn is one
    that has lost every recognition it had. A brand nobody has recognised is listed: its sources say what it is.
    """
    states = {state_on(recognition, day) for recognition in brand.recognitions}
    if states == {"withdrawn"}:
        return "withdrawn"
    if states and states <= _BEFORE_RECOGNITION | {"withdrawn"}:
        return "notice"
    return "listed"


def held_on(brand: Brand, day: str) -> tuple[Recognition, ...]:
    """The recognitions that hold on *day*, in the record's order."""
    return tuple(each for each in brand.recognitions if state_on(each, day) in STANDING_STATES)


def level_on(brand: Brand, day: str) -> Level | None:
    """The highest level at which *brand* is recognised on *day*."""
    return highest(each.level for each in held_on(brand, day))


def highest(levels: Iterable[Level]) -> Level | None:
    """The highest of *levels*; none of none."""
    found = set(levels)
    return next((level for level in reversed(LEVELS) if level in found), None)
