"""`brands check`: read and check all records of a folder or of a commit, tell every finding."""

import sys
from pathlib import Path

import click

from generator.build.surveying import survey
from generator.cli.chinese import ChineseCommand
from generator.cli.exits import EXIT_FINDINGS
from generator.cli.options import day_option, find_path, find_root, format_option, later_root_option
from generator.cli.progress import shown_progress
from generator.diagnostics import Diagnostic, has_errors
from generator.receiving import check_commit
from generator.report import REPORTS, as_text, summary
from generator.source.git_program import GitError


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@later_root_option
@day_option
@format_option("text", "json", "github", "gitlab", "markdown")
@click.option(
    "--lang", type=click.Choice(["zh", "en", "both"]), default="zh", show_default=True, help="文字报告的语言。"
)
@click.option("--commit", metavar="提交", help="查仓库里的一个提交，不看工作文件夹；它的程序不会被运行。")
@click.option("--against", metavar="提交", help="和 --commit 一起用：只列出从这个提交以来的改动带来的问题。")
@click.option(
    "--repository", type=click.Path(path_type=Path, file_okay=False), help="--commit 所在的仓库，默认当前文件夹。"
)
def check(  # noqa: PLR0913 - each is an option
    paths: tuple[Path, ...],
    *,
    root: Path | None,
    as_of: str,
    format_: str,
    lang: str,
    commit: str | None,
    against: str | None,
    repository: Path | None,
) -> None:
    """检查全部记录。

    写了 PATHS 就只显示这些文件（或文件夹）的问题，检查仍然对照全部记录。
    有错误时退出码是 1，没有是 0。
    """
    if commit is None:
        if against or repository:
            message = "--against 和 --repository 要和 --commit 一起用"
            raise click.UsageError(message)
        findings, files = _check_folder(paths, find_root(root), as_of)
    else:
        if paths or root:
            message = "写了 --commit，就不能再写文件或 --root"
            raise click.UsageError(message)
        findings, files = _check_commit(repository or Path(), commit, against, as_of)
    if format_ == "text":
        click.echo(as_text(findings, lang), nl=False)  # type: ignore[arg-type]
        click.echo(summary(findings, files), nl=False)
    else:
        click.echo(REPORTS[format_](findings), nl=False)
    sys.exit(EXIT_FINDINGS if has_errors(findings) else 0)


def _check_folder(paths: tuple[Path, ...], root: Path, as_of: str) -> tuple[list[Diagnostic], int]:
    with shown_progress() as progress:
        surveyed = survey(root, as_of, progress)
    wanted = [_below_root(path, root) for path in paths]
    findings = [
        finding
        for finding in surveyed.findings
        if not wanted or any(finding.span.file == each or finding.span.file.startswith(f"{each}/") for each in wanted)
    ]
    return findings, surveyed.files


def _check_commit(repository: Path, commit: str, against: str | None, as_of: str) -> tuple[list[Diagnostic], int]:
    try:
        with shown_progress() as progress:
            checked = check_commit(repository, commit, as_of, against=against, progress=progress)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    return list(checked.findings), checked.files


def _below_root(path: Path, root: Path) -> str:
    home = root.resolve()
    found = find_path(path, home)
    if not found.is_relative_to(home):
        message = f"{path} 不在项目文件夹 {root} 里"
        raise click.UsageError(message)
    return found.relative_to(home).as_posix()
