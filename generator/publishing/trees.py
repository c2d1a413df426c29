"""Trees of files that share what is equal: hard links where the file system has them, copies elsewhere.

A file in a tree is never written in place, only replaced, so trees that share it do not notice. Nothing here knows
what the files are.
"""

import errno
import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_NO_LINKS: Final = frozenset({errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.EACCES, errno.ENOSYS})


def share_file(source: Path | str, target: Path | str) -> None:
    """Make *target*, which must not be there yet, the same file as *source*, or a copy of it."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target)


def clone_tree(source: Path | str, target: Path | str) -> None:
    """Make *target* a tree of the same files as *source*; takes time with the number of files."""
    os.mkdir(target)  # noqa: PTH102 - text paths: this runs once a file of the site
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                clone_tree(entry.path, f"{target}/{entry.name}")
            else:
                share_file(entry.path, f"{target}/{entry.name}")


def align_tree(tree: Path, model: Path, paths: Iterable[str]) -> None:
    """Make *tree*, which differs from *model* at most in *paths*, equal to it; doing so twice does no harm."""
    emptied: set[Path] = set()
    for path in sorted(paths):
        wanted, target = model / path, tree / path
        remove_file(target)
        if wanted.is_file():
            _make_folder(target.parent, tree)
            share_file(wanted, target)
        else:
            emptied.add(target.parent)
    for folder in emptied:
        remove_empty(folder, tree)


def remove_file(path: Path) -> None:
    """Remove what lies at *path*, be it a file or a folder in a file's place."""
    try:
        path.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    except (IsADirectoryError, PermissionError):
        if not path.is_dir():
            raise
        shutil.rmtree(path)


def remove_empty(folder: Path, above: Path) -> None:
    """Remove *folder* and the folders around it, up to *above*, as far as they are empty."""
    while folder != above:
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError:
            return
        folder = folder.parent


def _make_folder(folder: Path, above: Path) -> None:
    """Make *folder*; a file in the way, where a path became a folder, goes."""
    for each in (*reversed(folder.relative_to(above).parents), folder.relative_to(above)):
        if (above / each).is_file():
            (above / each).unlink()
    folder.mkdir(parents=True, exist_ok=True)


def paths_below(tree: Path) -> Iterator[str]:
    """The path of every file below *tree*, relative to it."""
    prefix = len(str(tree)) + 1
    for folder, _, names in os.walk(tree):
        for name in names:
            yield f"{folder}/{name}"[prefix:]


def is_same_file(one: Path, other: Path) -> bool:
    """Whether both paths are one file on disk, or files that look equal where there are no hard links."""
    try:
        here, there = one.stat(), other.stat()
    except OSError:
        return False
    if (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino):
        return True
    return (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)


def is_equal_file(one: Path, other: Path) -> bool:
    """Whether both paths hold the same bytes, or neither is a file."""
    if not one.is_file() or not other.is_file():
        return one.is_file() == other.is_file()
    return filecmp.cmp(one, other, shallow=False)
