"""The files of a commit, read straight from git's objects: nothing is checked out and nothing of it is run.

Gets a repository and a commit, gives names and bytes of plain files. Whatever a folder could not safely hold (links,
submodules, odd names, huge files, endless trees) is told as a finding and never listed. The environment is passed
on to git, so that inside a hook the objects under quarantine are seen.
"""

import errno
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Final

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.source.git_program import GitError, command_for, find_object, stream_git

MAX_BLOB: Final = 32 * 1024 * 1024
"""More than any record or attachment may have; a small pack can unfold into gigabytes."""
MAX_ENTRIES: Final = 1_000_000
"""A tree that names itself again and again is tiny in git and endless on disk."""
MAX_NAME: Final = 200
"""Bytes of a file's or folder's name; file systems take 255, and staging adds a few."""
_FILE_MODES: Final = frozenset({b"100644", b"100755"})
_KINDS: Final = {b"120000": ("这是一个链接", "it is a link"), b"160000": ("这是一个子模块", "it is a submodule")}


class GitTree:
    """The plain files of a commit (or a bare tree) of *repository*, as a folder would show them."""

    def __init__(self, repository: Path, commit: str) -> None:
        tree = find_object(repository, commit, "tree")
        if tree is None:
            message = f"{repository} 里没有 {commit} 这个提交"
            raise GitError(message)
        self.repository = repository
        self.tree = tree
        self._listings: dict[str, _Listing] = {}

    def __getstate__(self) -> dict[str, Any]:
        """All but the running git, which belongs to one process."""
        return {key: value for key, value in self.__dict__.items() if key != "_blobs"}

    def list_files(self, folder: str) -> tuple[str, ...]:
        """All plain files below *folder*, sorted, as paths from the root."""
        return tuple(self._list(folder).blobs)

    def list_unfit(self, folder: str) -> tuple[Diagnostic, ...]:
        """What below *folder* is no plain file of a sound name and size, as findings."""
        return tuple(self._list(folder).unfit)

    def blob_hashes(self, folder: str) -> dict[str, str]:
        """Git's name of the content of each file below *folder*."""
        return dict(self._list(folder).blobs)

    def stamps(self, folder: str) -> dict[str, str]:
        """Every file below *folder* with the name of its content, which is all a stamp has to tell."""
        return self.blob_hashes(folder)

    def digests(self, files: Iterable[str]) -> dict[str, str]:
        """Git's name of the content of each of *files*; nothing for one the commit has not."""
        return {file: self._list(file.partition("/")[0]).blobs.get(file, "") for file in files}

    def read_bytes(self, file: str, most: int = -1) -> bytes:
        """The content of *file*, at *most* so many bytes of it; FileNotFoundError where there is no such plain file."""
        folder, slash, _ = file.partition("/")
        blob = self._list(folder if slash else "").blobs.get(file)
        if blob is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), file)
        content = self._blobs.read(blob)
        return content if most < 0 else content[:most]

    @cached_property
    def _blobs(self) -> "_Blobs":
        return _Blobs(self.repository)

    def _list(self, folder: str) -> "_Listing":
        if folder not in self._listings:
            self._listings[folder] = self._read_listing(folder)
        return self._listings[folder]

    def _read_listing(self, folder: str) -> "_Listing":
        listing = _Listing()
        below = ("--", f"{folder}/") if folder else ()
        items = stream_git(self.repository, "ls-tree", "-r", "-z", "--long", "--full-tree", self.tree, *below)
        with closing(items):
            for number, item in enumerate(items):
                if number == MAX_ENTRIES:
                    listing.unfit.append(_unfit(folder, f"文件超过 {MAX_ENTRIES} 个", f"more than {MAX_ENTRIES} files"))
                    break
                head, _, name = item.partition(b"\t")
                mode, _, blob, size = head.split()
                fault = _find_fault(mode, size, name)
                if fault is None:
                    # Git sorts by bytes, which for UTF-8 is the order of Python's strings too.
                    listing.blobs[name.decode()] = blob.decode()
                else:
                    listing.unfit.append(_unfit(name.decode(errors="backslashreplace"), *fault))
        return listing


@dataclass(frozen=True, slots=True)
class _Listing:
    """What lies below a folder: files with their blobs, and what is no plain file."""

    blobs: dict[str, str] = field(default_factory=dict)
    unfit: list[Diagnostic] = field(default_factory=list)


def _find_fault(mode: bytes, size: bytes, name: bytes) -> tuple[str, str] | None:
    """Why an entry cannot be taken for a plain file, in Chinese and English."""
    if mode not in _FILE_MODES:
        return _KINDS.get(mode, ("这不是普通文件", "it is no plain file"))
    if int(size) > MAX_BLOB:
        return f"文件太大，最多 {MAX_BLOB >> 20} MB", f"it is larger than {MAX_BLOB >> 20} MB"
    try:
        text = name.decode()
    except UnicodeDecodeError:
        return "文件名不是 UTF-8 编码", "its name is not UTF-8"
    parts = text.split("/")
    if "\\" in text or not text.isprintable() or not {"", ".", "..", ".git"}.isdisjoint(parts):
        return "文件名里有不能用的字符", "its name has characters that may not be used"
    if any(len(part.encode()) > MAX_NAME for part in parts):
        return "文件名太长", "its name is too long"
    return None


def _unfit(file: str, reason: str, reason_en: str) -> Diagnostic:
    return Diagnostic(Span(file), RULES["Y026"], {"reason": reason, "reason_en": reason_en})


def read_blobs(repository: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The content of each of *blobs*."""
    reader = _Blobs(repository)
    for blob in blobs:
        yield blob, reader.read(blob)


class _Blobs:
    """One running ``git cat-file`` a process: a fork must not talk into its parent's pipe."""

    def __init__(self, repository: Path) -> None:
        self._repository = repository
        self._owner = 0
        self._git: subprocess.Popen[bytes] | None = None

    def read(self, blob: str) -> bytes:
        """The bytes of *blob*."""
        requests, answers = self._pipes()
        requests.write(f"{blob}\n".encode())
        requests.flush()
        head = answers.readline().split()
        if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004 - name, kind, size
            message = f"对象 {blob} 不完整，仓库可能已损坏"
            raise GitError(message)
        content = answers.read(int(head[2]))
        answers.read(1)  # the line break after it
        return content

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._git is None or self._owner != os.getpid():
            if self._git is not None:
                self._git.returncode = 0  # the parent's to wait for
            self._owner = os.getpid()
            self._git = subprocess.Popen(  # noqa: S603 - no shell
                command_for(self._repository, "cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        assert self._git.stdin is not None
        assert self._git.stdout is not None
        return self._git.stdin, self._git.stdout

    def __del__(self) -> None:
        """End git with the tree it reads for; a forked child leaves its parent's alone."""
        if self._git is not None and self._owner == os.getpid():
            for pipe in (self._git.stdin, self._git.stdout):
                if pipe is not None:
                    pipe.close()
            self._git.wait()
