"""Judge the steps of a brand's life: their order, notice periods in working days, terms and reviews."""

from collections.abc import Iterator

from generator.criteria.applying import PoliciesOn
from generator.model.brand import Brand
from generator.records.shape import Fault


def check_life(brand: Brand, policies: PoliciesOn) -> Iterator[Fault]:
    """Every fault of *brand* on the day of *policies*."""
    yield from ()
