"""`brands fmt`: bring records into their one canonical form."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.exits import EXIT_FINDINGS
from generator.cli.options import find_path, root_option
from generator.personal import mask_personal
from generator.records.rewriting import Formatted, UnfaithfulTextError, format_file, write_whole
from generator.report import as_text

_FOLDERS: Final = ("brands", "policies")


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option("--check", "check_only", is_flag=True, help="只列出要整理的文件，不改动；有就退出 1。")
def fmt(paths: tuple[Path, ...], root: Path, check_only: bool) -> None:
    """把记录整理成统一的格式：字段次序、缩进、引号。

    不写 PATHS 就整理全部品牌和政策记录。内容一个字不变，整理后重新读一遍，和原来一样才写入。
    有注释的文件只整理空白和换行，注释留在原处；有错误的文件不动，先用 brands check 看怎么改。
    """
    counts = {"changed": 0, "same": 0, "faulty": 0}
    for file in _list_records(paths, root):
        try:
            formatted = format_file(root, file)
        except UnfaithfulTextError:
            click.echo(
                f"{mask_personal(file)}：整理后的内容和原来不一样，没有改动。这是程序的问题，请告诉维护者。", err=True
            )
            counts["faulty"] += 1
            continue
        counts[_settle(formatted, root, check_only=check_only)] += 1
    click.echo(_sum_up(counts, check_only=check_only))
    sys.exit(EXIT_FINDINGS if counts["faulty"] or (check_only and counts["changed"]) else 0)


def _settle(formatted: Formatted, root: Path, *, check_only: bool) -> str:
    """Tell what is to be told of one file, write it where that is wanted, and say how it counts."""
    if formatted.text is None:
        click.echo(as_text(formatted.findings), nl=False)
        return "faulty"
    file = mask_personal(formatted.file)
    if formatted.held_by_comments:
        click.echo(f"{file}：有注释，只整理空白和换行；字段次序和写法要改请手工改")
    if formatted.is_canonical:
        return "same"
    if check_only:
        click.echo(f"{file}：要整理")
    else:
        write_whole(root / formatted.file, formatted.text)
        click.echo(f"{file}：已整理")
    return "changed"


def _sum_up(counts: dict[str, int], *, check_only: bool) -> str:
    parts = [f"{'要整理' if check_only else '整理了'} {counts['changed']} 份", f"{counts['same']} 份本来就整齐"]
    if counts["faulty"]:
        parts.append(f"{counts['faulty']} 份有错误，没有动")
    return "，".join(parts) + "。"


def _list_records(paths: tuple[Path, ...], root: Path) -> Iterator[str]:
    """The records that *paths* name, as paths below *root*; all of them where none is named."""
    home = root.resolve()
    every = {
        path: path.relative_to(home).as_posix()
        for folder in _FOLDERS
        for path in sorted((home / folder).rglob("*.yml"))
    }
    wanted = [find_path(path, home) for path in paths]
    for path in wanted:
        if not any(each == path or path in each.parents for each in every):
            message = f"{path} 里没有记录；记录在 {home} 的 brands/ 和 policies/ 里，文件名以 .yml 结尾"
            raise click.UsageError(message)
    for path, file in every.items():
        if not wanted or any(each == path or each in path.parents for each in wanted):
            yield file
