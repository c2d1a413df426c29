"""A policy document as data: one frozen value a record, field by field as in policy.schema.json.

Every item names the clause of the document it comes from. Nothing here judges a brand;
that is the work of the criteria layer, which knows no policy by name.
"""

from dataclasses import dataclass
from typing import Literal

from generator.model.brand import Category, Date, Level, Period

Status = Literal["in-force", "amended", "lapsed", "repealed"]
Strength = Literal["must", "should", "aim", "may"]
NamePart = Literal["region", "enterprise", "industry", "worker"]
TargetOp = Literal[">=", ">", "==", "~", "between"]
CriterionOp = Literal[">=", ">", "<=", "<"]
QuantityOp = Literal[">=", ">", "<=", "<", "=="]
Unit = Literal["人", "人次", "元", "%", "家", "期"]
Subject = Literal["brand", "unit", "enterprise", "place"]
FigureRole = Literal["founder", "inheritor", "leader", "ambassador"]
Step = Literal[
    "survey", "standard", "call", "application", "recommendation",
    "review", "notice", "announcement", "listing", "management",
]  # fmt: skip
SupportKind = Literal[
    "grant", "training", "talent", "employment", "startup", "finance",
    "space", "enterprise", "procurement", "housing", "publicity", "honour",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length of time or of text with its comparison: not fewer than 5 working days."""

    op: QuantityOp
    value: int
    unit: Literal["工作日", "日", "月", "年", "字"]


@dataclass(frozen=True, slots=True)
class Trial:
    """What of the document is on trial (试行), and for how long where it says so."""

    scope: Literal["document", "criteria"]
    clause: str
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """A document this one rests on: one of the directory by id, any other by title and number."""

    policy: str | None = None
    title: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class PolicySource:
    """Where the original text stands."""

    title: str
    publisher: str | None = None
    url: str | None = None
    note: str | None = None


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
class Register:
    """A pool or catalog of brands the document sets up (资源库、指导目录)."""

    name: str
    clause: str
    levels: tuple[Level, ...] = ()
    factors: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    dynamic: bool = False


@dataclass(frozen=True, slots=True)
class Applicants:
    """Which bodies may cultivate a brand."""

    kinds: tuple[str, ...]
    clause: str
    joint: bool = False
    text: str | None = None


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
class Statement:
    """A sentence of its own with the clause it comes from."""

    id: str
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Material:
    """A paper an application must hold."""

    id: str
    text: str
    clause: str
    length: Quantity | None = None
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step on the way to recognition, in order."""

    step: Step
    text: str
    clause: str
    level: Level | None = None
    actor: str | None = None
    period: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A benefit, with its amount where the document names one; an amount of 0 is a refusal."""

    id: str
    kind: SupportKind
    text: str
    clause: str
    recipients: str | None = None
    when: str | None = None
    grade: str | None = None
    amount: int | None = None
    unit: Literal["元"] | None = None
    fund: str | None = None
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """How long a brand is cultivated once recognised."""

    period: Quantity
    clause: str


@dataclass(frozen=True, slots=True)
class AssessmentGrade:
    """One result of the assessment and what follows from it."""

    id: str
    label: str
    result: str
    clause: str
    rectification: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """How recognised brands are assessed."""

    text: str
    clause: str
    after: Quantity | None = None
    actor: str | None = None
    methods: tuple[str, ...] = ()
    grades: tuple[AssessmentGrade, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """On which grounds a recognition is withdrawn, and what goes with it."""

    grounds: tuple[Statement, ...]
    effects: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FigureRoles:
    """The roles of exemplary figures the document asks for."""

    roles: tuple[FigureRole, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Supervision:
    """A regular check of the work itself, not of the brands."""

    every: Literal["month", "quarter", "year"]
    action: str
    clause: str


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work and the bodies answerable for it."""

    title: str
    clause: str
    lead: str | None = None
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """One record as written; ``id`` and ``path`` come from where it lies."""

    id: str
    path: str
    """Path of the record below the project root, with forward slashes."""
    title: str
    issuers: tuple[str, ...]
    division: str
    """GB/T 2260 code of the place the document holds for; ``000000`` is the nation."""
    level: Level
    source: PolicySource
    summary: str
    listed: Date
    short_title: str | None = None
    number: str | None = None
    issuers_partial: bool = False
    index_number: str | None = None
    topic: str | None = None
    issued: Date | None = None
    printed: Date | None = None
    published: Date | None = None
    effective: Date | None = None
    valid_until: Date | None = None
    trial: Trial | None = None
    status: Status | None = None
    based_on: tuple[Basis, ...] = ()
    naming: Naming | None = None
    kinds: tuple[TradeKind, ...] = ()
    categories: tuple[CategoryLabel, ...] = ()
    focus: tuple[Focus, ...] = ()
    stages: tuple[Stage, ...] = ()
    targets: tuple[Target, ...] = ()
    catalogs: tuple[Register, ...] = ()
    applicants: Applicants | None = None
    criteria: tuple[Criterion, ...] = ()
    training_minima: tuple[str, ...] = ()
    """Ids of the criteria that set a least number of people trained."""
    preferences: tuple[Statement, ...] = ()
    materials: tuple[Material, ...] = ()
    procedure: tuple[ProcedureStep, ...] = ()
    support: tuple[Support, ...] = ()
    term: Term | None = None
    assessment: Assessment | None = None
    withdrawal: Withdrawal | None = None
    figures: FigureRoles | None = None
    supervision: tuple[Supervision, ...] = ()
    tasks: tuple[Task, ...] = ()
    highlights: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    updated: Date | None = None
