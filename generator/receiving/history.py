"""Look for personal data in what a submission's earlier commits held and its last no longer holds.

A file put right in a later commit stays in the history with all that was wrong in it, for everybody who may clone.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic
from generator.records.scanning import scan_text
from generator.source.git_program import run_git
from generator.source.git_tree import GitTree, read_blobs

MAX_BYTES: Final = 256 * 1024
"""Larger ones are no records; git sorts them out before anything is read."""
MAX_OBJECTS: Final = 20_000


def scan_history(repository: Path, main: str, new: str) -> list[Diagnostic]:
    """The personal data in files below brands/ that commits of *new* but not of *main* held on the way."""
    kept = set(GitTree(repository, new).blob_hashes("brands").values())
    passed = {blob: file for blob, file in _list_blobs(repository, main, new) if blob not in kept}
    findings = []
    for blob, content in read_blobs(repository, passed):
        findings += scan_text(content.decode(errors="replace"), passed[blob])
    return findings


def _list_blobs(repository: Path, main: str, new: str) -> Iterator[tuple[str, str]]:
    """Every blob below brands/ that came with the commits of *new*, with a name it had."""
    _, out = run_git(
        repository, "rev-list", "--objects", "--filter-provided-objects", f"--filter=blob:limit={MAX_BYTES}",
        "--filter=object:type=blob", new, f"^{main}", "--",
    )  # fmt: skip
    for line in islice(out.decode(errors="backslashreplace").splitlines(), MAX_OBJECTS):
        blob, _, file = line.partition(" ")
        if file.startswith("brands/"):
            yield blob, file
