"""Notices what is saved in a project: records, policies, hand-written pages, theme, settings, the generator itself.

Gets folders; gives the paths that changed, gathered until it is quiet. Watches folders and never single files, since
editors save by putting a new file in the old one's place, and finds folders again that were taken away.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias

from watchfiles import Change, DefaultFilter, watch

from generator.serving.frames import SETTINGS
from generator.serving.looking import look

FOLDERS: Final = ("brands", "policies", "docs", "theme")
_QUIET: Final = 10
_GATHER: Final = 200
"""Milliseconds: without another change the wait is over; with ever more of them it is over all the same."""
_SIGN_OF_LIFE: Final = 250
_is_of_people: Final = DefaultFilter(ignore_dirs=("__pycache__",))
"""Leaves out what editors and Python write for themselves."""

Paths: TypeAlias = frozenset[Path]
Keep: TypeAlias = Callable[[Change, str], bool]


class Watch:
    """Watches a project and a package."""

    def __init__(self, root: Path, package: Path, *, looks: bool = False) -> None:
        self._root = root.resolve()
        self._package = package.resolve()
        self._changes: SimpleQueue[Paths] = SimpleQueue()
        self._stopped = threading.Event()
        self._moved = threading.Event()
        """Set when a watched folder came or went, so that the watch has to begin anew."""
        self._looks = looks
        """Whether to look for changes instead of being told of them."""
        self._threads = [
            threading.Thread(target=target, name=target.__name__, daemon=True)
            for target in (self._watch_root, self._watch_folders)
        ]

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Watch while the block runs."""
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            self._moved.set()
            for thread in self._threads:
                thread.join()

    def wait(self, timeout: float | None = None) -> Paths:
        """What has changed since the last time; waits for it, *timeout* seconds at most."""
        try:
            changed = self._changes.get(timeout=timeout)
        except Empty:
            return frozenset()
        while not self._changes.empty():
            changed |= self._changes.get()
        return changed

    def _watch_root(self) -> None:
        """Only what lies in the project's folder itself; below it are environments and sites."""
        while not self._stopped.is_set():
            for changed in self._watched(self._root, keep=_is_of_root, until=self._stopped, recursive=False):
                if any(path.name in FOLDERS for path in changed):
                    self._moved.set()
                if changed:
                    self._changes.put(changed)

    def _watch_folders(self) -> None:
        missed: Paths = frozenset()
        while True:
            self._moved.clear()
            if self._stopped.is_set():  # looked at after that, since both are set in turn
                return
            there = [self._package, *filter(Path.is_dir, (self._root / name for name in FOLDERS))]
            for changed in self._watched(*there, keep=_is_of_people, until=self._moved, recursive=True):
                if changed | missed:
                    self._changes.put(changed | missed)
                missed = frozenset()
            missed = frozenset(self._root / name for name in FOLDERS)  # until the watch is up again

    def _watched(self, *folders: Path, keep: Keep, until: threading.Event, recursive: bool) -> Iterator[Paths]:
        """What changes in *folders*; nothing now and then, which tells that the watch is up."""
        if self._looks:
            for seen in look(*folders, until=until, deep=recursive):
                yield frozenset(Path(path) for path in seen if keep(Change.added, path))
            return
        try:
            for told in watch(
                *folders, watch_filter=keep, step=_QUIET, debounce=_GATHER, rust_timeout=_SIGN_OF_LIFE,
                yield_on_timeout=True, stop_event=until, raise_interrupt=False, recursive=recursive, force_polling=False,
            ):  # fmt: skip
                yield frozenset(Path(path) for _, path in told)
        except (OSError, RuntimeError):
            # A folder went away meanwhile, or the system has no more watches to give: looking is always possible.
            self._looks = all(map(Path.is_dir, folders))
            until.wait(_SIGN_OF_LIFE / 1000)


def _is_of_root(change: Change, path: str) -> bool:
    """Whether it is the settings, or a folder that came or went: one that only holds something else is watched."""
    name = Path(path).name
    return name == SETTINGS or (name in FOLDERS and change is not Change.modified)
