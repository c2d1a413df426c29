"""Write artifacts so that the old site stays whole until the new one is: stage, then move into place.

Files whose bytes did not change are left alone, files nobody makes any more are removed, and a folder that does not
look like a site of ours is never touched. A file is replaced as a whole, never written over: it may be shared by links.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from generator.build.outcome import NotOurSiteError, UnfinishedSiteError
from generator.model.artifact import Artifact

OUR_FILE: Final = "api/v1/brands.json"
"""Every built site has it; a folder with other files but without it is somebody else's."""


class SiteWriter:
    """One run's changes to the site at *out*; use as a context manager, then :meth:`commit`."""

    def __init__(self, out: Path, mark: str, *, ours: bool = False) -> None:
        """*mark* is how the names of folders begin that may be made beside *out*."""
        if not ours and out.exists() and not _may_be_ours(out):
            raise NotOurSiteError(str(out))
        self.out = out
        self.mark = mark
        self.is_new = not out.exists()
        self.staging = Path()
        self._folders: set[str] = set()

    def __enter__(self) -> Self:
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self.staging = Path(tempfile.mkdtemp(prefix=self.mark, dir=self.out.parent))
        self.staging.chmod(0o755)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)

    def holds(self, artifact: Artifact) -> bool:
        """Whether the site holds these very bytes already, as far as the file itself tells."""
        if self.is_new:
            return False
        path = self.out / artifact.path
        try:
            return path.stat().st_size == len(artifact.content) and path.read_bytes() == artifact.content
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return False

    def stage(self, artifact: Artifact) -> None:
        """Lay *artifact* ready."""
        folder = artifact.path.rpartition("/")[0]
        if folder not in self._folders:
            (self.staging / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with open(f"{self.staging}/{artifact.path}", "wb", buffering=0) as file:  # noqa: PTH123 - many thousands of times
            rest = memoryview(artifact.content)
            while rest:  # a disk that is nearly full takes a part and says no only to the next
                rest = rest[file.write(rest) :]

    def commit(self, staged: Iterable[str], gone: Iterable[str]) -> None:
        """Move what is *staged* into place and remove what is *gone*, with the folders that become empty."""
        if self.is_new:
            self.staging.rename(self.out)
            return
        try:
            self._move(staged, gone)
        except OSError as error:
            raise UnfinishedSiteError(error.errno, error.strerror, error.filename) from error

    def _move(self, staged: Iterable[str], gone: Iterable[str]) -> None:
        for path in staged:
            target = self.out / path
            if target.is_dir():
                shutil.rmtree(target)
            try:
                (self.staging / path).replace(target)
            except (FileNotFoundError, NotADirectoryError):
                self._make_folder(target.parent)
                (self.staging / path).replace(target)
        for path in gone:
            self._remove(path)

    def _make_folder(self, folder: Path) -> None:
        """Make *folder*, where a file of that name may be in the way."""
        if folder != self.out:
            self._make_folder(folder.parent)
            if not folder.is_dir():
                folder.unlink(missing_ok=True)
        folder.mkdir(exist_ok=True)

    def strangers(self, known: Iterable[str]) -> list[str]:
        """The files of the site that are not among *known*."""
        if self.is_new:
            return []
        wanted, start = set(known), len(str(self.out)) + 1
        return [
            path
            for folder, _, files in os.walk(self.out)
            for name in files
            if (path := f"{folder}/{name}"[start:]) not in wanted
        ]

    def _remove(self, path: str) -> None:
        target = self.out / path
        if target.is_dir():  # what was a file is a folder now
            return
        target.unlink(missing_ok=True)
        folder = target.parent
        while folder != self.out:
            try:
                folder.rmdir()
            except OSError:  # not empty, or gone already
                return
            folder = folder.parent


def _may_be_ours(out: Path) -> bool:
    return out.is_dir() and ((out / OUR_FILE).is_file() or not any(out.iterdir()))
