"""The folder a site is published in: what lies where, and the one link that says which release is live.

``current`` is a link to ``releases/<number>``; whatever else publishing needs lies in ``.publish``, outside of what a
web server shows. A folder with anybody else's files is refused, and names that are not ours are never touched.
"""

import ctypes
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_OWN: Final = ".publish"
_HARMLESS: Final = frozenset({"lost+found"})
"""What an empty disk brings along."""

_NUMBER: Final = re.compile(r"[1-9][0-9]*")


class NotOurPlaceError(Exception):
    """The folder holds files publishing did not make."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where releases lie; see :func:`open_place`."""

    root: Path

    @property
    def releases(self) -> Path:
        """The folder of all releases."""
        return self.root / "releases"

    @property
    def current(self) -> Path:
        """The link to the live release: what a web server shows."""
        return self.root / "current"

    @property
    def own(self) -> Path:
        """The folder of everything that is no release."""
        return self.root / _OWN

    @property
    def next(self) -> Path:
        """The tree the next release is built in."""
        return self.own / "next"

    @property
    def state(self) -> Path:
        """What the build knows of the tree it wrote last."""
        return self.own / "state"

    @property
    def trash(self) -> Path:
        """What is to be removed when nobody waits for it any more."""
        return self.own / "trash"

    @property
    def journal(self) -> Path:
        """The journal of releases and builds."""
        return self.own / "journal.db"

    def release(self, number: int) -> Path:
        """The tree of one release."""
        return self.releases / str(number)

    def numbers(self) -> list[int]:
        """The releases that are there, oldest first."""
        if not self.releases.is_dir():
            return []
        return sorted(
            int(each.name) for each in self.releases.iterdir() if _NUMBER.fullmatch(each.name) and each.is_dir()
        )

    def live(self) -> int | None:
        """The release the link leads to."""
        try:
            target = Path(os.readlink(self.current))  # noqa: PTH115 - the text of the link, not a path resolved
        except OSError:
            return None
        is_release = target.parent == Path("releases") and _NUMBER.fullmatch(target.name)
        return int(target.name) if is_release and self.release(int(target.name)).is_dir() else None

    def switch(self, number: int) -> None:
        """Let the link lead to release *number*: readers get the old site or the new one, never none."""
        link = self.own / "link"
        link.unlink(missing_ok=True)
        link.symlink_to(f"releases/{number}")
        link.replace(self.current)

    def discard(self, path: Path) -> None:
        """Put *path* where it will be removed later: renaming takes no time, removing a site does."""
        if not os.path.lexists(path):
            return
        self.trash.mkdir(exist_ok=True)
        number = sum(1 for _ in self.trash.iterdir())
        while (self.trash / str(number)).exists():
            number += 1
        path.rename(self.trash / str(number))

    def flush(self) -> None:
        """Wait until all that was written has reached the disk, so that a power cut cannot take it back."""
        flush_disk(self.root)


def is_place(root: Path) -> bool:
    """Whether sites are published in *root* already."""
    return (root / _OWN).is_dir()


def open_place(root: Path) -> Place:
    """The place at *root*, made where there is nothing yet; a folder of somebody else's is refused."""
    root = root.absolute()
    if not is_place(root) and root.exists() and any(each.name not in _HARMLESS for each in root.iterdir()):
        raise NotOurPlaceError(str(root))
    place = Place(root)
    if place.current.exists() and not place.current.is_symlink():
        raise NotOurPlaceError(str(place.current))
    place.own.mkdir(parents=True, exist_ok=True)
    place.releases.mkdir(exist_ok=True)
    return place


def flush_disk(path: Path) -> None:
    """Flush the file system *path* lies on; all of them where the system cannot tell one from another."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        if library.syncfs(folder):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(path))
    finally:
        os.close(folder)
