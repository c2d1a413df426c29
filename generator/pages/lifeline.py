"""The life of a recognition as readers see it: its state on the day, its dated steps, why it was withdrawn.

Gets a recognition, the policies, a day and the marks of sources; gives values for the templates. Grades and grounds
are told in the words of the policy; a step still to come is not told.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from generator.life import (
    STANDING_STATES,
    LifeKind,
    LifeStep,
    derive_steps,
    has_begun,
    is_over,
    recognised_as,
    state_by_record,
    state_label,
    state_on,
    step_label,
)
from generator.model.brand import Brand, Date, Recognition
from generator.model.policy import Policy
from generator.model.policy_process import Statement
from generator.pages.citations import Marks, SourceMark
from generator.pages.links import Link
from generator.text import chinese_date, date_within_year

Policies = Mapping[str, Policy]

WAITING: Final = "公示已满，等结果"


class StepView(Struct, frozen=True):
    """One dated step."""

    kind: LifeKind
    datetime: Date
    date: str
    ends: str | None
    """Last day of a notice."""
    word: str
    detail: str | None
    """Until when, with which grade, on which ground."""
    document: str | None
    source: SourceMark


Lifelines: TypeAlias = tuple[tuple[StepView, ...], ...]
"""The steps of every recognition of a brand, in the record's order."""


class StateView(Struct, frozen=True):
    """What has become of a recognition; ``key`` names its style."""

    key: str
    text: str


class WithdrawalView(Struct, frozen=True):
    """A recognition that was taken back."""

    what: str
    made: bool
    """Whether there was a recognition at all, not only a notice without a result."""
    authority: str | None
    recognised: str | None
    withdrawn: str | None
    document: str | None
    ground: str | None
    clause: str | None
    policy: Link | None
    source: SourceMark


def derive_state(recognition: Recognition, day: Date) -> StateView | None:
    """The state to show; none where the record says no more than that it was recognised once."""
    state = state_on(recognition, day)
    taken = [step for step in derive_steps(recognition) if has_begun(step.date, day) and step.kind != "recognised"]
    if state == "recognised" and not (recognition.status or recognition.valid_until or taken):
        return None
    notice = recognition.notice
    if state == "notice" and notice and is_over(notice.ends, day):
        return StateView(state, WAITING)
    return StateView(state, state_label(state))


def derive_lifelines(brand: Brand, policies: Policies, day: Date, marks: Marks) -> Lifelines:
    """The steps of each recognition of *brand* until *day*."""
    return tuple(derive_lifeline(each, policies, day, marks) for each in brand.recognitions)


def derive_lifeline(recognition: Recognition, policies: Policies, day: Date, marks: Marks) -> tuple[StepView, ...]:
    """The steps taken until *day*, earliest first, with the end of the validity once it has come."""
    policy = policies.get(recognition.policy or "")
    views = [
        StepView(
            kind=step.kind,
            datetime=step.date,
            date=chinese_date(step.date),
            ends=date_within_year(step.ends, step.date) if step.kind == "notice" and step.ends else None,
            word=step_label(step.kind),
            detail=_detail(step, policy),
            document=step.document,
            source=marks[step.source],
        )
        for step in derive_steps(recognition)
        if has_begun(step.date, day)
    ]
    if (
        (until := recognition.valid_until)
        and is_over(until, day)
        and state_by_record(recognition, day) in STANDING_STATES
    ):
        source = marks[recognition.source]
        views.append(
            StepView("expired", until, chinese_date(until), None, step_label("expired"), "有效期满", None, source)
        )
    return tuple(views)


def _detail(step: LifeStep, policy: Policy | None) -> str | None:
    if step.kind == "rectification" and step.ends:
        return f"期限到 {chinese_date(step.ends)}"
    if step.grade and policy and policy.assessment:
        return next((grade.label for grade in policy.assessment.grades if grade.id == step.grade), None)
    ground = _ground(step, policy)
    return ground.text.rstrip("。") if ground else None


def _ground(step: LifeStep, policy: Policy | None) -> Statement | None:
    grounds = policy.withdrawal.grounds if policy and policy.withdrawal else ()
    return next((ground for ground in grounds if ground.id == step.ground), None)


def derive_withdrawals(brand: Brand, policies: Policies, day: Date, marks: Marks) -> tuple[WithdrawalView, ...]:
    """What *brand* has lost, when, by which document and on which ground, in the record's order."""
    return tuple(
        _withdrawal(each, policies.get(each.policy or ""), day, marks)
        for each in brand.recognitions
        if state_on(each, day) == "withdrawn"
    )


def _withdrawal(recognition: Recognition, policy: Policy | None, day: Date, marks: Marks) -> WithdrawalView:
    taken = [each for each in derive_steps(recognition) if each.kind == "withdrawn" and has_begun(each.date, day)]
    step = taken[-1] if taken else None
    ground = _ground(step, policy) if step else None
    return WithdrawalView(
        what=recognised_as(recognition),
        made=recognition.date is not None or recognition.notice is None,
        authority=recognition.authority,
        recognised=chinese_date(recognition.date) if recognition.date else None,
        withdrawn=chinese_date(step.date) if step else None,
        document=step.document if step else None,
        ground=ground.text if ground else None,
        clause=ground.clause if ground else None,
        policy=Link(policy.name, f"policies/{policy.id}/") if policy else None,
        source=marks[step.source if step else recognition.source],
    )
