"""Keep the frame MkDocs rendered, and take it up again while nothing it is made of has changed.

Gets a job, gives its frame and, sooner, its settings. Renders nothing: that is the frame maker's.
"""

import json
import shutil
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.build.inputs import digest_frame
from generator.build.outcome import Job
from generator.frame import Frame, Shell
from generator.model.site import Site

_FILES: Final = "files"
_ABOUT: Final = "frame.json"


def find_frame(folder: Path, digest: str) -> Frame | None:
    """The frame kept in *folder*, if it is the one of *digest*."""
    try:
        about: dict[str, Any] = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        if about["digest"] != digest:
            return None
        shells = {(section, depth): Shell(*parts) for section, depth, *parts in about["shells"]}
        files = {path: folder / _FILES / path for path in about["files"]}
        return Frame(msgspec.convert(about["site"], Site), shells, files)
    except (OSError, ValueError, KeyError, TypeError, msgspec.ValidationError):
        return None


def keep_frame(folder: Path, digest: str, frame: Frame) -> Frame:
    """Keep *frame* in *folder* under *digest*; the frame as it is kept."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for path, file in frame.files.items():
        target = fresh / _FILES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    shells = [
        [section, depth, each.before, each.between, each.after] for (section, depth), each in frame.shells.items()
    ]
    about = {
        "digest": digest, "site": msgspec.to_builtins(frame.site), "shells": shells, "files": sorted(frame.files),
    }  # fmt: skip
    (fresh / _ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return Frame(frame.site, frame.shells, {path: folder / _FILES / path for path in frame.files})


class Framing:
    """The frame of one build: the one kept from before, or one in the making."""

    def __init__(self, job: Job) -> None:
        self._folder = job.state / "frame"
        self._digest = digest_frame(job.root)
        self._maker = job.frames
        self._kept = find_frame(self._folder, self._digest)
        if self._kept is None:
            self._maker.start()

    def site(self) -> Site:
        """The deployment's settings; FrameError where they are wrong."""
        return self._kept.site if self._kept else self._maker.site()

    def take(self) -> Frame:
        """The frame; FrameError where the theme or the settings cannot make one."""
        if self._kept is None:
            self._kept = keep_frame(self._folder, self._digest, self._maker.take())
        return self._kept
