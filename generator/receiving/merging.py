"""Merge commits without a work tree: git's own merge, on objects alone.

Gets commits, gives trees and commits; moves no branch but by :func:`advance`, which never loses what came between.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from generator.source.git_program import GitError, run_git


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two commits that git cannot merge by itself."""

    files: tuple[str, ...]


def is_ancestor(repository: Path, old: str, new: str) -> bool:
    """Whether everything of *old* is in *new*."""
    code, _ = run_git(repository, "merge-base", "--is-ancestor", old, new, codes=(0, 1))
    return code == 0


def find_base(repository: Path, one: str, other: str) -> str | None:
    """The commit where two histories part; none where they never met."""
    code, out = run_git(repository, "merge-base", one, other, codes=(0, 1))
    return out.decode().strip() if code == 0 else None


def merge_trees(repository: Path, main: str, branch: str) -> str | Conflict:
    """The tree that merging *branch* into *main* gives, or the files that stand in its way."""
    code, out = run_git(
        repository, "merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", main, branch, codes=(0, 1)
    )
    tree, *files = out.decode(errors="backslashreplace").split("\0")
    return tree if code == 0 else Conflict(tuple(file for file in files if file))


def commit_merge(repository: Path, tree: str, parents: tuple[str, str], message: str) -> str:
    """A commit of *tree* that joins *parents*."""
    _, out = run_git(repository, "commit-tree", tree, "-p", parents[0], "-p", parents[1], "-m", message)
    return out.decode().strip()


def advance(repository: Path, ref: str, new: str | None, old: str) -> bool:
    """Move *ref* from *old* to *new* (none: remove it), unless it has moved meanwhile."""
    arguments = ("-d", ref, old) if new is None else (ref, new, old)
    try:
        run_git(repository, "update-ref", *arguments)
    except GitError:
        _, now = run_git(repository, "rev-parse", "--verify", "--quiet", ref, codes=(0, 1))
        if now.decode().strip() == old:
            raise
        return False
    return True


def unquarantined() -> dict[str, str]:
    """The environment without what git sets for a hook: for programs that work in another repository or folder."""
    return {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key == "GIT_EXEC_PATH"}
