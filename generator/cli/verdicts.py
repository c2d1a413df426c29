"""How one brand stands by the policies of its place: verdict by verdict, in words or as JSON.

Gets a brand, all policies and what is asked about it; with a level it answers what would be lacking there.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import click

from generator.api import judgement_documents
from generator.criteria import SHAPES, Judge, count_requirements, sentence, verdict_word
from generator.model.brand import Brand, Level
from generator.model.policy import Policy
from generator.model.verdict import Judgement, Outcome, Verdict
from generator.personal import mask_personal
from generator.reference import NATION, read_divisions
from generator.schema_text import label
from generator.text import chinese_date


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a brand."""

    policy_ids: tuple[str, ...]
    """Only these, where any are named."""
    level: Level | None
    """As if it applied at this level; none asks about the brand as it is."""
    as_of: str


def tell_verdicts(brand: Brand, policies: Sequence[Policy], question: Question, format_: str) -> None:
    """Tell every verdict on *brand*."""
    judge = Judge(policies, question.as_of)
    case = judge.hear(brand)
    level = question.level or case.level
    judgements = tuple(
        each for each in case.judge(level) if not question.policy_ids or each.policy.id in question.policy_ids
    )
    if format_ == "json":
        click.echo(mask_personal(json.dumps(judgement_documents(judgements), ensure_ascii=False, indent=2)))
        return
    place = " ".join(unit.short for unit in read_divisions().chain(brand.division))
    category = label("category", brand.category) if brand.category else "类别还没定"
    held = f"{label('recognitions.level', case.own_level)}品牌" if case.own_level else "还没有认定"
    click.echo(f"{brand.name}（{place}，{category}，{held}），按 {chinese_date(question.as_of)}的记录和政策：")
    if level and level != case.own_level:
        click.echo(f"如果申报{label('recognitions.level', level)}——")
    for judgement in judgements:
        _tell_judgement(judgement)
    _tell_unused(judge, brand, policies, question)
    if not judgements and not question.policy_ids:
        _tell_lack_of_criteria(judge, brand)


def _counts(judgement: Judgement) -> str:
    return count_requirements(judgement.requirements).sentence if judgement.requirements else "没有适用的条件。"


def _tell_judgement(judgement: Judgement) -> None:
    policy = judgement.policy
    click.echo(f"\n{policy.name}（{policy.id}）：{_counts(judgement)}")
    for requirement in judgement.requirements:
        first = requirement.verdicts[0]
        if first.reason == "category-unknown":
            click.echo(f"  {SHAPES[first.outcome]} 类别定了，才知道管不管的 {len(requirement.verdicts)} 条")
            continue
        if len(requirement.verdicts) > 1 and first.criterion.any_of:
            click.echo("  下面几条满足一条就行：")
        for verdict in requirement.verdicts:
            _tell_verdict(verdict)
    others = [each for each in judgement.verdicts if each.outcome is Outcome.NOT_APPLICABLE]
    if others:
        told = "".join(dict.fromkeys(sentence(each) for each in others))
        click.echo(f"  不适用的 {len(others)} 条：{told}")


def _tell_verdict(verdict: Verdict) -> None:
    criterion = verdict.criterion
    aim = "（力争）" if criterion.strength == "aim" else ""
    click.echo(
        f"  {SHAPES[verdict.outcome]} {verdict_word(verdict)}  {criterion.id}：{criterion.text}{aim}〔{criterion.clause}〕"
    )
    click.echo(f"      {mask_personal(sentence(verdict))}")


def _tell_unused(judge: Judge, brand: Brand, policies: Sequence[Policy], question: Question) -> None:
    """Say of each policy asked about, and of each of the place, why it was not used."""
    holding = judge.policies.holding(brand.division)
    places = {NATION, *(unit.code for unit in read_divisions().chain(brand.division))}
    for policy in policies:
        name = f"{policy.name}（{policy.id}）"
        asked = policy.id in question.policy_ids
        if policy.division not in places:
            if asked:
                click.echo(f"\n{name}：是别处的文件，管不到这个品牌。")
        elif policy not in holding:
            if asked or not question.policy_ids:
                click.echo(f"\n{name}：{chinese_date(question.as_of)}不在有效期内，不用来判断。")
        elif asked and not policy.criteria:
            click.echo(f"\n{name}：没有认定条件。")


def _tell_lack_of_criteria(judge: Judge, brand: Brand) -> None:
    """Say so where no document of the place sets conditions, instead of saying nothing."""
    names = "、".join(policy.name for policy in judge.policies.holding(brand.division))
    click.echo(f"适用的文件：{names}，都没有认定条件。" if names else "没有收录适用的文件。")
