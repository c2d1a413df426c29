"""`brands new`: the questions, what each answer may be, and the record that comes of them."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.program import brands
from generator.records.drafting import (
    Parts,
    known_workers,
    match_divisions,
    match_industries,
    name_of,
    propose_id,
    take_apart,
)
from generator.records.loading import read_records
from generator.records.rewriting import format_file
from generator.reference import Division, read_divisions

ROOT = Path(__file__).parent.parent
QIANJIANG = "brands/hubei/qianjiang-longxia-gong.yml"
DAY = "2026-11-22"

NAME = ["洪湖莲藕工", "y", ""]
DESCRIPTION = ["", "", "", "", "", "洪湖种莲藕、卖莲藕的人，合称洪湖莲藕工。"]
SOURCE = ["莲藕工的报道", "", "", "", "1", ""]
NO_FACTS = ["", "", ""]
ID_AND_YES = ["", "y"]
SHORTEST = [*NAME, *DESCRIPTION, *SOURCE, *NO_FACTS, *ID_AND_YES]

ALL_ASKED = [
    *["洪湖莲藕工", "是", "洪湖市"],
    *["莲藕师傅、洪湖藕工", "螺山镇", "高品质服务类", "2", "A01", "莲藕种植、莲藕销售", "洪湖种莲藕、卖莲藕的人，合称洪湖莲藕工。"],
    *["莲藕工的报道", "洪湖日报", "https://example.gov.cn/1", "２０２５-03-01", "A", "y"],
    *["", "湖北日报", "", "2024", "B", ""],
    *["3", "洪湖市劳务品牌", "洪湖市人社局", "2023", "洪人社发〔2023〕1号", "1"],
    *["2", "湖北省劳务品牌", "", "2024-11", "", "2", ""],
    *["洪湖市人力资源和社会保障局", "1", "洪湖市莲藕协会", "2", ""],
    *["5 万人", "2", "1", "brand", "2025-03", "1", "12,000", "", "trained", "1", "2024", "2", ""],
    *["honghu-ougong", "y"],
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder with one brand."""
    (tmp_path / "policies").mkdir()
    path = tmp_path / QIANJIANG
    path.parent.mkdir(parents=True)
    path.write_bytes((ROOT / QIANJIANG).read_bytes())
    return tmp_path


def start(root: Path, *answers: str) -> Result:
    """Run `brands new` with *answers*, a line each."""
    typed = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(brands, ["new", "--root", str(root), "--as-of", DAY], input=typed)


def files(root: Path) -> list[str]:
    """All that lies below *root*."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_required_answers_make_a_sound_record(root: Path) -> None:
    """Who knows only what is required gets a record that passes `brands check` and is canonical."""
    result = start(root, *SHORTEST)
    assert result.exit_code == 0, result.output
    file = "brands/hubei/honghu-lianou-gong.yml"
    assert (root / file).read_text(encoding="utf-8").split("\n", 1)[1] == (
        "name: {region: 洪湖, industry: 莲藕, worker: 工}\n"
        'division: "421083"\n'
        "summary: 洪湖种莲藕、卖莲藕的人，合称洪湖莲藕工。\n"
        "sources:\n  - id: s1\n    title: 莲藕工的报道\n    grade: A\n"
        "published: 2026-11-22\n"
    )
    assert format_file(root, file).is_canonical
    assert "检查过了，没有发现问题。" in result.stdout
    assert f"git add {file}" in result.stdout
    checked = CliRunner().invoke(brands, ["check", str(root / file), "--root", str(root), "--as-of", DAY])
    assert (checked.exit_code, checked.stdout) == (0, "检查了 2 份记录，没有发现问题。\n")


def test_all_answers_make_a_sound_record(root: Path) -> None:
    """Every question answered, in the ways people write: the record holds it all and passes the check."""
    result = start(root, *ALL_ASKED)
    assert result.exit_code == 0, result.output
    assert "检查过了，没有发现问题。" in result.stdout
    brand = next(each for each in read_records(root).brands if each.id == "honghu-ougong")
    assert (brand.aliases, brand.locality) == (("莲藕师傅", "洪湖藕工"), "螺山镇")
    assert (brand.category, brand.category_basis, brand.industry) == ("service", "inferred", "A01")
    assert brand.products == ("莲藕种植", "莲藕销售")
    assert [(each.id, each.title, each.date, each.grade) for each in brand.sources] == [
        ("s1", "莲藕工的报道", "2025-03-01", "A"),
        ("s2", None, "2024", "B"),
    ]
    assert [(each.level, each.date, each.source) for each in brand.recognitions] == [
        ("province", "2024-11", "s2"),
        ("city", "2023", "s1"),
    ]
    assert [(each.name, each.source) for each in brand.cultivating_units] == [
        ("洪湖市人力资源和社会保障局", "s1"),
        ("洪湖市莲藕协会", "s2"),
    ]
    assert [(each.value, each.bound, each.measure, each.scope, each.as_of) for each in brand.headcount] == [
        (50000, "about", "employed", "brand", "2025-03"),
        (12000, None, "trained", "brand", "2024"),
    ]


@pytest.mark.parametrize("count", range(len(SHORTEST)))
def test_the_end_of_the_input_leaves_nothing_behind(root: Path, count: int) -> None:
    """Wherever the input ends, nothing is written."""
    before = files(root)
    result = start(root, *SHORTEST[:count])
    assert (result.exit_code, result.stderr.strip()) == (1, "已取消，什么都没写。")
    assert files(root) == before


def test_a_no_at_the_end_leaves_nothing_behind(root: Path) -> None:
    """The record is shown before it is written, and may be refused."""
    before = files(root)
    result = start(root, *SHORTEST[:-1], "n")
    assert (result.exit_code, files(root)) == (1, before)
    assert "name: {region: 洪湖, industry: 莲藕, worker: 工}" in result.stdout


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ([""], "这一项必填"),
        (["名" * 41], "“全名”太长：41 个字，上限 40"),
        ([*NAME[:2], "无此地"], "没有找到“无此地”"),
        ([*NAME[:2], "000000"], "没有找到“000000”"),
        ([*NAME[:2], "县"], "写得更全一些"),
        ([*NAME[:2], "朝阳", "9"], "输入 1 到 4 的序号"),
        ([*NAME, "", "", "5"], "输入 1 到 4 的序号，不知道就直接按回车"),
        ([*NAME, "", "", "", "无此行业"], "没有对应“无此行业”的行业"),
        ([*NAME, "", "", "", "C"], "太多了"),
        ([*NAME, *DESCRIPTION[:5], "太短"], "“简介”太短或是空的。写够 8 个字\n"),
        ([*NAME, *DESCRIPTION, "报道", "", "www.example.cn"], "网址要以 http:// 或 https:// 开头"),
        ([*NAME, *DESCRIPTION, "报道", "", "", "2025年3月"], "写成 2025-03"),
        ([*NAME, *DESCRIPTION, "报道", "", "", "2025-02-30"], "日期不存在：2025-02-30"),
        ([*NAME, *DESCRIPTION, "报道", "", "", "2027"], "2027 还没到，今天是 2026-11-22"),
        ([*NAME, *DESCRIPTION, "报道", "", "", "", ""], "输入 1 到 4 的序号\n"),
        ([*NAME, *DESCRIPTION, "", ""], "这一项必填"),
        ([*NAME, *DESCRIPTION, *SOURCE[:5], "也许"], "输入 y（是）或 n（否）"),
        ([*NAME, *DESCRIPTION, *SOURCE, "", "", "几万人"], "“数值”应当是整数"),
        ([*NAME, *DESCRIPTION, *SOURCE, "", "", "1.5"], "“数值”应当是整数"),
        ([*NAME, *DESCRIPTION, *SOURCE, "", "", "0"], "“数值”超出范围：0"),
        ([*NAME, *DESCRIPTION, *SOURCE, *NO_FACTS, "qianjiang-longxia-gong"], f"已被 {QIANJIANG} 用了"),
        ([*NAME, *DESCRIPTION, *SOURCE, *NO_FACTS, "洪湖"], "用小写拼音，词之间用短横线"),
        (["洪湖莲藕工", "n", "潜江"], "“潜江”不在全名“洪湖莲藕工”里"),
    ],
)
def test_wrong_answers_are_told_at_once(root: Path, answers: list[str], complaint: str) -> None:
    """The complaint comes right behind the answer, in words for a terminal."""
    result = start(root, *answers)
    assert f"✗ {complaint}" in result.stdout or complaint in result.stdout.rpartition("✗")[2]


def test_places_of_one_name_are_offered(root: Path) -> None:
    """Typing 朝阳 offers the four places of that name with their codes."""
    result = start(root, "大鼓艺人", "y", "朝阳", "2", *DESCRIPTION, *SOURCE, *NO_FACTS, *ID_AND_YES)
    assert "  1. 辽宁省朝阳市（211300）\n  2. 北京市朝阳区（110105）\n" in result.stdout
    assert result.exit_code == 0, result.output
    assert [each.division for each in read_records(root).brands if str(each.name) == "大鼓艺人"] == ["110105"]


def test_an_existing_name_is_refused(root: Path) -> None:
    """The same name in the same province is the same brand: its record is named."""
    before = files(root)
    result = start(root, "潜江龙虾工", "y", "429005")
    assert result.exit_code == 1
    assert f"已经有记录了：{QIANJIANG}" in result.stderr
    assert files(root) == before


def test_a_taken_id_is_not_proposed(root: Path) -> None:
    """Where the name in pinyin is another brand's id, or the file of a broken record, the place follows it."""
    (root / "brands/hubei/honghu-lianou-gong.yml").write_text("name: [", encoding="utf-8")
    result = start(root, *SHORTEST)
    assert "直接按回车就是 honghu-lianou-gong-honghu" in result.stdout
    assert (root / "brands/hubei/honghu-lianou-gong-honghu.yml").exists()


def test_invisible_characters_are_dropped(root: Path) -> None:
    """What comes along when text is copied from a web page does not reach the record."""
    answers = ["\u200b洪湖莲藕工\ufeff", *SHORTEST[1:]]
    assert start(root, *answers).exit_code == 0
    assert (root / "brands/hubei/honghu-lianou-gong.yml").exists()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("潜江", ["429005"]),
        ("潜江市", ["429005"]),
        ("湖北潜江", ["429005"]),
        ("湖北省潜江市", ["429005"]),
        ("429005", ["429005"]),
        ("北京朝阳", ["110105"]),
        ("500221", ["500115"]),
        ("000000", []),
        ("999999", []),
        ("全国", []),
        ("", []),
    ],
)
def test_matching_places(words: str, codes: list[str]) -> None:
    """Places are found by code, by name, below a place named before them, and by a former code."""
    assert [unit.code for unit in match_divisions(words)] == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("餐饮", ["H62"]),
        ("h62", ["H62"]),
        ("O", ["O80", "O81", "O82"]),
        ("H99", []),
        ("教育", ["P83"]),
        ("龙虾", ["H62"]),
        ("无此行业", []),
    ],
)
def test_matching_trades(words: str, codes: list[str]) -> None:
    """Trades are found by code, by a letter, by a word of their name, and by what other brands of the word are."""
    qianjiang = next(each for each in read_records(ROOT).brands if each.id == "qianjiang-longxia-gong")
    assert [industry.code for industry in match_industries(words, [qianjiang])] == codes


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("潜江龙虾工", Parts("潜江", "龙虾", "工")),
        ("天镇保姆", Parts("天镇", None, "保姆")),
        ("莞嫂", Parts(None, "莞", "嫂")),
        ("电力湘军", Parts(None, "电力湘", "军")),
    ],
)
def test_taking_names_apart(full: str, parts: Parts) -> None:
    """The longest place in front, the longest word for workers behind; the rest is the trade."""
    records = read_records(ROOT)
    assert take_apart(full, known_workers(records.brands, records.policies)) == parts


@pytest.mark.parametrize(
    ("full", "parts", "name"),
    [
        ("潜江藕工", Parts("潜江", "藕", "工"), {"region": "潜江", "industry": "藕", "worker": "工"}),
        (
            "电力湘军",
            Parts("湘", "电力", "军"),
            {"region": "湘", "industry": "电力", "worker": "军", "full": "电力湘军"},
        ),
        ("友缘家政工", Parts(None, "友缘家政", "工"), {"worker": "工", "full": "友缘家政工"}),
        ("龙哥龙妹", Parts(), {"full": "龙哥龙妹"}),
        ("裁缝", Parts(None, None, "裁缝"), {"full": "裁缝"}),
    ],
)
def test_names_as_records_hold_them(root: Path, full: str, parts: Parts, name: dict[str, str]) -> None:
    """The full name is written where the parts do not say it, and no name is refused by the check."""
    assert name_of(full, parts) == name
    answers = [full, "n", parts.region or "", parts.industry or "", parts.worker or "", "429005"]
    result = start(root, *answers, *DESCRIPTION, *SOURCE, *NO_FACTS, "some-id", "y")
    assert result.exit_code == 0, result.output


def test_proposed_ids() -> None:
    """Ids are pinyin, cut behind the region and before the worker, and never longer than allowed."""
    place = read_divisions().get("429005")
    assert isinstance(place, Division)
    assert propose_id("潜江龙虾工", Parts("潜江", "龙虾", "工"), place, ()) == "qianjiang-longxia-gong"
    assert propose_id("电力湘军", Parts("湘", "电力", "军"), place, ()) == "dianlixiang-jun"
    assert propose_id("正安 3D 工匠", Parts("正安", None, "工匠"), place, ()) == "zhengan-3d-gongjiang"
    assert propose_id("莞嫂", Parts(None, "莞", "嫂"), place, {"guan-sao"}) == "guan-sao-qianjiang"
    assert len(propose_id("双" * 40, Parts(), place, ())) <= 64


def run_at_terminal(root: Path, answers: list[str], *, interrupt: bool = False) -> tuple[int, str]:
    """Run `brands new` in a process of its own with a terminal; *interrupt*: press Ctrl+C behind the answers."""
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "generator", "new", "--root", str(root), "--as-of", DAY]
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, cwd=ROOT, close_fds=True)
    os.close(terminal)
    said = b""
    for answer in answers:
        said += read_until_asked(controller)
        os.write(controller, f"{answer}\n".encode())
    if interrupt:
        said += read_until_asked(controller)
        interrupt_until_done(process)
    while chunk := read_chunk(controller):
        said += chunk
    os.close(controller)
    return process.wait(timeout=30), said.decode()


def interrupt_until_done(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl+C, and again: just before it waits for a line, Python does not notice the first."""
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()


def read_until_asked(controller: int) -> bytes:
    """What the program says up to its next question."""
    said = b""
    deadline = time.monotonic() + 30
    while not said.endswith(b"> ") and time.monotonic() < deadline:
        said += read_chunk(controller)
    return said


def read_chunk(controller: int) -> bytes:
    """What has come so far; nothing once the program is gone."""
    try:
        return os.read(controller, 4096)
    except OSError:
        return b""


def test_at_a_real_terminal(root: Path) -> None:
    """The program works in a process of its own at a terminal."""
    code, said = run_at_terminal(root, SHORTEST)
    assert code == 0, said
    assert (root / "brands/hubei/honghu-lianou-gong.yml").exists()


def test_interrupted_at_a_real_terminal(root: Path) -> None:
    """Ctrl+C in the middle leaves nothing behind and says so."""
    before = files(root)
    code, said = run_at_terminal(root, SHORTEST[:6], interrupt=True)
    assert (code, files(root)) == (1, before)
    assert "已取消，什么都没写。" in said


def test_through_a_pipe_that_is_not_utf_8(root: Path) -> None:
    """Answers in GBK are refused with a word about the encoding, and nothing is written."""
    before = files(root)
    command = [sys.executable, "-m", "generator", "new", "--root", str(root), "--as-of", DAY]
    done = subprocess.run(command, input="洪湖莲藕工\n".encode("gbk"), capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, files(root)) == (2, before)
    assert "编码" in done.stderr.decode()
