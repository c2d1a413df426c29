"""Where a project's inputs come from: the files of a folder, each with a stamp that tells whether it changed.

Gets a folder, gives names, stamps, digests and bytes. A digest is git's own name for a content (``blob`` hash), so
that a fresh clone, whose file times say nothing, is known by what git has noted already. Parses nothing.
"""

import hashlib
import os
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

_RACY: Final = 50_000_000
"""Nanoseconds: a file written this lately may be written again without its time telling (Linux ticks in 1–10 ms)."""
_AT_ONCE: Final = 1 << 20
"""Bytes of a file that are held at once to tell its digest."""
ASK_GIT_FROM: Final = 200
"""Of so many files with new stamps it is cheaper to ask git than to read them all."""


class Tree(Protocol):
    """The inputs of one state of a project. Names are paths below its root with forward slashes."""

    def stamps(self, folder: str) -> Mapping[str, str]:
        """Every file below *folder*, in no order, with a stamp; an empty stamp says «look into it»."""

    def digests(self, files: Iterable[str]) -> Mapping[str, str]:
        """The git blob hash of each of *files*; of one that cannot be read an empty text."""

    def read_bytes(self, file: str, most: int = -1) -> bytes:
        """The content of *file*, or its first *most* bytes; OSError where it cannot be read."""


def blob_digest(content: bytes) -> str:
    """The name git gives to *content*."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


class FolderTree:
    """The files of a folder as they lie there."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def stamps(self, folder: str) -> dict[str, str]:
        """Every file below *folder* with its size, time and inode; links are followed, folders named like files told."""
        return dict(_walk(str(self.root / folder), folder, time.time_ns() - _RACY))

    def digests(self, files: Iterable[str]) -> dict[str, str]:
        """The blob hash of each of *files*: where there are many, git's where its index vouches for it, else by reading."""
        wanted = list(files)
        known = _git_digests(self.root, wanted) if len(wanted) >= ASK_GIT_FROM else {}
        return {file: known.get(file) or self._digest(file) for file in wanted}

    def read_bytes(self, file: str, most: int = -1) -> bytes:
        """The content of *file*, or its first *most* bytes."""
        with open(f"{self.root}/{file}", "rb", buffering=0) as opened:  # noqa: PTH123 - many thousands of times
            return opened.read(most)

    def _digest(self, file: str) -> str:
        try:
            content = self.read_bytes(file, _AT_ONCE)
            return blob_digest(content) if len(content) < _AT_ONCE else self._digest_of_large(file)
        except OSError:
            return ""

    def _digest_of_large(self, file: str) -> str:
        """The same, piece by piece: whatever lies among the records must not fill the memory."""
        with (self.root / file).open("rb") as opened:
            digest = hashlib.sha1(b"blob %d\0" % os.fstat(opened.fileno()).st_size, usedforsecurity=False)
            while piece := opened.read(_AT_ONCE):
                digest.update(piece)
        return digest.hexdigest()


def _walk(path: str, name: str, racy: int) -> Iterator[tuple[str, str]]:
    try:
        entries = list(os.scandir(path))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        inner = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name.endswith((".yml", ".yaml")):
                yield inner, ""  # meant as a record; reading it will say what it is
            yield from _walk(entry.path, inner, racy)
            continue
        try:
            stat = entry.stat()
        except OSError:
            yield inner, ""
            continue
        fresh = stat.st_mtime_ns >= racy
        yield inner, "" if fresh else f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}"


def _git_digests(root: Path, files: list[str]) -> dict[str, str]:
    """What git's index says of *files* that git knows to be unchanged on the disk; nothing where there is no git."""
    folders = sorted({file.partition("/")[0] for file in files})
    listed = _ask_git(root, "ls-files", "--stage", "-z", "--", *folders)
    changed = _ask_git(root, "diff-files", "--name-only", "-z", "--", *folders)
    if listed is None or changed is None:
        return {}
    prefix = (_ask_git(root, "rev-parse", "--show-prefix") or b"").decode().strip()
    unsure = {name.removeprefix(prefix) for name in changed.decode(errors="surrogateescape").split("\0")}
    found = {}
    for line in listed.decode(errors="surrogateescape").split("\0"):
        about, _, name = line.partition("\t")
        if name and name not in unsure and about.startswith("100") and about.endswith(" 0"):
            found[name] = about.split(" ")[1]
    return found


def _ask_git(root: Path, *arguments: str) -> bytes | None:
    command = ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 - names, no shell
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
