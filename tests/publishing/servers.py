"""A real sshd on this machine, with keys and a port of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from generator.publishing import Address, Remote

_NEEDED: Final = ("ssh", "ssh-keygen", "rsync", "flock")
_SSHD: Final = next((path for path in (shutil.which("sshd"), "/usr/sbin/sshd") if path and Path(path).exists()), None)


@dataclass(frozen=True)
class WebServer:
    """A web server as publishing sees it: an sshd, and a folder."""

    folder: Path
    """Where the keys are and the sites go."""
    port: int

    @property
    def www(self) -> Path:
        """Where the site is published."""
        return self.folder / "www site"

    @property
    def url(self) -> str:
        """As it is written behind --to."""
        return f"ssh://127.0.0.1:{self.port}{self.www}".replace(" ", "%20")

    @property
    def ssh(self) -> tuple[str, ...]:
        """How it is reached."""
        return ("ssh", "-F", str(self.folder / "ssh_config"))

    def remote(self) -> Remote:
        """It, as the place of a delivery."""
        return Remote(Address("127.0.0.1", self.port, str(self.www)), self.ssh)


def need_sshd() -> None:
    """Skip where there is none; where CI runs, fail."""
    missing = [name for name in _NEEDED if shutil.which(name) is None] + ([] if _SSHD else ["sshd"])
    if not missing:
        return
    reason = f"not installed: {', '.join(missing)} (Debian: openssh-server openssh-client rsync util-linux)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def started(folder: Path) -> Iterator[WebServer]:
    """An sshd that runs as this user and lets nobody in but with the key in *folder*."""
    assert _SSHD is not None
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/key.pub\n"
        f"PidFile {folder}/pid\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nStrictModes no\nUsePAM no\n",
        encoding="utf-8",
    )
    (folder / "ssh_config").write_text(
        f"Host *\n  IdentityFile {folder}/key\n  IdentitiesOnly yes\n  UserKnownHostsFile {folder}/known\n"
        "  StrictHostKeyChecking accept-new\n  LogLevel ERROR\n",
        encoding="utf-8",
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd separates its privileges there
    log = (folder / "log").open("wb")
    server = subprocess.Popen([_SSHD, "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
    try:
        _wait_for(port, server, folder / "log")
        yield WebServer(folder, port)
    finally:
        server.terminate()
        server.wait()
        log.close()


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"sshd does not answer: {log.read_text(encoding='utf-8')}")
