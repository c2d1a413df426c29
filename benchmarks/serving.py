"""With a server running: seconds from saving one record to the changed page being handed out.

Starts the server of a peer on this machine, edits the record as a person would, asks for its page until it says so.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from editing import Edit
from measuring import FailedError
from peers import OURS, hugo_program
from records import ROOT

_PATIENCE: Final = 300.0
"""Seconds after which a server is given up."""
_POLL: Final = 0.005
_REST: Final = 1.0
"""Between two edits, so that a server that waits for more to come has gone quiet."""


@dataclass(frozen=True, slots=True)
class Server:
    """How to start one, and where the file of a record lies."""

    command: Callable[[Path, int], list[str]]
    folder: str
    home: Path | None = None
    """Where it is started; in its project where nothing is told."""


SERVERS: Final = {
    OURS: Server(
        lambda place, port: [
            sys.executable, "-m", "generator", "serve", "--root", str(place.resolve()), "--port", str(port),
        ],
        "brands",
        ROOT,
    ),
    "hugo": Server(
        lambda _, port: [str(hugo_program()), "server", "--quiet", "--bind", "127.0.0.1", "--port", str(port)],
        "content/brands",
    ),
}  # fmt: skip


def measure_serving(peer: str, place: Path, words: str, brand_id: str, times: int) -> Iterator[float]:
    """Seconds of each of *times* edits of the record that says *words*."""
    server = SERVERS[peer]
    edit = Edit(words, [place / server.folder])
    port = _free_port()
    page = f"http://127.0.0.1:{port}/brands/{brand_id}/"
    with _running(server.command(place, port), server.home or place) as process:
        _wait_for(page, edit.words, process)
        for _ in range(times):
            time.sleep(_REST)
            said = edit.apply()
            started = time.perf_counter()
            _wait_for(page, said, process)
            yield time.perf_counter() - started


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(page: str, words: str, process: subprocess.Popen[bytes]) -> None:
    """Ask for *page* until it says *words*."""
    until = time.perf_counter() + _PATIENCE
    while time.perf_counter() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(page, timeout=_PATIENCE) as answer:  # noqa: S310 - this machine's own
                if words in answer.read().decode():
                    return
        except OSError:  # not up yet, or busy
            pass
        time.sleep(_POLL)
    message = f"no page said “{words}” in time"
    raise FailedError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
