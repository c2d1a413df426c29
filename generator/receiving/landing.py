"""Merge submissions into main: tried, checked as merged, and only then made main, one after the other.

Gets a submission's branch, gives what became of it. A submission that does not fit stays where it is; nothing is
ever forced.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.receiving.changes import list_changes
from generator.receiving.commits import CommitCheck, check_commit
from generator.receiving.locking import locked
from generator.receiving.merging import Conflict, advance, commit_merge, find_base, is_ancestor, merge_trees
from generator.receiving.pushes import refuse_changes
from generator.receiving.settings import MAIN, SUBMIT, Settings
from generator.source.git_program import find_object, run_git

Fate = Literal["merged", "conflict", "unsound", "removes", "outside", "gone"]


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of a submission."""

    branch: str
    fate: Fate
    files: tuple[str, ...] = ()
    """The files that stand in the way, where files do."""
    check: CommitCheck | None = None


def land_waiting(settings: Settings, as_of: str) -> list[Landed]:
    """Merge every submission that may be merged without a maintainer."""
    return [land(settings, branch, as_of, by_hand=False) for branch in list_submissions(settings)]


def list_submissions(settings: Settings) -> list[str]:
    """The branches that wait for being merged, oldest first."""
    _, out = run_git(
        settings.repository, "for-each-ref", "--sort=creatordate", "--format=%(refname:lstrip=2)", SUBMIT.rstrip("/")
    )
    return out.decode().split()


def land(settings: Settings, branch: str, as_of: str, *, by_hand: bool, by: str = "") -> Landed:
    """Merge the submission *branch* into main if it is sound as merged, and take the branch away.

    *by_hand* says that a maintainer has looked at it: then it may touch other files and remove records.
    """
    with locked(settings.repository / "brands" / "merging.lock"):
        while True:
            landed = _try_landing(settings, branch, as_of, by_hand=by_hand, by=by)
            if landed is not None:  # else a maintainer has pushed main meanwhile: once more, on top of that
                return landed


def _try_landing(settings: Settings, branch: str, as_of: str, *, by_hand: bool, by: str) -> Landed | None:
    repository = settings.repository
    main = find_object(repository, MAIN, "commit")
    tip = find_object(repository, f"refs/heads/{branch}", "commit")
    if main is None or tip is None:
        return Landed(branch, "gone")
    if not is_ancestor(repository, tip, main):
        merged = merge_trees(repository, main, tip)
        if isinstance(merged, Conflict):
            return Landed(branch, "conflict", merged.files)
        if not by_hand and (held := _hold_back(settings, branch, main, tip, merged)):
            return held
        check = check_commit(repository, merged, as_of, against=main)
        if check.has_errors:
            return Landed(branch, "unsound", check=check)
        message = f"合并 {branch}" + (f"\n\n提交人：{by}" if by else "")
        if not advance(repository, MAIN, commit_merge(repository, merged, (main, tip), message), main):
            return None
    # Where the branch has been pushed again meanwhile it stays, and that push lands it.
    advance(repository, f"refs/heads/{branch}", None, tip)
    return Landed(branch, "merged")


def _hold_back(settings: Settings, branch: str, main: str, tip: str, merged: str) -> Landed | None:
    """Whether a submission needs a maintainer's eye: it touches other files, or takes records away."""
    base = find_base(settings.repository, main, tip)
    if base is None or refuse_changes(list_changes(settings.repository, base, tip), trusted=False):
        return Landed(branch, "outside")
    removed = tuple(_list_removed(settings, main, merged))
    return Landed(branch, "removes", removed) if removed else None


def _list_removed(settings: Settings, main: str, merged: str) -> Iterator[str]:
    """The records that are gone; one that moved to another province is not."""
    changes = list(list_changes(settings.repository, main, merged))
    there = {change.file.rpartition("/")[2] for change in changes if change.kind != "D"}
    for change in changes:
        if change.kind == "D" and change.file.endswith(".yml") and change.file.rpartition("/")[2] not in there:
            yield change.file
