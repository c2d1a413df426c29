"""The list of policies: the nation's documents, under them the provinces', under those the cities'.

Gets the catalog, gives the list as one page. A document that has run out says so and stands apart from the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.model.page import Head, Page
from generator.model.policy import Policy
from generator.pages.validity import Validity, judge_validity
from generator.reference import NATION, read_divisions
from generator.schema_text import label
from generator.templating import Templates
from generator.text import chinese_date


@dataclass(frozen=True, slots=True)
class PolicyNode:
    """A document in the list, with the documents of the places inside its own."""

    url: str
    name: str
    title: str
    place: str
    level: str
    level_label: str
    facts: str
    validity: Validity
    below: "tuple[PolicyNode, ...]"


def derive_policy_list(catalog: Catalog, templates: Templates) -> Page:
    """The page of all policies."""
    policies = catalog.policies
    lapsed = [policy for policy in policies if judge_validity(policy, catalog.as_of, policies).lapsed]
    current = [policy for policy in policies if policy not in lapsed]
    body = templates.render(
        "policies.html.jinja",
        "policies/",
        tree=_grow(current, catalog),
        lapsed=tuple(_node(policy, (), catalog) for policy in lapsed),
        count=len(policies),
        as_of=chinese_date(catalog.as_of),
    )
    head = Head(
        title="政策文件",
        description="国家、省、市关于劳务品牌的政策文件：目标、认定条件、程序、扶持和撤销，一条一条注明条款。",
        kind="column",
        keywords=("劳务品牌", "政策", "认定条件"),
        column="政策文件",
        column_type="政策文件",
        alternate="api/v1/policies.json",
    )
    return Page("policies/", "policies", head, body)


def _grow(policies: Sequence[Policy], catalog: Catalog) -> tuple[PolicyNode, ...]:
    """The documents as trees: each under the nearest place around its own that has one."""
    holders = {policy.division for policy in policies}
    below: dict[str | None, list[Policy]] = {}
    for policy in policies:
        below.setdefault(_division_above(policy.division, holders), []).append(policy)

    def node(policy: Policy, *, leads: bool) -> PolicyNode:
        inner = below.get(policy.division, []) if leads else []
        return _node(policy, _nodes(inner), catalog)

    def _nodes(siblings: Sequence[Policy]) -> tuple[PolicyNode, ...]:
        """Of several documents of one place the first carries those of the places inside it."""
        seen: set[str] = set()
        nodes = []
        for policy in siblings:
            nodes.append(node(policy, leads=policy.division not in seen))
            seen.add(policy.division)
        return tuple(nodes)

    return _nodes(below.get(None, []))


def _division_above(code: str, holders: set[str]) -> str | None:
    """The nearest place around *code* that has a document of its own."""
    if code == NATION:
        return None
    around = [NATION, *(division.code for division in read_divisions().chain(code)[:-1])]
    return next((outer for outer in reversed(around) if outer in holders), None)


def _node(policy: Policy, below: tuple[PolicyNode, ...], catalog: Catalog) -> PolicyNode:
    date = policy.issued or policy.printed
    word = "成文" if policy.issued else "印发"
    facts = (policy.number, f"{chinese_date(date)}{word}" if date else None, _contents(policy))
    division = read_divisions().get(policy.division)
    return PolicyNode(
        url=f"policies/{policy.id}/",
        name=policy.name,
        title=policy.title,
        place=division.short if division else "",
        level=policy.level,
        level_label=label("policy:level", policy.level),
        facts="，".join(fact for fact in facts if fact),
        validity=judge_validity(policy, catalog.as_of, catalog.policies),
        below=below,
    )


def _contents(policy: Policy) -> str | None:
    """How much of a yardstick the document is."""
    return f"认定条件 {len(policy.criteria)} 条" if policy.criteria else "没有认定条件"
