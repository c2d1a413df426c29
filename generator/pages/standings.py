"""All brands of a policy's place against its criteria: a table a level and category, a row a brand.

Gets a policy and the catalog, gives pages of at most 120 brands; none where the policy has no criteria or the place
no brand. A brand is judged here for the level the table is of, whatever its own: it shows who could apply.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalog import PAGE_SIZE, Catalog
from generator.criteria import SHAPES, count_requirements, levels_with_criteria, sentence, verdict_word
from generator.model.brand import Level
from generator.model.catalog import Entry
from generator.model.page import Head, Page
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion
from generator.model.verdict import Judgement, Outcome, Verdict
from generator.pages.cards import place_text
from generator.pages.links import Link, criterion_url, derive_pager, page_url
from generator.schema_text import label, labels
from generator.templating import Templates
from generator.text import chinese_date, quantity

_UNKNOWN: Final = "类别还没定"
_MONTH: Final = len("2026-11")
_NOTHING: Final = frozenset({"no-figure", "no-evidence"})


@dataclass(frozen=True, slots=True)
class Column:
    """One criterion, told by its number and in the list beneath the table."""

    number: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One verdict."""

    outcome: str
    shape: str
    word: str
    figure: str | None
    reason: str | None
    """Why; none where there is nothing to tell, which is what most cells of most tables say."""


@dataclass(frozen=True, slots=True)
class BrandRow:
    """One brand: how it stands in sum and criterion by criterion."""

    link: Link
    place: str
    level: str | None
    met: int
    unmet: int
    unknown: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StandingTable:
    """The brands of one category, judged for one level."""

    id: str
    title: str
    lead: str
    category: str | None
    columns: tuple[Column, ...]
    rows: tuple[BrandRow, ...]


def standings_url(policy: Policy, catalog: Catalog) -> str | None:
    """The address of the first page, if *policy* has any."""
    return f"policies/{policy.id}/brands/" if catalog.has_any(f"standing/{policy.id}") else None


def derive_standings_page(policy: Policy, number: int, catalog: Catalog, templates: Templates) -> Page:
    """Page *number* of *policy*."""
    listing, base = f"standing/{policy.id}", f"policies/{policy.id}/brands/"
    url, name, pages = page_url(base, number), policy.name, catalog.page_count(listing)
    count = catalog.size(listing) if number == 1 else None
    part = catalog.entries(listing, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    body = templates.render(
        "standings.html.jinja",
        url,
        name=name,
        crumbs=(Link("政策文件", "policies/"), Link(name, f"policies/{policy.id}/"), Link("品牌对照")),
        policy_url=f"policies/{policy.id}/",
        count=count,
        number=number,
        pages=pages,
        tables=tuple(_tables(policy, part)),
        shapes=tuple((SHAPES[each], word) for each, word in _WORDS),
        as_of=chinese_date(catalog.as_of),
        pager=derive_pager(base, number, pages),
    )
    return Page(url, "policies", _head(name, count, number), body)


_WORDS: Final = (
    (Outcome.MET, "达标"),
    (Outcome.UNMET, "未达标"),
    (Outcome.WAIVED, "可放宽"),
    (Outcome.UNKNOWN, "缺数据或材料"),
    (Outcome.NOT_APPLICABLE, "不适用"),
)


def _head(name: str, count: int | None, number: int) -> Head:
    suffix = f"（第 {number} 页）" if number > 1 else ""
    return Head(
        title=f"{name}：品牌对照{suffix}",
        description=f"当地{f' {count} 个' if count else ''}劳务品牌逐条对照{name}的认定条件：达标、未达标、缺什么，用的是哪个数。",
        kind="column",
        keywords=("劳务品牌", "认定条件", "对照"),
        column="政策文件",
        column_type="政策文件",
        alternate="api/v1/policies.json",
    )


def _tables(policy: Policy, entries: Sequence[Entry]) -> Iterator[StandingTable]:
    """A table for each level and category that has brands, the brands of unknown category last."""
    levels: tuple[Level | None, ...] = levels_with_criteria((policy,)) or (None,)
    for level in levels:
        for category in (*labels("category"), None):
            alike = [entry for entry in entries if entry.brand.category == category]
            judged = [(entry, judgement) for entry in alike if (judgement := _judgement(entry, policy, level))]
            if judged:
                yield _table(policy, level, category, judged)


def _judgement(entry: Entry, policy: Policy, level: Level | None) -> Judgement | None:
    judgements = entry.judgements
    if level:
        judgements = next((rung.judgements for rung in entry.rungs if rung.level == level), ())
    return next((each for each in judgements if each.policy.id == policy.id), None)


def _table(
    policy: Policy, level: Level | None, category: str | None, judged: list[tuple[Entry, Judgement]]
) -> StandingTable:
    shown = [
        at
        for at in range(len(policy.criteria))
        if any(judgement.verdicts[at].outcome is not Outcome.NOT_APPLICABLE for _, judgement in judged)
        and not all(judgement.verdicts[at].reason == "category-unknown" for _, judgement in judged)
    ]
    shown.sort(key=lambda at: (policy.criteria[at].kind != "threshold", not policy.criteria[at].categories))
    name = label("category", category) if category else _UNKNOWN
    several = len(levels_with_criteria((policy,))) > 1
    as_what = f"按{label('recognitions.level', level)}的条件看。" if level else ""
    return StandingTable(
        id=f"{level or 'all'}-{category or 'none'}",
        title=f"{label('recognitions.level', level)}：{name}" if level and several else name,
        lead=f"{as_what}数字是条件的次序，有数量要求的在前，条件列在表的下面。",
        category=category,
        columns=tuple(_column(policy, policy.criteria[at], number) for number, at in enumerate(shown, 1)),
        rows=tuple(_row(entry, judgement, shown) for entry, judgement in judged),
    )


def _column(policy: Policy, criterion: Criterion, number: int) -> Column:
    aim = "（力争）" if criterion.strength == "aim" else ""
    return Column(number, criterion.text.rstrip("。") + aim, criterion_url(policy.id, criterion.id))


def _row(entry: Entry, judgement: Judgement, shown: Sequence[int]) -> BrandRow:
    count = count_requirements(judgement.requirements)
    return BrandRow(
        link=Link(entry.name, f"{entry.url}#criteria"),
        place=place_text(entry.place),
        level=label("recognitions.level", entry.level) if entry.level else None,
        met=count.met + count.waived,
        unmet=count.unmet,
        unknown=count.unknown,
        cells=tuple(_cell(judgement.verdicts[at]) for at in shown),
    )


def _cell(verdict: Verdict) -> Cell:
    figure = verdict.figure
    written = None
    if figure:
        written = f"{quantity(figure.value, figure.unit, figure.bound)}，{figure.as_of[:_MONTH]}"
    return Cell(
        outcome=verdict.outcome.value.lower().replace("_", "-"),
        shape=SHAPES[verdict.outcome],
        word=verdict_word(verdict),
        figure=written,
        reason=None if verdict.reason in _NOTHING else sentence(verdict),
    )
