"""`brands serve` of a project as users run it: a program of its own, on a port of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.project import RECORD, SITE_URL, Project

BASE: Final = urlsplit(SITE_URL).path
BRAND: Final = "brands/qianjiang-longxia-gong/"
"""The page of the brand that :meth:`Project.add` adds."""
FILE: Final = "brands/hubei/qianjiang-longxia-gong.yml"
BROKEN: Final = RECORD.replace("summary:", "summary：")
_PATIENCE: Final = 60.0


def free_port() -> int:
    """A port nothing listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_until(so: Callable[[], Any], what: Callable[[], str]) -> None:
    """Wait until something is so; the test fails where it never is."""
    end = time.monotonic() + _PATIENCE
    while not so():
        assert time.monotonic() < end, what()
        time.sleep(0.05)


def told(text: str) -> str:
    """The record with another beginning of its summary."""
    return RECORD.replace("潜江一带从事", text)


@dataclass
class Preview:
    """A running `brands serve`."""

    project: Project
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str, environment: dict[str, str] | None = None) -> None:
        """Start it; Ctrl+C reaches it and its own processes, as in a terminal."""
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "generator", "serve", "--port", str(self.port), *options],
                cwd=self.project.root, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
            )  # fmt: skip

    @property
    def host(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base(self) -> str:
        """The address of the front page."""
        return self.host + BASE

    def said(self) -> str:
        """What it wrote on the terminal."""
        return self.log.read_text(encoding="utf-8")

    def status(self) -> dict[str, Any]:
        """What it says of itself; nothing while it cannot be asked."""
        try:
            with urlopen(f"{self.host}/__preview__/status.json", timeout=10) as answer:  # noqa: S310 - our own server
                status: dict[str, Any] = json.loads(answer.read())
                return status
        except OSError:
            return {}

    def text(self, path: str) -> str:
        """The page at *path* below the site; nothing where there is none, or nobody to ask."""
        try:
            with urlopen(self.base + path, timeout=10) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except OSError:
            return ""

    def wait_for(self, state: str) -> None:
        """Wait until the last build has ended so."""
        wait_until(lambda: self.status().get("state") == state, lambda: f"never {state}: {self.said()}")

    def wait_for_text(self, path: str, text: str) -> None:
        """Wait until the page at *path* says *text*."""
        wait_until(lambda: text in self.text(path), lambda: f"never at {path}: {text}; {self.said()}")

    def interrupt(self, number: signal.Signals = signal.SIGINT) -> int:
        """Press Ctrl+C; how the program ended."""
        assert self.process is not None
        os.killpg(self.process.pid, number)
        return self.process.wait(_PATIENCE)

    def stop(self) -> None:
        """End it, if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.interrupt(signal.SIGTERM)
