"""Send a release to a web server: only what changed, into a tree nobody sees, then one command that shows it.

Works from a mirror on this machine, whose journal says in what two releases differ; where it does not know that of a
release on the server, everything is compared. The server keeps the last releases itself.
"""

import shlex
import subprocess
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final, Self

from generator.publishing.account import Account
from generator.publishing.journal import Journal, Release
from generator.publishing.place import NotOurPlaceError
from generator.publishing.remote import FLUSH, Address, RemoteError, RemoteShell, RemoteState, switching

_MIRROR: Final = "mirror"
"""Note: the name under which this mirror's releases are known on the server."""


_AT_ONCE: Final = 200
"""Names in one command; a system's limit lies far above."""


_REMEMBERED: Final = 1000
"""How many releases the server remembers the sender of."""


class Remote:
    """A web server as the place a release is delivered to; use as a context manager."""

    def __init__(self, address: Address, ssh: Sequence[str] = ("ssh",)) -> None:
        self.address = address
        self._ssh = ssh
        self._shell: RemoteShell | None = None
        self._state = RemoteState(None, {})
        self._name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shell:
            self._shell.__exit__()
            self._shell = None

    @property
    def shell(self) -> RemoteShell:
        """The shell on the server."""
        if self._shell is None:
            self._shell = RemoteShell(self.address, self._ssh)
        return self._shell

    def begin(self, journal: Journal) -> None:
        """Take the turn on the server and look what stands there."""
        if not self.shell.open():
            raise NotOurPlaceError(f"{self.address.host}:{self.address.path}")
        self.shell.lock()
        self._state = self.shell.read_state()
        self._name = journal.noted(_MIRROR) or ""
        if not self._name:
            self._name = uuid.uuid4().hex
            with journal.entry():
                journal.note(_MIRROR, self._name)

    # --- what stands there --------------------------------------------------------------------------------------

    def live(self) -> int | None:
        """The release readers get, if this mirror sent it."""
        live = self._state.live
        return live if live is not None and self._is_ours(live) else None

    def account(self) -> Account | None:
        """What the live release says of itself, whoever sent it."""
        return self._state.releases.get(self._state.live) if self._state.live else None

    def last_number(self) -> int:
        """The highest number ever given there."""
        return max([*self._state.releases, *self._state.makers, 0])

    def oldest(self) -> int | None:
        """The oldest release there whose difference to later ones may be asked for."""
        held = [*self._state.releases] + ([self._state.spare] if self._state.spare else [])
        return min(held, default=None)

    def _is_ours(self, number: int) -> bool:
        return self._state.makers.get(number) == self._name

    def _newest_of_ours(self) -> int | None:
        return max((number for number in self._state.releases if self._is_ours(number)), default=None)

    # --- send and switch ----------------------------------------------------------------------------------------

    def send(self, tree: Path, journal: Journal, changed: set[str] | None) -> None:
        """Bring *tree*, which differs from the mirror's newest release in *changed*, to the server's next tree.

        Without *changed*, everything is compared.
        """
        newest = self._newest_of_ours()
        paths = self._difference(journal, self._state.spare, changed)
        if paths is None:
            paths = self._difference(journal, newest, changed)
            source = newest if newest is not None else self._state.live
            clone = f"cp -al releases/{source} .publish/next 2>/dev/null || cp -a releases/{source} .publish/next"
            self.shell.run("rm -rf .publish/next .publish/spare; " + (clone if source else "mkdir .publish/next"))
        else:
            # From here on the tree is neither one release nor another, should this run end half way.
            self.shell.run("rm -f .publish/spare")
        there = None if paths is None else {path for path in paths if (tree / path).is_file()}
        if paths is not None and there is not None:
            self._remove(tree, paths - there)
        self._copy(tree, there, newest)
        self.shell.run(f"cd .publish/next; chmod 755 .; {FLUSH}")

    def _difference(self, journal: Journal, number: int | None, changed: set[str] | None) -> set[str] | None:
        """Every path in which release *number* may differ from what is sent; None where that is not known."""
        if number is None or changed is None or not self._is_ours(number):
            return None
        since = journal.changes_since(number)
        return None if since is None else since | changed

    def _copy(self, tree: Path, paths: set[str] | None, newest: int | None) -> None:
        same = [f"--link-dest=../../releases/{newest}"] if newest is not None else []
        some = ["--files-from=-", "--from0", "--force"]
        every = ["--recursive", "--delete", "--force"]
        whole = self._state.live is None and newest is None
        command = [
            "rsync", "--links", "--times", "--protect-args", "--chmod=D755,F644", "--rsh", shlex.join(self.shell.ssh),
            *([] if whole else ["--checksum"]), *same, *(every if paths is None else some), "--",
            f"{tree}/", f"{self.address.for_rsync}:{self.address.path}/.publish/next/",
        ]  # fmt: skip
        names = b"\0".join(path.encode() for path in sorted(paths or ()))
        try:
            done = subprocess.run(command, input=names, capture_output=True, check=False)  # noqa: S603 - our rsync
        except OSError as error:
            raise RemoteError("本机没有 rsync，要先安装") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise RemoteError(f"rsync 没有送完：{said[0] if said else done.returncode}")

    def _remove(self, tree: Path, gone: Iterable[str]) -> None:
        """Remove files on the server, and the folders that lost their last file."""
        files = sorted(gone)
        folders = {
            str(folder)
            for path in files
            for folder in PurePosixPath(path).parents
            if str(folder) != "." and not (tree / folder).is_dir()
        }
        for command, names in (("rm -f", files), ("rmdir 2>/dev/null", sorted(folders, reverse=True))):
            for start in range(0, len(names), _AT_ONCE):
                some = " ".join(map(shlex.quote, names[start : start + _AT_ONCE]))
                self.shell.run(f"cd .publish/next; {command} -- {some} || :")

    def switch(self, release: Release) -> None:
        """Show the tree that was sent, as *release*."""
        number = release.number
        self.shell.run(
            f"[ ! -e releases/{number} ]; echo '{number} {self._name} {release.at}' >> .publish/published;"
            f" mv .publish/next releases/{number}; {switching(number)}"
        )
        self._state = replace(
            self._state,
            live=number,
            spare=None,
            releases={**self._state.releases, number: None},
            makers={**self._state.makers, number: self._name},
        )

    def tidy(self, keep: int) -> None:
        """Keep the last *keep* releases; the oldest of the others is the next tree, or the newest is cloned for it."""
        state = self._state
        newest = self._newest_of_ours()
        surplus = [number for number in sorted(state.releases)[:-keep] if number != state.live]
        if newest is None or (state.spare is not None and not surplus):
            return
        spare = max(filter(self._is_ours, surplus), default=None)
        script = f"mv releases/{spare} .publish/next" if spare else f"cp -al releases/{newest} .publish/next"
        removed = " ".join(f"releases/{number}" for number in surplus if number != spare)
        self.shell.run(
            f"rm -rf .publish/next .publish/spare; {script}; echo {spare or newest} > .publish/spare;"
            + (f" rm -rf {removed};" if removed else "")
            + f" tail -n {_REMEMBERED} .publish/published > .publish/link; mv .publish/link .publish/published"
        )
        kept = {number: said for number, said in state.releases.items() if number not in surplus}
        self._state = replace(state, releases=kept, spare=spare or newest)
