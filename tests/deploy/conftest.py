"""An office with its repository, made anew for each test from one made once."""

import shutil
from pathlib import Path

import pytest

from tests.deploy.office import Office


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office.make(tmp_path_factory.mktemp("office"))


@pytest.fixture
def office(_office: Office, tmp_path: Path) -> Office:
    """A repository with the shipped hooks whose main holds one sound brand; `wang` is its maintainer."""
    repository = tmp_path / "brands.git"
    shutil.copytree(_office.repository, repository)
    return Office(tmp_path, repository, _office.program)
