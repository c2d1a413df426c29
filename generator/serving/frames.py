"""The frame, kept as long as what it is made of stays the same.

Gets the project and the function that renders its frame; gives a way to have the frame. The rendering goes on in a
process of its own, which keeps the theme engine imported and its memory apart.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeAlias

from generator.frame import Frame, FrameError
from generator.serving.looking import Stamps, read_stamps, stamp_of
from generator.serving.worker import Worker

RenderFrame: TypeAlias = Callable[[Path, Path], Frame]

SETTINGS: Final = "mkdocs.yml"
_FOLDERS: Final = ("docs", "theme")


class _FrameKeeper:
    """Has the frame rendered when it is asked for and something it is made of is another than last time."""

    def __init__(self, root: Path, worker: "Worker[tuple[Path, Path], Frame]", scratch: Path) -> None:
        self._root = root
        self._worker = worker
        self._scratch = scratch
        self._ordered: Stamps | None = None
        self._kept: tuple[Stamps, Frame] | None = None

    def order(self) -> None:
        """Have the frame rendered while the caller does something else."""
        self._ordered = self._stamps()
        self._worker.order((self._root / SETTINGS, Path(tempfile.mkdtemp(dir=self._scratch))))

    def take(self) -> Frame:
        """The frame as the files are now."""
        stamps = self._stamps()
        if self._kept is not None and self._kept[0] == stamps:
            return self._kept[1]
        if self._ordered is not None and self._ordered != stamps:
            with suppress(FrameError):  # of files that are others by now
                self._collect()
        if self._ordered is None:
            self.order()
        frame = self._collect()
        self._kept = (stamps, frame)
        return frame

    def _collect(self) -> Frame:
        self._ordered = None
        return self._worker.collect()

    def _stamps(self) -> Stamps:
        settings = self._root / SETTINGS
        stamps = read_stamps(self._root / name for name in _FOLDERS)
        return stamps | ({SETTINGS: stamp_of(settings)} if settings.exists() else {})


@contextmanager
def kept_frame(root: Path, render_frame: RenderFrame, *, soon: bool) -> Iterator[Callable[[], Frame]]:
    """A way to have the frame of the project at *root*; rendered already now where it is needed *soon*."""
    with tempfile.TemporaryDirectory(prefix="brands-preview-") as scratch:
        worker: Worker[tuple[Path, Path], Frame] = Worker(_renderer, render_frame)
        keeper = _FrameKeeper(root, worker, Path(scratch))
        try:
            if soon:
                keeper.order()
            yield keeper.take
        finally:
            worker.stop()


@contextmanager
def _renderer(render_frame: RenderFrame) -> Iterator[Callable[[tuple[Path, Path]], Frame]]:
    yield lambda paths: render_frame(*paths)
