"""`brands serve`: the site in a browser on this machine, built again on every save."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from signal import SIGTERM, default_int_handler, signal
from typing import Final

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.options import root_option
from generator.cli.progress import shown_progress
from generator.diagnostics import Diagnostic, Severity
from generator.frame import Frame
from generator.report import as_objects_with_lines, as_text
from generator.serving import (
    AddressError,
    AlreadyServedError,
    Commission,
    PortTakenError,
    PreviewServer,
    Result,
    claim,
    open_server,
    run_preview,
)

_PORT: Final = 8000


@click.command(cls=ChineseCommand)
@root_option
@click.option("--port", type=click.IntRange(1, 65535), help=f"端口；不写就用 {_PORT}，被占用时用下一个空着的。")
@click.option("--host", default="127.0.0.1", show_default=True, help="地址；写 0.0.0.0 可让同一网络的人看。")
@click.option("--poll", is_flag=True, help="自己定时查看文件；网络盘等收不到改动通知的地方用。")
def serve(root: Path, port: int | None, host: str, poll: bool) -> None:
    """在本机看网站，改了记录、政策或模板会自动刷新。

    记录有错误时，页面上列出错误，网站保持原样，改好后自动更新。
    """
    root = root.resolve()
    folder = root / ".cache" / "preview"
    try:
        with claim(folder) as leave_address, _open(host, port) as server:
            leave_address(server.url)
            signal(SIGTERM, default_int_handler)  # told to end, it ends as by Ctrl+C
            click.echo(f"打开 {server.url} ，按 Ctrl+C 停止。\n正在生成网站……")
            commission = Commission(root, folder, render_frame, shown_progress)
            run_preview(commission, server, as_objects_with_lines, _Terminal(), looks=poll)
    except AlreadyServedError as error:
        raise click.UsageError(f"这个项目已经在预览了：打开 {error or '已有的窗口'} 就行，或先停掉那一个") from None
    except KeyboardInterrupt:
        click.echo("\n已停止。")


@contextmanager
def _open(host: str, port: int | None) -> Iterator[PreviewServer]:
    """A listening server; where the port was not asked for, at the next free one."""
    try:
        server = open_server(host, port or _PORT, is_exact=port is not None)
    except PortTakenError as error:
        instead = f"，换一个空着的：--port {error.free}" if error.free else "，后面的也都被占用"
        raise click.UsageError(f"端口 {error.port} 已被别的程序占用{instead}") from None
    except AddressError as error:
        raise click.UsageError(f"不能用地址 {host}、端口 {port or _PORT}：{_reason(error)}") from None
    with server:
        if not port and server.server_port != _PORT:
            click.echo(f"端口 {_PORT} 已被别的程序占用，改用 {server.server_port}。")
        yield server


def _reason(error: AddressError) -> str:
    if error.number in {errno.EACCES, errno.EPERM}:
        return "没有权限；1024 以下的端口要管理员才能用"
    return "这不是本机的地址"


def render_frame(config_file: Path, folder: Path) -> Frame:
    """The frame, made in the process that is kept for it."""
    from generator.plugin import render_frame  # noqa: PLC0415 - only that process needs MkDocs

    return render_frame(config_file, folder)


class _Terminal:
    """Tells on the terminal how the preview goes on."""

    def build_ended(self, result: Result, before: Result | None) -> None:
        """The findings that are new, then what the build did."""
        known = set() if before is None or not result.built else {_key(each) for each in before.findings}
        told = [each for each in result.findings if _key(each) not in known]
        click.echo(as_text(told), nl=False, err=True)
        if result.trouble:
            click.echo(result.trouble.rstrip(), err=True)
        click.echo(f"{datetime.now().astimezone():%H:%M:%S} {_outcome(result, before)}")

    def program_changed(self, *, in_use: bool) -> None:
        """Why the next build takes longer, or what to do where it would change nothing."""
        click.echo("生成程序有改动，重新启动它。" if in_use else "预览程序本身有改动，重新运行 brands serve 才会用上。")


def _key(finding: Diagnostic) -> tuple[str, str, str]:
    """What a finding is, wherever its line has moved to."""
    return finding.span.file, finding.rule.code, finding.message_zh


def _outcome(result: Result, before: Result | None) -> str:
    if result.trouble:
        return "没有生成网站，原来的保持不变。"
    if not result.built:
        errors = sum(each.rule.severity is Severity.ERROR for each in result.findings)
        return f"{errors} 个错误，网站保持原样。改好保存后会重新生成。"
    if before is None:
        return f"{result.brands} 个品牌，{result.pages} 个页面，用时 {result.seconds:.1f} 秒。"
    return f"更新 {len(result.changed or ())} 个文件，用时 {result.seconds:.2f} 秒。"
