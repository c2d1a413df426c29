"""The project of one size: made records, and, for the peers that print the equal pages, what these pages say."""

import shutil
import sys
from functools import cached_property
from pathlib import Path
from typing import Final

from facts import Facts
from measuring import measure
from records import ROOT, write_records

AS_OF: Final = "2026-11-22"


class Project:
    """Made records in a project of ours, and room beside it for the projects of the peers."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.count = count
        self.root = folder / "brands"
        write_records(self.root, count)
        for name in ("theme", "docs", "policies"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.root / name)
        shutil.copy(ROOT / "mkdocs.yml", self.root)

    @cached_property
    def facts(self) -> Facts:
        """What the pages of this project say, by building it once."""
        heard = self.folder / "heard"
        command = [sys.executable, "-m", "benchmarks.listening", str(self.root), str(heard), "--as-of", AS_OF]
        measure(command, ROOT)
        return Facts(heard, AS_OF)
