"""Judge the publication of a brand's people on the day: consents that run out."""

from collections.abc import Iterator

from generator.criteria.applying import PoliciesOn
from generator.model.brand import Brand
from generator.records.shape import Fault


def check_people(brand: Brand, policies: PoliciesOn) -> Iterator[Fault]:
    """Every fault of *brand* on the day of *policies*."""
    yield from ()
