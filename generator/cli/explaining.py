"""`brands explain`, `brands schema`, `brands stats`: what a rule wants, the shape of records, the numbers."""

import difflib
import json
import re
import sys
from pathlib import Path

import click

from generator.build import survey
from generator.cli.chinese import ChineseCommand
from generator.cli.options import EXIT_FINDINGS, EXIT_USAGE, day_option, format_option, root_option
from generator.diagnostics import Rule, Severity
from generator.messages import RULES
from generator.report import as_text
from generator.schema_text import SchemaName, read_schema

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}


@click.command(cls=ChineseCommand)
@click.argument("code", required=False)
@format_option("text", "json")
def explain(code: str | None, format_: str) -> None:
    """说明一条规则要什么、为什么。不写 CODE 就列出全部规则。"""
    if code is None:
        rules = list(RULES.values())
    elif code.upper() in RULES:
        rules = [RULES[code.upper()]]
    else:
        near = difflib.get_close_matches(code.upper(), RULES, n=3, cutoff=0.5)
        hint = f"，是不是 {'、'.join(near)}？" if near else "；不写代号可列出全部规则"
        click.echo(f"没有 {code} 这条规则{hint}", err=True)
        sys.exit(EXIT_USAGE)
    if format_ == "json":
        click.echo(json.dumps([_as_object(rule) for rule in rules], ensure_ascii=False, indent=2))
    elif code is None:
        for rule in rules:
            click.echo(f"{rule.code}  {_SEVERITIES[rule.severity]}  {rule.why_zh}")
    else:
        click.echo(f"{rules[0].code}（{_SEVERITIES[rules[0].severity]}）\n{rules[0].why_zh}")
        click.echo(f"报告时写：{_blanked(rules[0].zh)}\n改法：{_blanked(rules[0].hint_zh)}")


def _blanked(template: str) -> str:
    """A message with an ellipsis for what is filled in."""
    return re.sub(r"\{\w+\}", "……", template)


def _as_object(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code, "severity": rule.severity.name.lower(), "why": rule.why_zh,
        "message": rule.zh, "hint": rule.hint_zh, "message_en": rule.en, "hint_en": rule.hint_en,
    }  # fmt: skip


@click.command(cls=ChineseCommand)
@click.argument("name", type=click.Choice(["brand", "policy"]), default="brand")
def schema(name: SchemaName) -> None:
    """输出记录的 JSON Schema（brand 或 policy），编辑器和别的程序可以用。"""
    click.echo(json.dumps(read_schema(name), ensure_ascii=False, indent=2))


@click.command(cls=ChineseCommand)
@root_option
@day_option
@format_option("text", "json")
def stats(root: Path, as_of: str, format_: str) -> None:
    """数一数目录：各省、各类、各级有多少品牌，缺什么。"""
    surveyed = survey(root, as_of)
    if surveyed.catalog is None:
        click.echo(as_text(surveyed.findings), nl=False, err=True)
        sys.exit(EXIT_FINDINGS)
    catalog = surveyed.catalog
    counts = {
        kind: {facet.label: len(facet.brand_ids) for facet in facets if facet.rank in {None, "province"}}
        for kind, facets in catalog.facets.items()
    }
    gaps: dict[str, int] = {}
    for entry in catalog.entries:
        for gap in entry.gaps:
            gaps[gap.label] = gaps.get(gap.label, 0) + 1
    totals = {"brands": len(catalog.entries), "figures": len(catalog.profiles), "policies": len(catalog.policies)}
    if format_ == "json":
        click.echo(json.dumps({"as_of": as_of, **totals, **counts, "missing": gaps}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{totals['brands']} 个品牌，{totals['figures']} 位典型人物，{totals['policies']} 份政策（{as_of}）")
    headings = {
        "division": "按省",
        "category": "按类别",
        "level": "按认定级别",
        "industry": "按行业",
        "worker": "按工种",
    }
    for kind, heading in headings.items():
        click.echo(f"\n{heading}：" + "，".join(f"{label} {count}" for label, count in counts[kind].items()))  # type: ignore[index]
    ordered = sorted(gaps.items(), key=lambda item: -item[1])
    click.echo("\n待补充：" + "，".join(f"{label} {count}" for label, count in ordered))
