"""Bring the published site up to what main says: check out main beside the repository, then `brands publish`.

A site that somebody took back to an older release stays so until main moves on: a timer must not undo that. One works at a time and one may wait; further callers are told that the one who waits does it for them. The work tree
is main's alone; the program that builds is the installed one.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from generator.publishing import is_place, open_place, read_standing
from generator.receiving.locking import locked_in_turn
from generator.receiving.merging import unquarantined
from generator.receiving.settings import MAIN, Settings
from generator.source.git_program import GitError, command_for, find_object, run_git

_NO_HOOKS: Final = ("-c", "core.hooksPath=/dev/null")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of a refresh: published, not (the old site stays), left to the one that waits, or not wanted."""

    state: Literal["published", "failed", "folded", "held"]
    said: str = ""
    """What `brands publish` said."""


def refresh(settings: Settings, site: Path) -> Refreshed:
    """Publish main to *site*."""
    with locked_in_turn(settings.repository / "brands") as has_turn:
        if not has_turn:
            return Refreshed("folded")
        commit = find_object(settings.repository, MAIN, "commit")
        if commit is None:
            return Refreshed("failed", "仓库里还没有主线 main，没有可发布的。\n")
        if is_held_back(site, commit):
            return Refreshed("held")
        _check_out(settings, commit)
        done = subprocess.run(  # noqa: S603 - the program the maintainer set
            [settings.program, "publish", "--to", str(site), "--root", str(settings.worktree), *_options(settings)],
            cwd=settings.repository, env=_environment(settings), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    return Refreshed("failed" if done.returncode else "published", done.stdout.decode(errors="replace"))


def is_held_back(site: Path, commit: str) -> bool:
    """Whether somebody went back from the release of *commit*, so that publishing it again would undo that."""
    if not is_place(site):
        return False
    standing = read_standing(open_place(site))
    newest = max(standing.releases, key=lambda release: release.number, default=None)
    if newest is None or standing.live is None:
        return False
    return standing.live.number < newest.number and newest.commit == commit


def _options(settings: Settings) -> list[str]:
    return ["--precompress"] if settings.precompress else []


def _environment(settings: Settings) -> dict[str, str]:
    """What the build is told whoever starts it: the site's address, that its day is China's, no code of the work tree."""
    address = {"SITE_URL": settings.site_url} if settings.site_url else {}
    return {**unquarantined(), "TZ": "Asia/Shanghai", "PYTHONSAFEPATH": "1", **address}


def fetch_main(settings: Settings) -> None:
    """Bring main up to its ``remote.origin``, for a repository that follows another server."""
    run_git(settings.repository, "fetch", "--quiet", "--no-tags", "origin", f"+{MAIN}:{MAIN}")


def _check_out(settings: Settings, commit: str) -> None:
    """Make the work tree hold *commit* and nothing else but the caches of builds."""
    worktree = settings.worktree
    if not (worktree / ".git").is_file():
        worktree.parent.mkdir(parents=True, exist_ok=True)
        run_git(settings.repository, "worktree", "prune")
        _run_apart(settings.repository, *_NO_HOOKS, "worktree", "add", "--force", "--detach", str(worktree), commit)
        return
    # A run that was killed leaves its lock; ours is the only program here, and it holds the turn.
    (Path(_run_apart(worktree, "rev-parse", "--absolute-git-dir")) / "index.lock").unlink(missing_ok=True)
    _run_apart(worktree, *_NO_HOOKS, "checkout", "--force", "--detach", commit)
    _run_apart(worktree, "clean", "-ffdx", "--exclude=/.cache/")


def _run_apart(folder: Path, *arguments: str) -> str:
    """What git says in *folder*, without the environment of the hook around it."""
    done = subprocess.run(  # noqa: S603 - no shell
        command_for(folder, *arguments), env=unquarantined(), capture_output=True, check=False
    )
    if done.returncode:
        message = f"取出主线没有成功：{done.stderr.decode(errors='replace').strip()}"
        raise GitError(message)
    return done.stdout.decode().strip()
