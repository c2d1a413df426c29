"""Fixtures all tests share: no network, a fixed day and address, a project to work in, the real site built once."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from generator.frame import Frame
from generator.templating import TEMPLATES_DIR, Templates
from tests.project import AS_OF, REPOSITORY, SITE_URL, Project, run_program

# How long an example takes tells of the machine, not of the program.
settings.register_profile("facts", deadline=None)
settings.load_profile("facts")

FENCE = Path(__file__).with_name("fence")


@pytest.fixture(autouse=True, scope="session")
def _apart() -> Iterator[None]:
    """Keep this process and every program it starts off the network, and give them one day and one address."""
    sys.path.insert(0, str(FENCE))
    try:
        sys.modules.pop("sitecustomize", None)
        __import__("sitecustomize")
    finally:
        sys.path.remove(str(FENCE))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(FENCE), str(REPOSITORY)]))
        patch.setenv("SITE_URL", SITE_URL)
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project without records."""
    return Project.make(tmp_path / "project")


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates, by which the builds of one test go: to be changed and broken."""
    folder = tmp_path / "package" / "templates"
    shutil.copytree(TEMPLATES_DIR, folder)
    for module in ("afresh", "onward"):
        monkeypatch.setattr(f"generator.build.{module}.Templates", partial(Templates, folder))
    monkeypatch.setattr("generator.build.inputs.PACKAGE", folder.parent)
    return folder


@pytest.fixture(scope="session")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Frame:
    """The frame of every page of a project, made once: no record has a part in it."""
    from generator.plugin import render_frame  # noqa: PLC0415 - MkDocs is slow to import

    project = Project.make(tmp_path_factory.mktemp("frame") / "project")
    return render_frame(project.root / "mkdocs.yml", tmp_path_factory.mktemp("shells"))


@pytest.fixture
def quick(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds that take the frame as it is."""
    from generator.plugin import ReadyFrame  # noqa: PLC0415 - MkDocs is slow to import

    monkeypatch.setattr("generator.cli.building.FrameProcess", lambda *_, **__: nullcontext(ReadyFrame(frame)))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own records, built once; tests must not change it."""
    site = tmp_path_factory.mktemp("real") / "site"
    answer = run_program("generator", "build", "--to", site, "--as-of", AS_OF, cwd=REPOSITORY)
    assert answer.code == 0, answer.err
    return site
