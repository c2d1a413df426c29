"""A bare repository with the shipped hooks, and clerks who clone it, change records and push."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.project import RECORD, REPOSITORY, Answer, Project

GIT: Final = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "clerk", "GIT_AUTHOR_EMAIL": "clerk@example.gov.cn", "LC_ALL": "C.UTF-8",
    "GIT_COMMITTER_NAME": "clerk", "GIT_COMMITTER_EMAIL": "clerk@example.gov.cn",
}  # fmt: skip
"""An environment in which git knows nothing of this machine's user."""


def git(folder: Path, *arguments: object, user: str | None = None, code: int | None = 0) -> Answer:
    """Run git in *folder*, as *user* where a hook will ask for one, and expect the exit *code* (none: any)."""
    known = {"REMOTE_USER": user} if user is not None else {}
    inherited = {key: os.environ[key] for key in ("PYTHONPATH", "SOURCE_DATE_EPOCH", "SITE_URL") if key in os.environ}
    done = subprocess.run(
        ["git", *map(str, arguments)],
        cwd=folder, env={**GIT, **inherited, **known}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert code is None or done.returncode == code, done.stdout + done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)


def record(region: str, division: str) -> str:
    """A sound brand of *region*."""
    return RECORD.replace("潜江", region).replace("429005", division)


@dataclass(frozen=True)
class Clerk:
    """Somebody with a clone."""

    name: str
    clone: Path

    def write(self, file: str, text: str | bytes) -> None:
        """Write a file in the clone and commit it."""
        target = self.clone / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        self.commit(f"Write {file}")

    def commit(self, message: str) -> None:
        """Commit all that was changed."""
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--allow-empty", "-m", message)

    def push(self, *what: str) -> Answer:
        """Push, whatever becomes of it; what the server said is in ``err``."""
        return git(
            self.clone, "push", "origin", *(what or (f"HEAD:submit/{self.name}/work",)), user=self.name, code=None
        )


def make_program(folder: Path) -> Path:
    """The `brands` program of this checkout as one file, as an installed one is."""
    program = folder / "brands"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={REPOSITORY} exec {sys.executable} -P -m generator "$@"\n')
    program.chmod(0o755)
    return program


def make_project(root: Path) -> Project:
    """A project under git with one brand, and the scripts that set a server up."""
    project = Project.make(root)
    project.add()
    shutil.copytree(REPOSITORY / "deploy", root / "deploy")
    commit_all(root)
    return project


def commit_all(root: Path) -> None:
    """Put *root* under git with all that is in it."""
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "Start")


@dataclass(frozen=True)
class Office:
    """The server's side without its web server."""

    folder: Path
    repository: Path
    program: Path

    @classmethod
    def make(cls, folder: Path) -> "Office":
        """A repository whose main holds one sound brand; `wang` is its maintainer."""
        project = Project(folder / "project")  # without theme and pages: nothing of it is built
        project.add()
        for file in ("mkdocs.yml", "docs/about.md"):
            project.write(file, (REPOSITORY / file).read_text(encoding="utf-8"))
        commit_all(project.root)
        repository = folder / "brands.git"
        git(folder, "clone", "--quiet", "--bare", project.root, repository)
        git(repository, "remote", "remove", "origin")
        for hook in (REPOSITORY / "deploy/hooks").iterdir():
            shutil.copy(hook, repository / "hooks")
        office = cls(folder, repository, make_program(folder / "bin"))
        office.configure("brands.program", str(office.program))
        office.configure("brands.maintainer", "wang")
        office.configure("user.name", "brands")
        office.configure("user.email", "brands@example.gov.cn")
        return office

    def configure(self, key: str, value: str) -> None:
        """Set one of the repository's settings."""
        git(self.repository, "config", key, value)

    def clerk(self, name: str) -> Clerk:
        """Somebody with a fresh clone."""
        clone = self.folder / "clones" / name
        clone.parent.mkdir(exist_ok=True)
        git(self.folder, "clone", "--quiet", self.repository, clone)
        return Clerk(name, clone)

    def branches(self) -> list[str]:
        """All branches there are."""
        return git(self.repository, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").out.split()

    def main_files(self, folder: str = "brands") -> list[str]:
        """The files of main below *folder*."""
        return git(self.repository, "ls-tree", "-r", "--name-only", "main", f"{folder}/").out.split()
