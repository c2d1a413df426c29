"""What a figure of each name may be: its units, whose it can be, its period, its highest value.

Read from the schemas (``x-units``, ``x-periods``, ``x-maximum`` and the choices of ``headcount``), the only
definition of a record. Judges nothing.
"""

from functools import cache
from typing import Final

from msgspec import Struct

from generator.schema_text import SchemaName, field_at, label

WHOLE_UNITS: Final = frozenset({"人", "人次", "家", "期", "个"})
"""What is counted one by one."""


class Measure(Struct, frozen=True):
    """The bounds of one kind of figure."""

    name: str
    title: str
    units: tuple[str, ...]
    scopes: tuple[str, ...] = ()
    """Whose figure a brand record can state."""
    periods: tuple[str, ...] = ()
    maximum: float | None = None


@cache
def measure(field: str) -> Measure:
    """The measure behind ``headcount.<measure>`` or the name of a metric, as criteria write it."""
    title = label("policy:criteria.field", field)
    if field.startswith("headcount."):
        maximum = float(field_at("brand", ("headcount", 0, "value"))["maximum"])
        return Measure(field, title, _choices("headcount", "unit"), _choices("headcount", "scope"), _periods(), maximum)
    name = field_at("brand", ("metrics", 0, "name"))
    periods = tuple(name["x-periods"].get(field, ())) or _periods()
    scopes = _choices("metrics", "scope")
    return Measure(field, title, tuple(name["x-units"][field]), scopes, periods, name["x-maximum"].get(field))


@cache
def target_measure(name: str) -> Measure:
    """The measure behind ``targets.measure`` of a policy."""
    node = field_at("policy", ("targets", 0, "measure"))
    units = tuple(node["x-units"][name])
    return Measure(name, label("policy:targets.measure", name), units, maximum=node["x-maximum"].get(name))


@cache
def allowed_of(schema: SchemaName, path: tuple[str | int, ...], key: str) -> tuple[str, ...]:
    """The values of the key *key* (``x-units``, ``x-ops``) at *path*; nothing where the schema does not restrict."""
    return tuple(field_at(schema, path).get(key, ()))


def _choices(part: str, key: str) -> tuple[str, ...]:
    return tuple(field_at("brand", (part, 0, key))["enum"])


def _periods() -> tuple[str, ...]:
    return _choices("metrics", "period")
