"""Thresholds drawn: a small chart for each figure several documents or levels ask for, by category.

Gets all policies, gives sections of charts. Where everybody asks for the same there is nothing to see, so that is
said in a sentence; a bar shows the number alone, its words tell whether the number itself is enough.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from generator.criteria import threshold_words
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion
from generator.pages.charts import Chart, Count, draw_chart
from generator.pages.criteria import Audience, audience_of, level_words
from generator.pages.links import Link, criterion_url
from generator.pages.validity import judge_validity
from generator.reference import read_divisions
from generator.schema_text import label, labels
from generator.text import chinese_date

_ALL: Final = "不分类别"

Marks: TypeAlias = Mapping[str, str | None]
"""Why a document no longer holds, in a word, by its id."""


@dataclass(frozen=True, slots=True)
class ThresholdChart:
    """A chart and the documents its numbers stand in."""

    chart: Chart
    source: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A figure for which everybody who asks for it asks the same."""

    title: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ThresholdSection:
    """The charts of one category, or of what is asked whatever the category."""

    id: str
    title: str
    category: str | None
    charts: tuple[ThresholdChart, ...]
    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class _Threshold:
    policy: Policy
    criterion: Criterion
    audience: Audience

    @property
    def who(self) -> str:
        """The document and the level."""
        return f"{self.policy.name}，{level_words(self.criterion)}"

    @property
    def where(self) -> str:
        """The same in the few words a chart has room for: the place, the level, the kinds of trade."""
        division = read_divisions().get(self.policy.division)
        level = label("policy:criteria.level", self.criterion.level) if self.criterion.level else None
        kinds = self.audience.text if self.criterion.kinds else None
        return "，".join(word for word in (division.short if division else None, level, kinds) if word)

    @property
    def url(self) -> str:
        return criterion_url(self.policy.id, self.criterion.id)


def draw_thresholds(policies: Sequence[Policy], as_of: str) -> tuple[ThresholdSection, ...]:
    """What is asked for at least twice, first whatever the category, then category by category."""
    thresholds = [
        _Threshold(policy, criterion, audience_of(criterion, policy))
        for policy in policies
        for criterion in policy.criteria
        if criterion.kind == "threshold"
    ]
    marks = {policy.id: judge_validity(policy, as_of, policies).mark for policy in policies}
    sections = (_section(category, thresholds, marks) for category in (None, *labels("category")))
    return tuple(section for section in sections if section.charts or section.alike)


def _section(category: str | None, thresholds: Sequence[_Threshold], marks: Marks) -> ThresholdSection:
    """One section; a threshold for several categories stands in each of them."""
    here = [
        each
        for each in thresholds
        if (category in each.criterion.categories if category else not each.criterion.categories)
    ]
    charts, alike = [], []
    for field in labels("policy:criteria.field"):
        shared = [each for each in here if each.criterion.field == field]
        if len(shared) < 2:  # noqa: PLR2004 - one number alone compares with nothing
            continue
        if len({(each.criterion.op, each.criterion.value) for each in shared}) > 1:
            charts.append(_chart(field, category, shared, marks))
        else:
            alike.append(_alike(field, shared))
    name = labels("category")[category] if category else _ALL
    return ThresholdSection(category or "all", name, category, tuple(charts), tuple(alike))


def _chart(field: str, category: str | None, thresholds: list[_Threshold], marks: Marks) -> ThresholdChart:
    """The greatest number first; of the same number the document's own order."""
    thresholds.sort(key=lambda each: -(each.criterion.value or 0))
    crowded = Counter(each.where for each in thresholds)
    counts = [
        Count(
            text=each.where if crowded[each.where] == 1 else each.who,
            count=each.criterion.value or 0,
            url=each.url,
            category=category,
            words=_words(each.criterion),
            clause=each.criterion.clause,
        )
        for each in thresholds
    ]
    title = label("policy:criteria.field", field)
    chart = draw_chart(
        f"chart-{category or 'all'}-{field.replace('.', '-').replace('_', '-')}",
        f"{title}：{labels('category')[category]}" if category else title,
        "地方和级别",
        counts,
        unit=thresholds[0].criterion.unit or "",
    )
    return ThresholdChart(chart, f"来源：{_documents(thresholds, marks)}。")


def _words(criterion: Criterion) -> str:
    upkeep = "，认定以后每年" if criterion.stage == "upkeep" else ""
    strength = label("policy:criteria.strength", criterion.strength) if criterion.strength != "must" else ""
    one_of = "，满足其一" if criterion.any_of else ""
    return f"{strength}{threshold_words(criterion)}{one_of}{upkeep}"


def _documents(thresholds: Sequence[_Threshold], marks: Marks) -> str:
    """The documents with their own dates, each once."""
    policies = {each.policy.id: each.policy for each in thresholds}
    return "、".join(_dated(policy, marks[policy.id]) for policy in policies.values())


def _dated(policy: Policy, mark: str | None) -> str:
    date = policy.issued or policy.printed or policy.published
    facts = "，".join(fact for fact in (chinese_date(date) if date else None, mark) if fact)
    return policy.name + (f"（{facts}）" if facts else "")


def _alike(field: str, thresholds: Sequence[_Threshold]) -> Alike:
    audiences = {each.audience.text for each in thresholds if not each.audience.general and not each.audience.category}
    title = label("policy:criteria.field", field)
    return Alike(
        f"{title}（{'、'.join(sorted(audiences))}）" if audiences else title,
        _words(thresholds[0].criterion),
        tuple(Link(each.who, each.url) for each in thresholds),
    )
