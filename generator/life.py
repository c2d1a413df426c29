"""The life of a recognition and of a brand: which step it has come to on a given day.

Gets a recognition as written (its notice, its date, its steps, its status) and a day; gives dated steps and a
state. Dates decide; a status written by hand decides only where no dated step does. Judges nothing, reads no clock.
"""

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from generator.model.brand import Brand, Date, Level, Recognition, Status, StepKind
from generator.model.dates import has_begun, is_over, precedes
from generator.schema_text import label, title

__all__ = [
    "LEVELS", "STANDING_STATES", "LifeKind", "LifeStep", "Standing", "State", "derive_steps", "has_begun", "held_on",
    "highest", "is_over", "is_renewed", "level_on", "recognised_as", "standing_on", "state_after",
    "state_by_record", "state_label", "state_on", "stated_state", "step_label",
]  # fmt: skip

LifeKind = Literal[StepKind, "notice", "recognised"]
State = Literal["cultivating", "recommended", "notice", "recognised", "rectification", "withdrawn", "expired"]
Standing = Literal["listed", "notice", "withdrawn"]

LEVELS: Final[tuple[Level, ...]] = ("county", "city", "province", "national")
"""From the lowest up."""
STANDING_STATES: Final[frozenset[State | None]] = frozenset({"recognised", "rectification"})
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
    "assessed": "recognised",
    "rectification": "rectification",
    "rectified": "recognised",
    "withdrawn": "withdrawn",
    "expired": "expired",
}
_STATED: Final[dict[Status, State]] = {
    "recommended": "recommended",
    "notice": "notice",
    "valid": "recognised",
    "rectification": "rectification",
    "withdrawn": "withdrawn",
    "expired": "expired",
}
_BEFORE_RECOGNITION: Final = frozenset({"recommended", "notice"})
_AFTER_RECOGNITION: Final[frozenset[State | None]] = frozenset({"rectification", "withdrawn", "expired"})
_OF_THE_RECOGNISED: Final = frozenset({"assessed", "rectification", "rectified", "withdrawn", "expired"})
"""Steps that only a recognised brand can take, so one of them implies the recognition."""


class LifeStep(msgspec.Struct, frozen=True):
    """One dated step, whatever key of the record it stands under."""

    kind: LifeKind
    date: Date
    source: str
    document: str | None = None
    ends: Date | None = None
    """Last day of a notice or of a rectification."""
    grade: str | None = None
    ground: str | None = None
    index: int | None = None
    """Its place among the record's ``steps``; a notice and the recognition itself have none."""


def derive_steps(recognition: Recognition) -> tuple[LifeStep, ...]:
    """Every dated step of *recognition*, earliest first; where dates leave it open, in the order they follow."""
    steps = [
        LifeStep(each.step, each.date, each.source, each.document, each.until, each.grade, each.ground, index)
        for index, each in enumerate(recognition.steps)
    ]
    if notice := recognition.notice:
        steps.append(
            LifeStep("notice", notice.starts, notice.source or recognition.source, notice.document, notice.ends)
        )
    if recognition.date:
        steps.append(LifeStep("recognised", recognition.date, recognition.source, recognition.document))
    return tuple(_in_order(steps)) if len(steps) > 1 else tuple(steps)


def _in_order(steps: list[LifeStep]) -> Iterable[LifeStep]:
    """Dates of different precision do not sort: 2024 may lie before and after 2024-05, so each step is asked."""
    left = sorted(steps, key=lambda step: (step.date, _ORDER.index(step.kind)))
    while left:
        first = next((step for step in left if not any(_comes_before(other, step) for other in left)), left[0])
        left.remove(first)
        yield first


def _comes_before(one: LifeStep, other: LifeStep) -> bool:
    if precedes(one.date, other.date) or precedes(other.date, one.date):
        return precedes(one.date, other.date)
    if one.index is not None and other.index is not None:
        return one.index < other.index
    return _ORDER.index(one.kind) < _ORDER.index(other.kind)


def step_label(kind: LifeKind) -> str:
    """A step by its Chinese name."""
    if kind == "notice":
        return title("recognitions.notice")
    return title("recognitions") if kind == "recognised" else label("recognitions.steps.step", kind)


def recognised_as(recognition: Recognition) -> str:
    """What a brand is recognised as, in the words of the document or else by its level."""
    return recognition.title or f"{label('recognitions.level', recognition.level)}劳务品牌"


def state_label(state: State) -> str:
    """A state by its Chinese name."""
    status = next((status for status, meant in _STATED.items() if meant == state), None)
    return label("recognitions.status", status) if status else label("recognitions.steps.step", state)


def state_on(recognition: Recognition, day: str) -> State:
    """What has become of *recognition* on *day*."""
    state = state_by_record(recognition, day)
    until = recognition.valid_until
    if state in STANDING_STATES and until and is_over(until, day):
        return "expired"
    return state


def stated_state(recognition: Recognition) -> State | None:
    """The state that the status written by hand speaks of."""
    return _STATED[recognition.status] if recognition.status else None


def state_by_record(recognition: Recognition, day: str) -> State:
    """The state on *day* by the steps, or the status where it tells more, whatever became of the validity since."""
    reached = _reached(recognition, day)
    if reached in STANDING_STATES and _is_open(recognition, day):
        return "notice"
    stated = stated_state(recognition)
    if stated and not recognition.steps and _tells_more(stated, reached, recognition, day):
        return stated
    return reached or _before_all(recognition)


def _reached(recognition: Recognition, day: str) -> State | None:
    """Where the steps taken until *day* have led; nowhere while there are none."""
    reached: State | None = None
    for step in derive_steps(recognition):
        if has_begun(step.date, day):
            reached = state_after(step.kind, reached)
    return reached


def state_after(kind: LifeKind, before: State | None) -> State:
    """The state a step leads to.

    An assessment implies the recognition and changes nothing else; nor does a notice dated after what it prepares.
    """
    if before and kind == "assessed" and before in _AFTER_RECOGNITION:
        return before
    if before and kind == "notice" and before in STANDING_STATES | _AFTER_RECOGNITION:
        return before
    return _LEADS_TO[kind]


def _is_open(recognition: Recognition, day: str) -> bool:
    """Whether objections can be made on *day*: until its last day has passed nothing is recognised."""
    notice = recognition.notice
    return notice is not None and notice.starts <= day <= notice.ends


def _before_all(recognition: Recognition) -> State:
    """The state before any dated step: recognised, unless the recognition itself is still to come."""
    steps = derive_steps(recognition)
    return "recognised" if not steps or steps[0].kind in _OF_THE_RECOGNISED else "recommended"


def _tells_more(stated: State, reached: State | None, recognition: Recognition, day: str) -> bool:
    """Whether the status written by hand can be so on *day* and tells more than the dates do."""
    if reached == "recognised":
        return stated in _AFTER_RECOGNITION
    if reached is None:
        ahead = recognition.date is not None or recognition.notice is not None
        return not ahead or stated in _BEFORE_RECOGNITION
    decided = recognition.date is None and recognition.notice is not None and is_over(recognition.notice.ends, day)
    return stated == "withdrawn" or (decided and stated not in _BEFORE_RECOGNITION)


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


def is_renewed(brand: Brand, recognition: Recognition, day: str) -> bool:
    """Whether a later recognition of the same level has taken the place of *recognition* by *day*."""
    return any(
        other.level == recognition.level
        and other.date is not None
        and recognition.date is not None
        and precedes(recognition.date, other.date)
        for other in held_on(brand, day)
    )


def level_on(brand: Brand, day: str) -> Level | None:
    """The highest level at which *brand* is recognised on *day*."""
    return highest(each.level for each in held_on(brand, day))


def highest(levels: Iterable[Level]) -> Level | None:
    """The highest of *levels*; none of none."""
    found = set(levels)
    return next((level for level in reversed(LEVELS) if level in found), None)
