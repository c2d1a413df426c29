"""Criteria of a policy as readers meet them: in tables, each row with its threshold and its clause.

Gets one policy, gives groups of rows: what all brands must meet, then each category's own, then what is asked
after recognition. Judges no brand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.criteria import DEFAULT_SPAN, length_text, threshold_words
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion
from generator.schema_text import label, labels


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion."""

    id: str
    text: str
    threshold: str | None
    tags: tuple[str, ...]
    """Whom it is for, whose figure it asks for, how strongly, as far as the text does not say so itself."""
    waiver: str | None
    clause: str


@dataclass(frozen=True, slots=True)
class CriterionBlock:
    """Criteria that stand together: each must be met, or one of them suffices."""

    alternatives: bool
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    """The criteria for one category, or for all."""

    title: str
    category: str | None
    blocks: tuple[CriterionBlock, ...]


@dataclass(frozen=True, slots=True)
class TrainingMinimum:
    """The least number of people to be trained, for some kinds of trade."""

    kinds: str
    threshold: str
    clause: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a threshold is for: one or several categories, some kinds of trade, or everyone."""

    order: int
    text: str
    category: str | None = None
    """The category whose shape it wears, where it is one alone."""
    general: bool = False


@dataclass(frozen=True, slots=True)
class FigureAge:
    """How recent a figure must be to be judged by a document."""

    text: str
    clause: str | None = None


def group_criteria(policy: Policy) -> tuple[CriterionGroup, ...]:
    """All criteria in the order they are shown."""
    groups: dict[tuple[bool, tuple[str, ...]], list[Criterion]] = {}
    for criterion in policy.criteria:
        groups.setdefault((criterion.stage == "upkeep", criterion.categories), []).append(criterion)
    ordered = sorted(groups, key=lambda key: (key[0], bool(key[1])))
    many_levels = len({criterion.level for criterion in policy.criteria}) > 1
    return tuple(
        CriterionGroup(
            _group_title(policy, upkeep=upkeep, categories=categories, alone=len(groups) == 1),
            categories[0] if len(categories) == 1 else None,
            tuple(_blocks(groups[upkeep, categories], policy, many_levels=many_levels)),
        )
        for upkeep, categories in ordered
    )


def single_level(policy: Policy) -> str | None:
    """The level all criteria are for, in words, where that is one."""
    levels = {criterion.level for criterion in policy.criteria}
    level = levels.pop() if len(levels) == 1 else None
    return label("policy:criteria.level", level) if level else None


def list_training_minima(policy: Policy) -> tuple[TrainingMinimum, ...]:
    """The criteria that set a least number of people trained, the greatest first."""
    minima = [criterion for criterion in policy.criteria if criterion.id in policy.training_minima]
    minima.sort(key=lambda criterion: -(criterion.value or 0))
    return tuple(
        TrainingMinimum(kinds_text(policy, each.kinds) or "不分门类", threshold_words(each) or each.text, each.clause)
        for each in minima
    )


def audience_of(criterion: Criterion, policy: Policy) -> Audience:
    """Whom *criterion* is for, in words two documents may share."""
    if criterion.categories:
        known = labels("category")
        words = "、".join(known[category] for category in criterion.categories)
        alone = criterion.categories[0] if len(criterion.categories) == 1 else None
        return Audience(1 + list(known).index(criterion.categories[0]), words, alone)
    if criterion.kinds:
        return Audience(9, kinds_text(policy, criterion.kinds))
    return Audience(0, "不分类别", general=True)


def level_words(criterion: Criterion) -> str:
    """The level a threshold is for, in words."""
    return f"{label('policy:criteria.level', criterion.level)}品牌" if criterion.level else "不分级"


def figure_age(policy: Policy) -> FigureAge | None:
    """How recent figures must be; nothing for a document without numbers to reach."""
    if not any(criterion.kind == "threshold" for criterion in policy.criteria):
        return None
    within = policy.figures_within
    if within is None:
        return FigureAge(f"文件没写要多近的数。按年份算，超过 {length_text(DEFAULT_SPAN)}的，本目录不用来判断。")
    return FigureAge(f"{within.text}更早的，本目录不用来判断。", within.clause)


def kinds_text(policy: Policy, kinds: Sequence[str]) -> str:
    """Kinds of trade in the document's own words."""
    labels = {kind.id: kind.label for kind in policy.kinds}
    return "、".join(labels[kind].removesuffix("类") for kind in kinds) + ("类" if kinds else "")


def _group_title(policy: Policy, *, upkeep: bool, categories: tuple[str, ...], alone: bool) -> str:
    own_words = {each.category: each.label for each in policy.categories}
    names = "、".join(own_words.get(category) or label("category", category) for category in categories)  # type: ignore[call-overload]
    if upkeep:
        return f"认定以后每年的要求：{names}" if names else "认定以后每年的要求"
    if names:
        return names
    return "认定条件" if alone else "都要满足的条件"


def _blocks(criteria: Sequence[Criterion], policy: Policy, *, many_levels: bool) -> list[CriterionBlock]:
    blocks = []
    for any_of, together in groupby(criteria, key=lambda criterion: criterion.any_of):
        rows = tuple(_row(criterion, policy, many_levels=many_levels) for criterion in together)
        blocks.append(CriterionBlock(any_of is not None, rows))
    return blocks


def _row(criterion: Criterion, policy: Policy, *, many_levels: bool) -> CriterionRow:
    tags = (
        label("policy:criteria.level", criterion.level) if criterion.level and many_levels else None,
        kinds_text(policy, criterion.kinds) or None,
        f"看{label('policy:criteria.subject', criterion.subject)}" if criterion.subject != "brand" else None,
        label("policy:criteria.strength", criterion.strength) if criterion.strength != "must" else None,
    )
    waiver = criterion.waiver
    return CriterionRow(
        id=criterion.id,
        text=criterion.text,
        threshold=threshold_words(criterion),
        tags=tuple(tag for tag in tags if tag and tag.removesuffix("类") not in criterion.text),
        waiver=f"{waiver.when}，{label('policy:criteria.waiver.effect', waiver.effect)}。" if waiver else None,
        clause=criterion.clause,
    )
