"""Reports: the same findings as text, JSON, annotations and Markdown."""

import json
import unicodedata

import pytest

from generator.diagnostics import Diagnostic, Rule, Severity, Span, has_errors, sorted_by_place
from generator.messages import RULES
from generator.report import REPORTS, as_github, as_gitlab, as_json, as_markdown, as_text, summary

ERROR = Diagnostic(Span("brands/湖北/a,b.yml", 3, 5), RULES["Y005"], {"key": "name"}, excerpt="甲乙name：丙")
WARNING = Diagnostic(Span("brands/b.yml", 1, 1), RULES["X216"], excerpt="category_basis: stated")
WHOLE_FILE = Diagnostic(Span("brands/c.yml"), RULES["Y003"], {"size": "300 KB", "limit": "256 KB"})
ALL = [ERROR, WARNING, WHOLE_FILE]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def test_text_has_place_line_caret_and_hint() -> None:
    """A finding in text is its place and message, the line, a caret, and what to write instead."""
    assert as_text([ERROR]).splitlines() == [
        "brands/湖北/a,b.yml:3:5: 错误 Y005 这一行用了全角冒号“：”",
        "     3 | 甲乙name：丙",
        "       |       ^",
        "   改法：换成半角冒号加一个空格，写成“name: 内容”",
    ]


@pytest.mark.parametrize("line", ["abcdef", "潜江龙虾工", "a潜b江c", "ｆｕｌｌ width", "\t\ta", "é́x", "𠮷野家"])
def test_the_caret_stands_under_its_character(line: str) -> None:
    """However wide the characters before it, the caret stands below the character meant."""
    for column in range(1, len(line) + 1):
        finding = Diagnostic(Span("a.yml", 12, column), RULES["Y010"], excerpt=line)
        _, shown, pointer, *_ = as_text([finding]).splitlines()
        before = shown[: len("    12 | ") + column - 1]
        assert _width(before) == _width(pointer[:-1])
        assert pointer.endswith("^")


def test_a_long_line_is_shown_around_its_place() -> None:
    """Of a line too long for a screen the part with the fault is shown, with the caret under it."""
    finding = Diagnostic(Span("a.yml", 1, 900), RULES["Y010"], excerpt="x" * 899 + "*" + "y" * 500)
    _, shown, pointer, *_ = as_text([finding]).splitlines()
    assert len(shown) < 200
    assert shown[len(pointer) - 1] == "*"


def test_a_whole_file_has_no_line() -> None:
    """A finding about a file as a whole is told without line and caret."""
    assert as_text([WHOLE_FILE]).splitlines() == [
        "brands/c.yml: 错误 Y003 文件太大：300 KB，上限 256 KB",
        "   改法：一个品牌一个文件，正文不要贴图片或附件",
    ]


def test_json_has_both_languages() -> None:
    """JSON holds each finding with numbers as numbers and both languages."""
    first, second, third = json.loads(as_json(ALL))
    assert (first["line"], first["column"], first["severity"]) == (3, 5, "error")
    assert (second["severity"], third["line"]) == ("warning", 0)
    assert first["message"] == "这一行用了全角冒号“：”"
    assert first["message_en"] == "full-width colon after a key"


def test_github_annotations_are_one_line_each() -> None:
    """A workflow command is one line; colons and commas of a path, and line breaks of a text, are escaped."""
    lines = as_github(ALL).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::error"]
    assert lines[0].startswith("::error file=brands/湖北/a%2Cb.yml,line=3,col=5,title=Y005::")
    assert "%0A改法：" in lines[0]
    assert ",line=1,col=1," in lines[2]


def test_gitlab_reports_can_be_told_apart() -> None:
    """A code quality report has a fingerprint of its own for each finding, a known severity and a line from 1."""
    report = json.loads(as_gitlab([*ALL, ERROR]))
    assert [each["severity"] for each in report] == ["major", "minor", "major", "major"]
    assert len({each["fingerprint"] for each in report}) == 3
    assert report[0]["location"] == {"path": "brands/湖北/a,b.yml", "lines": {"begin": 3}}
    assert report[2]["location"]["lines"] == {"begin": 1}
    assert all({"description", "check_name", "fingerprint", "severity", "location"} == set(each) for each in report)


def test_markdown_is_a_table_nothing_breaks() -> None:
    """A review comment is a table with a row a finding, whatever the texts hold."""
    rule = Rule("Z001", Severity.ERROR, "甲|乙\n丙 <b>", "x", "写 `a|b`", "y")
    rows = as_markdown([Diagnostic(Span("a.yml", 1, 1), rule), *ALL]).splitlines()
    assert len(rows) == 2 + 4
    assert all(row.replace("\\|", "").count("|") == 4 for row in rows)
    assert as_markdown([]) == "没有发现问题。\n"


@pytest.mark.parametrize("format_", REPORTS)
def test_no_findings_are_no_complaint(format_: str) -> None:
    """Every format says nothing, or that there is nothing, where there is nothing."""
    assert REPORTS[format_]([]) in {"", "[]\n", "没有发现问题。\n"}


def test_the_summary_counts() -> None:
    """The last line counts files, errors and warnings."""
    assert summary(ALL, 7) == "检查了 7 份记录：2 个错误，1 个警告。\n"
    assert summary([], 7) == "检查了 7 份记录，没有发现问题。\n"


def test_findings_are_told_in_reading_order_and_once() -> None:
    """Findings stand by file, line and column; the same finding twice is told once."""
    assert sorted_by_place([WHOLE_FILE, ERROR, WARNING, ERROR]) == [WARNING, WHOLE_FILE, ERROR]


def test_only_errors_fail() -> None:
    """Warnings alone are no errors."""
    assert not has_errors([WARNING])
    assert has_errors([WARNING, ERROR])
