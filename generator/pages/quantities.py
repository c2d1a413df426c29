"""Figures as readers meet them: a number in words, what it counts, its date and where it comes from.

Gets headcounts and metrics of one brand, gives values for the figure cards. Nothing is added up or
chosen here: figures that disagree stay side by side, newest first, in the order they are compared in.
"""

from collections.abc import Iterable

from msgspec import Struct

from generator.model.brand import Brand, Headcount, Metric
from generator.pages.citations import Marks, SourceMark
from generator.schema_text import label
from generator.text import chinese_date, chinese_number


class Quantity(Struct, frozen=True):
    """One figure with everything that makes it checkable."""

    bound: str
    number: str
    unit: str
    exact: str
    qualifiers: tuple[str, ...]
    date: str
    datetime: str
    reported: bool
    note: str | None
    source: SourceMark


class QuantityGroup(Struct, frozen=True):
    """Figures of the same kind, shown side by side."""

    title: str
    quantities: tuple[Quantity, ...]

    @property
    def differ(self) -> bool:
        """Whether several figures of this kind are on record."""
        return len(self.quantities) > 1


def group_headcounts(brand: Brand, marks: Marks) -> tuple[QuantityGroup, ...]:
    """The headcounts of a brand by measure, newest first within each."""
    return _grouped(marks, ((label("headcount.measure", figure.measure), figure) for figure in brand.headcount))


def group_metrics(brand: Brand, marks: Marks) -> tuple[QuantityGroup, ...]:
    """The other figures of a brand by name, newest first within each."""
    return _grouped(marks, ((label("metrics.name", figure.name), figure) for figure in brand.metrics))


def describe_quantity(figure: Headcount | Metric, source: SourceMark) -> Quantity:
    """One figure in words."""
    number, _, scale = chinese_number(figure.value).partition(" ")
    return Quantity(
        bound=label("headcount.bound", figure.bound) if figure.bound else "",
        number=number,
        unit=scale + figure.unit,
        exact=f"{figure.value:,.2f}".removesuffix(".00") + f" {figure.unit}",
        qualifiers=_qualifiers(figure),
        date=chinese_date(figure.as_of),
        datetime=figure.as_of,
        reported=figure.as_of_basis == "reported",
        note=figure.note,
        source=source,
    )


def _qualifiers(figure: Headcount | Metric) -> tuple[str, ...]:
    """Whom the figure covers and over what time, as far as its source says."""
    kind = "headcount" if isinstance(figure, Headcount) else "metrics"
    values = (("scope", figure.scope), ("period", figure.period))
    return tuple(label(f"{kind}.{field}", value) for field, value in values if value)


def short_quantity(figure: Headcount) -> str:
    """A headcount in a few words for lists: ``超过 20 万人``."""
    number = chinese_number(figure.value)
    spaced = number if number[-1] in "万亿" else f"{number} "
    bound = f"{label('headcount.bound', figure.bound)} " if figure.bound else ""
    return f"{bound}{spaced}{figure.unit}"


def _grouped(marks: Marks, labelled: Iterable[tuple[str, Headcount | Metric]]) -> tuple[QuantityGroup, ...]:
    groups: dict[str, list[Headcount | Metric]] = {}
    for title, figure in labelled:
        groups.setdefault(title, []).append(figure)
    return tuple(
        QuantityGroup(
            title,
            tuple(
                describe_quantity(figure, marks[figure.source])
                for figure in sorted(figures, key=lambda figure: figure.as_of, reverse=True)
            ),
        )
        for title, figures in groups.items()
    )
