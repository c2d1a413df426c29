"""Write artifacts so that the old site stays whole until the new one is: stage, then move into place.

Files whose bytes did not change are left alone, files nobody makes any more are removed, and a folder that
does not look like a site of ours is never touched.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from generator.model.artifact import Artifact

OUR_FILE: Final = "api/v1/brands.json"
"""Every built site has it; a folder with other files but without it is somebody else's."""


class NotOurSiteError(Exception):
    """The output folder holds files this program did not make."""


class SiteWriter:
    """One run's changes to the site at *out*; use as a context manager, then :meth:`commit`."""

    def __init__(self, out: Path, *, ours: bool = False) -> None:
        if not ours and out.exists() and not _may_be_ours(out):
            raise NotOurSiteError(str(out))
        self.out = out
        self.is_new = not out.exists()
        self.kept: set[str] = set()
        self.staged: set[str] = set()
        self.staging = Path()

    def __enter__(self) -> Self:
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self.staging = Path(tempfile.mkdtemp(prefix=f".{self.out.name}-", dir=self.out.parent))
        self.staging.chmod(0o755)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)

    def write(self, artifact: Artifact) -> None:
        """Stage *artifact* unless the site already holds these very bytes."""
        if not self.is_new and _same(self.out / artifact.path, artifact.content):
            self.kept.add(artifact.path)
            return
        target = self.staging / artifact.path
        try:
            target.write_bytes(artifact.content)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(artifact.content)
        self.staged.add(artifact.path)

    def merge(self, kept: Iterable[str], staged: Iterable[str]) -> None:
        """Take over what another process wrote into the same staging folder."""
        self.kept.update(kept)
        self.staged.update(staged)

    def commit(self) -> int:
        """Move everything into place and remove what is gone; how many files were removed."""
        if self.is_new:
            self.staging.rename(self.out)
            return 0
        for path in sorted(self.staged):
            target = self.out / path
            if target.is_dir():
                shutil.rmtree(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.staging / path).replace(target)
        return self._remove_stale()

    def _remove_stale(self) -> int:
        wanted = self.kept | self.staged
        removed = 0
        for folder, _, files in os.walk(self.out, topdown=False):
            for name in files:
                path = Path(folder, name)
                if path.relative_to(self.out).as_posix() not in wanted:
                    path.unlink()
                    removed += 1
            if Path(folder) != self.out and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        return removed


def _may_be_ours(out: Path) -> bool:
    return out.is_dir() and ((out / OUR_FILE).is_file() or not any(out.iterdir()))


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return False
