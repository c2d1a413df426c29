"""`brands schema` and `brands stats`: the shape of records, the numbers of the directory."""

import json
import sys
from pathlib import Path

import click

from generator.build import survey
from generator.cli.chinese import ChineseCommand
from generator.cli.options import EXIT_FINDINGS, day_option, format_option, root_option
from generator.report import as_text
from generator.schema_text import SchemaName, read_schema


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
