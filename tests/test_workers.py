"""Workers end with the process that started them."""

import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from generator.workers import follow_parent


def _start_and_sleep(told: int) -> None:
    with ProcessPoolExecutor(1, get_context("fork"), follow_parent, (os.getpid(),)) as pool:
        os.write(told, b"%d\n" % pool.submit(os.getpid).result())
        time.sleep(60)


def test_workers_do_not_outlive_a_killed_parent() -> None:
    """When a process is killed its workers are gone too, though nobody told them to go."""
    inner, outer = os.pipe()
    parent = os.fork()
    if parent == 0:
        _start_and_sleep(outer)
        os._exit(0)
    worker = int(os.read(inner, 20))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    for _ in range(500):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        if _is_zombie(worker):
            return
        time.sleep(0.01)
    pytest.fail("the worker is still there")


def _is_zombie(process: int) -> bool:
    with open(f"/proc/{process}/stat", encoding="utf-8") as stat:  # noqa: PTH123 - a file of the kernel
        return stat.read().rpartition(")")[2].split()[0] == "Z"
