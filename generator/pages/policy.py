"""The page of one policy: its head, its gist, and every part of it as tables with their clauses.

Gets a policy and the catalog around it, gives one page. The original text stays where it was published; words
here are our own, and what the document does not say is not filled in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from generator.catalog import Catalog
from generator.catalog.targets import count_targets
from generator.criteria import span_text
from generator.criteria.applying import began
from generator.model.page import Head, Page
from generator.model.policy import Policy
from generator.model.policy_process import Support
from generator.pages.cards import Card, derive_card
from generator.pages.chain import draw_chain
from generator.pages.changes import compare_versions, kind_word
from generator.pages.criteria import figure_age, group_criteria, list_training_minima, single_level
from generator.pages.links import Link
from generator.pages.neighbours import compare_neighbours
from generator.pages.progress import list_targets
from generator.pages.standings import standings_url
from generator.pages.validity import find_replacing, judge_validity
from generator.reference import NATION, read_divisions
from generator.schema_text import label, title
from generator.templating import Templates
from generator.text import chinese_date

_BRANDS: Final = 60
"""A list longer than this is only linked to."""
_DESCRIPTION: Final = 120


@dataclass(frozen=True, slots=True)
class SupportGroup:
    """Benefits of one kind."""

    title: str
    items: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """The brands of the place the document holds for."""

    recognised: int
    """How many brands hold a recognition under the document."""
    under: tuple[Card, ...]
    others: tuple[Card, ...]
    """Other brands of the place; none of either where they are too many for a page."""
    link: Link | None
    """The list of all brands of the place."""


def derive_policy_page(policy: Policy, catalog: Catalog, templates: Templates) -> Page:
    """The page of *policy*."""
    url = f"policies/{policy.id}/"
    name = policy.name
    body = templates.render(
        "policy.html.jinja",
        url,
        policy=policy,
        name=name,
        crumbs=(Link("政策文件", "policies/"), Link(name)),
        period=span_text,
        **_standing(policy, catalog),
        **_contents(policy, catalog),
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


def _standing(policy: Policy, catalog: Catalog) -> dict[str, Any]:
    """How the document stands among the others: its head, its force, what came before and after."""
    policies, as_of = catalog.policies, catalog.as_of
    validity = judge_validity(policy, as_of, policies)
    newer = find_replacing(policy, policies)
    return {
        "validity": validity,
        "facts": _facts(policy, validity.text),
        "replaces": _links(each for each in policies if each.id in policy.replaces),
        "replaced_by": _replaced_by(newer) if newer else None,
        "chain": draw_chain(policy, policies, as_of),
        "neighbours": compare_neighbours(policy, policies, as_of),
        "changes": compare_versions(policy, policies, as_of),
        "kind_word": kind_word,
    }


def _contents(policy: Policy, catalog: Catalog) -> dict[str, Any]:
    """What the document says, with what the directory holds of it."""
    return {
        "targets": list_targets(
            count_targets(catalog.tallies(f"target/{policy.id}"), policy, catalog.as_of), catalog.as_of
        ),
        "criteria": group_criteria(policy),
        "criteria_level": single_level(policy),
        "figure_age": figure_age(policy),
        "training": list_training_minima(policy),
        "support": _group_support(policy.support),
        "grants": {support.grade: support for support in policy.support if support.grade},
        "area": _area(policy, catalog),
        "standings": standings_url(policy, catalog),
    }


def _replaced_by(newer: Policy) -> tuple[Link, str | None]:
    """The document that takes this one's place, and from which day."""
    [link] = _links([newer])
    since = began(newer)
    return link, chinese_date(since) if since else None


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


def _group_support(support: Sequence[Support]) -> tuple[SupportGroup, ...]:
    """Benefits by kind, in the order the kinds first appear; those with an amount first."""
    order = list(dict.fromkeys(each.kind for each in support))
    order.sort(key=lambda kind: not any(each.kind == kind and each.amount is not None for each in support))
    ordered = sorted(support, key=lambda each: order.index(each.kind))
    return tuple(
        SupportGroup(label("policy:support.kind", kind), tuple(each))
        for kind, each in groupby(ordered, lambda s: s.kind)
    )


def _links(policies: Iterable[Policy]) -> tuple[Link, ...]:
    return tuple(Link(each.name, f"policies/{each.id}/") for each in policies)


def _area(policy: Policy, catalog: Catalog) -> Area:
    """Brands recognised under the document, then the others of its place."""
    recognised = catalog.size(f"under/{policy.id}")
    under = catalog.ids(f"under/{policy.id}") if recognised <= _BRANDS else ()
    place, link = _place(policy, catalog)
    few = link is not None and (link.count or 0) <= recognised + _BRANDS
    others = [each for each in catalog.ids(place) if each not in set(catalog.ids(f"under/{policy.id}"))] if few else []
    return Area(recognised, _cards(under, catalog), _cards(others, catalog), link)


def _cards(ids: Sequence[str], catalog: Catalog) -> tuple[Card, ...]:
    return tuple(derive_card(catalog.entry(brand_id)) for brand_id in ids) if len(ids) <= _BRANDS else ()


def _place(policy: Policy, catalog: Catalog) -> tuple[str, Link | None]:
    """The list of the brands of the place, and the page that shows it, where there is one."""
    if policy.division == NATION:
        return "catalog", Link("全国", "catalog/", catalog.size())
    listing = f"division/{policy.division}"
    if not catalog.has_any(listing):
        return listing, None
    facet, division = catalog.facet("division", policy.division), read_divisions().get(policy.division)
    return listing, Link(division.name if division else facet.label, facet.url, facet.count)
