"""What lies in folders and whether it is still the same, by looking; for file systems that tell nothing by themselves.

Gets folders; gives stamps of what is in them, and again and again what changed. Reads no file.
"""

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from typing import Final, TypeAlias

Stamps: TypeAlias = dict[str, tuple[int, ...]]

_PAUSE: Final = 0.25
_SHARE: Final = 4
"""Seconds between two looks, and how many times as long as a look itself the pause is at least."""


def read_stamps(folders: Iterable[Path], *, deep: bool = True) -> Stamps:
    """The stamp of everything in *folders*; of a folder it tells only which one it is."""
    stamps: Stamps = {}
    for folder in folders:
        for place, folders_in, files in os.walk(folder):
            for name in (*folders_in, *files):
                path = f"{place}/{name}"
                with suppress(OSError):  # gone this very moment
                    stamps[path] = stamp_of(path)
            if not deep:
                break
    return stamps


def stamp_of(path: str | Path) -> tuple[int, ...]:
    """What differs when another file is there, or another text in it."""
    known = os.stat(path)  # noqa: PTH116 - a hundred thousand of them
    return (known.st_ino,) if S_ISDIR(known.st_mode) else (known.st_ino, known.st_size, known.st_mtime_ns)


def look(*folders: Path, until: threading.Event, deep: bool) -> Iterator[set[str]]:
    """The paths in *folders* that changed since the last look, also when there are none."""
    known = read_stamps(folders, deep=deep)
    pause = 0.0
    while not until.wait(pause):
        start = time.monotonic()
        now = read_stamps(folders, deep=deep)
        yield {path for path in known | now if known.get(path) != now.get(path)}
        known = now
        pause = max(_PAUSE, _SHARE * (time.monotonic() - start))
