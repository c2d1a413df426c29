"""Reading YAML strictly: what is text stays text, what is unclear is refused, and nothing a file holds breaks us."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.source import locate, parse_yaml, read_source
from generator.source.reading import MAX_BYTES
from generator.source.strict_yaml import MAX_DEPTH
from generator.trees import FolderTree

# Text that comes near YAML: plain random text hardly ever gets past the first character.
FRAGMENTS = st.sampled_from(
    ["name", ": ", "：", "- ", "\n", "  ", "{", "}", "[", "]", ", ", "，", '"', "'", "“", "”", "#", " #", "&a ", "*a", "!t ",
     "|", ">", "|+\n", "?", "---\n", "...\n", "%YAML 1.1\n", "\t", "\u3000", "\xa0", "\u200b", "\\", "\\u0000", "潜江", "工", "yes", "null", "~",
     "2014年", "2024-05-01", "0x1F", "1e3", ".inf", "+1:20", "<<: ", "=======\n", "<<<<<<< a\n", "\r\n", "\x00", "𠮷", "\ud7ff"]
)  # fmt: skip
NEARLY_YAML = st.lists(FRAGMENTS, max_size=40).map("".join)
SLOWLY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _codes(text: str) -> list[str]:
    return [finding.rule.code for finding in parse_yaml(text, "a.yml")[1]]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("y", "y"), ("N", "N"),
        ("true", True), ("false", False),
        ("2024-05-01", "2024-05-01"), ("2024-05", "2024-05"), ("2024", 2024), ("12:30", "12:30"), ("1:20:30", "1:20:30"),
        ("42", 42), ("-7", -7), ("0", 0), ("2.5", 2.5), ("-0.5", -0.5), ("1_000", "1_000"), ("1,000", "1,000"),
        ("1234567890123456789012", "1234567890123456789012"),
        ('"42"', "42"), ("'true'", "true"), ('"null"', "null"), ("<<", "<<"), ("=", "="),
        ("潜江龙虾工", "潜江龙虾工"), ("a b", "a b"), ("-工", "-工"), ("3D打印", "3D打印"), ("None", "None"),
    ],
)  # fmt: skip
def test_scalars_are_those_of_yaml_1_2(written: str, read: object) -> None:
    """Only true and false are booleans, dates and times are text, numbers are plain ones; the type fits too."""
    data, findings = parse_yaml(f"a: {written}\n", "a.yml")
    if written == "1234567890123456789012":
        assert [finding.rule.code for finding in findings] == ["Y020"]
        return
    assert findings == []
    assert isinstance(data, dict)
    assert (data["a"], type(data["a"])) == (read, type(read))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "~",
        "null",
        "Null",
        "NULL",
        "True",
        "FALSE",
        ".inf",
        "-.inf",
        ".NaN",
        "+1",
        "007",
        "0o17",
        "0x1F",
        "1e3",
        "1.",
        ".5",
        "+.5",
    ],
)
def test_odd_scalars_are_refused(written: str) -> None:
    """What YAML would turn into nothing, or into a number nobody meant, is refused and never guessed."""
    assert _codes(f"a: {written}\n") == ["Y020"]


def test_merge_keys_merge_nothing() -> None:
    """`<<` is a key like any other: no record takes in another's fields."""
    assert parse_yaml('"<<": {b: 1}\na: 2\n', "a.yml")[0] == {"<<": {"b": 1}, "a": 2}


def test_literal_blocks_keep_their_lines() -> None:
    """Text after `|` keeps its lines, its empty lines and its signs."""
    data, findings = parse_yaml("a: |\n  一段 #1：\n\n    - 缩进\n", "a.yml")
    assert (data, findings) == ({"a": "一段 #1：\n\n  - 缩进\n"}, [])


def test_places_are_those_of_keys_and_values() -> None:
    """Each value and each key is found by its path, with line and column counted in characters from 1."""
    places = locate("名: 一\nlist:\n  - {k: 二, v: 三}\n  - 四\n", "a.yml")
    at = {path: (span.line, span.column) for path, span in places.values.items()}
    assert at[("名",)] == (1, 4)
    assert at[("list", 0, "v")] == (3, 15)
    assert at[("list", 1)] == (4, 5)
    key = places.of_key(("list", 0, "v"))
    assert (key.line, key.column) == (3, 12)


def test_a_missing_place_is_that_around_it() -> None:
    """Asked for a value that is not there, the place is that of what would hold it."""
    places = locate("a:\n  b: 1\n", "a.yml")
    assert places.of(("a", "c", "d")) == places.values[("a",)]
    assert places.of(()) == places.values[()]


def test_lines_count_alike_with_any_line_end(tmp_path: Path) -> None:
    """A fault in a file with Windows' or old line ends, or a byte-order mark, is told on the same line and column."""
    text = "a: 1\nb: 2\na: 3\n"
    found = set()
    for end in ("\n", "\r\n", "\r"):
        for mark in (b"", b"\xef\xbb\xbf"):
            path = tmp_path / "a.yml"
            path.write_bytes(mark + text.replace("\n", end).encode())
            [finding] = read_source(FolderTree(tmp_path), "a.yml")[1]
            found.add((finding.span, finding.rule.code, finding.excerpt))
    assert len(found) == 1


def test_depth_has_a_limit() -> None:
    """The deepest that is allowed is read; one deeper is refused."""
    assert _codes("[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH) == []
    assert _codes("[" * (MAX_DEPTH + 1) + "1" + "]" * (MAX_DEPTH + 1)) == ["Y004"]


LAUGHS = "a0: &a0 [哈, 哈]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    "raw",
    [
        LAUGHS.encode(),
        b"[" * 100_000,
        b"{a: " * 60_000,
        b"- " * 100_000,
        b"a: " + b"x" * 200_000 + b"\n",
        b"a: 'x" + b"\n" * 200_000,
        b"? " * 100_000,
        b"summary: " + "虾".encode() * 80_000,
        b'a: "' + b"\\" * 200_000,
        b"&a " * 80_000,
        b"\xff" * 1_000_000,
        b"a: " + b"x" * 1_000_000,
    ],
    ids=["billion-laughs", "brackets", "braces", "dashes", "long-line", "empty-lines", "questions", "long-chinese", "strokes",
         "anchors", "no-text", "line-of-1-MB"],
)  # fmt: skip
def test_hostile_files_are_settled_quickly(tmp_path: Path, raw: bytes) -> None:
    """Files made to exhaust a reader are read or refused within a moment."""
    path = tmp_path / "a.yml"
    path.write_bytes(raw)
    start = time.process_time()
    source, findings = read_source(FolderTree(tmp_path), "a.yml")
    assert time.process_time() - start < 2
    assert findings or source.data is not None
    assert all(len(str(finding.values)) < 1000 for finding in findings)


def test_size_has_a_limit(tmp_path: Path) -> None:
    """A file of the greatest size is read; a byte more is refused unread."""
    path = tmp_path / "a.yml"
    head, tail = b"a: 1\n# ", b"\n"
    path.write_bytes(head + b"x" * (MAX_BYTES - len(head) - len(tail)) + tail)
    assert read_source(FolderTree(tmp_path), "a.yml")[1] == []
    path.write_bytes(path.read_bytes() + b"\n")
    assert [finding.rule.code for finding in read_source(FolderTree(tmp_path), "a.yml")[1]] == ["Y003"]


@SLOWLY
@given(NEARLY_YAML)
def test_any_text_gives_data_or_findings(text: str) -> None:
    """Whatever the text, reading raises nothing: it gives data, or findings with a place inside the text."""
    data, findings = parse_yaml(text, "a.yml")
    assert (data is None) is bool(findings)
    lines = text.split("\n")
    for finding in findings:
        assert 0 <= finding.span.line <= len(lines) + 1
        assert finding.message_zh
        assert finding.hint_zh
        assert finding.message_en
        assert finding.hint_en


@SLOWLY
@given(st.binary(max_size=300) | NEARLY_YAML.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_data_or_findings(tmp_path: Path, raw: bytes) -> None:
    """Whatever the bytes, reading raises nothing."""
    path = tmp_path / "a.yml"
    path.write_bytes(raw)
    source, findings = read_source(FolderTree(tmp_path), "a.yml")
    assert (source.data is None) is bool(findings)


@SLOWLY
@given(NEARLY_YAML)
def test_sound_text_reads_as_yaml_reads_it(text: str) -> None:
    """Where our reader finds nothing wrong, the shape is what PyYAML reads when every scalar is left as text."""
    data, findings = parse_yaml(text, "a.yml")
    if findings:
        return

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {str(key): plain(each) for key, each in value.items()}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return None

    theirs = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes text only
    assert plain(theirs) == plain(data)


@SLOWLY
@given(
    st.recursive(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs", "Cn")), max_size=20)
        | st.integers(-(10**9), 10**9)
        | st.booleans(),
        lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, min_size=1),
        max_leaves=12,
    )
)  # fmt: skip
def test_what_pyyaml_writes_is_read_back(data: object) -> None:
    """Data written by another program, with every text quoted, is read back as it was."""
    text = yaml.safe_dump({"a": data}, default_style='"', allow_unicode=True, width=10_000)
    plain = text.replace('!!int "', '"').replace('!!bool "', '"')

    def texts(value: object) -> object:
        if isinstance(value, dict):
            return {key: texts(each) for key, each in value.items()}
        if isinstance(value, list):
            return [texts(each) for each in value]
        return str(value).lower() if isinstance(value, bool) else str(value)

    read, findings = parse_yaml(plain, "a.yml")
    assert findings == []
    assert read == {"a": texts(data)}
