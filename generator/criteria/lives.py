"""Judge the steps of a brand's life: their order, notice periods in working days, terms and reviews.

Gets a brand and the policies of a day, yields faults with their path in the record. What needs neither a day nor a
policy (order of dates, references) is judged by the records layer.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.criteria.applying import PoliciesOn
from generator.criteria.demands import DueDay, assessment_due, notice_demands, term_end
from generator.criteria.spans import length_text, measure_notice, span_text
from generator.life import (
    STANDING_STATES,
    LifeStep,
    State,
    derive_steps,
    is_renewed,
    state_after,
    state_by_record,
    state_label,
    state_on,
    stated_state,
    step_label,
)
from generator.model.brand import Brand, Notice, Recognition
from generator.model.dates import has_begun, is_over, last_day, precedes
from generator.model.policy import Policy
from generator.records.shape import Fault
from generator.records.shape import Path as RecordPath

SOON: Final = 60
"""So many days ahead the end of a recognition is told."""

_ENDED: Final[frozenset[State | None]] = frozenset({"withdrawn", "expired"})
_MAKING: Final = frozenset({"cultivating", "recommended", "recognised"})
"""Steps that cannot follow once a recognition holds."""
_NO_HOLIDAYS: Final = {"note": "；放假安排还没公布的日子只除去了周末", "note_en": "; where holidays are not published, weekends only were left out"}  # fmt: skip


def check_life(brand: Brand, policies: PoliciesOn) -> Iterator[Fault]:
    """Every fault of *brand* on the day of *policies*."""
    for index, recognition in enumerate(brand.recognitions):
        path: RecordPath = ("recognitions", index)
        if recognition.notice:
            yield from _check_notice(brand, recognition, recognition.notice, policies, path)
        yield from _check_course(recognition, path)
        yield from _check_status(recognition, policies.day, path)
        if not is_renewed(brand, recognition, policies.day):
            yield from _check_terms(brand, recognition, policies, path)


def _check_notice(
    brand: Brand, recognition: Recognition, notice: Notice, policies: PoliciesOn, path: RecordPath
) -> Iterator[Fault]:
    """Long enough, with where to object, and not forgotten once it is over."""
    day, at_end = policies.day, (*path, "notice", "ends")
    if notice.ends < notice.starts:
        return  # X212 says so
    for demand in notice_demands(brand, recognition, notice, policies):
        length = measure_notice(notice, demand.span)
        if length and length.is_short:
            words = {"length": length.text, "starts": notice.starts, "ends": notice.ends, "clause": demand.clause}
            note = _NO_HOLIDAYS if length.estimated else {"note": "", "note_en": ""}
            required = {"policy": name_policy(demand.policy), "required": span_text(demand.span)}
            yield Fault(at_end, "L701", {**words, **note, **required})
    state = state_on(recognition, day)
    if state == "notice" and not is_over(notice.ends, day) and not notice.objection:
        yield Fault((*path, "notice"), "L702", at_key=True)
    if state == "notice" and is_over(notice.ends, day):
        yield Fault(at_end, "L703", {"ends": notice.ends})
    if recognition.date and _is_early(recognition.date, notice.ends):
        yield Fault((*path, "date"), "L706", {"date": recognition.date, "ends": notice.ends})


def _is_early(recognised: str, ends: str) -> bool:
    """Whether a recognition surely came before the end of the notice, whose last day has to pass whole."""
    return precedes(recognised, ends) or recognised == ends


def _check_course(recognition: Recognition, path: RecordPath) -> Iterator[Fault]:
    """Each step follows from the one before; that a recognition comes too early for its notice is L706."""
    state: State | None = None
    previous: LifeStep | None = None
    for step in derive_steps(recognition):
        words = {"step": step_label(step.kind), "step_en": step.kind, "date": step.date}
        if previous and (state in _ENDED or (state in STANDING_STATES and step.kind in _MAKING)):
            reason = {
                "reason": f"前面已经有“{step_label(previous.kind)}”",
                "reason_en": f"it comes after {previous.kind}",
            }
            yield Fault(_place_of(step, path), "L705", {**words, **reason})
        elif step.kind == "rectified" and state != "rectification":
            reason = {"reason": f"前面没有“{step_label('rectification')}”", "reason_en": "no rectification before it"}
            yield Fault(_place_of(step, path), "L705", {**words, **reason})
        state = state_after(step.kind, state)
        previous = step


def _place_of(step: LifeStep, path: RecordPath) -> RecordPath:
    if step.index is not None:
        return (*path, "steps", step.index, "date")
    return (*path, "notice", "starts") if step.kind == "notice" else (*path, "date")


def _check_status(recognition: Recognition, day: str, path: RecordPath) -> Iterator[Fault]:
    """A status written by hand says what the dates say."""
    stated, derived = stated_state(recognition), state_by_record(recognition, day)
    if stated and recognition.status and stated != derived:
        words = {"stated": state_label(stated), "derived": state_label(derived)}
        yield Fault((*path, "status"), "L707", {**words, "stated_en": recognition.status, "derived_en": derived})


def _check_terms(brand: Brand, recognition: Recognition, policies: PoliciesOn, path: RecordPath) -> Iterator[Fault]:
    """What a recognition that holds is due for: the end of its validity, of a rectification, of its term, a review."""
    day, state = policies.day, state_by_record(recognition, policies.day)
    if state not in STANDING_STATES:
        return
    if state == "rectification":
        yield from _check_rectification(recognition, day, path)
    until = recognition.valid_until
    if until and is_over(until, day):
        yield Fault((*path, "valid_until"), "L710", {"date": until})
        return
    if until and (left := (last_day(until) - date.fromisoformat(day)).days) <= SOON:
        yield Fault((*path, "valid_until"), "L711", {"date": until, "days": str(left)})
    due = assessment_due(brand, recognition, policies)
    if due and _is_due(due, day) and not _is_assessed(recognition, day):
        yield Fault((*path, "date"), "L712", _words_of(due))
    end = None if until else term_end(brand, recognition, policies)
    if end and _is_due(end, day):
        yield Fault((*path, "date"), "L713", _words_of(end))


def _check_rectification(recognition: Recognition, day: str, path: RecordPath) -> Iterator[Fault]:
    ordered = [step for step in derive_steps(recognition) if step.kind == "rectification" and has_begun(step.date, day)]
    if ordered and (until := ordered[-1].ends) and is_over(until, day):
        yield Fault((*path, "steps", ordered[-1].index or 0, "until"), "L714", {"until": until})


def _is_assessed(recognition: Recognition, day: str) -> bool:
    """Whether an assessment came after the recognition."""
    recognised = recognition.date or ""
    return any(
        step.step == "assessed" and has_begun(step.date, day) and not precedes(step.date, recognised)
        for step in recognition.steps
    )


def _is_due(due: DueDay, day: str) -> bool:
    return due.day.isoformat() <= day


def _words_of(due: DueDay) -> dict[str, str]:
    demand = due.demand
    span, policy = length_text(demand.span), name_policy(demand.policy)
    return {"span": span, "due": due.day.isoformat(), "policy": policy, "clause": demand.clause}


def name_policy(policy: Policy) -> str:
    """A policy in few words."""
    return f"《{policy.name}》"
