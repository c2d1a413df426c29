"""What differs between two commits: files with what became of them, from git's objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from generator.source.git_program import stream_git

Kind = Literal["A", "M", "D", "T"]
"""Added, modified, deleted, turned into something else (a link, a submodule); git's own letters."""

PLAIN_MODES: Final = frozenset({"100644", "100755"})


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs; a renamed one is a deletion and an addition."""

    file: str
    kind: Kind
    mode: str
    """Git's mode of the file after the change: 100644 for a plain file, 000000 for none."""


def list_changes(repository: Path, old: str, new: str) -> Iterator[Change]:
    """Every file that differs from *old* to *new*, in the order of their paths."""
    items = stream_git(repository, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--full-index", old, new, "--")
    for head in items:
        _, mode, _, _, kind = head.decode().split(" ")
        name = next(items).decode(errors="backslashreplace")
        yield Change(name, kind, mode)  # type: ignore[arg-type]  # --no-renames leaves these four letters
