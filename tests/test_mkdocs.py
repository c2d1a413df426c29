"""As a MkDocs plugin: a strict build is clean, and the server shows changes and survives faults."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.project import RECORD, REPOSITORY, Project, files_below, run_program

FILE = "brands/hubei/qianjiang-longxia-gong.yml"


def test_a_strict_build_is_clean(tmp_path: Path) -> None:
    """`mkdocs build --strict` of the repository's own records ends with 0 and warns of nothing."""
    answer = run_program("mkdocs", "build", "--strict", "--site-dir", tmp_path / "site", cwd=REPOSITORY)
    assert answer.code == 0, answer.err
    assert not re.search(r"^(?:WARNING|ERROR)", answer.err, re.MULTILINE), answer.err
    records = len(list(REPOSITORY.glob("brands/*/*.yml")))
    assert len(list(tmp_path.glob("site/brands/*/index.html"))) == records


def test_a_broken_record_fails_the_build_and_keeps_the_site(project: Project) -> None:
    """`mkdocs build` tells a fault with its line, ends with 1 and leaves the site as it was."""
    project.add()
    assert run_program("mkdocs", "build", cwd=project.root).code == 0
    before = files_below(project.site)
    project.add(text=RECORD.replace("summary:", "summary："))
    answer = run_program("mkdocs", "build", cwd=project.root)
    assert answer.code == 1
    assert f"{FILE}:3:8: 错误 Y005" in answer.err
    assert "Traceback" not in answer.err
    assert files_below(project.site) == before


def test_a_warning_fails_a_strict_build_only(project: Project) -> None:
    """A warning about a record counts among MkDocs' own: a strict build fails, another tells it."""
    project.add(text=RECORD + "category_basis: stated\n")
    answer = run_program("mkdocs", "build", cwd=project.root)
    assert (answer.code, "X216" in answer.err) == (0, True)
    assert run_program("mkdocs", "build", "--strict", cwd=project.root).code == 1


def test_shells_leave_no_page(project: Project) -> None:
    """The pages MkDocs is made to render for their frame alone are not in the site, nor are their marks."""
    project.add()
    assert run_program("mkdocs", "build", cwd=project.root).code == 0
    files = files_below(project.site)
    assert not [path for path in files if "shell" in path]
    assert not [path for path, content in files.items() if path.endswith(".html") and b"<!--brands:" in content]


class _Server:
    """`mkdocs serve` of a project, for real."""

    def __init__(self, project: Project, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = log
        self.output = log.open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.address], cwd=project.root,
            stdout=self.output, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, start_new_session=True,
        )  # fmt: skip

    def page(self, path: str) -> str:
        """The page at *path*, or nothing while it cannot be had."""
        try:
            with urlopen(f"http://{self.address}{path}", timeout=5) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError, TimeoutError):
            return ""

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def stop(self) -> None:
        os.killpg(self.process.pid, 15)
        self.process.wait(10)
        self.output.close()


@pytest.fixture
def server(project: Project, tmp_path: Path) -> Iterator[_Server]:
    """A server of a project with one brand."""
    project.add()
    running = _Server(project, tmp_path / "log")
    yield running
    running.stop()


def _wait_until(so: Callable[[], bool], what: str, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def test_the_server_shows_changes_and_survives_faults(server: _Server, project: Project) -> None:
    """A changed record is on its page soon; a broken one is told while the old page stays; mended, it goes on."""
    page = "/laowu/brands/qianjiang-longxia-gong/"
    _wait_until(lambda: "潜江龙虾工" in server.page(page), "the server did not start: " + server.said())

    project.add(text=RECORD.replace("潜江一带从事", "潜江各镇从事"))
    _wait_until(lambda: "潜江各镇从事" in server.page(page), "the change did not arrive: " + server.said())

    project.add(text=RECORD.replace("summary:", "summary：").replace("潜江一带从事", "不会出现的话"))
    _wait_until(lambda: "Y005" in server.said(), "the fault was not told: " + server.said())
    assert server.process.poll() is None
    assert "潜江各镇从事" in server.page(page)
    assert "不会出现的话" not in server.page(page)

    project.add(text=RECORD.replace("潜江一带从事", "修好以后从事"))
    _wait_until(lambda: "修好以后从事" in server.page(page), "the mended record did not arrive: " + server.said())
    project.add("tianmen-fangzhi-gong", RECORD.replace("潜江", "天门").replace("429005", "429006"))
    _wait_until(lambda: "天门" in server.page("/laowu/brands/tianmen-fangzhi-gong/"), "the new record did not arrive")
    assert "Traceback" not in server.said()
