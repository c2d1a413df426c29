"""Examine many files, in this process or shared out over several.

Gets files and what they are examined with, gives what each was found to be, in their order. Keeps nothing.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from generator.build.examining import Examined, Examiner
from generator.ledger import Ledger

PARALLEL_FROM: Final = 400
"""Below this many files starting processes costs more than it saves."""
_GARBAGE: Final = 50_000
"""So many new values between two looks for garbage: there is little, and looking takes a tenth of the time."""
_CHUNK: Final = 64
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODER: Final = msgspec.msgpack.Decoder(list[Examined])


@dataclass(frozen=True, slots=True)
class Shop:
    """What files are examined with."""

    examiner: Examiner
    shelver: Callable[[Examined], Examined] | None = None
    """Works out what a brand adds to the catalog; absent where brands are only checked."""
    old: Ledger | None = None
    """What an earlier build read."""

    def work(self, files: Sequence[str]) -> list[Examined]:
        """Examine *files* and, unless they are only checked, work out what they add to the catalog."""
        digests = self.examiner.tree.digests(files)
        return [self._work(file, digests[file]) for file in files]

    def _work(self, file: str, content: str) -> Examined:
        examined = self.examiner.examine(file, content, self._read_before(file, content))
        if examined.has_errors or not examined.brand or self.shelver is None:
            return examined
        return self.shelver(examined)

    def _read_before(self, file: str, content: str) -> tuple[bytes, bytes] | None:
        """The record and what reading it found, if an earlier build read the same content."""
        if self.old is None or not content:
            return None
        if self.old.one("SELECT digest FROM input WHERE file = ?", file) != content:
            return None
        return next(self.old.rows("SELECT brand, read FROM record WHERE file = ?", file), None)


_inherited: list[Shop] = []
"""In a worker, what it got from its parent by forking."""


def _inherit(shop: Shop) -> None:
    if shop.old is not None:
        shop.old.reopen()
    gc.freeze()  # what was inherited stays; looking through it for garbage would copy every shared page of memory
    gc.set_threshold(_GARBAGE, 20, 100)
    _inherited.append(shop)


def _work(files: Sequence[str]) -> bytes:
    """In a worker: the values as bytes, which MessagePack makes at a third of pickle's cost."""
    return _ENCODE(_inherited[0].work(files))


def examine_all(shop: Shop, files: Sequence[str], advance: Callable[[int], None]) -> Iterator[Examined]:
    """Examine *files*, by all processors where there are many, in their order."""
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    workers = os.cpu_count() or 1
    if len(files) < PARALLEL_FROM or workers == 1:
        for chunk in chunks:
            yield from shop.work(chunk)
            advance(len(chunk))
        return
    from generator.workers import make_pool  # noqa: PLC0415 - few files are not to wait for it

    with make_pool(workers, _inherit, shop) as pool:
        for packed in pool.map(_work, chunks):
            examined = _DECODER.decode(packed)
            advance(len(examined))
            yield from examined
