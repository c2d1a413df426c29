"""Personal data: what is found in text and where, what is not, and that nothing the program says repeats it."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.surveying import survey
from generator.cli.asking import complain, fault_at
from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.personal import Kind, find_personal, mask_line, mask_personal
from generator.report import REPORTS, Language, as_text
from tests.personal import ANY, CARD, CARDS, HOMES, IDENTITIES, IDENTITY, MAILBOXES, MOBILE, MOBILES, is_told
from tests.project import AS_OF, RECORD, REPOSITORY, Project, run, run_program

FILE = "brands/hubei/qianjiang-longxia-gong.yml"
BEFORE = st.sampled_from(["", "电话", "联系人：", "“", "- ", "a: ", "甲乙。", ", "])
AFTER = st.sampled_from(["", "联系", "。", "”", " - 甲", "，b", ", c", ": d", " #"])
SHAPES = {
    "identity": r"\d\d\*{13}\d\d[\dX]",
    "mobile": r"1\d\d\*{4}\d{4}",
    "card": r"\d{4}\*{8,11}\d{4}",
    "mailbox": r"[a-z0-9]\*{3}@[a-z0-9.]+",
    "home": r".*\*.*",
}
KINDS: dict[Kind, st.SearchStrategy[str]] = {
    "identity": IDENTITIES,
    "mobile": MOBILES,
    "card": CARDS,
    "mailbox": MAILBOXES,
    "home": HOMES,
}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), before=BEFORE, after=AFTER)
def test_personal_data_is_found_at_its_place(kind: Kind, data: st.DataObject, before: str, after: str) -> None:
    """Whatever stands around it, a value is found once, on its line, where it stands, with a mask of its shape."""
    value = data.draw(KINDS[kind])
    line = f"{before}{value}{after}"
    [find] = find_personal(f"一行\n{line}\n又一行")
    assert (find.kind, find.line) == (kind, 2)
    begins = len(before) + 4  # a bracket, a prefix or the village's name may or may not count as a part of it
    assert find.column - 1 <= begins
    assert find.column - 1 + find.length >= len(before) + len(value)
    assert re.fullmatch(SHAPES[kind], find.masked)


@given(value=ANY, before=BEFORE, after=AFTER)
def test_a_mask_hides_and_stays(value: str, before: str, after: str) -> None:
    """A masked text no longer holds the value, and masking it again changes nothing."""
    masked = mask_personal(f"一行\n{before}{value}{after}\n")
    assert not is_told(value, masked)
    assert mask_personal(masked) == masked
    assert find_personal(masked) == []


@given(st.text(alphabet="0123456789 -.@x号村组室单元：qcom\n", max_size=60))
def test_any_text_is_masked_whole(text: str) -> None:
    """After masking nothing is found any more, and the number of lines is what it was."""
    masked = mask_personal(text)
    assert find_personal(masked) == []
    assert masked.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"电话 {MOBILE}。", "电话 138****8000。"),
        ("138-0013-8000", "138****8000"),
        ("+86 138 0013 8000", "138****8000"),
        ("１３８００１３８０００", "138****8000"),
        ("138\u200b0013\u200b8000", "138****8000"),
        ("tel13800138000", "tel138****8000"),
        (IDENTITY, "11*************02X"),
        (IDENTITY.lower(), "11*************02X"),
        (CARD, "6200********0005"),
        ("6200 0000 0000 0005", "6200********0005"),
        ("4111111111111111", "4111********1111"),
        ("someone@qq.com", "s***@qq.com"),
        ("SOMEONE@QQ.COM", "S***@QQ.COM"),
        ("园林小区 3 栋 2 单元 501 室", "园林小区 * 栋 * 单元 *** 室"),
        ("李家村三组十二号", "李家村*组**号"),
        ("家庭住址：园林路 12 号", "家庭住址：园林路 ** 号"),
        ("户籍地址：熊口镇李家村，务农", "户籍地址：***，务农"),
        ("{'住址': '园林路12号'}", "{'住址': '园林路**号'}"),
        (f"https://a.cn/b,{MOBILE}", "https://a.cn/b,138****8000"),
        (f'value: "{MOBILE}"', 'value: "138****8000"'),
        (f"https://a.cn/{IDENTITY}.html", "https://a.cn/11*************02X.html"),
    ],
)
def test_values_are_masked_by_their_kind(text: str, masked: str) -> None:
    """Of a mobile number 3 and 4 digits stay, of an identity number 2 and 3, of a card 4 and 4, of a home none."""
    assert mask_personal(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "services: {rights: 0728-6240000}",
        "010-62400001",
        "value: 15000000000",
        "{name: output_value, value: 15000000000, upper: 18000000000, unit: 元}",
        '"amount": 13800138000,',
        "产值 15000000000 元",
        "产值 13800138000.5",
        f"https://www.hubei.gov.cn/{MOBILE}/{CARD}.html",
        f"url: https://www.hubei.gov.cn/a?id={MOBILE}&b={CARD}",
        "110105194912310021",  # wrong check digit
        "110105194913310029",  # no such day
        "6200000000000006",
        "91420000MA4KLUX21X 12420000420000123X",  # credit codes of bodies
        "2018 2019 2020 2021 2022",
        "2025-09-12 2025-10-11",
        "rsj@qianjiang.gov.cn",
        "someone@qq.com.example.gov.cn",
        "府东路 12 号",
        "地址：潜江市府东路 12 号 3 楼",
        "家庭住址：湖北省潜江市",
        "姓名、住址和电话",
        "第三单元课程有 12 节",
        "李家村的村民小组有 3 个",
        "苏人社发〔2022〕40号",
    ],
)
def test_what_is_no_personal_data_is_left_alone(text: str) -> None:
    """Office lines, amounts, addresses of sources, years, codes of bodies, offices and townships are no find."""
    assert find_personal(text) == []
    assert mask_personal(text) == text


def test_the_repository_holds_none() -> None:
    """No record, policy or page of this repository holds personal data."""
    for folder in ("brands", "policies", "docs"):
        for path in (REPOSITORY / folder).rglob("*.*"):
            if path.suffix in {".yml", ".md"}:
                assert find_personal(path.read_text(encoding="utf-8")) == [], path


@given(value=ANY, before=BEFORE, after=st.text("甲乙ab ", max_size=8), data=st.data())
def test_a_place_in_a_masked_line_moves_with_it(value: str, before: str, after: str, data: st.DataObject) -> None:
    """What stood at a place outside the value stands at the moved place after masking."""
    line = f"{before}{value}，{after}"
    place = data.draw(st.integers(line.rindex("，"), len(line) - 1))
    masked, moved = mask_line(line, place)
    assert masked[moved:] == line[place:]


LANGUAGES: tuple[Language, ...] = ("en", "both")
LINES = (
    "category: {value}",
    "category: '{value}'",
    "{value}: 甲",
    "'{value}': 甲",
    "summary：{value}",
    "locality: {value}: 甲",
    'locality: "{value}',
    "locality: 甲 #{value}",
    "division: {value}",
    "division: '{value}'",
    "headcount: {{value: '{value}'}}",
    "headcount: [{{value: 1, measure: {value}, scope: brand, as_of: '{value}', source: '{value}'}}]",
    "metrics: [{{name: '{value}', value: '{value}', unit: 元, as_of: 2024, source: s1}}]",
    "updated: {value}",
    "aliases: ['{value}', '{value}']",
    "aliases: '{value}'",
    "former_ids: ['{value}']",
    "services: {{rights: '{value}'}}",
    "name: {{full: '{value}', region: 沔阳}}",
    "industry: '{value}'",
    "recognitions: [{{level: '{value}', source: s1, policy: '{value}'}}]",
    "&{value} a: 1",
    "a: !{value} b",
    "\tlocality: {value}",
    "locality: \x01{value}",
)


def _findings(root: Path, text: str) -> tuple[Diagnostic, ...]:
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return survey(root, AS_OF).findings


def _outputs(findings: tuple[Diagnostic, ...]) -> Iterator[str]:
    yield from (report(findings) for report in REPORTS.values())
    yield from (as_text(findings, language) for language in LANGUAGES)


@pytest.mark.parametrize("line", LINES)
@settings(max_examples=25)
@given(value=ANY)
def test_no_report_repeats_personal_data(line: str, value: str) -> None:
    """Whatever else is wrong with the line it stands on, no report in any format or language holds the value."""
    with tempfile.TemporaryDirectory() as folder:
        findings = _findings(Path(folder), f"{RECORD}{line.format(value=value)}\n")
    for output in _outputs(findings):
        assert not is_told(value, output)


def test_a_telephone_written_as_a_category_is_masked(project: Project) -> None:
    """Each format tells of the wrong category and of the number, and neither message, hint nor line shows it."""
    project.add(text=RECORD + f"category: '{MOBILE}'\n")
    for format_ in REPORTS:
        answer = project.check("--format", format_)
        assert answer.code == 1
        assert {"S106", "P502"} <= set(re.findall(r"[SP]\d{3}", answer.out))
        assert "138****8000" in answer.out
        assert MOBILE not in answer.out + answer.err
    answer = project.build()
    assert (answer.code, MOBILE in answer.out + answer.err) == (1, False)


def test_mkdocs_masks_too(project: Project) -> None:
    """The log of `mkdocs build` shows no personal data, neither in a warning nor in what stops the build."""
    project.add(text=RECORD + f"category_basis: stated # {MOBILE}\n")
    answer = run_program("mkdocs", "build", cwd=project.root)
    assert answer.code == 1
    assert {"P502", "X216"} <= set(re.findall(r"[A-Z]\d{3}", answer.err))
    assert MOBILE not in answer.out + answer.err


def test_a_file_name_is_masked(project: Project) -> None:
    """A name that holds a number is told of, and `check` and `fmt` never show it whole."""
    project.add(f"gong-{MOBILE}", RECORD + "category: x\n")
    answer = project.check("--format", "json")
    assert {finding["code"] for finding in answer.data} == {"P502", "S106"}
    assert {finding["file"] for finding in answer.data} == {"brands/hubei/gong-138****8000.yml"}
    project.add(f"gong-{MOBILE}", RECORD + "category:   service\n")
    assert "138****8000.yml：要整理" in run("fmt", "--check", "--root", project.root).out


def test_the_caret_stands_under_its_character_in_a_masked_line() -> None:
    """A mask of another length before the place moves the caret along."""
    finding = Diagnostic(Span("a.yml", 1, 17), RULES["Y010"], excerpt="someone@qq.com, &x")
    _, shown, pointer, *_ = as_text([finding]).splitlines()
    assert shown.endswith("s***@qq.com, &x")
    assert shown[len(pointer) - 1] == "&"


@pytest.mark.parametrize("before", range(150, 175))
def test_a_long_line_is_masked_before_it_is_cut(before: int) -> None:
    """A value that the end of a long line's shown part cuts in two is masked all the same."""
    finding = Diagnostic(Span("a.yml", 1, 1), RULES["Y010"], excerpt="x" * before + f" {MOBILE} " + "y" * 200)
    assert not re.search(r"138\d", as_text([finding]))


@pytest.mark.parametrize(
    ("path", "answer", "complaint"),
    [
        (("locality",), MOBILE, "有手机号码：138****8000。删掉，要留电话就写单位的办公电话"),
        (("summary",), f"身份证 {IDENTITY}", "有身份证号码：11*************02X。删掉"),
        (("name", "full"), "someone@qq.com", "有个人邮箱：s***@qq.com。删掉，要留邮箱就写单位的"),
        (("sources", 0, "url"), f"https://a.cn/{MOBILE}", None),
        (("metrics", 0, "value"), 15000000000, None),
    ],
)
def test_an_answer_with_personal_data_is_refused(path: tuple[str | int, ...], answer: object, complaint: str) -> None:
    """`brands new` complains of an answer with personal data at once, in the words of `brands check`."""
    assert fault_at(path, answer) == complaint


def test_a_complaint_repeats_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """What `brands new` says of an answer it cannot use is masked, whoever says it."""
    complain(f"没有找到“{MOBILE}”")
    assert capsys.readouterr().out == "  ✗ 没有找到“138****8000”\n"
