"""Processes that share a command's work: forked, so that they inherit what they work with and nothing of it is pickled.

Gives a pool. A worker leaves Ctrl+C to its parent and does not outlive it: a pool's workers wait on a pipe each of them
holds both ends of, so without this they would outlive a killed parent for ever, and hold its memory.
"""

import ctypes
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, SIGKILL, signal
from typing import Any, Final

_PR_SET_PDEATHSIG: Final = 1


def make_pool(
    workers: int, inherit: Callable[[Any], None] | None = None, heritage: object = None
) -> ProcessPoolExecutor:
    """A pool of *workers*, each of which begins by inheriting *heritage*."""
    return ProcessPoolExecutor(workers, get_context("fork"), _begin, (os.getpid(), inherit, heritage))


def _begin(parent: int, inherit: Callable[[Any], None] | None, heritage: object) -> None:
    follow_parent(parent)
    if inherit is not None:
        inherit(heritage)


def follow_parent(parent: int) -> None:
    """In a worker, to begin with: end when the process *parent* does, and leave Ctrl+C to it."""
    signal(SIGINT, SIG_IGN)
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):  # Linux; elsewhere workers may be left over
        library.prctl(_PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it ended before it could be followed
