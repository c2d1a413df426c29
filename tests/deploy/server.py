"""A whole server on loopback: nginx, git over HTTP and the hooks, set up by the shipped script below a folder."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from tests.deploy.office import Clerk, git, make_program, make_project

PASSWORD: Final = "a long enough password"  # noqa: S105 - of made-up users
NEEDED: Final = ("nginx", "fcgiwrap", "openssl")
PACKAGES: Final = "nginx-light fcgiwrap openssl"
PATH: Final = f"{os.environ['PATH']}:/usr/sbin:/sbin"
_MAIN: Final = """\
daemon off;
include /etc/nginx/modules-enabled/*.conf;
{user}
worker_processes 2;
pid {run}/nginx.pid;
error_log {run}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log {run}/access.log;
    client_body_temp_path {run}/body;
    proxy_temp_path {run}/proxy;
    fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi;
    scgi_temp_path {run}/scgi;
    include {prefix}/etc/nginx/sites-enabled/*;
}}
"""
"""What Debian's own nginx.conf does around a site, with every path below the test's folder."""


def missing() -> list[str]:
    """The programs this machine lacks."""
    return [name for name in NEEDED if not shutil.which(name, path=PATH)]


@dataclass(frozen=True)
class Reply:
    """What the web server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Server:
    """One server; everything of it lies below ``prefix``."""

    folder: Path
    prefix: Path
    port: int
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    def make(cls, folder: Path) -> "Server":
        """A server that is still to be set up, from a project with one brand."""
        make_project(folder / "project")
        make_program(folder / "bin")
        return cls(folder, folder / "server", free_port())

    @property
    def repository(self) -> Path:
        """The bare repository."""
        return self.prefix / "srv/brands/brands.git"

    @property
    def site(self) -> Path:
        """What `brands publish` publishes to."""
        return self.prefix / "srv/brands/site"

    @property
    def program(self) -> Path:
        """The `brands` program of the server."""
        return self.folder / "bin/brands"

    def set_up(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run the shipped script."""
        return subprocess.run(
            [
                self.folder / "project/deploy/set-up.sh", "--host", "127.0.0.1", "--listen", f"127.0.0.1:{self.port}",
                "--prefix", self.prefix, "--program", self.program, "--maintainer", "wang", *options,
            ],
            env={**os.environ, "PATH": PATH}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def add_user(self, name: str, *options: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
        """Run the shipped script that adds users."""
        return subprocess.run(
            [self.folder / "project/deploy/add-user.sh", name, "--prefix", self.prefix, *options],
            input=f"{password}\n", capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def refresh(self) -> subprocess.CompletedProcess[str]:
        """What the timer runs."""
        return subprocess.run(
            [self.program, "receive", "refresh", "--catch-up", "--repository", self.repository],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def start(self) -> None:
        """Start nginx and what runs git for it, and wait until both answer."""
        assert not missing(), f"needs {', '.join(missing())}: apt-get install {PACKAGES}"
        run = self.prefix / "run"
        # Workers of another user could not look into the test's folder.
        user = "user root;" if os.geteuid() == 0 else ""
        (run / "nginx.conf").write_text(_MAIN.format(run=run, prefix=self.prefix, user=user))
        environment = {**os.environ, "PATH": PATH}
        address = run / "brands-git.sock"
        commands: tuple[list[object], ...] = (
            ["fcgiwrap", "-c", 24, "-s", f"unix:{address}"],
            ["nginx", "-e", run / "error.log", "-c", run / "nginx.conf"],
        )
        for command in commands:
            log = (run / f"{command[0]}.log").open("wb")
            self.running.append(
                subprocess.Popen(
                    list(map(str, command)), env=environment, stdout=log, stderr=log, start_new_session=True
                )
            )
            log.close()
        until = time.monotonic() + 30
        while not (_listens(("127.0.0.1", self.port)) and address.exists()):
            assert time.monotonic() < until, (run / "nginx.log").read_text() + (run / "fcgiwrap.log").read_text()
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop what was started."""
        for process in reversed(self.running):
            os.killpg(process.pid, signal.SIGTERM)  # fcgiwrap's children outlive it
            process.wait(30)

    def get(self, path: str, **headers: str) -> Reply:
        """Ask the web server."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()})
        answer = connection.getresponse()
        reply = Reply(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())
        connection.close()
        return reply

    def clerk(self, name: str) -> Clerk:
        """Somebody who may push, with a clone made over HTTP."""
        assert self.add_user(name).returncode == 0
        clone = self.folder / "clones" / name
        clone.parent.mkdir(exist_ok=True)
        key = b64encode(f"{name}:{PASSWORD}".encode()).decode()
        git(
            self.folder, "-c", f"http.extraHeader=Authorization: Basic {key}", "clone", "--quiet",
            f"http://127.0.0.1:{self.port}/git/brands.git", clone,
        )  # fmt: skip
        git(clone, "config", "http.extraHeader", f"Authorization: Basic {key}")
        return Clerk(name, clone)


def _listens(address: tuple[str, int]) -> bool:
    with socket.socket() as client:
        return client.connect_ex(address) == 0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def running_server(folder: Path, *options: str) -> Iterator[Server]:
    """A server set up below *folder* from a project with one brand, its first release published."""
    server = Server.make(folder)
    done = server.set_up(*options)
    assert done.returncode == 0, done.stdout + done.stderr
    first = server.refresh()
    assert first.returncode == 0, first.stdout + first.stderr
    try:
        server.start()
        yield server
    finally:
        server.stop()


@dataclass
class Reader:
    """Somebody who reads the same pages again and again while the block runs, and notes whatever is not a page."""

    server: Server
    paths: tuple[str, ...]
    reads: int = 0
    failures: list[str] = field(default_factory=list)
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        assert self._thread is not None
        self._thread.join()

    def _read(self) -> None:
        while not self._done.wait(0.01):  # else this machine would do nothing but read
            for path in self.paths:
                try:
                    reply = self.server.get(path)
                except OSError as error:
                    self.failures.append(f"{path}: {error}")
                    continue
                self.reads += 1
                if reply.status != http.client.OK or not reply.text.rstrip().endswith("</html>"):
                    self.failures.append(f"{path}: {reply.status}, {len(reply.body)} bytes")
