"""A brand as a person wrote it: one frozen value a record, field by field as in brand.schema.json.

Nothing here is computed beyond reading two fields together; what the generator works out
(place names, pinyin, related brands) lives on :class:`generator.model.catalog.Entry`.
"""

from typing import Literal

from msgspec import Struct

Category = Literal["skill", "service", "culture", "livelihood"]
Level = Literal["national", "province", "city", "county"]
Measure = Literal["employed", "driven", "exported", "trained"]
Role = Literal["founder", "inheritor", "leader", "ambassador", "practitioner"]
Grade = Literal["A", "A-", "B", "C"]
Status = Literal["recommended", "notice", "valid", "rectification", "withdrawn", "expired"]
StepKind = Literal["cultivating", "recommended", "assessed", "rectification", "rectified", "withdrawn", "expired"]
Bound = Literal["over", "about", "nearly"]
Period = Literal["point", "year", "cumulative"]
AsOfBasis = Literal["stated", "reported"]

Date = str
"""A year, a month or a day as written: ``2024``, ``2024-05``, ``2024-05-01``; sorts as text within one precision."""


class Name(Struct, frozen=True):
    """A brand's name taken apart in the naming form of the policies: region + industry + worker."""

    region: str | None = None
    industry: str | None = None
    worker: str | None = None
    full: str | None = None

    def __str__(self) -> str:
        """The name as people say it."""
        return self.full or "".join(part for part in (self.region, self.industry, self.worker) if part)


class CultivatingUnit(Struct, frozen=True):
    """A body that builds the brand up (培育单位)."""

    name: str
    role: Literal["lead", "joint", "support"] | None = None
    url: str | None = None
    source: str | None = None


class Notice(Struct, frozen=True):
    """The days on which a recognition lies open to objections (公示), both inclusive."""

    starts: Date
    ends: Date
    objection: str | None = None
    document: str | None = None
    source: str | None = None


class Step(Struct, frozen=True):
    """One step of a recognition's life beside its notice and the recognition itself, dated and sourced."""

    step: StepKind
    date: Date
    source: str
    document: str | None = None
    grade: str | None = None
    """Result of an assessment, an id of the policy's ``assessment.grades``."""
    until: Date | None = None
    """Last day of a rectification."""
    ground: str | None = None
    """Why it was withdrawn, an id of the policy's ``withdrawal.grounds``."""


class Recognition(Struct, frozen=True):
    """One recognition by an authority (认定)."""

    level: Level
    source: str
    title: str | None = None
    authority: str | None = None
    date: Date | None = None
    policy: str | None = None
    document: str | None = None
    status: Status | None = None
    valid_until: Date | None = None
    notice: Notice | None = None
    steps: tuple[Step, ...] = ()


class Honour(Struct, frozen=True):
    """A prize or title other than a recognition."""

    title: str
    source: str
    authority: str | None = None
    date: Date | None = None


class Headcount(Struct, frozen=True):
    """People of a brand or of its whole trade, by one measure, at one date, from one source."""

    value: int
    measure: Measure
    scope: Literal["brand", "industry"]
    as_of: Date
    source: str
    bound: Bound | None = None
    unit: Literal["人", "人次"] = "人"
    period: Period | None = None
    as_of_basis: AsOfBasis = "stated"
    note: str | None = None


class Metric(Struct, frozen=True):
    """A named figure a criterion may ask for; money in yuan, shares in per cent."""

    name: str
    value: float
    unit: str
    as_of: Date
    source: str
    bound: Bound | None = None
    scope: Literal["brand", "industry", "unit"] | None = None
    period: Period | None = None
    as_of_basis: AsOfBasis = "stated"
    note: str | None = None


class Attestation(Struct, frozen=True):
    """Evidence for a criterion that no number shows, or for the waiver of one."""

    criterion: str
    """``<policy>/<criterion>``."""
    statement: str
    source: str
    outcome: Literal["met", "unmet", "waived"] = "met"
    date: Date | None = None


class Services(Struct, frozen=True):
    """Where a worker finds training, jobs and help with rights: an address or an office telephone."""

    training: str | None = None
    jobs: str | None = None
    rights: str | None = None


class Carrier(Struct, frozen=True):
    """A place that carries the brand: park, studio, base, workshop, school, association."""

    kind: Literal["park", "studio", "base", "workshop", "school", "association"]
    name: str
    source: str | None = None


class Consent(Struct, frozen=True):
    """A person's consent to publication: its reference, never the form itself."""

    ref: str
    until: Date
    scope: str | None = None


class Photo(Struct, frozen=True):
    """A picture that lies beside the record."""

    file: str
    alt: str
    credit: str


class Figure(Struct, frozen=True):
    """An exemplary figure of the brand (典型人物), published on a stated basis."""

    id: str
    name: str
    role: Role
    basis: Literal["public-report", "consent"]
    sources: tuple[str, ...]
    title: str | None = None
    consent: Consent | None = None
    story: str | None = None
    honours: tuple[str, ...] = ()
    photo: Photo | None = None


class RemovedFigure(Struct, frozen=True):
    """A tombstone: somebody's page stood here and was taken down (个人信息保护法 47)."""

    id: str
    date: Date
    reason: Literal["request", "expired", "correction"] | None = None


class Story(Struct, frozen=True):
    """A story of the brand in our own words; the body is Markdown without HTML."""

    title: str
    body: str
    sources: tuple[str, ...]
    date: Date | None = None
    photos: tuple[Photo, ...] = ()


class Event(Struct, frozen=True):
    """One line of the brand's timeline."""

    date: Date
    event: str
    source: str


class Source(Struct, frozen=True):
    """Where facts come from. Only grades A and A- are linked in public."""

    id: str
    grade: Grade
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: Date | None = None
    note: str | None = None

    @property
    def public_url(self) -> str | None:
        """The address readers may be sent to: that of a source of grade A or A-."""
        return self.url if self.grade in {"A", "A-"} else None


class Brand(Struct, frozen=True):
    """One record as written; ``id`` and ``path`` come from where it lies."""

    id: str
    path: str
    """Path of the record below the project root, with forward slashes."""
    name: Name
    division: str
    summary: str
    sources: tuple[Source, ...]
    published: Date
    aliases: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    locality: str | None = None
    category: Category | None = None
    category_basis: Literal["stated", "inferred"] | None = None
    industry: str | None = None
    kinds: tuple[str, ...] = ()
    """Kinds of trade of policies (``<policy>/<kind>``) as the authority has settled them."""
    products: tuple[str, ...] = ()
    cultivating_units: tuple[CultivatingUnit, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    honours: tuple[Honour, ...] = ()
    headcount: tuple[Headcount, ...] = ()
    metrics: tuple[Metric, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    services: Services | None = None
    carriers: tuple[Carrier, ...] = ()
    figures: tuple[Figure, ...] = ()
    removed_figures: tuple[RemovedFigure, ...] = ()
    stories: tuple[Story, ...] = ()
    timeline: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    updated: Date | None = None

    def source(self, source_id: str) -> Source:
        """The source named *source_id*; the cross-record checks have made sure it is there."""
        return next(source for source in self.sources if source.id == source_id)
