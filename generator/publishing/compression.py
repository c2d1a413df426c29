"""Compressed copies beside text files, for web servers that send them as they are (gzip_static, brotli_static).

Only files that changed are compressed; a copy never outlives the file it is of. The same file gives the same copy,
without name or time in it.
"""

import gzip
import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final

from generator.publishing.trees import is_same_file, paths_below, remove_file, share_file

SMALLEST: Final = 1024
"""Below this a copy saves no packet."""

_TEXT: Final = frozenset(
    {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".ics", ".geojson", ".map", ".webmanifest"}
)
COPIES: Final = (".gz", ".br")

Compress = Callable[[bytes], bytes]


@cache
def compressors() -> Mapping[str, Compress]:
    """Every way to compress there is on this machine, by the ending of its copies."""
    ways: dict[str, Compress] = {".gz": lambda content: gzip.compress(content, 9, mtime=0)}
    try:
        brotli = importlib.import_module("brotli")
    except ImportError:
        return ways
    # 7 takes a tenth of the time of 9 and above, for copies less than a tenth larger.
    return {**ways, ".br": lambda content: brotli.compress(content, quality=7)}


def is_copy(path: str) -> bool:
    """Whether *path* is that of a compressed copy."""
    return path.endswith(COPIES) and os.path.splitext(path[: -len(COPIES[0])])[1] in _TEXT  # noqa: PTH122 - site path


def refresh_copies(tree: Path, before: Path | None, changed: set[str], *, wanted: bool, all_files: bool) -> set[str]:
    """Bring the copies in *tree* up to date with the files in *changed*; the paths that changed, copies included.

    Copies of other files that went from *tree* come from the tree *before*. Without *wanted* only copies of files that
    changed are removed; with *all_files* those of every file are made where they are missing.
    """
    files = {path for path in changed if not is_copy(path)}
    paths = set(files)
    for path in sorted(changed - files):
        source = path[: -len(COPIES[0])]
        if source not in files and not _bring_back(tree, before, path, source):
            paths.add(path)
            files.add(source)
    for path in files:
        paths |= {path + ending for ending in COPIES if _remove(tree / f"{path}{ending}")}
    if not wanted:
        return paths
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda path: list(_make_copies(tree, path)), paths_below(tree) if all_files else sorted(files))
        paths.update(copy for copies in made for copy in copies)
    return paths


def _bring_back(tree: Path, before: Path | None, copy: str, source: str) -> bool:
    """Whether *copy* was there before for the very file *source*, and so is there again."""
    if (tree / copy).exists():
        return True
    if before is None or not (before / copy).is_file() or not is_same_file(tree / source, before / source):
        return False
    share_file(before / copy, tree / copy)
    return True


def _remove(path: Path) -> bool:
    if not path.is_file():
        return False
    remove_file(path)
    return True


def _make_copies(tree: Path, path: str) -> Iterable[str]:
    for ending, compress in _missing(tree, path):
        content = (tree / path).read_bytes()
        (tree / f"{path}{ending}").write_bytes(compress(content))
        yield path + ending


def _missing(tree: Path, path: str) -> Iterator[tuple[str, Compress]]:
    if os.path.splitext(path)[1] not in _TEXT:  # noqa: PTH122 - site path
        return
    file = tree / path
    if not file.is_file() or file.stat().st_size < SMALLEST:
        return
    for ending, compress in compressors().items():
        if not (tree / f"{path}{ending}").exists():
            yield ending, compress
