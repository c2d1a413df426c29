"""What a made record is written about: a brand at home in a real place and trade, and the dice of its facts.

Holds no words of a record; the same dice give the same facts.
"""

import random
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.reference import Division

Item: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trade:
    """What a brand's people do."""

    word: str
    industry: str
    category: str
    workers: tuple[str, ...]
    products: tuple[str, ...]
    steps: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The brand a record is written about, and the dice its facts are thrown with."""

    dice: random.Random
    place: tuple[Division, ...]
    trade: Trade
    region: str
    worker: str
    sources: tuple[str, ...]
    criteria: tuple[str, ...]

    @property
    def unit(self) -> Division:
        """The county, or the city without counties, where the brand is at home."""
        return self.place[-1]

    def office(self, division: Division) -> str:
        """The human-resources office of *division*."""
        return f"{division.name}人力资源和社会保障{'厅' if division.rank == 'province' else '局'}"

    def source(self) -> str:
        """One of the record's sources."""
        return self.dice.choice(self.sources)

    def month(self, first: int = 2019, last: int = 2025) -> str:
        """A month between two years, both inclusive."""
        return f"{self.dice.randint(first, last)}-{self.dice.randint(1, 12):02}"

    def happens(self, share: float) -> bool:
        """Whether something is so that is so for *share* of the records."""
        return self.dice.random() < share

    def maybe(self, share: float, **more: Any) -> Item:
        """The keys given, for *share* of the records."""
        return more if self.happens(share) else {}
