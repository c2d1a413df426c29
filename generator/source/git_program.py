"""Run git: answers as bytes or as a stream, faults as one exception with a Chinese message.

Never goes through a shell, never follows replacement refs, and passes the environment on, so that inside a hook git
sees the objects under quarantine.
"""

import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 16
_UNREADABLE: Final = ("not a git repository", "dubious ownership", "cannot change to")


class GitError(Exception):
    """Git could not answer; the message is for the user, in Chinese."""


def run_git(repository: Path, *arguments: str, codes: tuple[int, ...] = (0,)) -> tuple[int, bytes]:
    """What git answers in *repository*; an exit code not among *codes* is a :class:`GitError`."""
    try:
        done = subprocess.run(command_for(repository, *arguments), capture_output=True, check=False)  # noqa: S603 - no shell
    except FileNotFoundError:
        raise GitError("没有找到 git，请先安装") from None
    if done.returncode not in codes:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ") or str(done.returncode)
        unreadable = any(phrase in said for phrase in _UNREADABLE)
        what = f"{repository} 不是能读的 git 仓库" if unreadable else f"git {arguments[0]} 没有成功"
        message = f"{what}：{said}"
        raise GitError(message)
    return done.returncode, done.stdout


def find_object(repository: Path, revision: str, kind: str) -> str | None:
    """The full name of the *kind* ("commit", "tree") that *revision* leads to; none where it leads nowhere."""
    if revision.startswith(("-", "^")):
        return None
    code, out = run_git(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{{kind}}}", codes=(0, 1))
    return out.decode().strip() if code == 0 else None


def stream_git(repository: Path, *arguments: str) -> Generator[bytes]:
    """The NUL-ended items git prints, one by one, so that an endless answer never fills the memory."""
    command = command_for(repository, *arguments)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as git:  # noqa: S603 - no shell
        assert git.stdout is not None
        try:
            rest = b""
            while chunk := git.stdout.read(_CHUNK):
                *items, rest = (rest + chunk).split(b"\0")
                yield from items
        except GeneratorExit:
            git.kill()
            raise
    if git.returncode:
        message = f"git {arguments[0]} 没有成功（{git.returncode}）"
        raise GitError(message)


def command_for(repository: Path, *arguments: str) -> list[str]:
    """The command line of git in *repository*."""
    # Replacement refs could show other objects than those that are merged.
    return ["git", "--no-replace-objects", "--literal-pathspecs", "-C", str(repository), *arguments]
