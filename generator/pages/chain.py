"""The chain a policy stands in: what it is based on, up to the nation, and what builds on it, down to the city.

Gets a policy and all others, gives one nested value. Follows ``based_on`` alone: a document of the same province
that names another basis is not drawn as if it came from here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.model.policy import Basis, Policy
from generator.pages.validity import judge_validity
from generator.reference import read_divisions
from generator.schema_text import label, labels

_SIBLINGS: Final = 12
"""More documents than this beside the chain are told as a number."""


@dataclass(frozen=True, slots=True)
class ChainNode:
    """One document; without an address it is not in the directory."""

    title: str
    number: str | None
    place: str | None
    level: str | None
    level_label: str | None
    url: str | None
    mark: str | None
    """Why it no longer holds, in a word."""
    current: bool


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of the chain: a document, or several the next one rests on together, and what hangs below."""

    nodes: tuple[ChainNode, ...]
    below: "tuple[ChainStep, ...]" = ()
    more: int = 0
    """How many other documents rest on these that are not drawn."""


def draw_chain(policy: Policy, policies: Sequence[Policy], as_of: str) -> tuple[ChainStep, ...]:
    """The chain *policy* stands in, from the top; empty where it stands alone."""
    web = _Web(policies, as_of)
    rows = web.rows_above(policy)
    below = web.steps_below(policy, policy.id)
    if not rows and not below:
        return ()
    seen = {policy.id, *(basis.policy for row in rows for basis in row if basis.policy)}
    steps, more = _beside((ChainStep((web.node(policy, policy.id),), below),), web.beside(rows[:1], policy, seen), web)
    for index, row in enumerate(rows):
        nodes = tuple(web.basis_node(basis) for basis in row)
        others = web.beside(rows[index + 1 : index + 2], policy, seen)
        steps, more = _beside((ChainStep(nodes, steps, more),), others, web)
    return steps


def _beside(steps: tuple[ChainStep, ...], others: Sequence[Policy], web: "_Web") -> tuple[tuple[ChainStep, ...], int]:
    """The path's own step with its siblings after it, or their number where they are many."""
    if len(others) > _SIBLINGS:
        return steps, len(others)
    return (*steps, *(ChainStep((web.node(each),)) for each in others)), 0


class _Web:
    """All documents by what they rest on."""

    def __init__(self, policies: Sequence[Policy], as_of: str) -> None:
        self._policies = policies
        self._as_of = as_of
        self._by_id = {policy.id: policy for policy in policies}
        order = list(labels("policy:level"))
        self._built: dict[str, list[Policy]] = {}
        for policy in sorted(policies, key=lambda each: (order.index(each.level), each.division, each.issued or "")):
            for key in dict.fromkeys(map(_key, policy.based_on)):
                self._built.setdefault(key, []).append(policy)

    def rows_above(self, policy: Policy) -> list[list[Basis]]:
        """What *policy* rests on, nearest first; a document reached by several ways stands in the farthest row."""
        depth: dict[str, int] = {}
        bases: dict[str, Basis] = {}
        self._climb(policy, 0, (policy.id,), depth, bases)
        rows: list[list[Basis]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
        for key, basis in bases.items():
            rows[depth[key]].append(basis)
        return rows

    def _climb(
        self, policy: Policy, level: int, trail: tuple[str, ...], depth: dict[str, int], bases: dict[str, Basis]
    ) -> None:
        for basis in policy.based_on:
            key = _key(basis)
            bases.setdefault(key, basis)
            depth[key] = max(depth.get(key, 0), level)
            above = self._by_id.get(basis.policy or "")
            if above and above.id not in trail:
                self._climb(above, level + 1, (*trail, above.id), depth, bases)

    def steps_below(self, policy: Policy, *trail: str) -> tuple[ChainStep, ...]:
        """What builds on *policy*, each document under the nearest of those it rests on."""
        nearest = [each for each in self._built.get(policy.id, ()) if self._rests_directly(each, policy.id)]
        return tuple(
            ChainStep((self.node(each),), self.steps_below(each, *trail, each.id))
            for each in nearest
            if each.id not in trail
        )

    def beside(self, row_above: Sequence[Sequence[Basis]], policy: Policy, seen: set[str]) -> list[Policy]:
        """Documents that rest on the same as a step of the chain and are not of the chain themselves."""
        keys = [_key(basis) for row in row_above for basis in row]
        known = seen | set(self._ids_below(policy))
        found = [each for key in keys for each in self._built.get(key, ()) if self._rests_directly(each, key)]
        return list({each.id: each for each in found if each.id not in known}.values())

    def _rests_directly(self, policy: Policy, key: str) -> bool:
        """Whether nothing else *policy* rests on builds on *key* itself."""
        others = [basis.policy for basis in policy.based_on if basis.policy and basis.policy != key]
        return not any(key in self._keys_above(other) for other in others)

    def _keys_above(self, policy_id: str) -> set[str]:
        above = self._by_id.get(policy_id)
        return {_key(basis) for row in self.rows_above(above) for basis in row} if above else set()

    def _ids_below(self, policy: Policy, *trail: str) -> Iterator[str]:
        for each in self._built.get(policy.id, ()):
            if each.id not in trail:
                yield each.id
                yield from self._ids_below(each, *trail, each.id)

    def basis_node(self, basis: Basis) -> ChainNode:
        known = self._by_id.get(basis.policy or "")
        if known:
            return self.node(known)
        return ChainNode(basis.title or "", basis.number, None, None, None, None, None, current=False)

    def node(self, policy: Policy, current: str | None = None) -> ChainNode:
        division = read_divisions().get(policy.division)
        return ChainNode(
            title=policy.name,
            number=policy.number,
            place=division.short if division else None,
            level=policy.level,
            level_label=label("policy:level", policy.level),
            url=f"policies/{policy.id}/",
            mark=judge_validity(policy, self._as_of, self._policies).mark,
            current=policy.id == current,
        )


def _key(basis: Basis) -> str:
    """What two documents share that rest on the same: the id here, else the number or the title."""
    return basis.policy or basis.number or basis.title or ""
