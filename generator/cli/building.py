"""`brands build` and `brands serve`: the whole site into a folder, or to a browser on this machine."""

import errno
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import Final

import click

from generator.build import NotOurSiteError, build_site
from generator.cli.chinese import ChineseCommand
from generator.cli.options import EXIT_FINDINGS, day_option, format_option, root_option
from generator.cli.progress import shown_progress
from generator.diagnostics import Severity
from generator.frame import Frame
from generator.report import as_objects, as_text

_REASONS: Final = {
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
@format_option("text", "json")
def build(root: Path, as_of: str, out: Path | None, strict: bool, format_: str) -> None:
    """生成整个网站。

    记录有错误时什么都不写，原来的网站保持不变。
    """
    target = out or root / "site"
    try:
        with _frame_in_the_making(root / "mkdocs.yml", strict=strict) as make_frame, shown_progress() as progress:
            outcome = build_site(root, target, as_of, make_frame, progress, strict=strict)
    except NotOurSiteError as error:
        message = f"{error} 里有别的文件，不像是本程序生成的网站；换一个空文件夹，或先把它移走"
        raise click.UsageError(message) from None
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "系统报告了读写错误")
        click.echo(f"{error.filename or target}：{reason}。没有生成网站，原来的保持不变。", err=True)
        sys.exit(EXIT_FINDINGS)
    if format_ == "json":
        report = {
            "findings": as_objects(outcome.findings), "files": outcome.files, "brands": outcome.brands,
            "pages": outcome.pages, "written": len(outcome.written), "unchanged": outcome.unchanged,
            "removed": outcome.removed,
        }  # fmt: skip
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(
            as_text([each for each in outcome.findings if each.rule.severity > Severity.HINT]), nl=False, err=True
        )
        if outcome.built:
            click.echo(
                f"{outcome.brands} 个品牌，{outcome.pages} 个页面，写到 {target}："
                f"更新 {len(outcome.written)} 个文件，未变 {outcome.unchanged} 个，删除 {outcome.removed} 个。"
            )
        else:
            click.echo("没有生成网站，原来的保持不变。", err=True)
    sys.exit(0 if outcome.built else EXIT_FINDINGS)


@contextmanager
def _frame_in_the_making(config_file: Path, *, strict: bool) -> Iterator[Callable[[], Frame]]:
    """A way to get the frame, which another process makes while this one reads records.

    MkDocs takes longer to import than a small site takes to write. Ctrl+C is this process's to answer alone.
    """
    context = get_context("fork")
    with (
        tempfile.TemporaryDirectory(prefix="brands-frame-") as folder,
        ProcessPoolExecutor(1, context, signal, (SIGINT, SIG_IGN)) as pool,
    ):
        making = pool.submit(_make_frame, config_file, Path(folder), strict)

        def take_frame() -> Frame:
            frame = making.result()
            pool.shutdown()  # MkDocs' memory goes with its process
            return frame

        yield take_frame


def _make_frame(config_file: Path, folder: Path, strict: bool) -> Frame:
    from generator.plugin import render_frame  # noqa: PLC0415 - only this process needs MkDocs

    return render_frame(config_file, folder, strict=strict)


@click.command(cls=ChineseCommand)
@root_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。")
@click.option("--host", default="127.0.0.1", show_default=True, help="地址；写 0.0.0.0 可让同一网络的人看。")
def serve(root: Path, port: int, host: str) -> None:
    """在本机看网站，改了记录、政策或模板会自动刷新。"""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{host}:{port}"]
    click.echo(f"打开 http://{host}:{port}/ ，按 Ctrl+C 停止。")
    try:
        sys.exit(subprocess.run(command, cwd=root, check=False).returncode)  # noqa: S603 - our own interpreter
    except KeyboardInterrupt:
        sys.exit(0)
