"""Options and exit codes the commands share."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.day import today

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def root_option(command: CommandT) -> CommandT:
    """``--root``: the project folder, found from the working directory upwards where it is not given."""
    return _root_option(command, lambda _, __, value: find_root(value))


def later_root_option(command: CommandT) -> CommandT:
    """``--root`` for commands that may need no project; those that do ask :func:`find_root`."""
    return _root_option(command, lambda _, __, value: value)


def _root_option(
    command: CommandT, callback: Callable[[click.Context, click.Parameter, Path | None], Path | None]
) -> CommandT:
    return click.option(
        "--root",
        type=click.Path(path_type=Path, file_okay=False),
        callback=callback,
        help="项目文件夹（里面有 brands/ 和 mkdocs.yml）；不写就从当前文件夹往上找。",
    )(command)


def find_root(value: Path | None) -> Path:
    """The project folder *value*, or the nearest around the working directory; a usage error where there is none."""
    if value is not None:
        if not (value / "brands").is_dir():
            raise click.UsageError(_told_missing(value, f"{value}/brands"))
        return value
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "brands").is_dir() and (folder / "mkdocs.yml").is_file():
            return folder
    raise click.UsageError(_told_missing(here, "brands"))


def find_path(path: Path, home: Path) -> Path:
    """*path* as seen from the working directory, or from the project folder *home* where that is meant."""
    seen = [(base / path).resolve() for base in (Path.cwd(), home) if (base / path).exists()]
    if not seen:
        message = f"没有这个文件：{path}"
        raise click.UsageError(message)
    return next((each for each in seen if each.is_relative_to(home)), seen[0])


def _told_missing(place: Path, folder: str) -> str:
    """That *folder* is not there, in one line."""
    from generator.diagnostics import Diagnostic, Span  # noqa: PLC0415 - only a wrong call needs the rules
    from generator.messages import RULES  # noqa: PLC0415

    finding = Diagnostic(Span(str(place)), RULES["T404"], {"folder": folder})
    return f"{finding.message_zh}。{finding.hint_zh}"


def day_option(command: CommandT) -> CommandT:
    """``--as-of``: the day to work for."""
    return click.option("--as-of", callback=_parse_day, metavar="YYYY-MM-DD", help="按哪一天算，默认今天。")(command)


def _parse_day(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value is None:
        return today()
    try:
        date.fromisoformat(value if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else "")
    except ValueError:
        message = f"“{value}”不是日期，写成 2026-11-22 这样"
        raise click.BadParameter(message) from None
    return value


def format_option(*formats: str) -> Callable[[CommandT], CommandT]:
    """``--format``: how the answer is written."""
    return click.option("--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True,
                        help="输出格式。")  # fmt: skip
