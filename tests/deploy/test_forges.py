"""The files for GitHub and GitLab: sound by the linters of those formats, pinned, and built on our own commands."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project import REPOSITORY, run

WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
GITLAB = REPOSITORY / ".gitlab-ci.yml"
BIN = Path(sys.executable).parent
EACH_WORKFLOW = pytest.mark.parametrize("workflow", WORKFLOWS, ids=[path.stem for path in WORKFLOWS])


def lint(*command: str | Path) -> None:
    """Run a linter from this environment and expect it to have nothing to say."""
    done = subprocess.run([BIN / command[0], *command[1:]], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr


def read(path: Path) -> dict[str, Any]:
    """A file's YAML; ``on`` stays a word."""
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes only text
    return data


@EACH_WORKFLOW
def test_workflows_are_sound(workflow: Path) -> None:
    """Actionlint finds every key, expression and shell line right."""
    lint("actionlint", workflow)


@EACH_WORKFLOW
def test_workflows_are_safe(workflow: Path) -> None:
    """zizmor, without asking anybody, finds no way for a pull request to do harm."""
    lint("zizmor", "--offline", "--no-progress", "--quiet", workflow)


def test_both_fit_their_schemas() -> None:
    """The schemas of both forges accept the files."""
    lint("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    lint("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", GITLAB)


@EACH_WORKFLOW
def test_actions_are_pinned(workflow: Path) -> None:
    """Each action is named by its commit, with the version beside it for people."""
    uses = re.findall(r"uses: (.*)", workflow.read_text(encoding="utf-8"))
    assert uses
    for use in uses:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


@EACH_WORKFLOW
def test_jobs_may_do_no_more_than_they_must(workflow: Path) -> None:
    """A workflow may do nothing by itself; a job may read the code, and one publishes pages and reads no code."""
    data = read(workflow)
    assert data["permissions"] == {}
    for name, job in data["jobs"].items():
        writes = {"pages": "write", "id-token": "write"}
        assert job["permissions"] == (writes if name == "pages" else {"contents": "read"})
        assert int(job["timeout-minutes"]) <= 60


def _commands(text: str) -> set[tuple[str, frozenset[str]]]:
    """Every call of our program in *text*: command and options."""
    text = re.sub(r"\\\n +|\n +(?=--)", " ", text)
    calls = re.findall(r"\.venv/bin/brands ([a-z]+)((?: [^\n|>&;]*)?)", text)
    return {(command, frozenset(re.findall(r" (--[a-z-]+)", rest))) for command, rest in calls}


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=lambda path: path.stem)
def test_commands_and_options_are_ours(path: Path) -> None:
    """Each `brands` command in the files exists and takes the options it is called with."""
    for command, options in _commands(path.read_text(encoding="utf-8")):
        answer = run(command, "--help")
        assert answer.code == 0
        assert options <= set(re.findall(r"--[a-z-]+", answer.out)), command


def test_both_forges_do_the_same() -> None:
    """On a proposal records are checked, on main the site is built or published, on either forge."""
    github = set().union(*(_commands(path.read_text(encoding="utf-8")) for path in WORKFLOWS))
    gitlab = _commands(GITLAB.read_text(encoding="utf-8"))
    assert {command for command, _ in github} == {command for command, _ in gitlab} == {"check", "build", "publish"}
