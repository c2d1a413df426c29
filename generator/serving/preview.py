"""The loop of a preview: build, tell, wait for a save, build again.

Gets a commission, a listening server and a way to tell the terminal; ends when it is interrupted. A build runs at a
time, and whatever is saved meanwhile goes into the next one.
"""

from pathlib import Path
from typing import Final, Protocol

from generator.serving.building import Commission, Result, builder
from generator.serving.bulletin import Bulletin, Describe
from generator.serving.interruption import held_back, let_through
from generator.serving.server import PreviewServer
from generator.serving.watching import Paths, Watch
from generator.serving.worker import Worker, WorkerLostError

PACKAGE: Final = Path(__file__).resolve().parents[1]
_TEMPLATES: Final = PACKAGE / "templates"
_OURS: Final = PACKAGE / "serving"
_SECOND_THOUGHTS: Final = 0.1
"""Seconds a refusal waits for another save: a file half written is no fault to tell."""


class Told(Protocol):
    """The terminal, as the loop sees it."""

    def build_ended(self, result: Result, before: Result | None) -> None:
        """A build has ended; the one *before* it, if there was one."""

    def program_changed(self, *, in_use: bool) -> None:
        """The generator's code has changed; whether builds use it from now on, or only a new preview will."""


class _Builder:
    """The builder's process, replaced where the code it runs is no longer the code there is."""

    def __init__(self, commission: Commission) -> None:
        self._commission = commission
        self._worker: Worker[bool, Result] | None = None

    def build(self, *, is_awaited: bool) -> Result:
        """What a build gave; a process that did not survive it is replaced for the next."""
        if self._worker is None:
            self._worker = Worker(builder, self._commission)
        try:
            return self._worker.ask(is_awaited)
        except WorkerLostError as error:
            self.stop()
            reason = f"（{error}）" if str(error) else "，原因见终端"
            trouble = f"生成程序中途停了{reason}。改好保存后会重新生成；还是这样，就重新运行 brands serve。"
            return Result(built=False, trouble=trouble)

    def stop(self) -> None:
        """End the process; the next build begins another."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None


def run_preview(
    commission: Commission, server: PreviewServer, describe: Describe, told: Told, *, looks: bool = False
) -> None:
    """Build, serve and watch until interrupted; *looks* where the file system does not tell of changes."""
    bulletin = Bulletin(describe)
    watch, process = Watch(commission.root, PACKAGE, looks=looks), _Builder(commission)
    with held_back(), watch.going_on(), server.showing(commission.site, bulletin):
        try:
            with let_through():
                _go_on(bulletin, watch, process, told)
        finally:
            process.stop()


def _go_on(bulletin: Bulletin, watch: Watch, process: _Builder, told: Told) -> None:
    before: Result | None = None
    while True:
        bulletin.begin()
        result = process.build(is_awaited=before is None)
        changed: Paths = frozenset()
        if not result.built:
            changed = watch.wait(_SECOND_THOUGHTS)
        if not changed:
            bulletin.publish(result)
            told.build_ended(result, before)
            before = result
            changed = watch.wait()
        _renew(process, changed, told)


def _renew(process: _Builder, changed: Paths, told: Told) -> None:
    """Have a new process build where the generator's code or tables changed."""
    code = {path for path in changed if path.is_relative_to(PACKAGE) and not path.is_relative_to(_TEMPLATES)}
    if code:
        process.stop()
        told.program_changed(in_use=not all(path.is_relative_to(_OURS) for path in code))
