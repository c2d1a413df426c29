"""Judge a brand's name by the naming rules of its place."""

from collections.abc import Iterator

from generator.criteria.applying import PoliciesOn
from generator.model.brand import Brand
from generator.records.shape import Fault


def check_name(brand: Brand, policies: PoliciesOn) -> Iterator[Fault]:
    """Every fault of *brand* on the day of *policies*."""
    yield from ()
