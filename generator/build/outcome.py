"""What a build is asked for and what it did. Imports next to nothing: a build with nothing to do must be quick."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from generator.build.progress import Progress
from generator.diagnostics import Diagnostic, Severity
from generator.trees import FolderTree

if TYPE_CHECKING:
    from generator.frame import Frame
    from generator.model.site import Site


class NotOurSiteError(Exception):
    """The output folder holds files this program did not make."""


class UnfinishedSiteError(OSError):
    """The system refused a change of the site after others had been made; the next build finishes it."""


class FrameMaker(Protocol):
    """Has MkDocs render the frame, in a process of its own where there is other work to do meanwhile."""

    def start(self) -> None:
        """Begin."""

    def site(self) -> "Site":
        """The deployment's settings, which are known long before the frame is; FrameError where they are wrong."""

    def take(self) -> "Frame":
        """The frame; FrameError where the theme or the settings cannot make one."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a build is asked for."""

    root: Path
    out: Path
    as_of: str
    frames: FrameMaker
    progress: Progress
    state: Path
    """Folder of the ledger and of what else is kept between builds."""
    strict: bool = False
    ours: bool = False
    """Whether *out* is known to be a site of ours, however it looks."""

    @property
    def tree(self) -> FolderTree:
        """The project's inputs."""
        return FolderTree(self.root)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did."""

    findings: tuple[Diagnostic, ...]
    files: int = 0
    brands: int = 0
    pages: int = 0
    written: tuple[str, ...] = ()
    """Site paths of the files that are new or differ."""
    removed: tuple[str, ...] = ()
    """Site paths of the files that are gone."""
    unchanged: int = 0
    built: bool = False
    """Whether the site now is what the records say."""
    reasons: dict[str, str] = field(default_factory=dict)
    """For each file written or removed the key of what changed; empty after a build that made everything anew."""
    afresh: str | None = None
    """Why everything was made anew, in Chinese; empty for a first build, none where only changes were made."""


def is_refused(findings: Sequence[Diagnostic], *, strict: bool) -> bool:
    """Whether *findings* keep a build from writing anything; *strict*: warnings do too."""
    least = Severity.WARNING if strict else Severity.ERROR
    return any(finding.rule.severity >= least for finding in findings)
