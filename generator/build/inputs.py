"""What a build is made from, and how it differs from what the last build saw.

Gets a project's folder and what was noted of it, gives digests and the files that changed. A stamp that is the same
saves looking into a file; what looks different is looked into, and only another content counts as a change.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from generator import __version__
from generator.ledger import Ledger
from generator.trees import Tree

RECORD_FOLDERS: Final = ("brands", "policies")
FRAME_INPUTS: Final = ("mkdocs.yml", "docs", "theme")
PACKAGE: Final = Path(__file__).parents[1]

_PACKAGES: Final = (
    "chinesecalendar", "icalendar", "jinja2", "jsonschema-rs", "markdown-it-py", "mkdocs", "mkdocs-material", "msgspec",
    "pillow", "pyyaml",
)  # fmt: skip
_VARIABLE: Final = re.compile(r"!ENV\s+\[?\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)")


@dataclass(frozen=True, slots=True)
class Changes:
    """How the files below brands/ and policies/ differ from those the last build saw."""

    changed: Mapping[str, str]
    """Files that are new or hold something else, with the digest of what they hold."""
    gone: frozenset[str]
    stamps: Mapping[str, str]

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.changed or self.gone)


def read_stamps(tree: Tree) -> dict[str, str]:
    """The stamps of all files records can be in."""
    return {file: stamp for folder in RECORD_FOLDERS for file, stamp in tree.stamps(folder).items()}


def find_changes(tree: Tree, ledger: Ledger) -> Changes:
    """What differs in *tree* from what *ledger* noted."""
    noted = ledger.one("SELECT value FROM note WHERE name = 'stamps'")
    old: dict[str, str] = msgspec.msgpack.decode(noted, type=dict[str, str]) if noted else {}
    stamps = read_stamps(tree)
    suspects = [file for file, stamp in stamps.items() if not stamp or old.get(file) != stamp]
    changed = {
        file: digest
        for file, digest in tree.digests(suspects).items()
        if not digest or ledger.one("SELECT digest FROM input WHERE file = ?", file) != digest
    }
    return Changes(changed, frozenset(old.keys() - stamps.keys()), stamps)


def note_stamps(ledger: Ledger, stamps: Mapping[str, str]) -> None:
    """Note what this build saw."""
    ledger.execute("INSERT OR REPLACE INTO note VALUES ('stamps', ?)", (msgspec.msgpack.encode(stamps),))


def sign_program() -> str:
    """A text that differs whenever the program may work differently: its files by time and size, what is installed."""
    places = [path for path in sys.path if path.endswith("-packages")]
    installed = [f"{path} {Path(path).stat().st_mtime_ns}" for path in places if Path(path).is_dir()]
    return _digest([sys.version, *installed, *_sign_files(PACKAGE, ("templates", "__pycache__"))])


def digest_program() -> str:
    """A digest of the program: its code, schemas and tables, and the versions of what it is built on."""
    files = (path for path in _files(PACKAGE, ("templates", "__pycache__")))
    parts = [f"{path.relative_to(PACKAGE)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(files)]
    return _digest([__version__, sys.version, *(f"{name} {_version(name)}" for name in _PACKAGES), *parts])


def sign_frame(root: Path) -> str:
    """A text that differs whenever MkDocs may render something else: settings, hand-written pages, theme."""
    parts = [line for name in FRAME_INPUTS for line in _sign_files(root / name)]
    return _digest([*parts, *_variables(root / "mkdocs.yml")])


def digest_frame(root: Path) -> str:
    """A digest of all that the frame is made of."""
    files = (path for name in FRAME_INPUTS for path in sorted(_files(root / name)))
    parts = [f"{path.relative_to(root)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return _digest([*parts, *_variables(root / "mkdocs.yml")])


def sign_templates() -> str:
    """A text that differs whenever a template may."""
    return _digest(_sign_files(PACKAGE / "templates"))


def _variables(settings: Path) -> Iterator[str]:
    """The environment variables that *settings* ask for, with their values."""
    text = settings.read_text(encoding="utf-8", errors="replace") if settings.is_file() else ""
    for match in _VARIABLE.finditer(text):
        for name in re.split(r"\s*,\s*", match.group(1)):
            yield f"{name}={os.environ.get(name)}"


def _files(path: Path, left_out: tuple[str, ...] = ()) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for entry in os.scandir(path):
            if entry.name not in left_out:
                yield from _files(Path(entry.path), left_out)


def _sign_files(path: Path, left_out: tuple[str, ...] = ()) -> list[str]:
    signs = []
    for file in _files(path, left_out):
        stat = file.stat()
        signs.append(f"{file} {stat.st_size} {stat.st_mtime_ns}")
    return sorted(signs)


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to load and rarely needed

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
