"""`brands serve` as a program: how it starts, how it ends, and what it outlives."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.project import RECORD, REPOSITORY, Project, run
from tests.serving.running import BRAND, BROKEN, FILE, Preview, told, wait_until


def _processes(preview: Preview) -> list[int]:
    """The processes of a preview that still run."""
    assert preview.process is not None
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            _, _, after = (folder / "stat").read_text().rpartition(")")
        except OSError:
            continue
        state, _, group, *_ = after.split()
        if int(group) == preview.process.pid and state != "Z":
            found.append(int(folder.name))
    return sorted(found)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_it_ends_cleanly(preview: Preview, number: signal.Signals) -> None:
    """Ctrl+C and a plain request to end leave no process and no traceback; the program says so and ends with 0."""
    preview.project.add()
    preview.start()
    preview.wait_for("ready")
    assert preview.interrupt(number) == 0
    assert preview.said().endswith("\n已停止。\n")
    assert "Traceback" not in preview.said()
    wait_until(lambda: not _processes(preview), lambda: str(_processes(preview)))


def test_it_ends_cleanly_while_it_starts(preview: Preview) -> None:
    """Ctrl+C before the first build is done ends it as cleanly; nothing half made is left beside the site."""
    preview.project.add()
    preview.start()
    preview.wait_for("building")
    assert preview.interrupt() == 0
    assert "Traceback" not in preview.said()
    assert {path.name for path in (preview.project.root / ".cache/preview").iterdir()} <= {"lock", "site", "state"}


def test_nothing_outlives_it(preview: Preview) -> None:
    """Killed outright, it takes its own processes with it."""
    preview.project.add()
    preview.start()
    preview.wait_for("ready")
    assert preview.process is not None
    preview.process.kill()
    preview.process.wait()
    wait_until(lambda: not _processes(preview), lambda: str(_processes(preview)))


def test_a_lost_builder_is_replaced(preview: Preview) -> None:
    """Should the system kill the builder, that is told; the next save is built by another."""
    preview.project.add()
    preview.start()
    preview.wait_for("ready")
    assert preview.process is not None
    for each in _processes(preview):
        if each != preview.process.pid:
            os.kill(each, signal.SIGKILL)
    preview.project.add(text=told("潜江各镇从事"))
    preview.wait_for("broken")
    assert "生成程序中途停了" in preview.said()
    preview.project.add(text=told("潜江全市从事"))
    preview.wait_for_text(BRAND, "潜江全市从事")


def test_one_preview_a_project(shown: Preview) -> None:
    """A second preview of a project is refused, with the address of the first."""
    answer = run("serve", "--root", shown.project.root)
    assert answer.code == 2
    assert answer.err.startswith(f"这个项目已经在预览了：打开 {shown.host}/ 就行")


def test_a_port_in_use(shown: Preview, project: Project) -> None:
    """A port that was asked for and is in use is told, with one that is free."""
    answer = run("serve", "--root", project.root, "--port", shown.port)
    assert answer.code == 2
    assert answer.err.startswith(f"端口 {shown.port} 已被别的程序占用，换一个空着的：--port ")


def test_an_address_elsewhere(project: Project) -> None:
    """An address that is not this machine's is told."""
    answer = run("serve", "--root", project.root, "--host", "192.0.2.1")
    assert answer.code == 2
    assert answer.err.startswith("不能用地址 192.0.2.1、端口 8000：这不是本机的地址")


def test_findings_go_to_the_terminal(shown: Preview) -> None:
    """A refused build is told on the terminal as `brands check` tells it."""
    shown.project.add(text=BROKEN)
    shown.wait_for("refused")
    assert f"{FILE}:3:8: 错误 Y005" in shown.said()
    assert "1 个错误，网站保持原样。" in shown.said()


def test_a_warning_is_told_once(shown: Preview) -> None:
    """A warning is told when it is new, not with every build."""
    for words in ("潜江一带", "潜江各镇", "潜江全市"):
        shown.project.add(text=RECORD.replace("潜江一带", words) + "category_basis: stated\n")
        shown.wait_for_text(BRAND, words)
        shown.wait_for("ready")
    assert shown.said().count("警告 X216") == 1


def test_pages_policies_and_settings_are_followed(preview: Preview) -> None:
    """Saved hand-written pages, policies and settings are in the site like records."""
    preview.project.add()
    preview.start()
    preview.wait_for("ready")
    page = preview.project.root / "docs/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n新写的一段。\n", encoding="utf-8")
    preview.wait_for_text("about/", "新写的一段。")
    shutil.copytree(REPOSITORY / "policies", preview.project.root / "policies")
    preview.wait_for_text("policies/", "人社部发〔2021〕66号")
    settings = preview.project.root / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before.replace("site_name: ", "site_name: [", 1), encoding="utf-8")
    preview.wait_for("refused")
    assert "mkdocs.yml:" in preview.said()
    settings.write_text(before.replace("site_name: ", "site_name: 新名称的", 1), encoding="utf-8")
    preview.wait_for_text("about/", "新名称的劳务品牌目录")


def test_the_program_may_change_under_it(preview: Preview) -> None:
    """Templates and code of the generator are followed too; code that does not run is told and can be mended."""
    root = preview.project.root
    shutil.copytree(REPOSITORY / "generator", root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    preview.project.add()
    preview.start(environment={"PYTHONPATH": str(REPOSITORY / "tests/fence")})
    preview.wait_for("ready")

    template = root / "generator/templates/brand.html.jinja"
    template.write_text(template.read_text(encoding="utf-8") + "<p>模板新写的</p>\n", encoding="utf-8")
    preview.wait_for_text(BRAND, "模板新写的")

    schema = root / "generator/schema/brand.schema.json"
    schema.write_text(schema.read_text(encoding="utf-8").replace('"从业人员",', '"从业的人",'), encoding="utf-8")
    preview.wait_for_text("contribute/fields/", "从业的人")

    code = root / "generator/pages/brand.py"
    before = code.read_text(encoding="utf-8")
    code.write_text(before + "raise LookupError('half done')\n", encoding="utf-8")
    preview.wait_for("broken")
    assert "LookupError: half done" in preview.said()
    code.write_text(before, encoding="utf-8")
    preview.wait_for("ready")
    preview.wait_for_text(BRAND, "潜江一带从事")
