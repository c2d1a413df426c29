"""When Ctrl+C and a request to end may come through: never between the making of something and the care for it.

Works on the calling thread; threads and processes it starts begin as it is. What is held back comes later, not never.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIG_BLOCK, SIG_SETMASK, SIG_UNBLOCK, SIGINT, SIGTERM, pthread_sigmask
from typing import Final

INTERRUPTIONS: Final = frozenset({SIGINT, SIGTERM})


@contextmanager
def held_back() -> Iterator[None]:
    """Nothing interrupts the block."""
    before = pthread_sigmask(SIG_BLOCK, INTERRUPTIONS)
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)


@contextmanager
def let_through() -> Iterator[None]:
    """The block may be interrupted, also by what came before."""
    before = pthread_sigmask(SIG_BLOCK, ())
    try:
        pthread_sigmask(SIG_UNBLOCK, INTERRUPTIONS)  # what was held back is raised here
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)
