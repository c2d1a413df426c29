"""The `brands` program: its commands under one roof, and what happens when one of them breaks."""

import os
import sys
from importlib import import_module
from typing import Any, Final

import click

from generator import __version__
from generator.cli.chinese import ChineseGroup, told_in_chinese
from generator.cli.exits import EXIT_BUG, EXIT_FINDINGS, EXIT_USAGE

_COMMANDS: Final = {
    "check": "checking",
    "build": "building",
    "serve": "serving",
    "publish": "publishing:publish_command",
    "rollback": "publishing",
    "status": "publishing",
    "receive": "receiving",
    "new": "starting",
    "fmt": "formatting",
    "explain": "explaining",
    "schema": "counting",
    "stats": "counting",
}
"""Each command with its module (and its name there), in the order a newcomer needs them."""


class _Program(ChineseGroup):
    """The commands, each imported when it is asked for: a quick one is not to wait for what others need."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - Click's signature
        """The command *cmd_name*."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: Any = getattr(import_module(f"generator.cli.{module}"), name or cmd_name)
        return command if isinstance(command, click.Command) else None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """In the order a newcomer needs them, not by letter."""
        return list(_COMMANDS)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="brands %(version)s", help="显示版本号。")
def brands() -> None:
    """劳务品牌目录：检查记录，生成网站。

    第一次用：先 brands new 写一份记录，再 brands check 检查，最后 brands serve 看效果。
    """


def main() -> None:
    """Run the program; a bug is told as one, with what to send us, and exits with 3."""
    try:
        sys.exit(brands.main(prog_name="brands", standalone_mode=False))
    except click.UsageError as error:
        click.echo(told_in_chinese(error), err=True)
        sys.exit(EXIT_USAGE)
    except click.Abort:
        click.echo("\n已取消，什么都没写。", err=True)
        sys.exit(EXIT_FINDINGS)
    except BrokenPipeError:
        # The reader of our output went away (`brands explain | head`); nothing is wrong here.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception:  # noqa: BLE001 - the last fence before the user
        import traceback  # noqa: PLC0415 - no command waits for it unless it breaks

        traceback.print_exc()
        click.echo("\n程序出了错，不是记录的问题。请把上面的内容发给维护者。", err=True)
        sys.exit(EXIT_BUG)
