"""`brands explain`: what a rule or a criterion wants, and how a brand stands by the policies of its place.

Finds out what the given word names (a rule, a criterion, a policy, a brand by id or by name) and hands over to the
module that tells of it. Judges nothing itself.
"""

import difflib
import re
import sys
from pathlib import Path
from typing import Final, NoReturn

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.exits import EXIT_FINDINGS, EXIT_USAGE
from generator.cli.options import day_option, find_root, format_option, later_root_option
from generator.cli.verdicts import Question, tell_verdicts
from generator.cli.yardsticks import tell_criteria, tell_rules
from generator.diagnostics import Diagnostic
from generator.messages import RULES
from generator.model.brand import Brand, Level
from generator.model.policy import Policy
from generator.records import read_brand, read_policies, read_records
from generator.report import as_text
from generator.schema_text import labels

_CODE: Final = re.compile(r"[A-Za-z]\d{1,4}\Z")
_NEAR: Final = 3


@click.command(cls=ChineseCommand)
@click.argument("subject", required=False)
@click.option("--policy", "policy_ids", multiple=True, metavar="ID", help="只看这份政策，可以写几次。")
@click.option("--level", type=click.Choice(list(labels("recognitions.level"))), help="假设申报这一级，看还差什么。")
@later_root_option
@day_option
@format_option("text", "json")
def explain(  # noqa: PLR0913, PLR0917 - each is an option of the command
    subject: str | None, policy_ids: tuple[str, ...], level: Level | None, root: Path | None, as_of: str, format_: str
) -> None:
    """说明一条规则、一条认定条件，或一个品牌符合哪些条件。

    SUBJECT 写规则代号（S105）、政策编号/条件编号（jiangsu-2022-40/service-1）、政策编号、品牌编号或品牌名称。
    不写就列出全部规则。
    """
    if subject is None or _CODE.match(subject):
        if policy_ids or level:
            raise click.UsageError("--policy 和 --level 要和品牌一起用")
        tell_rules(_rule_codes(subject), format_)
        return
    home = find_root(root)
    policies, findings = read_policies(home)
    subject = _without_path(subject)
    if "/" in subject or any(policy.id == subject for policy in policies):
        tell_criteria(*_criteria(subject, policies, findings), format_)
        return
    brand = _find_brand(home, subject, policies)
    for policy_id in policy_ids:
        if all(policy.id != policy_id for policy in policies):
            _not_found(f"没有 {policy_id} 这份政策", policy_id, [policy.id for policy in policies], findings)
    tell_verdicts(brand, policies, Question(policy_ids, level, as_of), format_)


def _rule_codes(subject: str | None) -> list[str]:
    if subject is None:
        return list(RULES)
    if subject.upper() not in RULES:
        _not_found(f"没有 {subject} 这条规则", subject.upper(), list(RULES))
    return [subject.upper()]


def _criteria(subject: str, policies: tuple[Policy, ...], findings: list[Diagnostic]) -> tuple[Policy, list[str]]:
    """The policy and the criteria of it that *subject* names."""
    policy_id, _, criterion_id = subject.partition("/")
    policy = next((each for each in policies if each.id == policy_id), None)
    if policy is None:
        _not_found(f"没有 {policy_id} 这份政策", policy_id, [each.id for each in policies], findings)
    ids = [criterion.id for criterion in policy.criteria]
    if criterion_id and criterion_id not in ids:
        _not_found(f"{policy_id} 没有 {criterion_id} 这一条", criterion_id, ids)
    return policy, [criterion_id] if criterion_id else ids


def _find_brand(root: Path, subject: str, policies: tuple[Policy, ...]) -> Brand:
    """The brand that *subject* names by its id or, where that is no file, by its name."""
    files = [path.relative_to(root).as_posix() for path in sorted((root / "brands").glob(f"*/{_literal(subject)}.yml"))]
    if files:
        brand, findings = read_brand(root, files[0])
        if brand is None:
            click.echo(as_text(findings), nl=False, err=True)
            sys.exit(EXIT_FINDINGS)
        return brand
    brands = read_records(root).brands
    named = [brand for brand in brands if subject in {str(brand.name), *brand.aliases}]
    if len(named) == 1:
        return named[0]
    if named:
        told = "、".join(f"{brand.name}（{brand.id}）" for brand in named)
        _not_found(f"叫“{subject}”的有 {len(named)} 个：{told}；写编号", subject, [])
    known = [name for brand in brands for name in (brand.id, str(brand.name), *brand.aliases)]
    known += [policy.id for policy in policies]
    return _not_found(f"没有叫“{subject}”的品牌、政策或规则", subject, known)


def _without_path(subject: str) -> str:
    """The id in the path of a record: people copy it from what the checks say."""
    return Path(subject).stem if subject.endswith(".yml") else subject


def _literal(subject: str) -> str:
    """*subject* as a file name: only what can be an id is looked for on the disk."""
    return subject if re.fullmatch(r"[a-z0-9-]+", subject) else "-"


def _not_found(message: str, wanted: str, known: list[str], findings: list[Diagnostic] | None = None) -> NoReturn:
    """Say what is not there, and what was perhaps meant; faulty policies are told, since one of them may be it."""
    near = list(dict.fromkeys(difflib.get_close_matches(wanted, known, n=_NEAR, cutoff=0.5)))
    hint = (
        f"，是不是 {'、'.join(near)}？" if near else "。不写 SUBJECT 可列出全部规则。" if _CODE.match(wanted) else "。"
    )
    if findings:
        click.echo(as_text(findings), nl=False, err=True)
    click.echo(message + hint, err=True)
    sys.exit(EXIT_USAGE)
