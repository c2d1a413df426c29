"""`brands build`: the whole site into a folder."""

import errno
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.build import build_site
from generator.build.outcome import NotOurSiteError, UnfinishedSiteError
from generator.cli.chinese import ChineseCommand
from generator.cli.exits import EXIT_FINDINGS
from generator.cli.framing import FrameProcess
from generator.cli.options import day_option, format_option, root_option
from generator.cli.progress import shown_progress
from generator.diagnostics import Severity
from generator.report import as_objects, as_text

if TYPE_CHECKING:
    from generator.build.outcome import Outcome

REASONS: Final = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EACCES: "没有写入的权限",
    errno.EPERM: "没有写入的权限",
    errno.EROFS: "这个磁盘是只读的",
    errno.EEXIST: "这里有一个文件，不能当文件夹用",
    errno.ENOTDIR: "这里有一个文件，不能当文件夹用",
    errno.ENOENT: "这里不能新建文件夹",
}


@click.command(cls=ChineseCommand)
@root_option
@day_option
@click.option(
    "--to", "out", type=click.Path(path_type=Path, file_okay=False), help="输出文件夹，默认是项目里的 site/。"
)
@click.option("--strict", is_flag=True, help="有警告也算失败，什么都不写。")
@click.option("--explain", is_flag=True, help="逐个说明写了、删了哪些文件，为什么。")
@format_option("text", "json")
def build(root: Path, as_of: str, out: Path | None, strict: bool, explain: bool, format_: str) -> None:  # noqa: PLR0913, PLR0917 - each is an option of the command
    """生成整个网站。

    只重新生成有变化的部分，结果和从头生成的一样。记录有错误时什么都不写，原来的网站保持不变。
    """
    target = out or root / "site"
    try:
        with FrameProcess(root / "mkdocs.yml", strict=strict) as frames, shown_progress() as progress:
            outcome = build_site(root, target, as_of, frames, progress, strict=strict)
    except NotOurSiteError as error:
        message = f"{error} 里有别的文件，不像是本程序生成的网站；换一个空文件夹，或先把它移走"
        raise click.UsageError(message) from None
    except OSError as error:
        reason = REASONS.get(error.errno or 0, "系统报告了读写错误")
        left = "没有生成网站，原来的保持不变。"
        if isinstance(error, UnfinishedSiteError):
            left = "网站只更新了一部分；排除原因后再生成一次就完整了。"
        click.echo(f"{error.filename or target}：{reason}。{left}", err=True)
        sys.exit(EXIT_FINDINGS)
    if format_ == "json":
        report = {
            "findings": as_objects(outcome.findings), "files": outcome.files, "brands": outcome.brands,
            "pages": outcome.pages, "written": len(outcome.written), "unchanged": outcome.unchanged,
            "removed": len(outcome.removed), "afresh": outcome.afresh,
            **({"reasons": _reasons(outcome)} if explain else {}),
        }  # fmt: skip
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(
            as_text([each for each in outcome.findings if each.rule.severity > Severity.HINT]), nl=False, err=True
        )
        if outcome.afresh:
            click.echo(f"从头生成：{outcome.afresh}。", err=True)
        if explain:
            for path, reason in _reasons(outcome).items():
                click.echo(f"{path}：{reason}")
        if outcome.built:
            click.echo(
                f"{outcome.brands} 个品牌，{outcome.pages} 个页面，写到 {target}："
                f"更新 {len(outcome.written)} 个文件，未变 {outcome.unchanged} 个，删除 {len(outcome.removed)} 个。"
            )
        else:
            click.echo("没有生成网站，原来的保持不变。", err=True)
    sys.exit(0 if outcome.built else EXIT_FINDINGS)


def _reasons(outcome: "Outcome") -> dict[str, str]:
    """Every file written or removed with the reason."""
    from generator.build.reasons import tell_reason  # noqa: PLC0415 - asked for now and then

    paths = sorted((*outcome.written, *outcome.removed))
    if outcome.afresh is not None:
        return dict.fromkeys(paths, outcome.afresh or "第一次生成")
    return {path: tell_reason(outcome.reasons[path]) for path in paths}
