"""A policy document as data: one frozen value a record, field by field as in policy.schema.json.

Every item names the clause of the document it comes from. Nothing here judges a brand;
that is the work of the criteria layer, which knows no policy by name.
"""

from typing import Literal

from msgspec import Struct

from generator.model.brand import Date, Level
from generator.model.policy_process import (
    Applicants,
    Assessment,
    FigureRoles,
    Material,
    ProcedureStep,
    Register,
    Statement,
    Supervision,
    Support,
    Task,
    Term,
    Withdrawal,
)
from generator.model.policy_standard import (
    CategoryLabel,
    Criterion,
    FiguresWithin,
    Focus,
    Naming,
    Stage,
    Target,
    TradeKind,
)

Status = Literal["in-force", "amended", "lapsed", "repealed"]


class Trial(Struct, frozen=True):
    """What of the document is on trial (试行), and for how long where it says so."""

    scope: Literal["document", "criteria"]
    clause: str
    years: int | None = None


class Basis(Struct, frozen=True):
    """A document this one rests on: one of the directory by id, any other by title and number."""

    policy: str | None = None
    title: str | None = None
    number: str | None = None


class PolicySource(Struct, frozen=True):
    """Where the original text stands."""

    title: str
    publisher: str | None = None
    url: str | None = None
    note: str | None = None


class Policy(Struct, frozen=True):
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
    replaces: tuple[str, ...] = ()
    """Ids of documents of the same place that this one takes the place of."""
    naming: Naming | None = None
    kinds: tuple[TradeKind, ...] = ()
    categories: tuple[CategoryLabel, ...] = ()
    focus: tuple[Focus, ...] = ()
    stages: tuple[Stage, ...] = ()
    targets: tuple[Target, ...] = ()
    catalogs: tuple[Register, ...] = ()
    applicants: Applicants | None = None
    criteria: tuple[Criterion, ...] = ()
    figures_within: FiguresWithin | None = None
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

    @property
    def name(self) -> str:
        """The short name, with its place; the title where it has none."""
        return self.short_title or self.title
