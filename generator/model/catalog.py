"""The catalog (指导目录) as the outputs see it: every listed brand with what was worked out about it.

``Entry`` = what we computed around a ``Brand``; ``Facet`` = one value brands can be listed by.
All tuples are in their final order: outputs never sort.
"""

from dataclasses import dataclass
from typing import Literal

from generator.model.brand import Brand, Category, Figure, Headcount, Level
from generator.model.policy import Policy
from generator.model.verdict import Judgement, Rung
from generator.reference import Division

FacetKind = Literal["division", "category", "level", "industry", "worker"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact the record lacks, shown to readers as 待补充 and to staff as work to do."""

    field: str
    """Key of the record, e.g. ``headcount``; its title comes from the schema."""
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A brand with everything the generator worked out about it; equal only to itself, so it can be a key."""

    brand: Brand
    name: str
    pinyin: tuple[str, ...]
    """Syllables of the name with tone marks, one per character where the name is all Chinese."""
    letters: str
    """The pinyin without tones or spaces: ``qianjianglongxiagong``."""
    initials: str
    place: tuple[Division, ...]
    """Province first, the brand's own division last."""
    url: str
    """Address below the site root: ``brands/qianjiang-longxia-gong/``."""
    level: Level | None
    """Highest level of the recognitions that hold."""
    recognised: str | None
    """Date of the latest recognition, as written."""
    headline: Headcount | None
    """The newest figure of brand scope, else of the whole trade, that a card may show."""
    gaps: tuple[Gap, ...]
    related: tuple[str, ...]
    """Ids of related brands, nearest first."""
    only_leads: bool
    """Whether nothing better than a source of grade C supports the record."""
    policies: tuple[str, ...]
    """Ids of the policies in force for its place: the nation's first, those of its own place last."""
    judged_level: Level | None
    """The level it is judged for: its own, else the lowest above it that its place sets conditions for."""
    judgements: tuple[Judgement, ...]
    """How it stands by each policy of its place that has criteria, as a brand of that level."""
    rungs: tuple[Rung, ...]
    """The way up, level by level."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An exemplary figure together with the brand they belong to."""

    figure: Figure
    brand_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of one kind under which brands are listed."""

    kind: FacetKind
    value: str
    """Address part and key: ``420000``, ``service``, ``H62``, ``gong``."""
    label: str
    url: str
    brand_ids: tuple[str, ...]
    parent: str | None = None
    """For a division: the value of the unit above it, if that is a facet too."""
    rank: str | None = None
    """For a division: province, city or county."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the outputs draw from."""

    entries: tuple[Entry, ...]
    """Listed brands in the order of the catalog: by division code, then by pinyin."""
    by_id: dict[str, Entry]
    profiles: tuple[Profile, ...]
    facets: dict[FacetKind, tuple[Facet, ...]]
    policies: tuple[Policy, ...]
    under_notice: tuple[Entry, ...]
    """Brands whose recognition lies open to objections: shown under /notices/ only."""
    withdrawn: tuple[Entry, ...]
    """Brands that keep their address with a plain statement and leave every list."""
    as_of: str
    """The day the catalog was derived for, ``YYYY-MM-DD``."""

    def entry(self, brand_id: str) -> Entry:
        """The entry of a listed brand."""
        return self.by_id[brand_id]

    def category_counts(self) -> dict[Category, int]:
        """Listed brands by category, inferred ones included."""
        return {facet.value: len(facet.brand_ids) for facet in self.facets["category"]}  # type: ignore[misc]
