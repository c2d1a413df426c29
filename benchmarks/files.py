"""Files of a peer's project, in the form the directory itself writes them."""

import json
import shutil
from pathlib import Path
from typing import Any


def write_json(path: Path, value: Any) -> None:
    """*value* as a file of one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def copy_files(site: Path, folder: Path) -> None:
    """The theme's files and the brands' photos, ready drawn: no peer is measured by its handling of pictures."""
    for path in ((site / "assets").rglob("*.*"), (site / "brands").glob("*/*.jpg")):
        for file in path:
            if file.suffix != ".json":  # the search index is the directory's own
                target = folder / file.relative_to(site)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, target)
