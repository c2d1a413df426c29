"""Click's own words in Chinese: headings of the help, and what was wrong with a call.

Gets click's commands and exceptions, gives text; adds no command and no option.
"""

import re
from typing import Any

import click


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for parameter in self.params:
            if isinstance(parameter, click.Option) and parameter.show_default:
                # Click would write "[default: …]".
                parameter.show_default = False
                parameter.help = f"{parameter.help}（默认 {parameter.default}）"

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line: how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        formatter.write_usage(ctx.command_path, pieces.replace("COMMAND [ARGS]...", "命令 [参数]..."), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        rows = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl(rows)


class ChineseGroup(ChineseCommand, click.Group):
    """The program itself."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options, then the list of commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str(60)) for name, command in commands if command]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def told_in_chinese(error: click.UsageError) -> str:
    """What was wrong with the call, and where help is."""
    where = error.ctx.command_path if error.ctx else "brands"
    return f"{_complaint(error)}\n用法见：{where} --help"


def _complaint(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少内容"
    if isinstance(error, click.BadParameter):
        return _complaint_of_value(error)
    if match := re.match(r"No such command '(.*)'", error.message):
        return f"没有这个命令：{match.group(1)}"
    if match := re.match(r"Got unexpected extra arguments? \((.*)\)", error.message):
        return f"多写了内容：{match.group(1)}"
    return "没有写命令" if error.message.startswith("Missing command") else error.message


def _complaint_of_value(error: click.BadParameter) -> str:
    name = _name(error.param)
    if isinstance(error, click.MissingParameter):
        return f"缺少 {name}"
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"{name} 只能是：{'、'.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"{name} 应当是 {kind.min} 到 {kind.max} 之间的整数"
    if match := re.match(r"Directory '(.*)' is a file", error.message):
        return f"{name} 应当是文件夹，{match.group(1)} 是文件"
    return f"{name} 不对：{error.message}"


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    return parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.human_readable_name)
