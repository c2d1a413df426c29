"""How a policy goes to work: applicants, papers, steps with their periods, support, assessment, withdrawal.

Field by field as in policy.schema.json; every item names the clause it comes from. Judges nothing.
"""

from typing import Literal

from msgspec import Struct

from generator.model.brand import Level

QuantityOp = Literal[">=", ">", "<=", "<", "=="]
FigureRole = Literal["founder", "inheritor", "leader", "ambassador"]
Step = Literal[
    "survey", "standard", "call", "application", "recommendation",
    "review", "notice", "announcement", "listing", "management",
]  # fmt: skip
SupportKind = Literal[
    "grant", "training", "talent", "employment", "startup", "finance",
    "space", "enterprise", "procurement", "housing", "publicity", "honour",
]  # fmt: skip


class Quantity(Struct, frozen=True):
    """A length of time or of text with its comparison: not fewer than 5 working days."""

    op: QuantityOp
    value: int
    unit: Literal["工作日", "日", "月", "年", "字"]


class Register(Struct, frozen=True):
    """A pool or catalog of brands the document sets up (资源库、指导目录)."""

    name: str
    clause: str
    levels: tuple[Level, ...] = ()
    factors: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    dynamic: bool = False


class Applicants(Struct, frozen=True):
    """Which bodies may cultivate a brand."""

    kinds: tuple[str, ...]
    clause: str
    joint: bool = False
    text: str | None = None


class Statement(Struct, frozen=True):
    """A sentence of its own with the clause it comes from."""

    id: str
    text: str
    clause: str


class Material(Struct, frozen=True):
    """A paper an application must hold."""

    id: str
    text: str
    clause: str
    length: Quantity | None = None
    annex: str | None = None


class ProcedureStep(Struct, frozen=True):
    """One step on the way to recognition, in order."""

    step: Step
    text: str
    clause: str
    level: Level | None = None
    actor: str | None = None
    period: Quantity | None = None


class Support(Struct, frozen=True):
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


class Term(Struct, frozen=True):
    """How long a brand is cultivated once recognised."""

    period: Quantity
    clause: str


class AssessmentGrade(Struct, frozen=True):
    """One result of the assessment and what follows from it."""

    id: str
    label: str
    result: str
    clause: str
    rectification: bool = False


class Assessment(Struct, frozen=True):
    """How recognised brands are assessed."""

    text: str
    clause: str
    after: Quantity | None = None
    actor: str | None = None
    methods: tuple[str, ...] = ()
    grades: tuple[AssessmentGrade, ...] = ()


class Withdrawal(Struct, frozen=True):
    """On which grounds a recognition is withdrawn, and what goes with it."""

    grounds: tuple[Statement, ...]
    effects: tuple[Statement, ...]


class FigureRoles(Struct, frozen=True):
    """The roles of exemplary figures the document asks for."""

    roles: tuple[FigureRole, ...]
    clause: str


class Supervision(Struct, frozen=True):
    """A regular check of the work itself, not of the brands."""

    every: Literal["month", "quarter", "year"]
    action: str
    clause: str


class Task(Struct, frozen=True):
    """A piece of work and the bodies answerable for it."""

    title: str
    clause: str
    lead: str | None = None
    bodies: tuple[str, ...] = ()
