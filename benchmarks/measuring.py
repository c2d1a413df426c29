"""Run one command and measure it: wall time, processor time, and the memory of all its processes together.

Gets a command and a folder, gives a :class:`Cost`. Memory comes from Linux' /proc, sampled ten times a
second; elsewhere it stays unknown rather than being guessed from a single process.
"""

import os
import platform
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_INTERVAL: Final = 0.1
_QUIET: Final = {"NO_MKDOCS_2_WARNING": "1"}
"""Material's note on its own future: the same for every peer, and no part of a build."""


class FailedError(Exception):
    """The command did not end well; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost. Memory in bytes, the largest sum over the process tree; 0 where it is unknown."""

    wall: float
    cpu: float
    """Seconds of processor time, user and system, of the command and all it started."""
    memory: int
    """Proportional set size: a page that forked processes share counts once."""
    resident: int
    """Resident set size: a shared page counts for every process, so this is more than the machine gives."""


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run *command* in *folder*."""
    started = time.perf_counter()
    before = os.times()
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | _QUIET, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watcher = _Watcher(process.pid)
    watcher.start()
    complaints, _ = process.communicate()
    wall = time.perf_counter() - started
    after = os.times()
    watcher.stop()
    if process.returncode != 0:
        raise FailedError(f"{' '.join(command)}: {complaints.strip()[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, watcher.memory, watcher.resident)


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    names = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def load() -> str:
    """How busy the machine is; this bench alone makes about one or two."""
    return f"{os.getloadavg()[0]:.1f}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


class _Watcher(threading.Thread):
    """Looks at a process tree again and again and keeps the largest sums."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.memory = 0
        self.resident = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Sample until told to stop."""
        while not self._ended.wait(_INTERVAL):
            sizes = [_sizes(pid) for pid in _tree(self.pid)]
            self.memory = max(self.memory, sum(memory for memory, _ in sizes))
            self.resident = max(self.resident, sum(resident for _, resident in sizes))

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        self.join()


def _tree(pid: int) -> Iterator[int]:
    """*pid* and every process below it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = children.read_text().split()
        except OSError:  # the process has ended meanwhile
            continue
        for child in below:
            yield from _tree(int(child))


def _sizes(pid: int) -> tuple[int, int]:
    """Proportional and resident size of one process."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # ended meanwhile, or not Linux
        return 0, 0
    sizes = {words[0]: int(words[1]) * 1024 for line in lines[1:] if (words := line.split())}
    return sizes.get("Pss:", 0), sizes.get("Rss:", 0)
