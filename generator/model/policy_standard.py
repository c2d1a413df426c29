"""What a policy asks of a brand: its name, its category, its numbers; and how many brands the policy wants.

Field by field as in policy.schema.json; every item names the clause it comes from. Judges nothing.
"""

from dataclasses import dataclass
from typing import Literal

from generator.model.brand import Category, Date, Level, Period
from generator.model.policy_process import Quantity

Strength = Literal["must", "should", "aim", "may"]
NamePart = Literal["region", "enterprise", "industry", "worker"]
TargetOp = Literal[">=", ">", "==", "~", "between"]
CriterionOp = Literal[">=", ">", "<=", "<"]
Unit = Literal["人", "人次", "元", "%", "家", "期"]
Subject = Literal["brand", "unit", "enterprise", "place"]


@dataclass(frozen=True, slots=True)
class NamingPart:
    """One part of the naming form, with the document's own words for it."""

    part: NamePart
    words: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something a brand's name must not, or as a rule should not, hold."""

    what: Literal["unit-keyword"]
    strength: Strength
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Naming:
    """The form a brand's name takes under the document."""

    parts: tuple[NamingPart, ...]
    strength: Strength
    text: str
    clause: str
    worker_titles: tuple[str, ...] = ()
    worker_titles_open: bool = False
    forbidden: tuple[Forbidden, ...] = ()


@dataclass(frozen=True, slots=True)
class TradeKind:
    """A kind of trade (门类) the document tells apart beside the four categories."""

    id: str
    label: str
    clause: str
    industries: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    basis: Literal["stated", "inferred"] | None = None


@dataclass(frozen=True, slots=True)
class CategoryBodies:
    """The branches of government that cultivate one category first."""

    names: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class CategoryLabel:
    """One of the four categories in the document's own words."""

    category: Category
    label: str
    clause: str
    covers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    bodies: CategoryBodies | None = None


@dataclass(frozen=True, slots=True)
class Focus:
    """A local trade or programme the document names."""

    name: str
    kind: Literal["trade", "programme", "landmark"]
    clause: str
    category: Category | None = None
    division: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """What to do with labour products of one degree of ripeness."""

    state: Literal["mature", "unnamed", "scattered"]
    text: str
    action: str
    clause: str


@dataclass(frozen=True, slots=True)
class Target:
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


@dataclass(frozen=True, slots=True)
class Waiver:
    """When a criterion may be relaxed."""

    when: str
    effect: Literal["lowered", "exempt"]
    clause: str
    kinds: tuple[str, ...] = ()
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
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


@dataclass(frozen=True, slots=True)
class FiguresWithin:
    """How old a figure may be to be judged by the document's criteria."""

    period: Quantity
    text: str
    clause: str
