"""A place on a web server, reached by ssh: one shell there for a whole turn, and what stands in its folder.

Needs nothing on the server but a shell, coreutils, util-linux' flock and rsync. The same layout as
:mod:`generator.publishing.place` has on this machine; text files in ``.publish`` in the journal's stead.
"""

import errno
import json
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import unquote

from generator.publishing.account import Account, parse_account

_END: Final = "--brands-end--"
_ADDRESS: Final = re.compile(
    r"ssh://(?:(?P<user>[^@/:-][^@/:]*)@)?(?P<host>\[[0-9a-fA-F:]+\]|[^\[\]@/:-][^\[\]@/:]*)(?::(?P<port>\d{1,5}))?"
    r"/+(?P<path>[^/?#][^?#]*)"
)
_OPTIONS: Final = ("-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15", "-o", "ControlMaster=auto")
_LOCK_SECONDS: Final = 900

FLUSH: Final = "sync -f . 2>/dev/null || sync"
"""What a shell has to do to be sure that a power cut takes nothing back."""


class RemoteError(OSError):
    """The web server could not be reached, or did not do what it was told; the message is for a maintainer."""

    def __init__(self, message: str) -> None:
        super().__init__(errno.EREMOTEIO, message)


@dataclass(frozen=True, slots=True)
class Address:
    """Where on which server."""

    host: str
    """With the user before it, where one is given."""
    port: int | None
    path: str

    @property
    def for_rsync(self) -> str:
        """The host as rsync writes it: one with colons in it stands in brackets."""
        user, at, host = self.host.rpartition("@")
        return f"{user}{at}[{host}]" if ":" in host else self.host

    @property
    def slug(self) -> str:
        """A folder's name for what is kept here of this place."""
        return re.sub(r"[^A-Za-z0-9.]+", "-", f"{self.port or 22}{self.path}").strip("-")


def parse_address(text: str) -> Address | None:
    """``ssh://[user@]host[:port]/path``; None where that is not what *text* says."""
    found = _ADDRESS.fullmatch(text)
    if found is None or int(found["port"] or 1) not in range(1, 65536):
        return None
    user, host = found["user"], found["host"].strip("[]")
    port = int(found["port"]) if found["port"] else None
    return Address(f"{user}@{host}" if user else host, port, "/" + unquote(found["path"]).strip("/"))


@dataclass(frozen=True, slots=True)
class RemoteState:
    """What stands in the folder on the server."""

    live: int | None
    releases: dict[int, Account | None]
    """Every release there, with what it says of itself."""
    makers: dict[int, str] = field(default_factory=dict)
    """Which mirror sent a release."""
    spare: int | None = None
    """The release the next tree there equals, where there is one and it is known."""
    moments: dict[int, str] = field(default_factory=dict)
    """When a release went live."""


class RemoteShell:
    """One shell on the server; closing it, however that happens, gives up its lock there."""

    def __init__(self, address: Address, ssh: Sequence[str] = ("ssh",)) -> None:
        self.address = address
        self._sockets = tempfile.TemporaryDirectory(prefix="brands-ssh-")
        port = ("-p", str(address.port)) if address.port else ()
        batch = () if sys.stdin is not None and sys.stdin.isatty() else ("-o", "BatchMode=yes")
        control = ("-o", f"ControlPath={self._sockets.name}/%C")
        self.ssh = (*ssh, *_OPTIONS, *batch, *control, *port)
        """How rsync reaches the server over the same connection."""
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the shell
        try:
            self._shell = subprocess.Popen(  # noqa: S603 - the ssh of this machine
                [*self.ssh, "--", address.host, "exec sh"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, text=True, encoding="utf-8",
            )  # fmt: skip
        except OSError as error:
            raise RemoteError(f"{self.ssh[0]} 运行不了，要先安装 openssh-client") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._shell.stdin is not None
        try:
            self._shell.stdin.close()
            self._shell.wait(timeout=10)
        except (OSError, subprocess.TimeoutExpired):
            self._shell.kill()
            self._shell.wait()
        finally:
            if self._shell.stdout:
                self._shell.stdout.close()
            self._complaints.close()
            self._sockets.cleanup()

    def run(self, script: str, *, in_shell: bool = False) -> list[str]:
        """Run *script* in the place's folder, the lines it printed; *in_shell* lets it change the shell itself."""
        body = script if in_shell else f"( set -e; cd {shlex.quote(self.address.path)}; {script}\n)"
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        try:
            self._shell.stdin.write(f"{{ {body}\n}} </dev/null\necho; echo {_END} $?\n")
            self._shell.stdin.flush()
        except OSError as error:
            raise RemoteError(self._complaint()) from error
        lines: list[str] = []
        for line in self._shell.stdout:
            if line.startswith(_END):
                if line.split()[1] != "0":
                    raise RemoteError(self._complaint() + "".join(f"；{each}" for each in lines if each))
                return lines[:-1] if lines and not lines[-1] else lines
            lines.append(line.rstrip("\n"))
        raise RemoteError(self._complaint())

    def _complaint(self) -> str:
        self._complaints.seek(0)
        said = [line for line in self._complaints.read().decode("utf-8", "replace").splitlines() if line.strip()]
        return f"服务器 {self.address.host} 报告：{said[-1].strip() if said else '连接断了'}"

    # --- the folder ---------------------------------------------------------------------------------------------

    def open(self) -> bool:
        """Make the folder where there is none; False where it holds somebody else's files."""
        path = shlex.quote(self.address.path)
        answer = self.run(
            f"if [ -d {path}/.publish ] || [ ! -e {path} ] || [ -z \"$(ls -A {path} | grep -vx 'lost+found')\" ];"
            f" then mkdir -p {path}/.publish {path}/releases && echo ours; else echo foreign; fi",
            in_shell=True,
        )
        return answer == ["ours"]

    def exists(self) -> bool:
        """Whether anything was published there."""
        path = shlex.quote(self.address.path)
        return self.run(f"[ -d {path}/.publish ] && echo yes || echo no", in_shell=True) == ["yes"]

    def lock(self) -> None:
        """Wait until nobody else works there; the lock lasts as long as the shell."""
        path = shlex.quote(self.address.path)
        answer = self.run(
            f"exec 9>>{path}/.publish/lock; flock -w {_LOCK_SECONDS} 9 && echo mine || echo busy", in_shell=True
        )
        if answer != ["mine"]:
            raise RemoteError(f"服务器 {self.address.host} 上一直有别的发布在进行，或没有 flock 命令")

    def is_locked(self) -> bool:
        """Whether somebody works there just now."""
        return self.run("flock -n -s .publish/lock true && echo no || echo yes") == ["yes"]

    def read_state(self) -> RemoteState:
        """What stands in the folder."""
        answer = self.run(
            'echo "live $(readlink current || :)"; [ ! -d .publish/next ] || echo "spare $(cat .publish/spare || :)";'
            ' [ ! -f .publish/published ] || sed "s/^/sent /" .publish/published;'
            ' for each in releases/*; do [ ! -d $each ] || { echo "release $each";'
            ' [ ! -f "$each/status.json" ] || { tr -d "\\n" < "$each/status.json" | sed "s/^/says /"; echo; }; }; done'
        )
        return _parse_state(answer)

    def show(self, number: int) -> None:
        """Let the link lead to release *number*, at once."""
        self.run(f"[ -d releases/{number} ]; {switching(number)}")


def switching(number: int) -> str:
    """What a shell has to do to let the link lead to release *number*, on disk before it says so."""
    return f"rm -f .publish/link; ln -s releases/{number} .publish/link; mv -fT .publish/link current; {FLUSH}"


def _parse_state(lines: Sequence[str]) -> RemoteState:
    live = spare = None
    releases: dict[int, Account | None] = {}
    makers: dict[int, str] = {}
    moments: dict[int, str] = {}
    number = 0
    for line in lines:
        kind, _, rest = line.partition(" ")
        if kind in {"live", "release"} and (found := re.fullmatch(r"releases/([1-9]\d*)", rest.strip())):
            number = int(found.group(1))
            if kind == "live":
                live = number
            else:
                releases[number] = None
        elif kind == "release":
            number = 0
        elif kind == "says" and number in releases:
            releases[number] = _account(rest)
        elif kind == "sent" and (found := re.fullmatch(r"(\d+) (\S+) (\S+)", rest)):
            makers[int(found.group(1))] = found.group(2)
            moments[int(found.group(1))] = found.group(3)
        elif kind == "spare" and rest.strip().isdigit():
            spare = int(rest)
    return RemoteState(live if live in releases else None, dict(sorted(releases.items())), makers, spare, moments)


def _account(text: str) -> Account | None:
    try:
        return parse_account(json.loads(text))
    except ValueError:
        return None
