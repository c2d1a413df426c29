"""Both readers of YAML read alike: what the simple one accepts, the strict one reads as the same data, without a finding.

How many texts are tried is set by the environment: ``BRANDS_EXAMPLES=100000`` for the long form.
"""

import os
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.records.canonical import emit_record
from generator.source import parse_yaml, read_source
from generator.source.simple_yaml import parse_simple
from generator.source.strict_yaml import MAX_DEPTH
from generator.trees import FolderTree
from tests.project import REPOSITORY

MANY = settings(
    max_examples=int(os.environ.get("BRANDS_EXAMPLES", "1500")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

RECORDS = sorted([*(REPOSITORY / "brands").rglob("*.yml"), *(REPOSITORY / "policies").rglob("*.yml")])
CASES = sorted(path for path in Path(__file__).with_name("cases").rglob("*") if path.is_file())

# Values that YAML 1.1, YAML 1.2 and our readers might take for different things, or for the end of something.
WRITTEN = (
    ["", "a", "s1", "潜江", "龙虾 工", "a: b", "a:b", "a:", ":", ": a", "a ：b", "http://x.org/a?b=1&c#d", "a #b", "a# b", "#a", "# a", " a", "a ",
     "true", "false", "True", "yes", "no", "y", "null", "Null", "~", "None", "nan", ".nan", "-.inf", "2024", "2024-05", "2024-05-01",
     "2024-05-01T10:00:00Z", "12:30", "1:20:30", "0", "-0", "-0.0", "007", "0o17", "0x1F", "0b1", "1e3", "1.5", "1.0", "-2.50", "1.", ".5", "+1",
     "1_000", "1,000", "123456789012345678", "1234567890123456789", "12345678901234.5678", "-", "- a", "-a", "--- a", "---", "...", "?", "? a", "?a",
     "&a b", "*a", "!t a", "!!str a", "|", "|-", "|+", "|2", ">", ">-", "%a", "@a", "`a`", "<<", "=", "=a", '""', '"a"', '"a: b"', '"a #b"', '"a\\nb"',
     '"a" b', '"a', 'a"b', '"a"b"', "''", "'a'", "'a''b'", "'a", "“a”", "{}", "[]", "{a: 1}", "{a: 1, a: 2}", "{a: 1, b: 潜江, c: \"x, y\"}",
     "{a: 1,b: 2}", "{a: 1 , b: 2}", "{a: 1, }", "{a: b: c}", "{a:1}", "{a: }", "{a}", "{a: [b]}", "{a: {b: 1}}", "{a: x?y}", "{a: x?, b: 1}",
     "{a: http://x/y}", "{a: x:y}", "{a: x:}", "{a: -1, b: -x, c: - d}", "{a: ~}", "{a: 007}", "{a: true, b: 1.0}", "{a: 'b'}", "{a: b'c}",
     "{a: 1} ", "{a: 1} b", "{a: 1}}", "{a: 1", "{a: 1}, b: 2", '{a: "b"c}', '{"a": 1}', "{a: b #c}", "{a: b, c: d e, f: 2024-05}", "{? a: b}",
     "{a: *b}", "{a: &b c}", "{a: !t b}", "{a: |}", "{a: @b}", "{a: )b}", "[a]", "[a, b]", "[a, a]", "[1, 1.0, true]", "[a: b]", "[a b, 'c']", "[a,b]",
     "[a, ]", "[, a]", "[a", "[a]]", "[a, [b]]", "[-, a]", "[- a]", '["a, b", c]', "[a?]", "[a:]", "[a#b]", "[a #b]", "[null]", "[~]",
     "\ta", "a\tb", "\u3000a", "\xa0a", "a\x85b", "a\u2028b", "a\u200bb", "\ufeffa", "a\rb", "\x00", "\x7f", "𠮷", "x" * 1100, "虾" * 1100, "(a)", ")a", "/a", "_a",
     "a\\b", "a, b", "a]", "a}", "[", "}", "a ", "1 ", "1 a", "a  b", "·a", "…", "²", "-²"]
)  # fmt: skip
VALUES = st.sampled_from(WRITTEN)
SOUND = st.sampled_from(
    ["潜江", "s1", "2024-05", "12", "1.5", "true", "http://x.org/a", '"a: b"', "{a: 1, b: 潜江}", "[a, b]", "{a: -1.0}"]
)
KEYS = st.sampled_from(
    ["a: ", "b: ", "c: ", "true: ", "y: ", "a:", "b:", "b:  ", "a : ", "a ", "1: ", "a1: ", "潜: ", '"a": ', "? a", ": ", "a：", "<<: ", "a-b: ",
     "a:\t", "~: ", "a" * 80 + ": ", "a" * 81 + ": ", "a" * 1100 + ": ", "- "]
)  # fmt: skip
LEADS = st.sampled_from(
    ["", "", "", "  ", "  ", "    ", " ", "   ", "      ", "\t", "- ", "  - ", "  - ", "    - ", "-  ", "- - ", "  -", "#", "# ", "  # ", "---\n", "...\n"]
)  # fmt: skip
LINES = st.one_of(
    st.builds("{}{}{}".format, LEADS, KEYS, VALUES),
    st.builds("{}{}".format, LEADS, VALUES),
    st.builds("{}{}:".format, LEADS, st.sampled_from("abcd")),
    st.builds("{}{}: |{}\n{}".format, LEADS, st.sampled_from("abcd"), st.sampled_from(["", "-", "+", "2", " "]), st.sampled_from(
        ["  a", "    a", "    a\n    b", "    a\n\n    b\n", "    a\n      b", "\n    a", "     a", "    a\n  b", "    a\n\n\n", "      a\n    b", "    # a", "    - a", "    a: b", "    ---"])),
    st.sampled_from(["", " ", "---", "...", "%YAML 1.1", "# a", "\x0c"]),
)  # fmt: skip
NASTY = st.lists(LINES, max_size=12).map("\n".join)
TEXTS = st.builds(lambda text, end: text + end, NASTY, st.sampled_from(["\n", "\n", "\n", "", "\n\n", " ", "\n "]))


@st.composite
def _outlines(draw: st.DrawFn) -> str:
    """A sound outline of lines, keys and containers, with up to two values that may be anything."""
    lines: list[str] = []
    values = SOUND

    def add_mapping(indent: str, lead: str, depth: int) -> None:
        for key in draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=3)):
            kind = draw(st.integers(0, 5 if depth < 4 else 2))
            if kind < 3:
                lines.append(f"{lead}{key}: {draw(values)}")
            elif kind == 3:
                lines.append(f"{lead}{key}: {draw(st.sampled_from(['|', '|-']))}\n{indent}  {draw(VALUES)}")
            else:
                lines.append(f"{lead}{key}:")
                (add_mapping if kind == 4 else add_list)(f"{indent}  ", f"{indent}  ", depth + 1)
            lead = indent

    def add_list(indent: str, lead: str, depth: int) -> None:
        for _ in range(draw(st.integers(1, 3))):
            if depth < 4 and draw(st.booleans()):
                add_mapping(f"{indent}  ", f"{lead}- ", depth + 1)
            else:
                lines.append(f"{lead}- {draw(values)}")

    add_mapping("", "", 0)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(lines) - 1))
        lead = lines[at].rpartition(" ")[0]
        lines[at] = f"{lead} {draw(VALUES)}" if draw(st.booleans()) else f"{lines[at]}\n{draw(LINES)}"
    return "\n".join(lines) + "\n"


def _check_alike(text: str) -> bool:
    """Compare both readers of *text*, types and order of keys included; whether the simple one read it."""
    data = parse_simple(text)
    if data is None:
        return False
    strict, findings = parse_yaml(text, "a.yml")
    assert not findings
    assert repr(data) == repr(strict)
    return True


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A record, or a piece of one, of which a few places were changed."""
    text = draw(st.sampled_from(_texts()))
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        text = draw(st.sampled_from([_change_line, _move_line, _indent_lines, _cut_characters]))(draw, lines, at)
    return text


@cache
def _texts() -> list[str]:
    """Each record of the repository and each test case that is text, cut to what a mutation can be seen in."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in [*RECORDS, *CASES]]
    return ["\n".join(text.split("\n")[:60]) + "\n" for text in dict.fromkeys(texts)]


def _change_line(draw: st.DrawFn, lines: list[str], at: int) -> str:
    lead, sign, value = lines[at].partition(draw(st.sampled_from([": ", ", ", "- ", ""])) or "\0")
    new = draw(VALUES)
    line = draw(st.sampled_from([f"{lead}{sign}{new}", f"{lead}{new}{value}", f"{new}{sign}{value}"]))
    return "\n".join([*lines[:at], line, *lines[at + 1 :]])


def _move_line(draw: st.DrawFn, lines: list[str], at: int) -> str:
    to = draw(st.integers(0, len(lines)))
    kept = lines if draw(st.booleans()) else [*lines[:at], *lines[at + 1 :]]
    return "\n".join([*kept[:to], lines[at], *kept[to:]])


def _indent_lines(draw: st.DrawFn, lines: list[str], at: int) -> str:
    count, columns = draw(st.integers(1, 5)), draw(st.sampled_from([-4, -2, -1, 1, 2, 4]))
    moved = [" " * columns + line if columns > 0 else line[-columns:] for line in lines[at : at + count]]
    return "\n".join([*lines[:at], *moved, *lines[at + count :]])


def _cut_characters(draw: st.DrawFn, lines: list[str], at: int) -> str:
    text = "\n".join(lines)
    start = sum(len(line) + 1 for line in lines[:at]) + draw(st.integers(0, len(lines[at])))
    new = draw(st.sampled_from(["", "\n", " ", "-", ":", '"', "#", "{", "]", ","]))
    return text[:start] + new + text[start + draw(st.integers(0, 9)) :]


@MANY
@given(TEXTS)
@example("a: |\n  x\n\n# y\nb: 1\n")
@example("a:\n  - - b\n")
@example("a: - b\n")
@example("a:\n- b\n")
def test_any_text_reads_alike_or_is_left(text: str) -> None:
    """Of lines that come near YAML, in any order, the simple reader takes none that the strict one reads otherwise."""
    _check_alike(text)


@MANY
@given(_mutated())
def test_damaged_records_read_alike_or_are_left(text: str) -> None:
    """A record with a few places changed is read alike, or left to the strict reader."""
    _check_alike(text)


@MANY
@given(
    st.dictionaries(
        st.text("abcxyz_", min_size=1, max_size=5),
        st.recursive(
            VALUES | st.text(max_size=20) | st.integers(-(10**19), 10**19) | st.booleans() | st.floats(-1e9, 1e9).map(lambda each: round(each, 3)),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz_", min_size=1, max_size=5), inner, max_size=4),
            max_leaves=12,
        ),
        max_size=5,
    )
)  # fmt: skip
def test_what_we_write_reads_alike_or_is_left(data: dict[str, object]) -> None:
    """Whatever data `brands fmt` writes, both readers read it alike where the simple one reads it at all."""
    _check_alike(emit_record("brand", data, "brands/hubei/a.yml"))


@MANY
@given(_outlines())
def test_sound_outlines_read_alike_or_are_left(text: str) -> None:
    """Lines that fit together, with a value or two that may not, are read alike or left."""
    _check_alike(text)


PLACES = ("a: {}", "a:\n  - {}", "a:\n  - b: {}\n    c: d", "a: {{b: {}}}", "a: {{b: {}, c: d}}", "a: {{b: c, d: {}}}", "a: [{}]", "a: [{}, b]",
          "a: [b, {}]", "a: |\n  {}", "a: |\n\n\n\n  {}", "a: |\n\n\n{}", "a: |-\n  b\n  {}\nc: d", '"{}": a', "{}: a", "{}", "a: b\n{}", "a:\n{}\n  b: c", "a:\n  {}")  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_every_value_reads_alike_everywhere(place: str) -> None:
    """Each value that may be taken for different things is tried in each place where one may stand."""
    for written in WRITTEN:
        _check_alike(place.format(written) + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n", "a: -1.5\nb: true\n", "# a\na: b\n", "a: b c、d\n\nb: http://x.org/?a=b\n", 'a: "b: c"\n', "a:\n  b: c\n  d:\n    e: f\ng: h\n",
        "a:\n  - b\n  - c: d\n    e:\n      - f\n  - {g: h, i: 2024-05}\nj: k\n", "a: [b, 1]\nc: {d: \"e, f\"}\n",
        "a:\n  - b: |\n      c\n\n        d\n    e: |-\n      f\ng: |\n  h\n",
    ],
)  # fmt: skip
def test_what_records_are_written_in_is_read(text: str) -> None:
    """The simple reader reads every form that `brands fmt` writes: a comparison with nothing would prove nothing."""
    assert _check_alike(text)


def test_every_record_here_is_read_the_short_way() -> None:
    """No record in the repository needs the strict reader, and each reads alike."""
    assert RECORDS
    for path in RECORDS:
        assert _check_alike(path.read_text(encoding="utf-8")), path


def test_every_case_reads_alike_or_is_left() -> None:
    """The files of all test cases, sound and faulty, are read alike or left."""
    for text in _texts():
        _check_alike(text)


def test_depth_has_the_same_limit() -> None:
    """The deepest that the strict reader allows is read; a container more is left to it."""
    for levels in range(1, MAX_DEPTH + 2):
        text = "".join("  " * level + "a:\n" for level in range(levels - 1)) + "  " * (levels - 1) + "a: {b: 1}\n"
        assert _check_alike(text) is (levels < MAX_DEPTH)


@pytest.mark.parametrize(
    "piece", ["x", "x:/", "x, ", "x: y, ", "x: ", "- ", " ", "\n", "虾", '"', "9", "  - a\n", "1.", "-1"]
)
@pytest.mark.parametrize("lead", ["a: [", "a: {", "a: {x: ", "a: ", "a:\n  - {", "a: |\n  ", "a: -", 'a: "', ""])
def test_hostile_lines_are_settled_quickly(lead: str, piece: str) -> None:
    """A line made to be tried again from each of its characters is read or left within a moment."""
    start = time.process_time()
    for end in ("?]\n", "?}\n", "\n"):
        parse_simple(f"{lead}{piece * (200_000 // len(piece))}{end}")
    assert time.process_time() - start < 2


def test_read_source_takes_both_ways(tmp_path: Path) -> None:
    """A file that the simple reader leaves is read by the strict one, with the same data."""
    simple, strict = tmp_path / "a.yml", tmp_path / "b.yml"
    simple.write_text("a:\n  - {b: 1, c: 潜江}\n", encoding="utf-8")
    strict.write_text("'a':\n- b: 1 # one\n  c: >-\n    潜江\n", encoding="utf-8")
    assert parse_simple(strict.read_text(encoding="utf-8")) is None
    assert read_source(FolderTree(tmp_path), "a.yml")[0].data == {"a": [{"b": 1, "c": "潜江"}]}
    assert [finding.rule.code for finding in read_source(FolderTree(tmp_path), "b.yml")[1]] == ["Y024"]
