"""Verdicts of one policy on one day: (brand, criterion) → met, unmet, unknown, waived or not for this brand.

Gets brands with their figures; knows no policy by name. Only what a brand's own evidence changes is worked out for it
alone (see drafts.py).
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

from generator.criteria.drafts import Draft, Weighed
from generator.criteria.evidence import Figures, Selection, fields_near, select_figure, span_of
from generator.criteria.intervals import interval_of, passes
from generator.criteria.kinds import belongs, settled_kinds
from generator.model.brand import Attestation, Brand
from generator.model.policy import Policy
from generator.model.policy_process import Quantity
from generator.model.policy_standard import Criterion
from generator.model.verdict import Inferred, Outcome, Reason, UnfitFigure, UsedFigure, Verdict

_Likeness: TypeAlias = tuple[object, ...]
"""What two brands must share to be alike to a policy before any evidence is looked at."""

_OUTCOMES: Final[dict[bool | None, tuple[Outcome, Reason]]] = {
    True: (Outcome.MET, "reached"),
    False: (Outcome.UNMET, "short"),
    None: (Outcome.UNKNOWN, "rounded-figure"),
}


class PolicyJudge:
    """One policy on one day."""

    def __init__(self, policy: Policy, day: str) -> None:
        self.policy = policy
        self.day = day
        self.span = span_of(policy)
        self._prefix = f"{policy.id}/"
        self._place = {criterion.id: place for place, criterion in enumerate(policy.criteria)}
        self._asking: dict[str, tuple[int, ...]] = {}
        """Places of the criteria to which a figure of a field has something to say."""
        for place, criterion in enumerate(policy.criteria):
            for field in fields_near(criterion.field) if criterion.field else ():
                self._asking[field] = (*self._asking.get(field, ()), place)
        self._drafts: dict[_Likeness, Draft] = {}

    def weigh(self, brand: Brand, figures: Figures) -> Weighed:
        """How *brand* stands by each criterion, whatever level the criterion is for."""
        draft = self._draft(brand)
        evidence = self._evidence(brand)
        places = {place for field in figures for place in self._asking.get(field, ())}
        changes = {
            place: verdict
            for place in sorted(places | evidence.keys())
            if (verdict := self._decide(draft.verdicts[place], brand, figures, evidence.get(place, ())))
            is not draft.verdicts[place]
        }
        return Weighed(draft, changes)

    def _evidence(self, brand: Brand) -> dict[int, tuple[Attestation, ...]]:
        """The attestations of *brand* for this policy, by the place of the criterion they are for."""
        found: dict[int, tuple[Attestation, ...]] = {}
        for each in brand.attestations:
            place = self._place.get(each.criterion.removeprefix(self._prefix))
            if place is not None and each.criterion.startswith(self._prefix):
                found[place] = (*found.get(place, ()), each)
        return found

    def _likeness(self, brand: Brand) -> _Likeness:
        kinds = (brand.industry, settled_kinds(brand, self.policy)) if self.policy.kinds else ()
        return (brand.category, brand.category_basis, *kinds)

    def _draft(self, brand: Brand) -> Draft:
        """What is said of brands like this one that show no evidence."""
        likeness = self._likeness(brand)
        if likeness not in self._drafts:
            verdicts = tuple(self._without_evidence(brand, each) for each in self.policy.criteria)
            self._drafts[likeness] = Draft(self.policy, verdicts)
        return self._drafts[likeness]

    def _without_evidence(self, brand: Brand, criterion: Criterion) -> Verdict:
        def verdict(outcome: Outcome, reason: Reason, inferred: tuple[Inferred, ...] = ()) -> Verdict:
            return Verdict(self.policy.id, criterion, outcome, reason, inferred=inferred)

        inferred: list[Inferred] = []
        if criterion.categories:
            if brand.category is None:
                return verdict(Outcome.UNKNOWN, "category-unknown")
            inferred += ["category"] * (brand.category_basis == "inferred")
            if brand.category not in criterion.categories:
                return verdict(Outcome.NOT_APPLICABLE, "other-category", tuple(inferred))
        if criterion.kinds:
            members = [belongs(brand, self.policy, kind) for kind in criterion.kinds]
            inferred += ["kind"] * (not settled_kinds(brand, self.policy))
            if True not in members:
                if None in members:
                    return verdict(Outcome.UNKNOWN, "kind-unknown")
                return verdict(Outcome.NOT_APPLICABLE, "other-kind", tuple(inferred))
        lacks: Reason = "no-figure" if criterion.kind == "threshold" else "no-evidence"
        return verdict(Outcome.UNKNOWN, lacks, tuple(inferred))

    def _decide(self, draft: Verdict, brand: Brand, figures: Figures, shown: Sequence[Attestation]) -> Verdict:
        """*draft* with the brand's own evidence looked at."""
        if draft.reason not in {"no-figure", "no-evidence"}:
            return draft
        waived = [each for each in shown if each.outcome == "waived" and self._may_waive(draft.criterion, brand)]
        if waived:
            return _with(draft, brand, Outcome.WAIVED, "waived", attestation=_newest(waived))
        if draft.criterion.kind == "threshold":
            return self._measure(draft, brand, figures)
        return _weigh(draft, brand, [each for each in shown if each.outcome != "waived"])

    def _may_waive(self, criterion: Criterion, brand: Brand) -> bool:
        """Whether the document lets an authority relax *criterion* for a brand like this one."""
        waiver = criterion.waiver
        if waiver is None:
            return False
        return not waiver.kinds or any(belongs(brand, self.policy, kind) is not False for kind in waiver.kinds)

    def _measure(self, draft: Verdict, brand: Brand, figures: Figures) -> Verdict:
        criterion = draft.criterion
        found = select_figure(criterion, figures, self.day, self.span)
        if found.best is None:
            lacks: Reason = "no-usable-figure" if found.unfit else "no-figure"
            return _with(draft, brand, Outcome.UNKNOWN, lacks, unfit=found.unfit)
        outcome: Outcome
        reason: Reason
        outcome, reason = (Outcome.UNKNOWN, "stale-figure") if found.stale else _compare(criterion, found)
        return _with(
            draft, brand, outcome, reason, figure=found.best, rivals=found.rivals, unfit=found.unfit,
            span=self.span if found.stale else None,
        )  # fmt: skip


def _compare(criterion: Criterion, found: Selection) -> tuple[Outcome, Reason]:
    """What the figures of the newest date say, which must be one thing."""
    assert criterion.op is not None
    assert criterion.value is not None
    assert found.best is not None
    answers = [
        passes(interval_of(each.value, each.bound), criterion.op, criterion.value)
        for each in (found.best, *found.rivals)
    ]
    if len(set(answers)) > 1:
        return Outcome.UNKNOWN, "figures-differ"
    outcome, reason = _OUTCOMES[answers[0]]
    if outcome is Outcome.UNMET and found.best.bound is None and found.best.value == criterion.value:
        return outcome, "level-with"
    return outcome, reason


def _weigh(draft: Verdict, brand: Brand, shown: Sequence[Attestation]) -> Verdict:
    """What the newest evidence says; of one date it must say one thing."""
    if not shown:
        return draft
    newest = _newest(shown)
    if any(each.outcome != newest.outcome for each in shown if each.date == newest.date):
        return _with(draft, brand, Outcome.UNKNOWN, "evidence-differs", attestation=newest)
    if newest.outcome == "unmet":
        return _with(draft, brand, Outcome.UNMET, "refuted", attestation=newest)
    return _with(draft, brand, Outcome.MET, "attested", attestation=newest)


def _newest(shown: Sequence[Attestation]) -> Attestation:
    return max(shown, key=lambda each: each.date or "")


def _with(  # noqa: PLR0913 - the parts of a verdict
    draft: Verdict,
    brand: Brand,
    outcome: Outcome,
    reason: Reason,
    *,
    figure: UsedFigure | None = None,
    rivals: tuple[UsedFigure, ...] = (),
    unfit: tuple[UnfitFigure, ...] = (),
    attestation: Attestation | None = None,
    span: Quantity | None = None,
) -> Verdict:
    """*draft* decided; what rests on a mere lead (a source of grade C) says so."""
    shown = figure or attestation
    inferred = draft.inferred
    if shown and any(source.id == shown.source and source.grade == "C" for source in brand.sources):
        inferred = (*inferred, "lead")
    return Verdict(
        draft.policy_id, draft.criterion, outcome, reason, figure, rivals, unfit, attestation, inferred, span
    )
