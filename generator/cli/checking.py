"""`brands check`: read and check all records, tell every finding."""

import sys
from pathlib import Path

import click

from generator.build import survey
from generator.cli.chinese import ChineseCommand
from generator.cli.options import EXIT_FINDINGS, day_option, find_path, format_option, root_option
from generator.cli.progress import shown_progress
from generator.diagnostics import has_errors
from generator.report import REPORTS, as_text, summary


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@day_option
@format_option("text", "json", "github", "gitlab", "markdown")
@click.option(
    "--lang", type=click.Choice(["zh", "en", "both"]), default="zh", show_default=True, help="文字报告的语言。"
)
def check(paths: tuple[Path, ...], root: Path, as_of: str, format_: str, lang: str) -> None:
    """检查全部记录。

    写了 PATHS 就只显示这些文件（或文件夹）的问题，检查仍然对照全部记录。
    有错误时退出码是 1，没有是 0。
    """
    with shown_progress() as progress:
        surveyed = survey(root, as_of, progress)
    wanted = [_below_root(path, root) for path in paths]
    findings = [
        finding
        for finding in surveyed.findings
        if not wanted or any(finding.span.file == each or finding.span.file.startswith(f"{each}/") for each in wanted)
    ]
    if format_ == "text":
        click.echo(as_text(findings, lang), nl=False)  # type: ignore[arg-type]
        click.echo(summary(findings, surveyed.files), nl=False)
    else:
        click.echo(REPORTS[format_](findings), nl=False)
    sys.exit(EXIT_FINDINGS if has_errors(findings) else 0)


def _below_root(path: Path, root: Path) -> str:
    home = root.resolve()
    found = find_path(path, home)
    if not found.is_relative_to(home):
        message = f"{path} 不在项目文件夹 {root} 里"
        raise click.UsageError(message)
    return found.relative_to(home).as_posix()
