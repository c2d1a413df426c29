"""What a figure as written can stand for: an exact number, or the span that 超过, 约 and 近 leave open.

Gets a value with its bound, gives the interval it lies in and whether all, none or some of it passes a threshold.
The reading is the usual one of Chinese reports: a rounded figure is rounded at its last digit that is not zero, so
超过 2 万 lies between 2 and 3 万, 近 6 万 between 5 and 6 万, 约 6 万 between 5.5 and 6.5 万.
"""

from dataclasses import dataclass
from decimal import Decimal

from generator.model.brand import Bound
from generator.model.policy_standard import CriterionOp


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from *low* to *high*; an open end does not belong to it."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False


def interval_of(value: float, bound: Bound | None) -> Interval:
    """The numbers that *value* may stand for when it is written with *bound*."""
    number = Decimal(str(value))
    step = Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))
    if bound == "over":
        return Interval(number, number + step, low_open=True, high_open=True)
    if bound == "nearly":
        return Interval(number - step, number, low_open=True, high_open=True)
    if bound == "about":
        return Interval(number - step / 2, number + step / 2)
    return Interval(number, number)


def passes(interval: Interval, op: CriterionOp, threshold: float) -> bool | None:
    """Whether every number of *interval* stands in the relation *op* to *threshold*; none where only some do.

    不少于 (``>=``) takes the threshold itself in, 超过 (``>``) leaves it out.
    """
    limit = Decimal(str(threshold))
    if op in {"<", "<="}:
        mirrored = Interval(-interval.high, -interval.low, interval.high_open, interval.low_open)
        return passes(mirrored, ">" if op == "<" else ">=", -float(limit))
    strict = op == ">"
    if interval.low > limit or (interval.low == limit and (interval.low_open or not strict)):
        return True
    if interval.high < limit or (interval.high == limit and (interval.high_open or strict)):
        return False
    return None
