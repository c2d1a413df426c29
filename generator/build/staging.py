"""Where a build lays ready what it is about to move into a site: a folder beside it, on the same disk.

Gets the folder of the site and that of the build's state, gives the beginning of the staging folder's name. Only one
build at a time works with a state, so what bears its mark when a build begins was left by one that was killed.
"""

import os
from hashlib import sha256
from pathlib import Path


def mark_of(out: Path, state: Path) -> str:
    """How the names of staging folders begin of builds into *out* with this *state*."""
    return f".{out.name}-{sha256(str(state.resolve()).encode()).hexdigest()[:8]}-"


def clear_leftovers(out: Path, state: Path) -> None:
    """Remove what killed builds left beside *out*."""
    mark = mark_of(out, state)
    try:
        left = [entry.path for entry in os.scandir(out.parent) if entry.name.startswith(mark)]
    except OSError:  # not there yet, or not ours to read: the build itself will say so
        return
    if left:
        import shutil  # noqa: PLC0415 - rarely needed, and a build with nothing to do is to be quick

        for path in left:
            shutil.rmtree(path, ignore_errors=True)
