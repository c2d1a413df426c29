"""The `brands` program: its commands under one roof, and what happens when one of them breaks."""

import os
import sys
import traceback

import click

from generator import __version__
from generator.cli.building import build, serve
from generator.cli.checking import check
from generator.cli.chinese import ChineseGroup, told_in_chinese
from generator.cli.counting import schema, stats
from generator.cli.explaining import explain
from generator.cli.formatting import fmt
from generator.cli.options import EXIT_BUG, EXIT_FINDINGS, EXIT_USAGE
from generator.cli.starting import new


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="brands %(version)s", help="显示版本号。")
def brands() -> None:
    """劳务品牌目录：检查记录，生成网站。

    第一次用：先 brands new 写一份记录，再 brands check 检查，最后 brands serve 看效果。
    """


for command in (check, build, serve, new, fmt, explain, schema, stats):
    brands.add_command(command)


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
        traceback.print_exc()
        click.echo("\n程序出了错，不是记录的问题。请把上面的内容发给维护者。", err=True)
        sys.exit(EXIT_BUG)
