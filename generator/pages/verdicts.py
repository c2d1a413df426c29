"""How a brand stands by the criteria of its place, as its page tells it: verdicts first, then what is still missing.

Gets an entry and the policies around it, gives values for components/verdicts.html.jinja. Says of each verdict the
figure, its date, its source and the clause; decides nothing.
"""

from collections.abc import Iterable
from typing import Final
from weakref import WeakKeyDictionary

from markupsafe import Markup
from msgspec import Struct

from generator.criteria import SHAPES, count_requirements, sentence, verdict_word
from generator.model.brand import Attestation, Level
from generator.model.catalog import Entry
from generator.model.policy import Policy
from generator.model.verdict import Judgement, Outcome, Requirement, Rung, UsedFigure, Verdict
from generator.pages.citations import Marks, SourceMark
from generator.pages.links import Link, Surroundings, criterion_url
from generator.pages.validity import judge_validity
from generator.schema_text import label
from generator.templating import Templates, place_fragment


class VerdictRow(Struct, frozen=True):
    """One verdict in a table."""

    outcome: str
    shape: str
    word: str
    text: str
    tags: tuple[str, ...]
    reason: str
    source: SourceMark | None
    clause: Link


class RequirementRows(Struct, frozen=True):
    """One requirement: a row, or alternatives under a line that says so."""

    heading: str | None
    rows: tuple[VerdictRow, ...]


class DocumentView(Struct, frozen=True):
    """How the brand stands by one document."""

    link: Link
    counts: str
    decided: Markup
    """Rows of the requirements with something to show: met, unmet, waived, or a figure that does not decide."""
    missing: Markup
    """Rows of the requirements for which there is neither figure nor evidence."""
    missing_heading: str


class RungView(Struct, frozen=True):
    """One level on the way up."""

    name: str
    state: str
    current: bool
    documents: tuple[Link, ...]
    counts: tuple[str, ...]
    lacking: tuple[str, ...]
    """What is lacking there, one line each; of the level told above nothing is told again."""


class CriteriaView(Struct, frozen=True):
    """The section of criteria on a brand's page."""

    lead: str
    documents: tuple[DocumentView, ...]
    rungs: tuple[RungView, ...]
    holding: tuple[Link, ...]
    """Documents in force for the place that set no conditions for this brand."""
    lapsed: tuple[tuple[Link, str], ...]
    """Documents of the place that are not in force on the day, and why."""


def derive_criteria_view(entry: Entry, around: Surroundings, marks: Marks, templates: Templates) -> CriteriaView:
    """The section of *entry*."""
    asked = tuple(judgement for judgement in entry.judgements if judgement.requirements)
    named = {judgement.policy.id for judgement in asked}
    return CriteriaView(
        lead=_lead(entry, asked),
        documents=tuple(_document(entry, judgement, marks, templates) for judgement in asked),
        rungs=tuple(_rung(rung, entry) for rung in entry.rungs) if len(entry.rungs) > 1 else (),
        holding=tuple(_policy_link(around.policies[each]) for each in entry.policies if each not in named),
        lapsed=tuple(_not_in_force(entry, around)),
    )


def _lead(entry: Entry, asked: tuple[Judgement, ...]) -> str:
    if not asked:
        return "当地还没有可以逐条对照的认定条件。"
    level = entry.judged_level
    as_what = ""
    if level and level != entry.level:
        as_what = f"还没有{_level(level)}认定，按申报{_level(level)}看。"
    elif level:
        as_what = f"按{_level(level)}品牌看。"
    return f"{as_what}只用公开来源判断：缺的是公开材料，不等于没有达到。"


def _level(level: Level) -> str:
    return label("recognitions.level", level)


def _policy_link(policy: Policy) -> Link:
    return Link(policy.name, f"policies/{policy.id}/")


def _document(entry: Entry, judgement: Judgement, marks: Marks, templates: Templates) -> DocumentView:
    decided = [each for each in judgement.requirements if _is_decided(each)]
    missing = [each for each in judgement.requirements if not _is_decided(each)]

    def rows(requirements: list[Requirement]) -> Markup:
        return place_fragment("".join(_fragment(each, marks, templates) for each in requirements), entry.url)

    return DocumentView(
        link=_policy_link(judgement.policy),
        counts=count_requirements(judgement.requirements).sentence,
        decided=rows(decided),
        missing=rows(missing),
        missing_heading=_missing_heading(missing, several=bool(decided)),
    )


def _missing_heading(missing: list[Requirement], *, several: bool) -> str:
    hard = sum(requirement.hard for requirement in missing)
    aims = len(missing) - hard
    rest = f"（另有“力争”的 {aims} 项）" if aims else ""
    return f"{'其余' if several else ''}还缺数据或材料的 {hard} 项{rest}"


def _is_decided(requirement: Requirement) -> bool:
    return any(
        verdict.outcome is not Outcome.UNKNOWN or verdict.figure or verdict.unfit for verdict in requirement.verdicts
    )


def _fragment(requirement: Requirement, marks: Marks, templates: Templates) -> str:
    """The rows of one requirement as markup."""
    if any(_evidence(verdict) for verdict in requirement.verdicts):
        return _render(requirement, marks, templates)
    return _common_fragment(requirement, templates)


def _common_fragment(requirement: Requirement, templates: Templates) -> str:
    """The rows of a requirement that rest on no source: the same on the pages of all brands alike to the document."""
    kept = _common.setdefault(templates, {})
    if requirement not in kept:
        kept[requirement] = _render(requirement, {}, templates)
    return kept[requirement]


_common: Final[WeakKeyDictionary[Templates, dict[Requirement, str]]] = WeakKeyDictionary()
"""Such rows, for as long as their templates are in use: a preview that runs all day makes new ones again and again."""


def _render(requirement: Requirement, marks: Marks, templates: Templates) -> str:
    return templates.render_fragment("components/verdicts.html.jinja", "rows", _rows(requirement, marks))


def _rows(requirement: Requirement, marks: Marks) -> RequirementRows:
    first = requirement.verdicts[0]
    if first.reason == "category-unknown":
        return RequirementRows(f"类别定了，才知道管不管的 {len(requirement.verdicts)} 条", ())
    if first.reason == "kind-unknown":
        return RequirementRows("门类由认定机关定的", tuple(_row(each, marks) for each in requirement.verdicts))
    several = first.criterion.any_of is not None and len(requirement.verdicts) > 1
    heading = f"下面 {len(requirement.verdicts)} 条满足一条就行" if several else None
    return RequirementRows(heading, tuple(_row(each, marks) for each in requirement.verdicts))


def _evidence(verdict: Verdict) -> UsedFigure | Attestation | None:
    """What of the record the verdict shows, with its source."""
    return verdict.figure or verdict.attestation


def _row(verdict: Verdict, marks: Marks) -> VerdictRow:
    criterion, evidence = verdict.criterion, _evidence(verdict)
    tags = (
        label("policy:criteria.stage", "upkeep") if criterion.stage == "upkeep" else None,
        label("policy:criteria.strength", criterion.strength) if criterion.strength != "must" else None,
        f"看{label('policy:criteria.subject', criterion.subject)}" if criterion.subject != "brand" else None,
    )
    return VerdictRow(
        outcome=verdict.outcome.value.lower().replace("_", "-"),
        shape=SHAPES[verdict.outcome],
        word=verdict_word(verdict),
        text=criterion.text,
        tags=tuple(tag for tag in tags if tag),
        reason=sentence(verdict),
        source=marks[evidence.source] if evidence else None,
        clause=Link(criterion.clause, criterion_url(verdict.policy_id, criterion.id)),
    )


def _rung(rung: Rung, entry: Entry) -> RungView:
    current = rung.level == entry.judged_level
    if rung.recognised:
        state = "已认定"
    elif not rung.judgements:
        state = "没有收录这一级的认定条件"
    else:
        state = "没有认定"
    lacking = () if current or rung.recognised else tuple(_lacking(rung.judgements))
    return RungView(
        name=_level(rung.level),
        state=state,
        current=current,
        documents=tuple(_policy_link(judgement.policy) for judgement in rung.judgements),
        counts=tuple(count_requirements(judgement.requirements).sentence for judgement in rung.judgements),
        lacking=lacking,
    )


def _lacking(judgements: Iterable[Judgement]) -> Iterable[str]:
    """What each unsettled requirement asks, and what stands in its way."""
    for judgement in judgements:
        for requirement in judgement.requirements:
            if requirement.hard and requirement.outcome in {Outcome.UNMET, Outcome.UNKNOWN}:
                first = requirement.verdicts[0]
                if first.reason == "category-unknown":
                    yield f"先定类别，再看其余 {len(requirement.verdicts)} 条。"
                else:
                    texts = "，或者".join(each.criterion.text.rstrip("。") for each in requirement.verdicts)
                    yield f"{texts}（{verdict_word(first)}）"


def _not_in_force(entry: Entry, around: Surroundings) -> Iterable[tuple[Link, str]]:
    """Documents of the brand's place that are not used, each with the reason."""
    policies = around.catalog.policies_around(entry.brand.division)
    for policy in policies:
        if policy.id not in entry.policies:
            yield _policy_link(policy), judge_validity(policy, around.catalog.as_of, policies).text
