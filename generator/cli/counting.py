"""`brands schema` and `brands stats`: the shape of records, the numbers of the directory."""

import json
import sys
from pathlib import Path

import click

from generator.build.surveying import derive_current
from generator.catalog import Catalog
from generator.catalog.facets import FACET_KINDS
from generator.catalog.gaps import WANTED
from generator.cli.chinese import ChineseCommand
from generator.cli.exits import EXIT_FINDINGS
from generator.cli.options import day_option, format_option, root_option
from generator.model.catalog import FacetKind
from generator.report import as_text
from generator.schema_text import SchemaName, read_schema, title


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
    with derive_current(root, as_of) as (surveyed, catalog):
        if catalog is None:
            click.echo(as_text(surveyed.findings), nl=False, err=True)
            sys.exit(EXIT_FINDINGS)
        counts = {kind: _counts(catalog, kind) for kind in FACET_KINDS}
        gaps = {title(field): count for field in WANTED if (count := catalog.tally(f"gap/{field}"))}
        totals = {
            "brands": catalog.size(), "figures": catalog.size("figures"), "policies": len(catalog.policies),
        }  # fmt: skip
    if format_ == "json":
        click.echo(json.dumps({"as_of": as_of, **totals, **counts, "missing": gaps}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{totals['brands']} 个品牌，{totals['figures']} 位典型人物，{totals['policies']} 份政策（{as_of}）")
    headings: dict[FacetKind, str] = {
        "division": "按省",
        "category": "按类别",
        "level": "按认定级别",
        "industry": "按行业",
        "worker": "按工种",
    }
    for kind, heading in headings.items():
        click.echo(f"\n{heading}：" + "，".join(f"{label} {count}" for label, count in counts[kind].items()))
    ordered = sorted(gaps.items(), key=lambda item: -item[1])
    click.echo("\n待补充：" + "，".join(f"{label} {count}" for label, count in ordered))


def _counts(catalog: Catalog, kind: FacetKind) -> dict[str, int]:
    """Brands by the labels of a kind, of divisions the provinces alone; trades and workers the commonest first."""
    facets = catalog.facets(kind, "province" if kind == "division" else None)
    if kind in {"industry", "worker"}:
        facets = tuple(sorted(facets, key=lambda facet: -facet.count))
    return {facet.label: facet.count for facet in facets}
