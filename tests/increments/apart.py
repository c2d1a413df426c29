"""Work in a process of its own, forked from this one, that may be killed on the way.

Gets something to do, gives how the process ended. What it patches stays its own.
"""

import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

KILLED: Final = -signal.SIGKILL
FAILED: Final = 1
_PATIENCE: Final = 20
"""Seconds; no test waits for them unless something is wrong."""


def start_apart(work: Callable[[], object]) -> int:
    """Begin *work* in a process; its id."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = FAILED
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is to be told by the exit code
        traceback.print_exc()
    finally:
        os._exit(code)


def end_of(pid: int) -> int:
    """How the process ended: its exit code, or the signal that ended it as a negative number."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def run_apart(work: Callable[[], object]) -> int:
    """Do *work* in a process; how it ended."""
    return end_of(start_apart(work))


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def strike_at(owner: object, name: str, strike: Callable[[], object], *, before: bool, call: int = 1) -> None:
    """From now on in this process: *strike* before or after the function *name* of *owner* is called a *call*-th time."""
    real: Callable[..., Any] = getattr(owner, name)
    count = 0

    def function(*values: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if before and count == call:
            strike()
        given = real(*values, **named)
        if not before and count == call:
            strike()
        return given

    patch.object(owner, name, function).start()


@contextmanager
def watched() -> Iterator[Callable[[], bool]]:
    """Tells whether all processes begun inside the block are gone, waiting for them."""
    reading, writing = os.pipe()

    def are_gone() -> bool:
        os.close(writing)
        return bool(select.select([reading], [], [], _PATIENCE)[0]) and os.read(reading, 1) == b""

    try:
        yield are_gone
    finally:
        os.close(reading)
