"""`brands receive`: what a git server of one's own calls, as hooks, from a timer, or by a maintainer's hand."""

import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from generator.cli.chinese import ChineseCommand, ChineseGroup
from generator.cli.exits import EXIT_FINDINGS
from generator.day import today
from generator.receiving import (
    Judged,
    Landed,
    Refreshed,
    Settings,
    Update,
    fetch_main,
    judge_update,
    land,
    land_waiting,
    parse_updates,
    read_settings,
    refresh,
)
from generator.receiving.settings import MAIN, SUBMIT
from generator.report import as_text, summary
from generator.source.git_program import GitError

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_FATES: Final = {
    "merged": "已合并到主线 main。",
    "conflict": "没有合并：这些文件在主线上也改过，合不到一起：{files}\n   改法：取回主线，改好冲突的地方再推送：git pull origin main",
    "unsound": "没有合并：合到主线以后有错误，改好再推送：",
    "removes": "删去了记录（{files}），由维护者看过以后合并。",
    "outside": "改了 brands/ 以外的文件，由维护者看过以后合并。",
    "gone": "没有这个分支，或者仓库里还没有主线 main。",
}


@click.group(cls=ChineseGroup)
def receive() -> None:
    """在自己的 git 服务器上：收提交，合并，发布。

    设置写在仓库的 git 配置里（brands.maintainer、brands.autoMerge、brands.site……），见 docs/contribute/deploy.md。
    """


class _GitCommand(ChineseCommand):
    """A command that tells what git could not do as it tells a wrong call."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GitError as error:
            raise click.UsageError(str(error), ctx) from None


def repository_option(command: CommandT) -> CommandT:
    """``--repository``: the bare repository; a hook runs inside it."""
    return click.option(
        "--repository",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help="裸仓库，默认当前文件夹。",
    )(command)


@receive.command(cls=_GitCommand)
@repository_option
def before(repository: Path) -> None:
    """收下推送以前（pre-receive 钩子）：看谁推送了什么，查记录。

    从标准输入读 git 给钩子的内容；有一处不行，整个推送都不收。
    """
    settings = read_settings(repository)
    updates = parse_updates(sys.stdin)
    judged = [judge_update(settings, update, _pusher(), today()) for update in updates]
    for each in judged:
        _tell_judged(each)
    sys.exit(0 if all(each.accepted for each in judged) else EXIT_FINDINGS)


@receive.command(cls=_GitCommand)
@repository_option
def after(repository: Path) -> None:
    """收下推送以后（post-receive 钩子）：合并可以合并的，发布主线。"""
    settings = read_settings(repository)
    updates = parse_updates(sys.stdin)
    moved = any(update.ref == MAIN for update in updates)
    for update in updates:
        if update.ref.startswith(SUBMIT) and update.new:
            moved |= _settle_submission(settings, update)
    if moved and settings.site:
        _refresh_apart(settings)


def _settle_submission(settings: Settings, update: Update) -> bool:
    """Merge a submission where that may be, tell what became of it, and say whether main has moved."""
    if not settings.auto_merge:
        click.echo(f"{update.branch} 收下了，检查通过，等维护者合并。")
        return False
    landed = land(settings, update.branch, today(), by_hand=False, by=_pusher())
    _tell_landed(landed)
    return landed.fate == "merged"


@receive.command(cls=_GitCommand)
@click.argument("branch")
@repository_option
def merge(branch: str, repository: Path) -> None:
    """由维护者把一个 submit/ 分支合并到主线并发布。

    BRANCH 写分支名，如 submit/zhang/add-brand。合并以前再查一遍记录，合不上或有错误就不动。
    """
    settings = read_settings(repository)
    if not branch.startswith(SUBMIT.removeprefix("refs/heads/")):
        message = f"只能合并 submit/ 开头的分支，“{branch}”不是"
        raise click.UsageError(message)
    landed = land(settings, branch, today(), by_hand=True, by=_pusher())
    _tell_landed(landed)
    if landed.fate != "merged":
        sys.exit(EXIT_FINDINGS)
    if settings.site:
        sys.exit(_tell_refreshed(refresh(settings, settings.site)))


@receive.command(name="refresh", cls=_GitCommand)
@repository_option
@click.option("--catch-up", is_flag=True, help="先补做落下的：主线来自别的服务器的取回，能自动合并的合并。")
def refresh_(repository: Path, *, catch_up: bool) -> None:
    """把网站更新到主线，随时可以再运行；定时器每隔几分钟运行一次。"""
    settings = read_settings(repository)
    if not settings.site:
        message = "没有设置发布到哪里：git config brands.site 文件夹"
        raise click.UsageError(message)
    code = _catch_up(settings) if catch_up else 0
    sys.exit(_tell_refreshed(refresh(settings, settings.site)) or code)


def _catch_up(settings: Settings) -> int:
    """Fetch and merge what waits; a server that cannot be reached must not keep the new day from being published."""
    code = 0
    if settings.upstream:
        try:
            fetch_main(settings)
        except GitError as error:
            click.echo(f"没有取回主线，先按手头的发布：{error}", err=True)
            code = EXIT_FINDINGS
    if settings.auto_merge:
        for landed in land_waiting(settings, today()):
            _tell_landed(landed)
    return code


def _refresh_apart(settings: Settings) -> None:
    """Publish in a process of its own session: a client that hangs up must not stop it half-way."""
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(  # noqa: S603 - our own program
            [settings.program, "receive", "refresh", "--repository", str(settings.repository)],
            stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        if not settings.waits:
            running.returncode = 0  # nobody waits for it
            click.echo("网站正在更新。")
            return
        running.wait()
        said.seek(0)
        click.echo(said.read().decode(errors="replace"), nl=False)


def _pusher() -> str:
    """Who pushes: whom the web server let in, else the system's user (ssh). Let in without a name is nobody."""
    name = os.environ.get("REMOTE_USER")
    return pwd.getpwuid(os.getuid()).pw_name if name is None else name


def _tell_judged(judged: Judged) -> None:
    if judged.refusal:
        click.echo(f"没有收下 {judged.update.branch}：{judged.refusal.message}\n   改法：{judged.refusal.advice}")
    elif judged.check and judged.check.has_errors:
        click.echo(f"没有收下 {judged.update.branch}：记录有错误，改好再推送。\n")
    if judged.check and judged.check.findings:
        click.echo(as_text(judged.check.findings) + summary(judged.check.findings, judged.check.files), nl=False)


def _tell_landed(landed: Landed) -> None:
    click.echo(f"{landed.branch}：" + _FATES[landed.fate].format(files="、".join(landed.files)))
    if landed.fate == "unsound" and landed.check:
        click.echo(as_text(landed.check.findings) + summary(landed.check.findings, landed.check.files), nl=False)


def _tell_refreshed(refreshed: Refreshed) -> int:
    click.echo(refreshed.said, nl=False)
    if refreshed.state == "folded":
        click.echo("前面有一次发布在排队，会把这次的改动一起发布。")
    elif refreshed.state == "held":
        click.echo("网站退回到了以前的一版，主线还没有新的提交，先不发布。要按现在的主线发布，用 brands publish。")
    elif refreshed.state == "failed":
        click.echo("没有发布，原来的网站保持不变；定时器会再试。")
        return EXIT_FINDINGS
    return 0
