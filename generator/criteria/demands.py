"""What policies ask of a recognition along its life: how long its notice lasts, when it is assessed, its term.

Gets a brand, one of its recognitions and the policies; gives the demands with the policy each stands in. The policy
the recognition names decides; where it names none, those of the place and level in force at the time do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.criteria.applying import PoliciesOn
from generator.criteria.spans import span_end
from generator.model.brand import Brand, Notice, Recognition
from generator.model.dates import last_day
from generator.model.policy import Policy
from generator.model.policy_process import Quantity


@dataclass(frozen=True, slots=True)
class Demand:
    """A length of time a policy asks for, with the clause."""

    policy: Policy
    span: Quantity
    clause: str


@dataclass(frozen=True, slots=True)
class DueDay:
    """The day on which something falls due for a recognition, by which demand."""

    demand: Demand
    day: date


def notice_demands(brand: Brand, recognition: Recognition, notice: Notice, policies: PoliciesOn) -> Iterator[Demand]:
    """How long *notice* has to last (Quanzhou 五（三）); the nearest place's policy last."""
    for policy in _policies(brand, recognition, policies, notice.starts, lambda _: True):
        for step in policy.procedure:
            if step.step == "notice" and step.period and (step.level or policy.level) == recognition.level:
                yield Demand(policy, step.period, step.clause)


def assessment_due(brand: Brand, recognition: Recognition, policies: PoliciesOn) -> DueDay | None:
    """From when on a recognised brand is to be assessed (Quanzhou 六（一）: a full year after)."""
    return _due(
        brand,
        recognition,
        policies,
        lambda policy: (
            (policy.assessment.after, policy.assessment.clause)
            if policy.assessment and policy.assessment.after
            else None
        ),
    )


def term_end(brand: Brand, recognition: Recognition, policies: PoliciesOn) -> DueDay | None:
    """When the term of cultivation is full (Quanzhou 六（一）: two years)."""
    return _due(
        brand, recognition, policies, lambda policy: (policy.term.period, policy.term.clause) if policy.term else None
    )


def _due(
    brand: Brand,
    recognition: Recognition,
    policies: PoliciesOn,
    asked: Callable[[Policy], tuple[Quantity, str] | None],
) -> DueDay | None:
    """What the nearest place's policy asks; a date known to the month or year counts from its last day."""
    if not recognition.date:
        return None
    first = last_day(recognition.date)
    for policy in reversed(
        _policies(brand, recognition, policies, first.isoformat(), lambda each: each.level == recognition.level)
    ):
        if found := asked(policy):
            span, clause = found
            day = span_end(first, span)
            return DueDay(Demand(policy, span, clause), day) if day else None
    return None


def _policies(
    brand: Brand, recognition: Recognition, policies: PoliciesOn, day: str, fits: Callable[[Policy], bool]
) -> tuple[Policy, ...]:
    if recognition.policy:
        named = policies.find(recognition.policy)
        return (named,) if named else ()
    return tuple(policy for policy in policies.on(day).holding(brand.division) if fits(policy))
