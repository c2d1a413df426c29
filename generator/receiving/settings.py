"""The settings of a server's repository, kept in its git configuration under ``brands.``.

Gets a repository, gives values; what is missing or wrong is one clear message.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from generator.source.git_program import GitError, run_git

MAIN = "refs/heads/main"
SUBMIT = "refs/heads/submit/"


class SettingsError(GitError):
    """A setting is missing or cannot be what it says; the message is for the maintainer, in Chinese."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one repository takes pushes and publishes."""

    repository: Path
    maintainers: frozenset[str]
    """Who may push main: names as the web server's password file or the system has them."""
    auto_merge: bool
    """Whether a sound submission is merged at once or waits for a maintainer."""
    waits: bool
    """Whether a push waits until the site is published and tells how that went."""
    precompress: bool
    """Whether compressed copies are published beside the text files."""
    site: Path | None
    """The folder that `brands publish` publishes to; none where nothing is to be published from here."""
    site_url: str | None
    """The address the site will have, where it is not the one in mkdocs.yml."""
    worktree: Path
    """Where main is checked out for the build."""
    upstream: bool
    """Whether main comes from another server (``remote.origin``) and is fetched from there."""
    program: str
    """The `brands` program that publishes."""


def read_settings(repository: Path) -> Settings:
    """The settings of *repository*, a bare one."""
    _, out = run_git(repository, "rev-parse", "--is-bare-repository", "--absolute-git-dir")
    bare, folder = out.decode().splitlines()
    if bare != "true":
        message = f"{repository} 不是服务器上的裸仓库（git init --bare）"
        raise SettingsError(message)
    values = _read_values(Path(folder))
    return Settings(
        repository=Path(folder),
        maintainers=frozenset(values.get("brands.maintainer", [])),
        auto_merge=_flag(values, "brands.automerge", default=False),
        waits=_flag(values, "brands.wait", default=True),
        precompress=_flag(values, "brands.precompress", default=False),
        site=Path(site) if (site := _last(values, "brands.site")) else None,
        site_url=_last(values, "brands.siteurl"),
        worktree=Path(_last(values, "brands.worktree") or f"{folder}/brands/main"),
        upstream="remote.origin.url" in values,
        program=_last(values, "brands.program") or sys.argv[0],
    )


def _read_values(repository: Path) -> dict[str, list[str]]:
    _, out = run_git(repository, "config", "--list", "-z")
    values: dict[str, list[str]] = {}
    for item in out.decode(errors="replace").split("\0"):
        key, line_break, value = item.partition("\n")
        # Git writes a key without "=" without a value: it means true.
        values.setdefault(key, []).append(value if line_break else "true")
    return values


def _last(values: dict[str, list[str]], key: str) -> str | None:
    """A setting that may be given once; of several the last holds, as in git."""
    return values[key][-1] if key in values else None


def _flag(values: dict[str, list[str]], key: str, *, default: bool) -> bool:
    if key not in values:
        return default
    value = values[key][-1].lower()
    if value in {"true", "yes", "on", "1"}:
        return True
    if value in {"false", "no", "off", "0", ""}:
        return False
    message = f"设置 {key} 只能是 true 或 false，现在是“{value}”"
    raise SettingsError(message)
