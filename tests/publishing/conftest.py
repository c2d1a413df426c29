"""Fixtures of the publishing tests."""

from pathlib import Path

import pytest

from tests.publishing.made_up import MadeUp


@pytest.fixture
def site(tmp_path: Path) -> MadeUp:
    """A made-up site of ten brands, not published yet."""
    site = MadeUp(tmp_path)
    site.fill(*range(10))
    return site
