"""The command line: exit codes, help, what each command prints, and how wrong calls are answered."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import __version__
from generator.report import REPORTS
from tests.project import AS_OF, RECORD, REPOSITORY, Project, run, run_program

COMMANDS = (
    "check", "build", "serve", "publish", "rollback", "status", "receive", "new", "fmt", "explain", "schema", "stats",
)  # fmt: skip
BROKEN = RECORD.replace("division:", "division：")
WARNED = RECORD.replace("published", "category_basis: stated\npublished")
CLICK_SAYS = re.compile(
    r"Usage|Options:|Commands:|Error|Invalid|No such|Missing|Try |Show this|default:|unexpected|required"
)


# --- help -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_each_command_explains_itself_in_chinese(command: str, flag: str) -> None:
    """`brands COMMAND --help` ends with 0 and says in Chinese what the command does and what each option is for."""
    answer = run(command, flag)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("用法：brands " + command)
    assert "选项：" in answer.out or "选项:" in answer.out
    assert not CLICK_SAYS.search(answer.out)
    for line in re.findall(r"^  -.*(?:\n {4,}.*)*", answer.out, re.MULTILINE):
        assert re.search("[㐀-鿿]", line), line


def test_the_program_lists_its_commands() -> None:
    """`brands --help` names every command, in the order a newcomer needs them."""
    answer = run("--help")
    assert answer.code == 0
    assert not CLICK_SAYS.search(answer.out)
    assert re.findall(r"^  ([a-z]+) ", answer.out, re.MULTILINE) == list(COMMANDS)


def test_the_version_is_told() -> None:
    """`brands --version` tells the version of the package."""
    assert run("--version").out.strip() == f"brands {__version__}"


def test_the_module_is_the_same_program() -> None:
    """`python -m generator` and the installed `brands` answer alike."""
    module = run_program("generator", "explain", "Y005", cwd=REPOSITORY)
    script = subprocess.run(
        [Path(sys.executable).with_name("brands"), "explain", "Y005"], capture_output=True, text=True, check=True
    )
    assert (module.code, module.out) == (0, script.stdout)


# --- exit codes -------------------------------------------------------------------------------------------------


def test_clean_records_end_with_0(project: Project) -> None:
    """Without a finding the exit code is 0 and one line says how many files were looked at."""
    project.add()
    answer = project.check()
    assert (answer.code, answer.out, answer.err) == (0, "检查了 1 份记录，没有发现问题。\n", "")


def test_warnings_end_with_0(project: Project) -> None:
    """A warning is told and does not fail the check."""
    project.add(text=WARNED)
    answer = project.check()
    assert (answer.code, "X216" in answer.out) == (0, True)
    assert answer.out.endswith("检查了 1 份记录：0 个错误，1 个警告。\n")


def test_errors_end_with_1(project: Project) -> None:
    """An error is told with its line, a caret and what to write instead; the exit code is 1."""
    file = "brands/hubei/qianjiang-longxia-gong.yml"
    project.add(text=BROKEN)
    answer = project.check()
    assert answer.code == 1
    assert answer.out.splitlines() == [
        f"{file}:2:9: 错误 Y005 这一行用了全角冒号“：”",
        '     2 | division： "429005"',
        "       |         ^",
        "   改法：换成半角冒号加一个空格，写成“division: 内容”",
        "检查了 1 份记录：1 个错误，0 个警告。",
    ]


@pytest.mark.parametrize("command", ["check", "build", "stats"])
def test_bugs_end_with_3(project: Project, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """A fault of the program itself is told as one, apart from faults of records, with exit code 3."""

    def fail(*_: object) -> None:
        message = "boom"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("generator.build.rulebooks.check_policies", fail)
    answer = run(command, "--root", project.root)
    assert answer.code == 3
    assert "程序出了错，不是记录的问题" in answer.err
    assert "ZeroDivisionError: boom" in answer.err


WRONG_CALLS = {
    "unknown-command": ("chekc",),
    "unknown-option": ("check", "--fromat", "json"),
    "unknown-format": ("check", "--format", "yaml"),
    "unknown-language": ("check", "--lang", "fr"),
    "option-without-its-value": ("build", "--to"),
    "too-much": ("build", "site"),
    "no-such-day": ("check", "--as-of", "2026-02-30"),
    "day-without-strokes": ("check", "--as-of", "20261122"),
    "no-such-root": ("check", "--root", "nowhere"),
    "root-is-a-file": ("check", "--root", "mkdocs.yml"),
    "root-without-brands": ("check", "--root", "theme"),
    "no-such-path": ("check", "brands/nowhere.yml"),
    "path-outside": ("check", "/tmp"),  # noqa: S108 - only named, never used
    "site-is-a-file": ("build", "--to", "mkdocs.yml"),
    "port-too-high": ("serve", "--port", "70000"),
    "port-is-no-number": ("serve", "--port", "http"),
    "no-such-rule": ("explain", "Z999"),
    "no-such-schema": ("schema", "brands"),
}


@pytest.mark.parametrize("call", WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_wrong_calls_end_with_2(project: Project, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]) -> None:
    """A wrong call ends with 2, says in Chinese what was wrong, prints nothing else and writes nothing."""
    project.add()
    monkeypatch.chdir(project.root)
    before = sorted(project.root.rglob("*"))
    answer = run(*call)
    assert (answer.code, answer.out) == (2, "")
    assert re.search("[㐀-鿿]{3}", answer.err.splitlines()[0])
    assert not CLICK_SAYS.search(answer.err)
    assert len(answer.err.splitlines()) <= 3
    assert sorted(project.root.rglob("*")) == before


def test_without_a_command_the_help_is_shown() -> None:
    """`brands` alone is a wrong call, answered with the list of commands."""
    answer = run()
    assert (answer.code, answer.out) == (2, "")
    assert all(f"  {command} " in answer.err for command in COMMANDS)


def test_near_misses_are_suggested() -> None:
    """A misspelt option, command or code is answered with what was probably meant."""
    assert "--format" in run("check", "--fromat", "json").err
    assert "Y005" in run("explain", "Y05").err


# --- where it works ---------------------------------------------------------------------------------------------


def test_the_project_is_found_from_below(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run anywhere inside a project, the program finds its root."""
    project.add()
    monkeypatch.chdir(project.root / "brands/hubei")
    assert run("check").out.startswith("检查了 1 份记录")


def test_outside_a_project_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no project, the program says so and what to do."""
    monkeypatch.chdir(tmp_path)
    answer = run("check")
    assert (answer.code, "--root" in answer.err) == (2, True)


def test_paths_narrow_what_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given files or folders, only their findings are told and counted for the exit code."""
    project.add(text=BROKEN)
    project.add("xiantao-caifeng", RECORD.replace("潜江", "仙桃").replace("429005", "429004"))
    monkeypatch.chdir(project.root / "brands")
    assert run("check").code == 1
    assert run("check", "hubei/xiantao-caifeng.yml").code == 0
    assert run("check", "hubei").code == 1
    assert run("check", project.root / "brands/hubei/qianjiang-longxia-gong.yml").code == 1


def test_paths_are_checked_against_all_records(project: Project) -> None:
    """A file asked for alone is still compared with all others."""
    project.add()
    path = project.add("longxia-gong-2")
    assert "X202" in project.check(path).out + project.check(path.parent / "qianjiang-longxia-gong.yml").out


# --- what is printed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", REPORTS)
def test_check_prints_every_format(project: Project, format_: str) -> None:
    """`brands check --format` knows every report, and nothing but the report is printed."""
    project.add(text=BROKEN)
    answer = project.check("--format", format_)
    assert (answer.code, answer.err) == (1, "")
    assert "Y005" in answer.out
    if format_ in {"json", "gitlab"}:
        json.loads(answer.out)


def test_json_of_check_keeps_its_shape(project: Project) -> None:
    """`--format json` is a list of objects with these keys and no others."""
    project.add(text=BROKEN)
    [finding] = project.check("--format", "json").data
    assert finding == {
        "file": "brands/hubei/qianjiang-longxia-gong.yml",
        "line": 2,
        "column": 9,
        "code": "Y005",
        "severity": "error",
        "message": "这一行用了全角冒号“：”",
        "hint": "换成半角冒号加一个空格，写成“division: 内容”",
        "message_en": "full-width colon after a key",
        "hint_en": "write “division: …” with an ASCII colon and a space",
    }
    project.add()
    assert project.check("--format", "json").data == []


def test_json_of_build_keeps_its_shape(project: Project) -> None:
    """`brands build --format json` is one object with these keys, whether a site was built or not."""
    keys = ["findings", "files", "brands", "pages", "written", "unchanged", "removed", "afresh"]
    project.add()
    assert list(project.build("--format", "json").data) == keys
    project.add(text=BROKEN)
    assert list(project.build("--format", "json").data) == keys


def test_build_tells_what_it_did(project: Project) -> None:
    """A build ends with one line: brands, pages, where, and how many files changed."""
    project.add()
    answer = project.build()
    assert re.fullmatch(r"1 个品牌，\d+ 个页面，写到 .*/site：更新 \d+ 个文件，未变 0 个，删除 0 个。\n", answer.out)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("错误", "改法：")), ("en", ("error", "fix: write")), ("both", ("错误 / error", " / write"))],
)
def test_text_speaks_the_language_asked_for(project: Project, language: str, words: tuple[str, str]) -> None:
    """`--lang` gives the text in Chinese, English or both."""
    project.add(text=BROKEN)
    out = project.check("--lang", language).out
    assert all(word in out for word in words)


def test_schema_is_the_schema() -> None:
    """`brands schema` prints the very schemas records are checked against."""
    for name in ("brand", "policy"):
        text = (REPOSITORY / f"generator/schema/{name}.schema.json").read_text(encoding="utf-8")
        assert run("schema", name).data == json.loads(text)


def test_explain_lists_every_rule() -> None:
    """`brands explain` without a code lists all rules, in text and in JSON."""
    rules = run("explain", "--format", "json").data
    assert [line.split()[0] for line in run("explain").out.splitlines()] == [rule["code"] for rule in rules]
    assert all(set(rule) == set(rules[0]) for rule in rules)


def test_stats_count_what_is_there(project: Project) -> None:
    """`brands stats` counts brands by place, category and level, and what is missing, in text and in JSON."""
    project.add(text=RECORD.replace("published", "category: service\nindustry: H62\npublished"))
    counts = run("stats", "--root", project.root, "--format", "json", "--as-of", "2026-11-22").data
    assert (counts["as_of"], counts["brands"], counts["figures"]) == ("2026-11-22", 1, 0)
    assert (counts["division"], counts["category"], counts["level"]) == ({"湖北": 1}, {"高品质服务类": 1}, {})
    assert counts["missing"]["典型人物"] == 1
    text = run("stats", "--root", project.root).out
    assert "1 个品牌" in text
    assert "湖北 1" in text


def test_stats_of_broken_records_are_refused(project: Project) -> None:
    """`brands stats` counts nothing while a record is broken."""
    project.add(text=BROKEN)
    answer = run("stats", "--root", project.root)
    assert (answer.code, answer.out, "Y005" in answer.err) == (1, "", True)


# --- as a program among others ----------------------------------------------------------------------------------


def test_a_reader_may_go_away() -> None:
    """`brands explain | head -1` ends quietly."""
    command = f"{sys.executable} -m generator explain | head -1"
    done = subprocess.run(["sh", "-c", command], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_output_is_utf_8_in_any_locale(project: Project) -> None:
    """In a C locale, as in cron and git hooks, Chinese is printed all the same."""
    project.add(text=BROKEN)
    answer = run_program("generator", "check", cwd=project.root, env={"LC_ALL": "C", "LANG": "C"})
    assert (answer.code, "全角冒号" in answer.out) == (1, True)


def test_no_bars_where_nobody_looks(project: Project) -> None:
    """With its output in a file the program draws no progress and no colour."""
    project.add()
    answer = run_program("generator", "build", cwd=project.root)
    assert (answer.code, answer.err) == (0, "")
    assert "\x1b" not in answer.out


HEAVY = (
    "PIL",
    "concurrent",
    "icalendar",
    "jinja2",
    "jsonschema_rs",
    "markdown_it",
    "mkdocs",
    "multiprocessing",
    "rich",
    "yaml",
)
"""What takes long to load."""


def _loaded(project: Project, *arguments: str) -> tuple[str, set[str]]:
    """What a command says, and what of HEAVY it has loaded at its end."""
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr))\n"
        f"sys.argv = ['brands', *{arguments!r}]\n"
        "from generator.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout, set(done.stderr.split()) & set(HEAVY)


def test_a_build_with_nothing_to_do_loads_nothing_for_it(project: Project) -> None:
    """Neither MkDocs, templates, checks, pictures nor processes are loaded where nothing has changed, nor for help."""
    project.add()
    project.build()
    said, loaded = _loaded(project, "build", "--as-of", AS_OF)
    assert "更新 0 个文件" in said
    assert loaded == set()
    assert _loaded(project, "build", "--help")[1] == set()


def test_a_changed_record_loads_no_more_than_it_needs(project: Project) -> None:
    """One changed record needs checks and templates; the frame is kept, so MkDocs stays unloaded, and so do processes."""
    project.add()
    project.build()
    project.add(text=RECORD.replace("烹饪", "烧制"))
    said, loaded = _loaded(project, "build", "--as-of", AS_OF)
    assert "更新 0 个文件" not in said
    assert loaded == {"jinja2", "jsonschema_rs"}


def test_ctrl_c_leaves_nothing(project: Project) -> None:
    """Interrupted in the middle, a build ends without a traceback and leaves neither site nor staging folder."""
    for number in range(250):
        trade = "".join(chr(start + number) for start in (0x4E00, 0x5E00, 0x6E00))
        project.add(f"case-{number}", RECORD.replace("龙虾, worker", f"{trade}, worker"))
    temporary = project.root.parent / "temporary"
    temporary.mkdir()
    program = subprocess.Popen(
        [sys.executable, "-m", "generator", "build"],
        cwd=project.root,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not any(temporary.glob("brands-frame-*")):  # the sign that the build has begun
        assert program.poll() is None
        time.sleep(0.01)
    time.sleep(0.2)  # Python swallows an interrupt that comes in the very moment of a fork
    os.killpg(program.pid, signal.SIGINT)  # to all of its processes, as a terminal does
    _, complaints = program.communicate(timeout=60)
    assert program.returncode == 1, complaints
    assert "已取消" in complaints
    assert "Traceback" not in complaints
    assert [path.name for path in project.root.iterdir() if "site" in path.name] == []
