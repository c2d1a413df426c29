"""One preview a project: a second one would write into the same folder.

Gets the preview's folder; holds it, and says who does where somebody else holds it. The system lets go of it with
the process, however that ends.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyServedError(Exception):
    """Another preview holds the folder; the message is its address, as far as it has told it."""


@contextmanager
def claim(folder: Path) -> Iterator[Callable[[str], None]]:
    """Hold *folder*, making it where it is not there; gives a way to leave the address for others to find."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyServedError(file.read().strip()) from None
        file.truncate(0)

        def leave(address: str) -> None:
            file.write(address)
            file.flush()

        yield leave
