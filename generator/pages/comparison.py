"""Thresholds of all places side by side: a row a figure and whom it is for, a column a document and level.

Gets the catalog, gives one page. Only conditions with a number are here; the numbers are the documents' own and
what each of them counts is for the document to say.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.catalog import Catalog
from generator.criteria import threshold_words
from generator.model.brand import Level
from generator.model.page import Head, Page
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion
from generator.pages.criteria import Audience, audience_of
from generator.pages.links import Link, criterion_url
from generator.pages.threshold_charts import draw_thresholds
from generator.pages.validity import judge_validity
from generator.schema_text import label, labels
from generator.templating import Templates
from generator.text import chinese_date

_URL: Final = "policies/compare/"


@dataclass(frozen=True, slots=True)
class Column:
    """One document, for brands of one level."""

    policy: Policy
    level: Level | None
    name: str
    url: str
    level_label: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One threshold; the address leads to the criterion on the document's page."""

    text: str
    url: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One audience of one figure in every document."""

    label: str
    category: str | None
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class FieldRows:
    """The rows of one figure."""

    title: str
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class _Threshold:
    criterion: Criterion
    policy: Policy
    audience: Audience


def derive_comparison(catalog: Catalog, templates: Templates) -> Page:
    """The page of all thresholds."""
    columns = _columns(catalog)
    without = [policy for policy in catalog.policies if not _numbered(policy)]
    body = templates.render(
        "comparison.html.jinja",
        _URL,
        crumbs=(Link("政策文件", "policies/"), Link("认定标准对照")),
        columns=columns,
        fields=_fields(catalog, columns),
        sections=draw_thresholds(catalog.policies, catalog.as_of),
        without=tuple(Link(policy.name, f"policies/{policy.id}/") for policy in without),
        as_of=chinese_date(catalog.as_of),
    )
    head = Head(
        title="各地认定标准对照",
        description="各地认定劳务品牌的数量门槛，按指标、类别和级别并排列出，每个数都能点到条款。",
        kind="column",
        keywords=("劳务品牌", "认定标准", "对照"),
        column="政策文件",
        column_type="政策文件",
        alternate="api/v1/policies.json",
    )
    return Page(_URL, "policies", head, body)


def _numbered(policy: Policy) -> list[Criterion]:
    return [criterion for criterion in policy.criteria if criterion.kind == "threshold"]


def _columns(catalog: Catalog) -> tuple[Column, ...]:
    """A column for each level a document sets numbers for; one for a document that tells no levels apart."""
    columns = []
    order = list(labels("policy:level"))
    for policy in catalog.policies:
        found = {criterion.level for criterion in _numbered(policy)}
        named: list[Level | None] = [level for level in found if level]
        levels = sorted(named, key=lambda level: order.index(level or "")) or [None] * bool(found)
        validity = judge_validity(policy, catalog.as_of, catalog.policies)
        columns += [
            Column(
                policy=policy,
                level=level,
                name=policy.name,
                url=f"policies/{policy.id}/",
                level_label=f"{label('policy:level', level)}品牌" if level else "不分级",
                note=validity.mark,
            )
            for level in levels
        ]
    return tuple(columns)


def _fields(catalog: Catalog, columns: tuple[Column, ...]) -> tuple[FieldRows, ...]:
    order = list(labels("policy:criteria.field"))
    thresholds = [
        _Threshold(criterion, policy, audience_of(criterion, policy))
        for policy in catalog.policies
        for criterion in _numbered(policy)
    ]
    thresholds.sort(key=lambda each: (order.index(each.criterion.field or ""), each.audience.order, each.audience.text))
    return tuple(
        FieldRows(
            label("policy:criteria.field", field or ""),
            tuple(
                _row(audience, tuple(alike), columns)
                for audience, alike in groupby(of_field, key=lambda each: each.audience)
            ),
        )
        for field, of_field in groupby(thresholds, key=lambda each: each.criterion.field)
    )


def _row(audience: Audience, thresholds: tuple[_Threshold, ...], columns: tuple[Column, ...]) -> ComparisonRow:
    cells = tuple(
        tuple(
            _cell(each)
            for each in thresholds
            if each.policy.id == column.policy.id and each.criterion.level in {column.level, None}
        )
        for column in columns
    )
    return ComparisonRow(audience.text, audience.category, cells)


def _cell(threshold: _Threshold) -> Cell:
    criterion = threshold.criterion
    tags = (
        label("policy:criteria.strength", criterion.strength) if criterion.strength != "must" else None,
        "满足其一" if criterion.any_of else None,
        "认定以后每年" if criterion.stage == "upkeep" else None,
        "可放宽" if criterion.waiver else None,
    )
    return Cell(
        text=threshold_words(criterion) or "",
        url=criterion_url(threshold.policy.id, criterion.id),
        tags=tuple(tag for tag in tags if tag),
    )
