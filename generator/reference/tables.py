"""The committed tables of the package: tab-separated UTF-8 files whose head lines begin with ``#``.

Gives rows of text; what the columns mean is told in each file's head and known by its reader.
"""

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_name("data")


def read_rows(name: str) -> list[list[str]]:
    """Read the rows of one table, head lines left out."""
    # splitlines() would also break at characters that may stand inside a value.
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and line[0] != "#"]
