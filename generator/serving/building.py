"""The builder: builds the preview's site when it is asked to, in a process that stays warm between builds.

Gets a commission once and the question to build as often as something changed; gives results as values. What only
a new process would see (the generator's own code and tables) is the owner's to notice.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from traceback import format_exc

from generator.build import Progress, build_site
from generator.build.outcome import NotOurSiteError
from generator.day import today
from generator.diagnostics import Diagnostic, Severity
from generator.frame import Frame
from generator.model.site import Site
from generator.serving.frames import kept_frame
from generator.serving.worker import WorkerLostError


@dataclass(frozen=True, slots=True)
class Commission:
    """What to build where, and what the edges contribute; it goes to another process, so functions go by name."""

    root: Path
    folder: Path
    """The preview's own folder."""
    render_frame: Callable[[Path, Path], Frame]
    """The frame of the settings file, its files put into the folder."""
    shown_progress: Callable[[], AbstractContextManager[Progress]]

    @property
    def site(self) -> Path:
        """Where the preview's site lies."""
        return self.folder / "site"

    @property
    def state(self) -> Path:
        """Where its builds keep what they know."""
        return self.folder / "state"


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did, or why it did nothing."""

    built: bool
    findings: tuple[Diagnostic, ...] = ()
    """Errors and warnings; hints are for whoever asks for them."""
    changed: frozenset[str] | None = None
    """Site paths that were written or removed; absent where nobody knows."""
    brands: int = 0
    pages: int = 0
    seconds: float = 0.0
    trouble: str = ""
    """What went wrong that is no finding: the disk, or the program itself."""


@contextmanager
def builder(commission: Commission) -> Iterator[Callable[[bool], Result]]:
    """A way to build again and again; it is told whether to show progress, because somebody waits for the build."""
    with kept_frame(commission.root, commission.render_frame, soon=not commission.site.exists()) as make_frame:
        yield lambda is_awaited: _build(commission, make_frame, is_awaited=is_awaited)


def _build(commission: Commission, make_frame: Callable[[], Frame], *, is_awaited: bool) -> Result:
    start = time.monotonic()
    try:
        with commission.shown_progress() if is_awaited else nullcontext() as progress:
            result = _build_site(commission, make_frame, progress)
    except WorkerLostError:
        raise
    except NotOurSiteError as error:
        result = Result(built=False, trouble=f"{error} 里有别的文件，不像是预览用的文件夹；请先把它移走")
    except OSError as error:
        result = Result(built=False, trouble=f"{error.filename or commission.folder}：{error.strerror or error}")
    except Exception:  # noqa: BLE001 - whoever changes the generator's code sees what came of it, and goes on
        result = Result(built=False, trouble=format_exc())
    return replace(result, seconds=time.monotonic() - start)


def _build_site(commission: Commission, make_frame: Callable[[], Frame], progress: Progress | None) -> Result:
    frames = _Frames(make_frame)
    outcome = build_site(commission.root, commission.site, today(), frames, progress, state=commission.state)
    return Result(
        built=outcome.built,
        findings=tuple(each for each in outcome.findings if each.rule.severity > Severity.HINT),
        changed=frozenset((*outcome.written, *outcome.removed)),
        brands=outcome.brands,
        pages=outcome.pages,
    )


class _Frames:
    """The frame as a build asks for it; it is made in a process that is warm already."""

    def __init__(self, make_frame: Callable[[], Frame]) -> None:
        self._make = cache(make_frame)

    def start(self) -> None:
        """Begin when it is asked for."""

    def site(self) -> Site:
        """The deployment's settings."""
        return self._make().site

    def take(self) -> Frame:
        """The frame."""
        return self._make()
