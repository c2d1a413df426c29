"""Render units and stage what differs, in this process or shared out over several.

Gets a press, a writer and the names of units; gives for each what it wrote, what it was made of and which of its pages
search engines are to know. Holds one unit's bytes at a time, so memory does not grow with the site.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

import msgspec

from generator.build.units import Made, Press
from generator.build.writing import SiteWriter
from generator.model.artifact import Artifact
from generator.model.page import Page

PARALLEL_FROM: Final = 300
_GARBAGE: Final = 50_000
"""So many new values between two looks for garbage: there is little, and looking takes a tenth of the time."""
_CHUNK: Final = 60
_DIGEST: Final = 16
"""Bytes of a digest that are kept: enough to tell any two files apart."""


class Printed(msgspec.Struct, frozen=True, array_like=True):
    """What became of one unit."""

    unit: str
    artifacts: tuple[tuple[str, bytes], ...]
    """Path and digest of every file it gives."""
    staged: tuple[str, ...]
    """The files among them that differ from those of the site."""
    pages: tuple[tuple[str, str, str], ...]
    """Of the pages search engines are to know: address, part of the site map, day of the last change."""
    needs: tuple[str, ...]


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODER: Final = msgspec.msgpack.Decoder(list[Printed])


class Printer:
    """Renders units and stages their files."""

    def __init__(self, press: Press, writer: SiteWriter, held: Callable[[str], bytes | None] | None) -> None:
        """*held* tells the digest of a file of the site; without it the files themselves are looked at."""
        self.press = press
        self.writer = writer
        self.held = held

    def print(self, unit: str) -> Printed:
        """Render *unit*."""
        with self.press.catalog.listening() as needs, self.press.templates.listening() as templates:
            printed = self.put(unit, self.press.make(unit))
        needs |= {f"template/{name}" for name in templates}
        return msgspec.structs.replace(printed, needs=tuple(_worth_noting(unit, needs)))

    def put(self, unit: str, made: Iterable[Made]) -> Printed:
        """Stage what *unit* is made to be."""
        artifacts, staged, pages = [], [], []
        for each in made:
            artifact = self.press.stamp(each) if isinstance(each, Page) else each
            digest = sha256(artifact.content).digest()[:_DIGEST]
            artifacts.append((artifact.path, digest))
            if self._differs(artifact, digest):
                self.writer.stage(artifact)
                staged.append(artifact.path)
            if isinstance(each, Page) and each.head.robots is None:
                pages.append((each.url, *self._listed(unit, each)))
            elif unit == "frame" and artifact.path.endswith("/index.html"):
                pages.append((artifact.path.removesuffix("index.html"), "pages", ""))
        return Printed(unit, tuple(artifacts), tuple(staged), tuple(pages), ())

    def _differs(self, artifact: Artifact, digest: bytes) -> bool:
        if self.held is not None:
            return self.held(artifact.path) != digest
        return not self.writer.holds(artifact)

    def _listed(self, unit: str, page: Page) -> tuple[str, str]:
        """The part of the site map that tells of *page*, and when it was changed last, where a record says so."""
        if not unit.startswith("brand/"):
            return "pages", ""
        entry = self.press.catalog.entry(unit.partition("/")[2])
        changed = (entry.brand.updated or entry.brand.published) if page.section == "brands" else ""
        return entry.place[0].code, changed


def _worth_noting(unit: str, needs: set[str]) -> Iterable[str]:
    """The needs of *unit* that can change without the unit being rendered anyway: a brand's own always are.

    What all units of a kind need alike, their templates, is noted of the kind.
    """
    if not unit.startswith("brand/"):
        return sorted(needs)
    own = unit.removeprefix("brand/")
    return sorted(
        key for key in needs if not key.startswith(("entry/", "polic", "template/")) and not key.endswith(f"/{own}")
    )


def print_units(printer: Printer, units: Sequence[str], advance: Callable[[int], None]) -> list[bytes]:
    """Render *units*, by all processors where there are many; what became of them, packed."""
    chunks = [units[start : start + _CHUNK] for start in range(0, len(units), _CHUNK)]
    chunks.reverse()  # the long lists come last and take longest
    workers = os.cpu_count() or 1
    done: list[bytes] = []
    if len(units) < PARALLEL_FROM or workers == 1:
        for chunk in chunks:
            done.append(_ENCODE([printer.print(unit) for unit in chunk]))
            advance(len(chunk))
        return done
    from generator.workers import make_pool  # noqa: PLC0415 - a build of few units is not to wait for it

    with make_pool(workers, _inherit, printer) as pool:
        for packed, chunk in zip(pool.map(_print_chunk, chunks), chunks, strict=True):
            done.append(packed)
            advance(len(chunk))
    return done


def unpack_printed(packed: Iterable[bytes]) -> Iterator[Printed]:
    """What became of the units in *packed*."""
    for chunk in packed:
        yield from _DECODER.decode(chunk)


_inherited: list[Printer] = []
"""In a worker, what it got from its parent by forking: nothing of it is pickled."""


def _inherit(printer: Printer) -> None:
    printer.press.catalog.ledger.reopen()  # a connection must not be shared between processes
    _inherited.append(printer)
    gc.freeze()  # what was inherited stays; looking through it for garbage would copy every shared page of memory
    gc.set_threshold(_GARBAGE, 20, 100)


def _print_chunk(units: Sequence[str]) -> bytes:
    """In a worker: one slice of the units."""
    [printer] = _inherited
    printer.press.catalog.forget()
    return _ENCODE([printer.print(unit) for unit in units])
