"""What a policy asks of a brand: its name, its category, its numbers; and how many brands the policy wants.

Field by field as in policy.schema.json; every item names the clause it comes from. Judges nothing.
"""

from typing import Literal

from msgspec import Struct

from generator.model.brand import Category, Date, Level, Period
from generator.model.policy_process import Quantity

Strength = Literal["must", "should", "aim", "may"]
NamePart = Literal["region", "enterprise", "industry", "worker"]
TargetOp = Literal[">=", ">", "==", "~", "between"]
CriterionOp = Literal[">=", ">", "<=", "<"]
Unit = Literal["人", "人次", "元", "%", "家", "期"]
Subject = Literal["brand", "unit", "enterprise", "place"]


class NamingPart(Struct, frozen=True):
    """One part of the naming form, with the document's own words for it."""

    part: NamePart
    words: tuple[str, ...]
    optional: bool = False


class Forbidden(Struct, frozen=True):
    """Something a brand's name must not, or as a rule should not, hold."""

    what: Literal["unit-keyword"]
    strength: Strength
    text: str
    clause: str


class Naming(Struct, frozen=True):
    """The form a brand's name takes under the document."""

    parts: tuple[NamingPart, ...]
    strength: Strength
    text: str
    clause: str
    worker_titles: tuple[str, ...] = ()
    worker_titles_open: bool = False
    forbidden: tuple[Forbidden, ...] = ()


class TradeKind(Struct, frozen=True):
    """A kind of trade (门类) the document tells apart beside the four categories."""

    id: str
    label: str
    clause: str
    industries: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    basis: Literal["stated", "inferred"] | None = None


class CategoryBodies(Struct, frozen=True):
    """The branches of government that cultivate one category first."""

    names: tuple[str, ...]
    clause: str


class CategoryLabel(Struct, frozen=True):
    """One of the four categories in the document's own words."""

    category: Category
    label: str
    clause: str
    covers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    bodies: CategoryBodies | None = None


class Focus(Struct, frozen=True):
    """A local trade or programme the document names."""

    name: str
    kind: Literal["trade", "programme", "landmark"]
    clause: str
    category: Category | None = None
    division: str | None = None


class Stage(Struct, frozen=True):
    """What to do with labour products of one degree of ripeness."""

    state: Literal["mature", "unnamed", "scattered"]
    text: str
    action: str
    clause: str


class Target(Struct, frozen=True):
    """Something to be reached by a date; ``value`` is absent where the document gives no number."""

    id: str
    text: str
    clause: str
    level: Level | None = None
    category: Category | None = None
    measure: Literal["brands", "people", "coverage"] | None = None
    op: TargetOp | None = None
    value: float | None = None
    upper: float | None = None
    unit: Literal["个", "人", "%"] | None = None
    per: Literal["city", "county"] | None = None
    by: Date | None = None


class Waiver(Struct, frozen=True):
    """When a criterion may be relaxed."""

    when: str
    effect: Literal["lowered", "exempt"]
    clause: str
    kinds: tuple[str, ...] = ()
    authority: str | None = None


class Criterion(Struct, frozen=True):
    """One condition of recognition: a number to reach, or a state to be shown by evidence."""

    id: str
    kind: Literal["threshold", "attestation"]
    text: str
    clause: str
    level: Level | None = None
    categories: tuple[Category, ...] = ()
    kinds: tuple[str, ...] = ()
    subject: Subject = "brand"
    stage: Literal["recognition", "upkeep"] = "recognition"
    strength: Strength = "must"
    any_of: str | None = None
    """Criteria that share this id are alternatives: one of them suffices."""
    field: str | None = None
    """``headcount.<measure>`` or the name of a metric."""
    scope: Literal["brand", "industry", "unit"] | None = None
    op: CriterionOp | None = None
    value: float | None = None
    unit: Unit | None = None
    period: Period | None = None
    waiver: Waiver | None = None


class FiguresWithin(Struct, frozen=True):
    """How old a figure may be to be judged by the document's criteria."""

    period: Quantity
    text: str
    clause: str
