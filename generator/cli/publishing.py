"""`brands publish`, `brands rollback`, `brands status`: put the site online, go back, tell how it stands."""

import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import click

from generator.cli.building import REASONS
from generator.cli.chinese import ChineseCommand
from generator.cli.exits import EXIT_FINDINGS
from generator.cli.framing import FrameProcess
from generator.cli.options import (
    CommandT,
    day_option,
    find_root,
    format_option,
    later_root_option,
    root_option,
)
from generator.cli.progress import shown_progress
from generator.cli.releases import (
    publication_object,
    publication_sentence,
    rollback_sentence,
    standing_lines,
    standing_object,
)
from generator.day import now
from generator.diagnostics import Severity
from generator.publishing import (
    Address,
    BrokenJournalError,
    NotOurPlaceError,
    Order,
    Place,
    Remote,
    RemoteError,
    RemoteShell,
    Result,
    is_place,
    open_place,
    parse_address,
    publish,
    read_remote_standing,
    read_standing,
    roll_back,
    roll_back_remote,
)
from generator.report import as_text


def _to_option(command: CommandT) -> CommandT:
    return click.option(
        "--to", metavar="文件夹|ssh://…", callback=_parse_target,
        help="发布到哪个文件夹，或 ssh://用户@主机:端口/文件夹；网页服务器的根目录设为它下面的 current。",
    )(
        click.option(
            "--ssh", default="ssh", show_default=True, callback=lambda _, __, value: tuple(shlex.split(value)),
            metavar="命令", help="连接服务器用的命令，例如 ssh -i 密钥文件。",
        )(command)
    )  # fmt: skip


def _parse_target(context: click.Context, parameter: click.Parameter, value: str | None) -> Path | Address:
    if value is None:
        raise click.MissingParameter(ctx=context, param=parameter)
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", value):
        return Path(value)
    address = parse_address(value)
    if address is None:
        message = "写成 ssh://用户@主机/文件夹，端口不是 22 的写在主机后面"
        raise click.BadParameter(message)
    return address


def _known_mirror(root: Path | None, address: Address) -> Place:
    """What this machine may know of a server; going back there must do without, from wherever it is asked for."""
    try:
        home = find_root(root)
    except click.UsageError:
        if root is not None:
            raise
        home = Path.cwd()
    return Place(_mirror(home.absolute(), address))


def _mirror(root: Path, address: Address) -> Path:
    """Where what was sent to a server is kept on this machine."""
    return root / ".cache/publish" / address.host.rpartition("@")[2] / address.slug


@click.command("publish", cls=ChineseCommand)
@_to_option
@root_option
@day_option
@click.option("--keep", type=click.IntRange(1, 1000), default=5, show_default=True, help="保留最近几版，供退回。")
@click.option(
    "--confirm-loss", "confirmed", type=click.IntRange(0), metavar="个数",
    help="品牌一次少掉一成以上时，写明确实只剩多少个。",
)  # fmt: skip
@click.option("--precompress", is_flag=True, help="在文本文件旁边放压缩好的 .gz（装了 brotli 还有 .br）。")
@format_option("text", "json")
def publish_command(  # noqa: PLR0913, PLR0917 - each is an option, passed by name
    to: Path | Address,
    ssh: tuple[str, ...],
    root: Path,
    as_of: str,
    keep: int,
    confirmed: int | None,
    precompress: bool,
    format_: str,
) -> None:
    """发布网站：在旁边生成新的一版，检查通过才换上。

    有任何错误都不换，原来的网站照常；再运行一次就会接着做。
    """
    os.umask(0o022)  # whatever is published is there for a web server to read
    folder = to if isinstance(to, Path) else _mirror(root, to)
    order = Order(root, folder, as_of, keep, confirmed, precompress)
    making = partial(FrameProcess, root / "mkdocs.yml")
    with _told_faults(to), ExitStack() as stack:
        delivery = stack.enter_context(Remote(to, ssh)) if isinstance(to, Address) else None
        progress = stack.enter_context(shown_progress())
        publication = publish(order, making, now, progress, delivery)
    if format_ == "json":
        click.echo(json.dumps(publication_object(publication), ensure_ascii=False, indent=2))
    else:
        shown = [each for each in publication.findings if each.rule.severity > Severity.HINT]
        click.echo(as_text(shown), nl=False, err=True)
        click.echo(publication_sentence(publication), err=publication.result is Result.REFUSED)
    if publication.untidied:
        click.echo(f"已经换上，但旧文件没有清理完（{publication.untidied}）；下次发布会接着清理。", err=True)
    sys.exit(EXIT_FINDINGS if publication.result is Result.REFUSED else 0)


@contextmanager
def _told_faults(to: Path | Address) -> Iterator[None]:
    """What the system, or somebody else's files, put in the way, in one line."""
    try:
        yield
    except NotOurPlaceError as error:
        message = f"{error} 里有别的文件，不是发布用的文件夹；换一个空文件夹，或先把它移走"
        raise click.UsageError(message) from None
    except BrokenJournalError as error:
        click.echo(f"{_told_target(to)}：发布记录读不出来（{error}）。网站保持原样。", err=True)
        sys.exit(EXIT_FINDINGS)
    except RemoteError as error:
        click.echo(f"{error.strerror}。网站保持原样；解决以后再运行一次。", err=True)
        sys.exit(EXIT_FINDINGS)
    except OSError as error:
        reason = REASONS.get(error.errno or 0, "系统报告了读写错误")
        click.echo(
            f"{error.filename or _told_target(to)}：{reason}。没有发布，网站保持原样；解决以后再运行一次。", err=True
        )
        sys.exit(EXIT_FINDINGS)


@click.command(cls=ChineseCommand)
@_to_option
@later_root_option
@click.option("--release", "number", type=click.IntRange(1), metavar="版号", help="换到第几版，默认是前一版。")
def rollback(to: Path | Address, ssh: tuple[str, ...], root: Path | None, number: int | None) -> None:
    """退回以前的一版，马上生效。

    下一次发布会再用最新的记录：先把有问题的改动撤销，再发布。
    """
    with _told_faults(to):
        if isinstance(to, Path):
            done = roll_back(_existing_place(to), number, now)
        else:
            with _existing_shell(to, ssh) as shell:
                done = roll_back_remote(shell, _known_mirror(root, to), number, now)
    click.echo(rollback_sentence(done, number), err=done.now is None)
    sys.exit(EXIT_FINDINGS if done.now is None else 0)


@click.command(cls=ChineseCommand)
@_to_option
@later_root_option
@format_option("text", "json")
def status(to: Path | Address, ssh: tuple[str, ...], root: Path | None, format_: str) -> None:
    """现在是哪一版，最近几次发布做了什么，能退回哪几版。

    最近一次没有成功时退出码是 1。
    """
    with _told_faults(to):
        if isinstance(to, Path):
            standing = read_standing(_existing_place(to))
        else:
            with _existing_shell(to, ssh) as shell:
                standing = read_remote_standing(shell, _known_mirror(root, to))
    if format_ == "json":
        click.echo(json.dumps(standing_object(standing), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(standing_lines(standing)))
    sys.exit(EXIT_FINDINGS if standing.failed else 0)


def _existing_place(to: Path) -> Place:
    if not is_place(to):
        raise click.UsageError(_not_published(to))
    return open_place(to)


@contextmanager
def _existing_shell(to: Address, ssh: tuple[str, ...]) -> Iterator[RemoteShell]:
    with RemoteShell(to, ssh) as shell:
        if not shell.exists():
            raise click.UsageError(_not_published(to))
        yield shell


def _not_published(to: Path | Address) -> str:
    return f"{_told_target(to)} 里没有发布过网站；先用 brands publish 发布"


def _told_target(to: Path | Address) -> str:
    return str(to) if isinstance(to, Path) else f"{to.host}:{to.path}"
