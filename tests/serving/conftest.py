"""A preview of a project with one brand, and a reader in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import browser
from tests.browser.visiting import Reader
from tests.project import Project
from tests.serving.running import BRAND, Preview

__all__ = ["browser"]


@pytest.fixture
def preview(project: Project, tmp_path: Path) -> Iterator[Preview]:
    """A preview not yet started."""
    preview = Preview(project, tmp_path / "log")
    yield preview
    preview.stop()


@pytest.fixture(scope="package")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview that goes on from test to test, since starting takes longest."""
    folder = tmp_path_factory.mktemp("preview")
    preview = Preview(Project.make(folder / "project"), folder / "log")
    preview.project.add()
    preview.start()
    yield preview
    preview.stop()


@pytest.fixture
def shown(_running: Preview) -> Preview:
    """A preview of one brand as every test first finds it."""
    _running.project.add()
    _running.wait_for_text(BRAND, "潜江一带从事")
    _running.wait_for("ready")
    return _running


@pytest.fixture
def reader(browser: Browser, shown: Preview) -> Iterator[Reader]:
    """A reader of the preview."""
    reader = Reader(browser, shown.base)
    yield reader
    reader.leave()
