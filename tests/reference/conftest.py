"""Case files of the reference tables: tab-separated, head lines begin with ``#``."""

from collections.abc import Callable
from pathlib import Path

import pytest

CASES = Path(__file__).with_name("cases")


@pytest.fixture
def read_cases() -> Callable[[str], list[list[str]]]:
    """Give the reader for one case file."""

    def read(name: str) -> list[list[str]]:
        lines = (CASES / name).read_text(encoding="utf-8").split("\n")
        return [line.split("\t") for line in lines if line and not line.startswith("#")]

    return read
