"""A made-up site of a few small pages, a builder of it that keeps the real one's promises, and publishing both at once.

Publishing knows nothing of what is in a site, so most of its facts are told with this one, in milliseconds a run.
"""

import errno
import hashlib
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from generator.build.outcome import FrameMaker, Outcome
from generator.diagnostics import Diagnostic, Span
from generator.frame import Frame
from generator.messages import RULES
from generator.model.site import Site
from generator.publishing import Delivery, Order, Place, Publication, publish
from generator.publishing.account import ACCOUNT
from generator.publishing.compression import is_copy
from generator.publishing.gates import REQUIRED
from tests.project import AS_OF, files_below

BASE: Final = "https://rsj.example.gov.cn/laowu/"
KILLED: Final = -signal.SIGKILL


class FullDiskError(OSError):
    """What a full disk raises."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


def page(*links: str, ids: tuple[str, ...] = (), text: str = "") -> str:
    """A page with links and places."""
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
    places = "".join(f'<p id="{each}"></p>' for each in ids)
    return f'<!doctype html><link rel="canonical" href="{BASE}"><h1>{text}</h1>{places}{anchors}'


def main_pages() -> dict[str, str]:
    """The files every site must have."""
    return {path: page("/laowu/", f"{BASE}catalog/") if path.endswith(".html") else f"{path}\n" for path in REQUIRED}


def brand(number: int, text: str = "", links: tuple[str, ...] = ()) -> dict[str, str]:
    """The files of one brand."""
    return {
        f"brands/b{number}/index.html": page("../../", "../../catalog/", *links, ids=("figures",), text=text),
        f"api/v1/brands/b{number}.json": json.dumps({"id": number, "text": text}),
    }


def site_of(brands: Mapping[int, str]) -> dict[str, str]:
    """A whole site of *brands*, each with its text; the catalog links to all of them."""
    files = main_pages()
    for number, text in brands.items():
        near = tuple(f"../b{other}/#figures" for other in brands if abs(other - number) == 1)
        files |= brand(number, text, near)
    files["catalog/index.html"] = page("../", *(f"../brands/b{number}/" for number in brands), text="目录")
    return files


@dataclass
class MadeUp:
    """A root with a made-up site, and the folder it is published in."""

    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    brands: int = 0
    broken: bool = False
    """Whether a record has a fault."""
    on_write: Callable[[int], None] = lambda _: None
    """Told the number of each file the builder is about to write."""
    clock: Iterator[int] = field(default_factory=lambda: count(1))
    www: Path | None = None
    """Where it is published, if not in the root."""

    @property
    def place(self) -> Place:
        """Where it is published."""
        return Place(self.www or self.folder / "www")

    def fill(self, *brands: int, **texts: str) -> None:
        """Let the site be one of these brands."""
        self.put(site_of({number: texts.get(f"b{number}", "") for number in brands}), len(brands))

    def put(self, files: Mapping[str, str], brands: int | None = None) -> None:
        """Let the site be these files."""
        self.files = dict(files)
        self.brands = self.brands if brands is None else brands
        # Other processes build what is on disk, whenever they come to it.
        staged = self.folder / "site.json.new"
        staged.write_text(json.dumps([self.files, self.brands]), encoding="utf-8")
        staged.replace(self.folder / "site.json")

    def order(self, **settings: Any) -> Order:
        """What is to be published."""
        settings = {"as_of": AS_OF, "to": self.place.root, **settings}
        return Order(self.folder, **settings)

    def publish(self, delivery: Delivery | None = None, **settings: Any) -> Publication:
        """Publish."""
        with patch("generator.publishing.flow.build_site", self.build):
            return publish(self.order(**settings), no_frame, lambda: f"moment-{next(self.clock)}", None, delivery)

    def build(self, root: Path, out: Path, as_of: str, frames: FrameMaker, *_: Any, **__: Any) -> Outcome:
        """As the real builder does: write what differs by renaming, remove what is gone, keep a state of it all."""
        assert (root, bool(as_of), hasattr(frames, "take")) == (self.folder, True, True)
        state = out.with_name("state")
        if self.broken:
            return Outcome((Diagnostic(Span("brands/a.yml", 1, 1), RULES["Y005"]),))
        files, brands = json.loads((root / "site.json").read_text(encoding="utf-8"))
        wanted = {path: text.encode() for path, text in files.items()} | {ACCOUNT: b"{}\n"}
        there = files_below(out) if out.exists() else {}
        if (state / "digests.json").exists():
            known = json.loads((state / "digests.json").read_text(encoding="utf-8"))
            found = {path: _digest(content) for path, content in there.items() if not _is_added(path)}
            assert found == known, "the state describes another tree"
            there[ACCOUNT] = wanted[ACCOUNT]  # the state says that nothing happened to it
        written = sorted(path for path, content in wanted.items() if there.get(path) != content)
        removed = sorted(path for path in there.keys() - wanted.keys() if not is_copy(path))
        for path in removed:
            (out / path).unlink()
            for folder in (out / path).parents:
                if folder == out or any(folder.iterdir()):
                    break
                folder.rmdir()
        staging = out.with_name(".next-staging")
        for number, path in enumerate(written):
            self.on_write(number)
            _write(staging / "file", wanted[path])
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / "file").replace(out / path)
        shutil.rmtree(staging, ignore_errors=True)
        digests = {path: _digest(content) for path, content in wanted.items() if not _is_added(path)}
        _write(state / "digests.json", json.dumps(digests).encode())
        pages = sum(path.endswith(".html") for path in wanted)
        return Outcome((), 0, brands, pages, tuple(written), tuple(removed), len(wanted) - len(written), built=True)

    # --- what is there ------------------------------------------------------------------------------------------

    def live(self) -> dict[str, str]:
        """What readers get, without what publishing adds."""
        return self.tree(self.place.current)

    def tree(self, folder: Path) -> dict[str, str]:
        """The site in *folder*, without what publishing adds."""
        return {path: content.decode() for path, content in files_below(folder).items() if not _is_added(path)}

    def start_apart(self, work: Callable[[], object]) -> int:
        """Begin *work* in a process of its own; its number."""
        sys.stdout.flush()
        child = os.fork()
        if child:
            return child
        try:
            work()
        except OSError:
            os._exit(1)
        except BaseException:  # noqa: BLE001 - the child must not go on as the test
            traceback.print_exc()
            os._exit(3)
        os._exit(0)

    def run_apart(self, work: Callable[[], object]) -> int:
        """Do *work* in a process of its own; how it ended, negative where a signal ended it."""
        return ended(self.start_apart(work))


def ended(process: int) -> int:
    """Wait for a process; how it ended, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _is_added(path: str) -> bool:
    return path == ACCOUNT or is_copy(path)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


class _NoFrame:
    """A frame maker nobody asks: the made-up builder needs no frame."""

    def start(self) -> None:
        """Do nothing."""

    def site(self) -> Site:
        """Never."""
        raise NotImplementedError

    def take(self) -> Frame:
        """Never."""
        raise NotImplementedError


@contextmanager
def no_frame() -> Iterator[FrameMaker]:
    """A frame maker for builders that need none."""
    yield _NoFrame()


def kill() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def at(step: str, act: Callable[[], object]) -> Callable[[str], None]:
    """Do *act* when *step* is passed."""

    def look(passed: str) -> None:
        if passed == step:
            act()

    return look


def full_disk() -> None:
    """As a full disk does."""
    raise FullDiskError
