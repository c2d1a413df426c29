"""What changed between two documents of the same place: dropped, added and different rows side by side.

Gets a policy and all others, gives the older document with the rows that differ; rows that stayed are counted. Two
things are the same where figure, level, audience and stage are, or the id is: wording alone moves no number.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.criteria import span_text, threshold_words
from generator.criteria.applying import began, has_taken_effect
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion
from generator.pages.criteria import audience_of, level_words
from generator.pages.links import criterion_url
from generator.pages.progress import amount_text
from generator.schema_text import label, title
from generator.text import chinese_date, quantity

Kind = Literal["changed", "added", "dropped"]


@dataclass(frozen=True, slots=True)
class Wording:
    """What one of the two documents says, and where."""

    text: str
    clause: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing in which they differ; a side is absent where that document does not have it."""

    kind: Kind
    what: str
    old: Wording | None
    new: Wording | None


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The differences of one part of the documents."""

    title: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """An older document of the same place with all that became different since."""

    older: Policy
    name: str
    replaced: bool
    """Whether the newer one says that it takes its place."""
    when: str | None
    """Where it does and has not begun yet: the day from which."""
    groups: tuple[ChangeGroup, ...]
    counts: tuple[tuple[str, int], ...]
    """How many rows were changed, added, dropped, in words."""
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing a document says, comparable with another's of the same key."""

    key: Hashable
    what: str
    value: Hashable
    """What must be equal for nothing to have changed."""
    wording: Wording


_KINDS: dict[Kind, str] = {"changed": "改了", "added": "新加", "dropped": "去掉"}


def compare_versions(policy: Policy, policies: Sequence[Policy], as_of: str) -> tuple[Changes, ...]:
    """What *policy* changed against each document it replaces, else against the last one of its place before it."""
    return tuple(_compare(older, policy, as_of) for older in _older(policy, policies))


def kind_word(kind: Kind) -> str:
    """``改了``, ``新加`` or ``去掉``."""
    return _KINDS[kind]


def _older(policy: Policy, policies: Sequence[Policy]) -> list[Policy]:
    if policy.replaces:
        return [each for each in policies if each.id in policy.replaces and each.id != policy.id]
    since = began(policy)
    if since is None:
        return []
    before = [
        (start, each.id, each)
        for each in policies
        if each.division == policy.division and each.id != policy.id and (start := began(each)) and start < since
    ]
    return [max(before)[2]] if before else []


def _compare(older: Policy, newer: Policy, as_of: str) -> Changes:
    groups = []
    unchanged = 0
    counts: Counter[Kind] = Counter()
    for heading, list_items in _PARTS:
        rows, same = _match(list(list_items(older)), list(list_items(newer)))
        unchanged += same
        counts.update(row.kind for row in rows)
        if rows:
            groups.append(ChangeGroup(heading, tuple(rows)))
    since = began(newer)
    replaced = older.id in newer.replaces
    return Changes(
        older=older,
        name=older.name,
        replaced=replaced,
        when=chinese_date(since) if replaced and since and not has_taken_effect(newer, as_of) else None,
        groups=tuple(groups),
        counts=tuple((word, counts[kind]) for kind, word in _KINDS.items() if counts[kind]),
        unchanged=unchanged,
    )


def _match(old: Sequence[_Item], new: Sequence[_Item]) -> tuple[list[ChangeRow], int]:
    """The rows that differ in the newer document's order, those it dropped last; and how many are alike."""
    before = dict(_numbered(old))
    rows: list[ChangeRow] = []
    unchanged = 0
    for key, item in _numbered(new):
        was = before.pop(key, None)
        if was is None:
            rows.append(ChangeRow("added", item.what, None, item.wording))
        elif was.value != item.value:
            rows.append(ChangeRow("changed", item.what, was.wording, item.wording))
        else:
            unchanged += 1
    rows += [ChangeRow("dropped", item.what, item.wording, None) for item in before.values()]
    return rows, unchanged


def _numbered(items: Iterable[_Item]) -> Iterator[tuple[Hashable, _Item]]:
    """Items by key; of several with the same key the first belongs to the first."""
    seen: Counter[Hashable] = Counter()
    for item in items:
        yield (item.key, seen[item.key]), item
        seen[item.key] += 1


def _thresholds(policy: Policy) -> Iterator[_Item]:
    for each in policy.criteria:
        if each.kind == "threshold":
            key = (each.level, frozenset(each.categories), frozenset(each.kinds), each.field, each.stage)
            waiver = (each.waiver.when, each.waiver.effect) if each.waiver else None
            value = (each.op, each.value, each.unit, each.strength, waiver)
            yield _Item(key, _threshold_words(each, policy), value, _threshold_wording(each, policy))


def _threshold_words(criterion: Criterion, policy: Policy) -> str:
    audience = audience_of(criterion, policy)
    words = (
        label("policy:criteria.field", criterion.field or ""),
        None if audience.general else audience.text,
        level_words(criterion) if criterion.level else None,
        "认定以后每年" if criterion.stage == "upkeep" else None,
    )
    return "，".join(word for word in words if word)


def _threshold_wording(criterion: Criterion, policy: Policy) -> Wording:
    strength = label("policy:criteria.strength", criterion.strength) if criterion.strength != "must" else ""
    waiver = f"（可放宽：{criterion.waiver.when}）" if criterion.waiver else ""
    return Wording(
        f"{strength}{threshold_words(criterion)}{waiver}", criterion.clause, _criterion_url(policy, criterion)
    )


def _attestations(policy: Policy) -> Iterator[_Item]:
    for each in policy.criteria:
        if each.kind == "attestation":
            subject = label("policy:criteria.subject", each.subject)
            audience = audience_of(each, policy)
            yield _Item(
                each.id,
                subject if audience.general else f"{subject}，{audience.text}",
                (each.text, each.level, each.categories, each.kinds, each.strength),
                Wording(each.text, each.clause, _criterion_url(policy, each)),
            )


def _periods(policy: Policy) -> Iterator[_Item]:
    for each in policy.procedure:
        if each.period:
            what = label("policy:procedure.step", each.step)
            level = label("policy:procedure.level", each.level) if each.level else ""
            wording = Wording(span_text(each.period), each.clause)
            yield _Item((each.step, each.level), level + what, each.period, wording)
    for key, timed in (("term", policy.term), ("figures_within", policy.figures_within)):
        if timed:
            wording = Wording(span_text(timed.period), timed.clause)
            yield _Item(key, title(f"policy:{key}"), timed.period, wording)


def _amounts(policy: Policy) -> Iterator[_Item]:
    grades = {grade.id: grade.label for grade in policy.assessment.grades} if policy.assessment else {}
    for each in policy.support:
        if each.amount is not None:
            amount = quantity(each.amount, each.unit or "元") if each.amount else "不给"
            what = f"考核{grades[each.grade]}" if each.grade in grades else each.when or each.recipients or "补助"
            yield _Item(each.id, what, each.amount, Wording(amount, each.clause))


def _targets(policy: Policy) -> Iterator[_Item]:
    for each in policy.targets:
        by = f"，{chinese_date(each.by)}" if each.by else ""
        value = (each.op, each.value, each.upper, each.unit, each.per, each.by, each.level, each.category)
        amount = amount_text(each)
        wording = Wording(f"{amount}{by}" if amount else f"{each.text}{by.removeprefix('，')}", each.clause)
        yield _Item(each.id, each.text if amount else "没有写数的", value if amount else (each.text, each.by), wording)


def _criterion_url(policy: Policy, criterion: Criterion) -> str:
    return criterion_url(policy.id, criterion.id)


_PARTS: tuple[tuple[str, Callable[[Policy], Iterator[_Item]]], ...] = (
    ("数量要求", _thresholds),
    ("要证明的情况", _attestations),
    ("期限", _periods),
    ("补助金额", _amounts),
    ("目标", _targets),
)
