"""What was worked out about brands: the values the catalog (指导目录) is made of.

``Entry`` = what we computed around a ``Brand``; ``Facet`` = one value brands can be listed by. All tuples are in their
final order: outputs never sort.
"""

from typing import Literal

from msgspec import Struct

from generator.model.brand import Brand, Figure, Headcount, Level
from generator.model.verdict import Judgement, Rung
from generator.reference import Division

FacetKind = Literal["division", "category", "level", "industry", "worker"]


class Gap(Struct, frozen=True):
    """A fact the record lacks, shown to readers as 待补充 and to staff as work to do."""

    field: str
    """Key of the record, e.g. ``headcount``; its title comes from the schema."""
    label: str


class Entry(Struct, frozen=True, eq=False):
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


class Profile(Struct, frozen=True):
    """An exemplary figure together with the brand they belong to."""

    figure: Figure
    brand_id: str
    url: str


class Facet(Struct, frozen=True):
    """One value of one kind under which brands are listed."""

    kind: FacetKind
    value: str
    """Address part and key: ``420000``, ``service``, ``H62``, ``gong``."""
    label: str
    url: str
    count: int
    """How many brands are listed under it."""
    parent: str | None = None
    """For a division below a province: the value of the unit above it, which is a facet too."""
    rank: str | None = None
    """For a division: province, city or county."""
