"""`brands new`: ask for a brand step by step, write its record, check it, say what comes next."""

import sys
from pathlib import Path

import click

from generator.build.surveying import survey
from generator.cli.asking import ask_yes, complain, fault_at, head, read_answer
from generator.cli.chinese import ChineseCommand
from generator.cli.exits import EXIT_FINDINGS
from generator.cli.interview import (
    Fact,
    ask_description,
    ask_division,
    ask_facts,
    ask_name,
    ask_sources,
    known,
    same_name,
)
from generator.cli.options import day_option, root_option
from generator.diagnostics import has_errors
from generator.records import Records, read_records
from generator.records.canonical import emit_record
from generator.records.drafting import Parts, folder_for, name_of, propose_id
from generator.records.rewriting import prove, write_whole
from generator.reference import Division
from generator.report import as_text


@click.command(cls=ChineseCommand)
@root_option
@day_option
def new(root: Path, as_of: str) -> None:
    """一步一步问，写出一份新的品牌记录。

    不知道的直接按回车跳过；最后给你看一遍，同意了才写入。随时可以按 Ctrl+C 取消。
    """
    click.echo("一步一步问，不知道的直接按回车跳过。按 Ctrl+C 随时取消，什么都不会写。")
    try:
        file, full = _draft(root, as_of)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n已取消，什么都没写。", err=True)
        sys.exit(EXIT_FINDINGS)
    click.echo(f"\n已写入 {file}")
    findings = [finding for finding in survey(root, as_of).findings if finding.span.file == file]
    click.echo(as_text(findings) or "检查过了，没有发现问题。\n", nl=False)
    click.echo(
        f"\n下一步：\n"
        f"  1. 人物、故事、大事记等可以打开这个文件接着写，写完运行 brands check {file}\n"
        f"  2. 会用 git 的：git add {file}，提交（说明写“新增 {full}”），推送后提合并请求\n"
        f"  3. 不会 git 的：把这个文件发给目录的维护者，联系方式见网站的“参与”页"
    )
    sys.exit(EXIT_FINDINGS if has_errors(findings) else 0)


def _draft(root: Path, as_of: str) -> tuple[str, str]:
    """Ask everything, show the record and write it; gives its file and the brand's name."""
    records = read_records(root)
    full, parts = ask_name(records)
    division = ask_division(parts)
    if double := same_name(full, division, records.brands):
        click.echo(f"\n“{full}”已经有记录了：{double.path}。要补充内容，请改那份文件。", err=True)
        raise click.Abort
    data: Fact = {"name": name_of(full, parts), "division": division.code, **ask_description(records.brands)}
    data["sources"] = ask_sources(as_of)
    data |= ask_facts(data["sources"], as_of)
    data["published"] = as_of
    data = known(data)
    record_id = _ask_id(full, parts, division, records, root)
    file = f"brands/{folder_for(division)}/{record_id}.yml"
    text = prove(emit_record("brand", data, file), data, file)
    click.echo(f"\n{click.style(file, bold=True)}\n{text}")
    if not ask_yes("写入吗？", default=True):
        raise click.Abort
    path = root / file
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text)
    return file, full


def _ask_id(full: str, parts: Parts, division: Division, records: Records, root: Path) -> str:
    """The file name, which is the address for good: nobody's yet, and nobody's before."""
    taken = {brand.id: brand.path for brand in records.brands}
    taken |= {former: brand.path for brand in records.brands for former in brand.former_ids}
    # A file that could not be read has an id as well.
    taken |= {path.stem: path.relative_to(root).as_posix() for path in (root / "brands").rglob("*.yml")}
    default = propose_id(full, parts, division, taken)
    head("编号", f"文件名和网址，用小写拼音和短横线，定了就不改；直接按回车就是 {default}")
    while True:
        answer = read_answer() or default
        if answer in taken:
            complain(f"{answer} 已被 {taken[answer]} 用了，换一个")
        elif complaint := fault_at(("former_ids", 0), answer):
            complain(complaint.replace("旧编号", "编号"))
        else:
            return answer
