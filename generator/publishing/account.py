"""`status.json`: what a site says of itself — which release, of which commit, as of which day, how much is in it.

Gets a finished tree and what the build told; the same records, commit and release give the same bytes, without a clock.
"""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ACCOUNT: Final = "status.json"
_COUNTED: Final = ("figures", "policies")
_COUNT: Final = re.compile(rb'"count":\s*(\d+)')
_HEAD: Final = 1024
_OF_A_HOOK: Final = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH"}
)


@dataclass(frozen=True, slots=True)
class Account:
    """What a release says of itself."""

    release: int
    commit: str | None
    day: str
    brands: int
    pages: int


def read_commit(root: Path) -> str | None:
    """The commit that is checked out at *root*; None where *root* is under no version control."""
    # In a hook of git these are set to the repository that runs it, which may be another one.
    surroundings = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            ["git", "-C", str(root), "rev-parse", "HEAD"],  # noqa: S607 - the git of the machine
            capture_output=True, text=True, check=False, env=surroundings,
        )  # fmt: skip
    except OSError:
        return None
    commit = done.stdout.strip()
    return commit if done.returncode == 0 and re.fullmatch(r"[0-9a-f]{40,64}", commit) else None


def write_account(tree: Path, account: Account) -> bool:
    """Write the account into *tree*; whether it says anything new."""
    counts = {"brands": account.brands, "pages": account.pages, **_counts(tree)}
    said: dict[str, object] = {"release": account.release, "as_of": account.day}
    if account.commit:
        said["commit"] = account.commit
    text = json.dumps({**said, "counts": counts}, indent=2) + "\n"
    file = tree / ACCOUNT
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return False
    staged = file.with_name(f".{ACCOUNT}")
    staged.write_text(text, encoding="utf-8")
    staged.replace(file)
    return True


def read_account(tree: Path) -> Account | None:
    """What the release in *tree* says of itself; None where it says nothing sound."""
    try:
        return parse_account(json.loads((tree / ACCOUNT).read_bytes()))
    except (OSError, ValueError):
        return None


def parse_account(said: Any) -> Account | None:
    """An account from its JSON; None where it is none."""
    try:
        counts = said["counts"]
        return Account(
            int(said["release"]), said.get("commit"), str(said["as_of"]), int(counts["brands"]), int(counts["pages"])
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _counts(tree: Path) -> dict[str, int]:
    """How many entries the site's own data files say they have."""
    counts = {}
    for name in _COUNTED:
        file = tree / f"api/v1/{name}.json"
        if file.is_file():
            with file.open("rb") as opened:
                found = _COUNT.search(opened.read(_HEAD))
            if found:
                counts[name] = int(found.group(1))
    return counts
