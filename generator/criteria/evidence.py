"""Which figure of a record may decide a threshold, and what keeps the others from it.

Gets a criterion and the figures of a brand, gives the newest that fits in measure, scope, unit and period and is
not too old, with the figures of the same date that say otherwise; else those near the matter with their faults.
A figure of another measure or scope never decides. Judges nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.model.brand import Brand
from generator.model.dates import has_begun, last_day
from generator.model.policy import Policy
from generator.model.policy_process import Quantity
from generator.model.policy_standard import Criterion
from generator.model.verdict import Unfit, UnfitFigure, UsedFigure

DEFAULT_SPAN: Final = Quantity("<=", 3, "年")
"""How old a figure may be where the document does not say (policy.schema.json, ``figures_within``)."""

_YEARLY: Final = "_per_year"
_HEADCOUNTS: Final = ("headcount.employed", "headcount.driven", "headcount.exported", "headcount.trained")
_KIN: Final[Mapping[str, tuple[str, ...]]] = {
    "trained_per_year": ("headcount.trained",),
    "exported_per_year": ("headcount.exported",),
    "own_use_per_year": ("own_or_exported_per_year",),
    "own_or_exported_per_year": ("exported_per_year", "own_use_per_year", "headcount.exported"),
    **{field: tuple(other for other in _HEADCOUNTS if other != field) for field in _HEADCOUNTS},
}
"""Measures a reader may take for each other; shown with the reason why they do not count."""

Figures = Mapping[str, tuple[UsedFigure, ...]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a criterion finds among a brand's figures."""

    best: UsedFigure | None = None
    rivals: tuple[UsedFigure, ...] = ()
    stale: bool = False
    """Whether *best* fits but for its age."""
    unfit: tuple[UnfitFigure, ...] = ()


def list_figures(brand: Brand) -> Figures:
    """The figures of *brand* by field, as written."""
    figures: dict[str, tuple[UsedFigure, ...]] = {}
    for each in brand.headcount:
        field = f"headcount.{each.measure}"
        figure = UsedFigure(
            field, each.value, each.unit, each.as_of, each.source, each.bound, each.scope, each.period, each.as_of_basis
        )
        figures[field] = (*figures.get(field, ()), figure)
    for metric in brand.metrics:
        figure = UsedFigure(
            metric.name, metric.value, metric.unit, metric.as_of, metric.source, metric.bound, metric.scope,
            metric.period, metric.as_of_basis,
        )  # fmt: skip
        figures[metric.name] = (*figures.get(metric.name, ()), figure)
    return figures


def fields_near(field: str) -> tuple[str, ...]:
    """*field* and those a reader may take for it."""
    return (field, *_KIN.get(field, ()))


def select_figure(criterion: Criterion, figures: Figures, day: str, span: Quantity) -> Selection:
    """The figure that decides *criterion* on *day*, or why none does."""
    assert criterion.field is not None
    oldest = oldest_day(day, span)
    fitting: list[UsedFigure] = []
    stale: list[UsedFigure] = []
    unfit: list[UnfitFigure] = []
    for field in fields_near(criterion.field):
        for figure in figures.get(field, ()):
            faults = tuple(_faults(criterion, figure, day))
            if not faults:
                (fitting if last_day(figure.as_of) >= oldest else stale).append(figure)
            else:
                unfit.append(UnfitFigure(figure, faults))
    unfit.sort(key=lambda each: (len(each.faults), _backwards(each.figure)))
    best = _newest(fitting) or _newest(stale)
    if best is None:
        return Selection(unfit=tuple(unfit))
    rivals = tuple(each for each in fitting or stale if each is not best and each.as_of == best.as_of)
    return Selection(best, rivals, not fitting, tuple(unfit))


def span_of(policy: Policy) -> Quantity:
    """How old a figure may be to be judged by *policy*."""
    return policy.figures_within.period if policy.figures_within else DEFAULT_SPAN


def oldest_day(day: str, span: Quantity) -> date:
    """The earliest day a figure may be of to be within *span* of *day*.

    Years are calendar years, as reports and rosters are kept: within one year is the last year and this one.
    """
    start = date.fromisoformat(day)
    if span.unit == "年":
        return date(max(1, start.year - span.value), 1, 1)
    if span.unit == "月":
        year, month = divmod(max(12, start.year * 12 + start.month - 1 - span.value), 12)
        return date(year, month + 1, 1)
    return date.fromordinal(max(1, start.toordinal() - span.value))


def _faults(criterion: Criterion, figure: UsedFigure, day: str) -> Iterable[Unfit]:
    if figure.field != criterion.field:
        yield "measure"
    if criterion.scope and figure.scope != criterion.scope:
        yield "scope"
    if figure.unit != criterion.unit:
        yield "unit"
    if not _fits_period(criterion, figure):
        yield "period"
    if not has_begun(figure.as_of, day):
        yield "future"


def _fits_period(criterion: Criterion, figure: UsedFigure) -> bool:
    """A sum of many years is no state of one day and no year's work; ``…_per_year`` says its period by its name."""
    if criterion.period is None:
        return figure.period != "cumulative"
    named = criterion.period == "year" and figure.field.endswith(_YEARLY)
    return figure.period == criterion.period or (figure.period is None and named)


def _newest(figures: Sequence[UsedFigure]) -> UsedFigure | None:
    return max(figures, key=lambda each: last_day(each.as_of), default=None)


def _backwards(figure: UsedFigure) -> int:
    """Sorts newest first."""
    return -last_day(figure.as_of).toordinal()
