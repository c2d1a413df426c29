"""What is asked: rules of the checks and criteria of policies, in words or as JSON."""

import json
import re
from collections.abc import Sequence
from typing import Final

import click

from generator.criteria import threshold_words
from generator.diagnostics import Rule, Severity
from generator.messages import RULES
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion
from generator.schema_text import label, title

_SEVERITIES: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}


def tell_rules(codes: Sequence[str], format_: str) -> None:
    """One rule whole, or a line for each of several."""
    rules = [RULES[code] for code in codes]
    if format_ == "json":
        click.echo(json.dumps([_rule_document(rule) for rule in rules], ensure_ascii=False, indent=2))
    elif len(rules) > 1:
        for rule in rules:
            click.echo(f"{rule.code}  {_SEVERITIES[rule.severity]}  {rule.why_zh}")
    else:
        click.echo(f"{rules[0].code}（{_SEVERITIES[rules[0].severity]}）\n{rules[0].why_zh}")
        click.echo(f"报告时写：{_blanked(rules[0].zh)}\n改法：{_blanked(rules[0].hint_zh)}")


def _blanked(template: str) -> str:
    """A message with an ellipsis for what is filled in."""
    return re.sub(r"\{\w+\}", "……", template)


def _rule_document(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code, "severity": rule.severity.name.lower(), "why": rule.why_zh,
        "message": rule.zh, "hint": rule.hint_zh, "message_en": rule.en, "hint_en": rule.hint_en,
    }  # fmt: skip


def tell_criteria(policy: Policy, ids: Sequence[str], format_: str) -> None:
    """One criterion whole, or a line for each criterion of the policy."""
    chosen = [criterion for criterion in policy.criteria if criterion.id in ids]
    if format_ == "json":
        click.echo(json.dumps([_criterion_document(policy, each) for each in chosen], ensure_ascii=False, indent=2))
        return
    click.echo(f"{policy.name}（{policy.id}）")
    if not policy.criteria:
        click.echo("这份文件没有认定条件。")
    for criterion in chosen:
        if len(chosen) > 1:
            click.echo(f"  {criterion.id}  {criterion.text}")
        else:
            click.echo(f"{criterion.id}：{criterion.text}")
            for heading, words in _details(policy, criterion):
                click.echo(f"  {heading}：{words}")


def _details(policy: Policy, criterion: Criterion) -> list[tuple[str, str]]:
    """What there is to say of one criterion beyond its text, under the schema's own titles."""
    kinds = {kind.id: kind.label for kind in policy.kinds}
    others = [each.id for each in policy.criteria if criterion.any_of and each.any_of == criterion.any_of]
    threshold = threshold_words(criterion)
    field = label("policy:criteria.field", criterion.field) if criterion.field else ""
    scope = f"（{label('policy:criteria.scope', criterion.scope)}）" if criterion.scope else ""
    waiver = criterion.waiver
    rows = (
        ("clause", criterion.clause),
        ("level", label("policy:criteria.level", criterion.level) if criterion.level else ""),
        ("categories", "、".join(label("category", each) for each in criterion.categories)),
        ("kinds", "、".join(kinds.get(each, each) for each in criterion.kinds)),
        ("subject", label("policy:criteria.subject", criterion.subject)),
        ("stage", label("policy:criteria.stage", criterion.stage)),
        ("strength", label("policy:criteria.strength", criterion.strength)),
        ("value", f"{field}{scope}{threshold}" if threshold else "看证明材料"),
        ("any_of", f"和 {'、'.join(each for each in others if each != criterion.id)} 满足一条就行" if others else ""),
        ("waiver", f"{waiver.when}，{label('policy:criteria.waiver.effect', waiver.effect)}" if waiver else ""),
    )
    return [(title(f"policy:criteria.{key}"), words) for key, words in rows if words]


def _criterion_document(policy: Policy, criterion: Criterion) -> dict[str, object]:
    import msgspec  # noqa: PLC0415 - only JSON needs it

    return {"policy": policy.id, **{key: value for key, value in msgspec.to_builtins(criterion).items() if value}}
