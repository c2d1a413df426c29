"""Check the records of a commit from git's objects, alone or against another commit.

Gets a repository and revisions, gives findings. Only data is taken from the commit: its code, theme, settings and
schemas are neither read nor run; the installed program judges.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.build import Progress
from generator.build.surveying import survey_tree
from generator.diagnostics import Diagnostic, Severity, sorted_by_place
from generator.receiving.changes import list_changes
from generator.source.git_tree import GitTree

RECORD_FOLDERS: Final = ("brands", "policies")


@dataclass(frozen=True, slots=True)
class CommitCheck:
    """What was found in a commit, and how many records it has."""

    findings: tuple[Diagnostic, ...]
    files: int

    @property
    def has_errors(self) -> bool:
        """Whether something found keeps the commit from being published."""
        return any(map(_is_error, self.findings))


def check_commit(
    repository: Path, commit: str, as_of: str, *, against: str | None = None, progress: Progress | None = None
) -> CommitCheck:
    """Check all records of *commit*; *against* another one, tell only what its changes brought.

    That is every finding in a file changed since, and errors elsewhere that *against* had not: a new record may make
    an old one wrong.
    """
    checked = _survey_commit(repository, commit, as_of, progress)
    if against is None:
        return checked
    changed = {change.file for change in list_changes(repository, against, commit)}
    told = [finding for finding in checked.findings if finding.span.file in changed]
    elsewhere = [finding for finding in checked.findings if finding.span.file not in changed and _is_error(finding)]
    if elsewhere:
        known = {_essence(finding) for finding in _survey_commit(repository, against, as_of, progress).findings}
        told += [finding for finding in elsewhere if _essence(finding) not in known]
    return CommitCheck(tuple(sorted_by_place(told)), checked.files)


def _is_error(finding: Diagnostic) -> bool:
    return finding.rule.severity is Severity.ERROR


def _essence(finding: Diagnostic) -> tuple[str, str, str]:
    """A finding but for its line, which may move."""
    return finding.span.file, finding.rule.code, finding.message_zh


def _survey_commit(repository: Path, commit: str, as_of: str, progress: Progress | None) -> CommitCheck:
    tree = GitTree(repository, commit)
    unfit = [finding for folder in RECORD_FOLDERS for finding in tree.list_unfit(folder)]
    surveyed = survey_tree(tree, as_of, progress)
    return CommitCheck(tuple(sorted_by_place([*unfit, *surveyed.findings])), surveyed.files)
