"""One builder at a time, and one who waits; whoever comes after that may go, for the waiting one takes its change too.

The locks are the system's own, held by a process and gone with it however it ends; those of POSIX, because forked
workers of a killed build would go on holding the other kind. What a turn is taken for must be read after it began.
Whoever holds a lock of this kind loses it by looking at its file again: a process asks only for the turns of others.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def take_turn(folder: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[bool]:
    """Whether it is this process's turn, which lasts as long as the block; False where another one waits already."""
    with _opened(folder / "lock") as lock:
        if _try_lock(lock):
            yield True
            return
        with _opened(folder / "waiting") as waiting:
            if not _try_lock(waiting):
                yield False
                return
            on_wait()
            fcntl.lockf(lock, fcntl.LOCK_EX)
        # The place of the waiting one is free again before anything is read: who comes now waits for another turn.
        yield True


def is_building(folder: Path) -> bool:
    """Whether it is anybody's turn just now."""
    return _is_locked(folder / "lock")


def is_awaited(folder: Path) -> bool:
    """Whether somebody waits."""
    return _is_locked(folder / "waiting")


def _is_locked(path: Path) -> bool:
    try:
        lock = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield lock
    finally:
        os.close(lock)


def _try_lock(lock: int) -> bool:
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
