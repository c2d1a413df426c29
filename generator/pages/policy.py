"""The page of one policy: its head, its gist, and every part of it as tables with their clauses.

Gets a policy and the catalog around it, gives one page. The original text stays where it was published; words
here are our own, and what the document does not say is not filled in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.model.catalog import Catalog
from generator.model.page import Head, Page
from generator.model.policy import Policy
from generator.model.policy_process import Quantity, Support
from generator.model.policy_standard import Target
from generator.pages.cards import Card, derive_card
from generator.pages.criteria import group_criteria, list_training_minima, single_level
from generator.pages.links import Link
from generator.pages.policies import policy_name
from generator.pages.validity import judge_validity
from generator.reference import NATION, read_divisions
from generator.schema_text import label, title
from generator.templating import Templates
from generator.text import chinese_date, quantity

_BRANDS: Final = 8
_DESCRIPTION: Final = 120


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One thing to be reached."""

    text: str
    amount: str | None
    by: str | None
    clause: str


@dataclass(frozen=True, slots=True)
class SupportGroup:
    """Benefits of one kind."""

    title: str
    items: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """The brands of the place the document holds for."""

    link: Link | None
    brands: tuple[Card, ...]
    recognised: int
    """How many of the brands shown were recognised under the document; they come first."""


def derive_policy_page(policy: Policy, catalog: Catalog, templates: Templates) -> Page:
    """The page of *policy*."""
    url = f"policies/{policy.id}/"
    validity = judge_validity(policy, catalog.as_of)
    name = policy_name(policy)
    body = templates.render(
        "policy.html.jinja",
        url,
        policy=policy,
        name=name,
        crumbs=(Link("政策文件", "policies/"), Link(name)),
        validity=validity,
        facts=_facts(policy, validity.text),
        targets=tuple(_target_row(target) for target in policy.targets),
        criteria=group_criteria(policy),
        criteria_level=single_level(policy),
        training=list_training_minima(policy),
        support=_group_support(policy.support),
        grants={support.grade: support for support in policy.support if support.grade},
        period=period_text,
        based_on=_based_on(policy, catalog),
        builds_on_it=_built_on(policy, catalog),
        area=_area(policy, catalog),
    )
    head = Head(
        title=policy.title,
        description=(f"{name}：" + "；".join(each.rstrip("。") for each in policy.highlights))[:_DESCRIPTION],
        kind="article",
        keywords=("劳务品牌", "政策", *((policy.number,) if policy.number else ())),
        column="政策文件",
        column_type="政策文件",
        published=policy.listed,
        content_source=policy.source.publisher or policy.issuers[0],
        alternate="api/v1/policies.json",
    )
    return Page(url, "policies", head, body)


def period_text(period: Quantity) -> str:
    """``不少于 5 个工作日``; an exact length without a comparison."""
    unit = {"工作日": "个工作日", "月": "个月", "日": "天"}.get(period.unit, period.unit)
    length = quantity(period.value, unit)
    return length if period.op == "==" else f"{label('policy:term.period.op', period.op)} {length}"


def _facts(policy: Policy, validity: str) -> tuple[tuple[str, str | None], ...]:
    """The head of the document (gov-site rules §7); what the text lacks is said to be missing."""
    issuers = "、".join(policy.issuers) + ("等（名单不全）" if policy.issuers_partial else "")
    always = (
        ("index_number", policy.index_number),
        ("topic", policy.topic),
        ("issuers", issuers),
        ("issued", _date(policy.issued)),
        ("title", policy.title),
        ("number", policy.number),
        ("published", _date(policy.published)),
        ("status", validity),
    )
    if policy.trial:
        years = f"，{policy.trial.years} 年" if policy.trial.years else ""
        trial = label("policy:trial.scope", policy.trial.scope) + years
    else:
        trial = None
    sometimes = (
        ("printed", _date(policy.printed)),
        ("effective", _date(policy.effective)),
        ("valid_until", _date(policy.valid_until)),
        ("trial", trial),
    )
    rows = (*always, *(row for row in sometimes if row[1]))
    return tuple((title(f"policy:{field}"), value) for field, value in rows)


def _date(date: str | None) -> str | None:
    return chinese_date(date) if date else None


def _target_row(target: Target) -> TargetRow:
    amount = None
    if target.value is not None:
        number = quantity(target.value, target.unit or "")
        if target.op == "between" and target.upper is not None:
            amount = f"{target.value:g}—{quantity(target.upper, target.unit or '')}"
        elif target.op == "~":
            amount = f"{number}{label('policy:targets.op', target.op)}"
        else:
            amount = f"{label('policy:targets.op', target.op or '==')} {number}"
    if amount and target.per:
        amount = label("policy:targets.per", target.per) + " " + amount
    return TargetRow(target.text, amount, _date(target.by), target.clause)


def _group_support(support: Sequence[Support]) -> tuple[SupportGroup, ...]:
    """Benefits by kind, in the order the kinds first appear; those with an amount first."""
    order = list(dict.fromkeys(each.kind for each in support))
    order.sort(key=lambda kind: not any(each.kind == kind and each.amount is not None for each in support))
    ordered = sorted(support, key=lambda each: order.index(each.kind))
    return tuple(
        SupportGroup(label("policy:support.kind", kind), tuple(each))
        for kind, each in groupby(ordered, lambda s: s.kind)
    )


def _based_on(policy: Policy, catalog: Catalog) -> tuple[Link, ...]:
    by_id = {each.id: each for each in catalog.policies}
    links = []
    for basis in policy.based_on:
        if basis.policy:
            links.append(Link(by_id[basis.policy].title, f"policies/{basis.policy}/"))
        else:
            links.append(Link((basis.title or "") + (f"（{basis.number}）" if basis.number else "")))
    return tuple(links)


def _built_on(policy: Policy, catalog: Catalog) -> tuple[Link, ...]:
    return tuple(
        Link(policy_name(each), f"policies/{each.id}/")
        for each in catalog.policies
        if any(basis.policy == policy.id for basis in each.based_on)
    )


def _area(policy: Policy, catalog: Catalog) -> Area:
    """Brands recognised under the document, then others of its place."""
    under = [
        entry
        for entry in catalog.entries
        if any(recognition.policy == policy.id for recognition in entry.brand.recognitions)
    ]
    if policy.division == NATION:
        link = Link("全国", "catalog/", len(catalog.entries))
        return Area(link, tuple(derive_card(entry) for entry in under[:_BRANDS]), len(under[:_BRANDS]))
    facet = next((each for each in catalog.facets["division"] if each.value == policy.division), None)
    if facet is None:
        return Area(None, tuple(derive_card(entry) for entry in under[:_BRANDS]), len(under[:_BRANDS]))
    others = [catalog.entry(brand_id) for brand_id in facet.brand_ids]
    shown = [*under, *(entry for entry in others if entry not in under)][:_BRANDS]
    division = read_divisions().get(policy.division)
    link = Link(division.name if division else facet.label, facet.url, len(facet.brand_ids))
    return Area(link, tuple(derive_card(entry) for entry in shown), min(len(under), _BRANDS))
