"""A small project in a folder of its own, and the program run in it: what most tests begin with."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from generator.cli import main

REPOSITORY: Final = Path(__file__).parents[1]
AS_OF: Final = "2026-11-22"
SITE_URL: Final = "https://rsj.example.gov.cn/laowu/"
"""An address below a sub-path, so that a link from the root of a host is seen to be wrong."""

RECORD: Final = """\
name: {region: 潜江, industry: 龙虾, worker: 工}
division: "429005"
summary: 潜江一带从事小龙虾养殖、加工和烹饪的务工人员。
sources:
  - {id: s1, title: 潜江龙虾工, publisher: 湖北日报, url: https://www.hubei.gov.cn/a.html, date: 2025-09, grade: A}
published: 2026-11-22
"""
"""A sound brand with no more than it must have."""

YANGZHOU: Final = """\
name: {region: 扬州, industry: 修脚, worker: 师}
aliases: [扬州修脚匠]
division: "321000"
category: service
category_basis: stated
industry: O80
summary: 扬州一带从事修脚服务的务工人员，是测试用的虚构记录。
recognitions:
  - {level: city, date: 2023-05, source: s1}
headcount:
  - {value: 7000, measure: employed, scope: brand, as_of: 2025, source: s1}
  - {value: 90000, measure: driven, scope: industry, as_of: 2025, source: s1}
metrics:
  - {name: satisfaction, value: 96, unit: "%", scope: brand, as_of: 2024-11, source: s1}
attestations:
  - {criterion: yangzhou-2022/service-2, statement: 开设修脚师培训班，考核合格发证, date: 2024, source: s1}
sources:
  - {id: s1, title: 修脚师, publisher: 扬州日报, url: https://www.yangzhou.gov.cn/a.html, date: 2025-06, grade: A}
published: 2026-11-22
"""
"""A made-up brand of a city that sets conditions, with a figure, a share and evidence for some of them."""


@dataclass(frozen=True)
class Answer:
    """What the program said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


def run(*arguments: object) -> Answer:
    """Run ``brands`` in this process: quick, with its exit code and both of its outputs."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        patch.object(sys, "argv", ["brands", *map(str, arguments)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Answer(code, out.getvalue(), err.getvalue())


def run_program(*command: object, cwd: Path, env: Mapping[str, str] | None = None) -> Answer:
    """Run a Python module as a process of its own, as users do."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Project:
    """A project folder with the repository's settings, theme and hand-written pages, and records of the test's own."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> "Project":
        """A project without records at *root*."""
        shutil.copytree(REPOSITORY / "theme", root / "theme")
        shutil.copytree(REPOSITORY / "docs", root / "docs")
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        (root / "brands").mkdir()
        return cls(root)

    @property
    def site(self) -> Path:
        """Where `brands build` and `mkdocs build` write."""
        return self.root / "site"

    def write(self, path: str, text: str) -> Path:
        """Write a file below the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def add(self, brand_id: str = "qianjiang-longxia-gong", text: str = RECORD, province: str = "hubei") -> Path:
        """Write a brand."""
        return self.write(f"brands/{province}/{brand_id}.yml", text)

    def add_real(self, *brand_ids: str) -> None:
        """Copy brands of the repository, and all its policies, which they may name."""
        for brand_id in brand_ids:
            [file] = (REPOSITORY / "brands").glob(f"*/{brand_id}.yml")
            target = self.root / file.relative_to(REPOSITORY)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(file, target)
        shutil.copytree(REPOSITORY / "policies", self.root / "policies", dirs_exist_ok=True)

    def build(self, *arguments: object) -> Answer:
        """`brands build` here, on the tests' day."""
        return run("build", "--root", self.root, "--as-of", AS_OF, *arguments)

    def check(self, *arguments: object) -> Answer:
        """`brands check` here, on the tests' day."""
        return run("check", "--root", self.root, "--as-of", AS_OF, *arguments)


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below *folder* with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages_below(site: Path) -> Iterator[tuple[str, str]]:
    """Every HTML page of a built site: its path and its text."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
