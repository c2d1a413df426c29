"""`brands fmt`: the canonical form says the same as before, is stable, and never loses a comment."""

import doctest
import json
import shutil
import stat
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli.program import brands
from generator.records import rewriting, scalars
from generator.records.canonical import MAX_WIDTH, emit_record
from generator.records.comments import parse_remarks
from generator.records.rewriting import Formatted, UnfaithfulTextError, format_file, prove, write_whole
from generator.schema_text import Schema, SchemaName, read_schema, resolve
from generator.source import parse_yaml, read_source
from generator.source.strict_yaml import INVISIBLE
from generator.trees import FolderTree

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).with_name("cases") / "fmt"
FILE = "brands/hubei/x.yml"
SOUND = (CASES / "key-order" / "out.yml").read_text(encoding="utf-8")

ODD_TEXTS = (
    "yes", "No", "on", "NULL", "~", "true", "1.0", "1e3", "0x1F", "+0x1F", "0o17", "+1:20", "1_000", ".inf", "-.INF", ".nan",
    "-", "--- a", "...", "- a", "? a", "a: b", "a:", ": a", "a #b", "#a", "|+", ">-", "&a", "*a", "!a", "%a", "@a", "`a", "=",
    "<<", "[a]", "{a: 1}", "a, b", "a]", "'a'", '"a"', "a\\n", "\ta", "a\tb", " a", "a ", "\u3000全角", "全角\u3000", "王　明",
    "2024", "2024-05", "2024-05-01", "2024-5", "12345678901234567890", "0728-6240000", "3D", "潜江：龙虾", "“引号”", "👩 一家",
    "🏴", "a\u0085b", "软\u00ad连字符", "a\rb", "", "null: [", "é́", "\U000e0067", "\ufff9",
)  # fmt: skip
ODD_LINES = (
    "",
    " ",
    "  缩进",
    "\t制表",
    "# 标题",
    "- 条",
    "---",
    "...",
    "行末空格  ",
    "正文：一句话。",
    "a: b",
    "|",
    "\u3000\u3000段落",
)

texts = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(lambda text: not INVISIBLE.search(text)),
    st.text("ab \t\n-:#,[]{}&*!|>'\"%@`~?=\\0159.xe+_　，", max_size=12),
)
paragraphs = st.one_of(
    texts,
    st.lists(st.one_of(st.sampled_from(ODD_LINES), st.text("字 \t#-:", max_size=6)), max_size=8).map("\n".join),
)
numbers = st.integers(-(10**17) + 1, 10**17)
decimals = st.decimals(min_value=-99999, max_value=99999, places=5).map(float)


def values_of(schema: Schema, node: Schema) -> st.SearchStrategy[Any]:
    """Values of the structure *node* asks for; texts are any texts, so that the emitter is tried beyond the schema."""
    node = resolve(schema, node)
    if "properties" in node:
        known = {key: values_of(schema, child) for key, child in node["properties"].items()}
        return st.fixed_dictionaries({}, optional=known)
    if "items" in node:
        return st.lists(values_of(schema, node["items"]), max_size=3)
    if node.get("type") in ("integer", "number"):
        return st.one_of(numbers, decimals)
    return st.one_of(paragraphs, numbers, st.booleans()) if "const" in node or "minimum" in node else paragraphs


def shuffled(data: Any) -> Any:
    """*data* with the keys of every mapping the other way round."""
    if isinstance(data, dict):
        return {key: shuffled(data[key]) for key in reversed(data)}
    return [shuffled(each) for each in data] if isinstance(data, list) else data


def records(name: SchemaName) -> st.SearchStrategy[dict[str, Any]]:
    """Records in structure."""
    strategy: st.SearchStrategy[dict[str, Any]] = values_of(read_schema(name), read_schema(name))
    return strategy.filter(bool)


def folder_with(folder: Path, content: bytes | str, file: str = FILE) -> Path:
    """A project folder that holds one record."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def formatted(content: bytes | str, file: str = FILE) -> Formatted:
    """What becomes of a record with this content."""
    with tempfile.TemporaryDirectory() as folder:
        return format_file(folder_with(Path(folder), content, file), file)


def run(root: Path, *arguments: str) -> Result:
    """Run `brands fmt` on *root*."""
    return CliRunner().invoke(brands, ["fmt", "--root", str(root), *arguments])


@pytest.mark.parametrize("name", ["brand", "policy"])
@settings(deadline=None, max_examples=150)
@given(st.data())
def test_emitted_text_reads_back_as_the_same_data(name: SchemaName, data: st.DataObject) -> None:
    """Whatever a record holds, the emitted text is read without findings and gives equal data of equal types."""
    record = data.draw(records(name))
    text = emit_record(name, record, FILE)
    with tempfile.TemporaryDirectory() as folder:
        source, findings = read_source(FolderTree(folder_with(Path(folder), text)), FILE)
    assert findings == []
    assert json.dumps(source.data, sort_keys=True) == json.dumps(record, sort_keys=True)


@settings(deadline=None, max_examples=100)
@given(records("brand"))
def test_form_depends_on_the_data_alone(record: dict[str, Any]) -> None:
    """Keys in any order, and the emitted text read and emitted again, give the same text."""
    text = emit_record("brand", record, FILE)
    assert emit_record("brand", shuffled(record), FILE) == text
    data, _ = parse_yaml(text, FILE)
    assert isinstance(data, dict)
    assert emit_record("brand", data, FILE) == text


@given(paragraphs, st.sampled_from(["", "  "]))
@settings(deadline=None, max_examples=400)
def test_a_text_reads_back_wherever_it_stands(text: str, indent: str) -> None:
    """Text survives as a value, as a list item, in braces and in brackets."""
    record = {"a": text, "b": [text, {"c": text, "d": text}], "e": {"f": [text]}, "name": {"region": text}}
    emitted = emit_record("brand", record, FILE)
    data, findings = parse_yaml(emitted + indent, FILE)
    assert (data, findings) == (record, [])


def test_every_character_a_record_may_hold_survives() -> None:
    """No character that the reader accepts, plain or escaped, makes a file that it then refuses or changes."""
    points = [
        number for number in range(0x110000) if not 0xD800 <= number < 0xE000 and (number < 0x10000 or not number % 257)
    ]
    notes = [f"字{chr(number)}字" for number in points if not INVISIBLE.match(chr(number))]
    text = emit_record("brand", {"notes": notes}, FILE)
    assert parse_yaml(text, FILE) == ({"notes": notes}, [])
    assert not INVISIBLE.search(text)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_cases(case: Path) -> None:
    """Each in.yml becomes its out.yml, and out.yml stays as it is."""
    expected = (case / "out.yml").read_text(encoding="utf-8")
    first = formatted((case / "in.yml").read_bytes())
    assert first.findings == ()
    assert first.text == expected
    assert not first.is_canonical
    again = formatted(expected)
    assert (again.text, again.is_canonical) == (expected, True)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xef\xbb\xbf" + SOUND.encode(), "a byte order mark"),
        (SOUND.replace("\n", "\r\n").encode(), "line ends of Windows"),
        (SOUND.rstrip().encode(), "no line break at the end"),
        ((SOUND + "\n\n").encode(), "blank lines at the end"),
        (SOUND.split("\n", 1)[1].encode(), "no schema line"),
        (SOUND.replace("../../", "../../../").encode(), "a wrong schema line"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_outer_form_is_normalised(content: bytes, what: str) -> None:
    """Byte order mark, line ends, the last line break and the first line come out the same."""
    result = formatted(content)
    assert (result.text, result.is_canonical) == (SOUND, False), what


def test_policies_have_their_own_schema_line() -> None:
    """A policy lies one folder higher and names the other schema."""
    file = "policies/quanzhou-2024-4.yml"
    text = (ROOT / file).read_text(encoding="utf-8").split("\n", 1)[1]
    result = formatted(text, file)
    assert result.text is not None
    assert result.text.startswith("# yaml-language-server: $schema=../generator/schema/policy.schema.json\ntitle: ")


def test_rows_keep_to_the_width() -> None:
    """A row that just fits stays on its line; one column more makes it a block."""
    room = MAX_WIDTH - len("  - {date: 2018-01, event: , source: s1}")
    event = "虾" * (room // 2) + "x" * (room % 2)
    for longer, is_row in (("", True), ("x", False)):
        text = emit_record("brand", {"timeline": [{"date": "2018-01", "event": event + longer, "source": "s1"}]}, FILE)
        assert ("- {date: 2018-01" in text) is is_row


comment_texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]).filter(lambda character: not INVISIBLE.match(character)),
    max_size=12,
)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_comments_keep_their_neighbours(data: st.DataObject) -> None:
    """Comments between and behind the keys of a record all survive, each before the same line of values as before."""
    sample = data.draw(st.sampled_from(["rows", "blocks", "quotes"]))
    lines = (CASES / sample / "out.yml").read_text(encoding="utf-8").rstrip("\n").split("\n")
    taken = parse_remarks("\n".join(lines)).taken
    written = []
    for number, line in enumerate(lines):
        if number not in taken and number and data.draw(st.booleans()):
            written.append(f"{data.draw(st.sampled_from(['', '  ', '    ']))}# {data.draw(comment_texts)}")
        behind = number not in taken and number and data.draw(st.booleans())
        written.append(f"{line}  # {data.draw(comment_texts)}  " if behind else line)
    text = "\n".join(written) + "\n" * data.draw(st.integers(1, 3))
    result = formatted(text)
    assert result.text is not None, result.findings
    before, after = (Counter(each.text for each in parse_remarks(version).comments) for version in (text, result.text))
    assert after == before
    assert [line.rstrip() for line in result.text.split("\n")] == [*(line.rstrip() for line in written), ""]
    assert not result.held_by_comments
    assert formatted(result.text).is_canonical


def test_comments_are_told_apart_from_texts_with_hashes() -> None:
    """A ``#`` in quotes, in a block or inside a word is text; behind any of them it is a comment."""
    text = 'a: "x # y"  # one\nb: |  # two\n  # text\n\nc: x#y\nd: [a, "#"] # three\n# four\ne: |\n  t\n # five\nf: 1\n'
    found = [(comment.line, comment.text) for comment in parse_remarks(text).comments]
    assert found == [(0, "# one"), (1, "# two"), (5, "# three"), (6, "# four"), (9, "# five")]


def test_a_block_at_the_very_end_keeps_its_value() -> None:
    """With comments and no line break at the end, adding one would change the last text: it is left alone."""
    text = SOUND.replace("published: 2026-11-22\n", "published: 2026-11-22 # 发布\nnotes:\n  - |\n    一句话")
    result = formatted(text)
    assert result.text == text


def test_what_does_not_read_back_is_refused() -> None:
    """The proof tells numbers from texts and from booleans, and takes no text with a fault."""
    for text, data in (("a: 1\n", {"a": "1"}), ("a: 1\n", {"a": True}), ("a: 1\n", {"a": 1.0}), ("a: [\n", {"a": []})):
        with pytest.raises(UnfaithfulTextError):
            prove(text, data, FILE)
    assert prove("a: 1\n", {"a": 1}, FILE) == "a: 1\n"


def test_an_unfaithful_text_is_told_and_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the emitter ever err, the file stays as it was and the command fails."""
    monkeypatch.setattr(rewriting, "emit_record", lambda *_: "a: 1\n")
    content = SOUND.replace("工}", "匠}")
    result = run(folder_with(tmp_path, content))
    assert result.exit_code == 1
    assert "整理后的内容和原来不一样，没有改动" in result.stderr
    assert (tmp_path / FILE).read_text(encoding="utf-8") == content


def test_check_changes_nothing_and_fails(tmp_path: Path) -> None:
    """`--check` names the files that would change and exits with 1; after `fmt` it exits with 0."""
    shutil.copytree(CASES / "rows", tmp_path / "brands" / "hubei")
    before = (tmp_path / "brands/hubei/in.yml").read_bytes()
    told = run(tmp_path, "--check")
    assert (told.exit_code, told.stdout) == (1, "brands/hubei/in.yml：要整理\n要整理 1 份，1 份本来就整齐。\n")
    assert (tmp_path / "brands/hubei/in.yml").read_bytes() == before
    done = run(tmp_path)
    assert (done.exit_code, done.stdout) == (0, "brands/hubei/in.yml：已整理\n整理了 1 份，1 份本来就整齐。\n")
    assert run(tmp_path, "--check").exit_code == 0


def test_faulty_files_stay_as_they_are(tmp_path: Path) -> None:
    """A file with a fault in YAML or shape is told with its findings and not touched; the others are formatted."""
    folder_with(tmp_path, SOUND.replace("grade: A", "grade: Z"), "brands/hubei/shape.yml")
    folder_with(tmp_path, SOUND + "name: [\n", "brands/hubei/yaml.yml")
    folder_with(tmp_path, SOUND.replace("2026-11-22", "2026-02-30"), "brands/hubei/day.yml")
    folder_with(tmp_path, SOUND + "\n", "brands/hubei/sound.yml")
    faulty = [tmp_path / f"brands/hubei/{name}.yml" for name in ("shape", "yaml", "day")]
    before = [path.read_bytes() for path in faulty]
    result = run(tmp_path)
    assert result.exit_code == 1
    assert [path.read_bytes() for path in faulty] == before
    assert (tmp_path / "brands/hubei/sound.yml").read_text(encoding="utf-8") == SOUND
    assert "brands/hubei/shape.yml:9:12: 错误 S106" in result.stdout
    assert "S115" in result.stdout
    assert result.stdout.endswith("整理了 1 份，0 份本来就整齐，3 份有错误，没有动。\n")


def test_comments_are_told(tmp_path: Path) -> None:
    """A file that stays out of form for its comments' sake is told as such; that is no failure."""
    folder_with(tmp_path, (CASES / "comments/out.yml").read_bytes())
    result = run(tmp_path, "--check")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{FILE}：有注释，只整理空白和换行")


@pytest.mark.parametrize("argument", ["brands/hubei/in.yml", "brands/hubei", "brands"])
def test_paths_choose_the_files(tmp_path: Path, argument: str) -> None:
    """Files and folders can be named, as seen from the working directory or from the project folder."""
    shutil.copytree(CASES / "rows", tmp_path / "brands" / "hubei")
    folder_with(tmp_path, SOUND + "\n", "policies/x.yml")
    result = run(tmp_path, "--check", argument)
    assert "brands/hubei/in.yml：要整理" in result.stdout
    assert "policies" not in result.stdout


@pytest.mark.parametrize(("argument", "said"), [("nowhere.yml", "没有这个文件"), ("notes.yml", "里没有记录")])
def test_paths_that_are_no_records_are_refused(tmp_path: Path, argument: str, said: str) -> None:
    """A file that is not there or is no record is a mistake in use: exit 2."""
    folder_with(tmp_path, SOUND)
    (tmp_path / "notes.yml").touch()
    result = run(tmp_path, argument)
    assert result.exit_code == 2
    assert said in result.stderr


def test_writing_keeps_mode_and_links_and_leaves_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file keeps its mode, a link stays a link, and a fault half-way leaves the old file and no other."""
    path = tmp_path / "a.yml"
    path.write_text("old\n", encoding="utf-8")
    path.chmod(0o640)
    link = tmp_path / "link.yml"
    link.symlink_to(path)
    write_whole(link, "new\n")
    assert (path.read_text(encoding="utf-8"), link.is_symlink()) == ("new\n", True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640

    def fail(*_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(BlockingIOError):
        write_whole(path, "half\n")
    assert path.read_text(encoding="utf-8") == "new\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yml", "link.yml"]


@pytest.mark.parametrize("folder", ["brands", "policies"])
def test_committed_records_are_canonical(folder: str) -> None:
    """The records of this repository are in the form that `brands fmt` writes."""
    result = run(ROOT, "--check", folder)
    assert (result.exit_code, result.stdout.count("要整理")) == (0, 1), result.stdout


def test_examples_in_docstrings() -> None:
    """The examples in the emitter's docstrings are true."""
    assert doctest.testmod(scalars).failed == 0
