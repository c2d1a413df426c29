"""Locks between processes: kept by the system, gone with the process that holds them."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock of *file*, waiting for whoever has it."""
    file.parent.mkdir(exist_ok=True)
    with file.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def locked_in_turn(folder: Path) -> Iterator[bool]:
    """Hold the lock of *folder*; false, without waiting, where another already waits for its turn.

    One works, one waits, and the one that waits will see everything that came before its turn: so many callers
    fold into few.
    """
    folder.mkdir(exist_ok=True)
    with (folder / "working.lock").open("a") as working, (folder / "waiting.lock").open("a") as waiting:
        try:
            fcntl.flock(waiting, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        fcntl.flock(working, fcntl.LOCK_EX)
        fcntl.flock(waiting, fcntl.LOCK_UN)
        yield True
