"""Have MkDocs render the frame in a process of its own, while this one reads records.

Gets the settings file, gives the deployment's settings as soon as they are known and then the frame. MkDocs takes longer
to import than a small site takes to write, and its memory goes with its process.
"""

from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import tempfile
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from generator.frame import Frame
    from generator.model.site import Site


class FrameProcess:
    """A frame maker (see :class:`generator.build.outcome.FrameMaker`); use as a context manager."""

    def __init__(self, config_file: Path, *, strict: bool = False) -> None:
        self._config_file = config_file
        self._strict = strict
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._site: Site | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        if self._folder is not None:
            self._folder.cleanup()

    def start(self) -> None:
        """Begin."""
        import tempfile  # noqa: PLC0415 - most builds have the frame already
        from multiprocessing import get_context  # noqa: PLC0415

        context = get_context("fork")
        self._folder = tempfile.TemporaryDirectory(prefix="brands-frame-")
        self._pipe, far_end = context.Pipe(duplex=False)
        arguments = (far_end, self._config_file, Path(self._folder.name), self._strict)
        self._process = context.Process(target=_make_frame, args=arguments)
        self._process.start()
        far_end.close()

    def site(self) -> "Site":
        """The deployment's settings; FrameError where they are wrong."""
        if self._site is None:
            self._site = self._receive()
        return self._site

    def take(self) -> "Frame":
        """The frame; FrameError where the theme or the settings cannot make one."""
        self.site()
        frame: Frame = self._receive()
        return frame

    def _receive(self) -> Any:
        assert self._pipe is not None
        try:
            received = self._pipe.recv()
        except EOFError:
            raise RuntimeError("the process that renders the frame ended without an answer") from None
        if isinstance(received, Exception):
            raise received
        return received


def _make_frame(pipe: "Connection", config_file: Path, folder: Path, strict: bool) -> None:
    signal(SIGINT, SIG_IGN)  # Ctrl+C is the parent's to answer
    from generator.frame import FrameError  # noqa: PLC0415 - only this process needs MkDocs
    from generator.plugin import render_frame  # noqa: PLC0415

    try:
        pipe.send(render_frame(config_file, folder, strict=strict, tell=pipe.send))
    except FrameError as fault:
        pipe.send(fault)
