"""Judge the named figures of a brand: the unit, the number and the period must fit what is counted.

Gets a parsed brand, yields faults with their path in the record; the table of what fits is the schema's.
"""

from collections.abc import Iterator

from generator.model.brand import Brand
from generator.model.measures import measure
from generator.records.shape import Fault
from generator.records.thresholds import impossible, written
from generator.schema_text import label


def check_metrics(brand: Brand) -> Iterator[Fault]:
    """Every figure of *brand* that cannot be what its name says."""
    for index, metric in enumerate(brand.metrics):
        kind = measure(metric.name)
        if metric.unit not in kind.units:
            words = {"title": kind.title, "key": kind.name, "unit": metric.unit, "allowed": written(kind.units)}
            yield Fault(("metrics", index, "unit"), "X222", words)
        elif words := impossible(metric.value, metric.unit, kind):
            yield Fault(("metrics", index, "value"), "X223", words)
        if metric.period and metric.period not in kind.periods:
            period = {"period": label("metrics.period", metric.period), "period_en": metric.period}
            words = {"title": kind.title, "key": kind.name, **period, "allowed": written(kind.periods)}
            yield Fault(("metrics", index, "period"), "X224", words)
