"""Templates from a folder, compiled once for as long as their source stays the same.

Gets names, gives templates and what each refers to. Compiled code is kept in a folder of the caller's, one file a
template; a file that is damaged, stale or another program's is not looked into but written anew. Renders nothing.
"""

import hashlib
import marshal
import os
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Any, Final

import jinja2
from jinja2 import meta

from generator.templating import compiling

_SEAL: Final = 32
"""Bytes of the digest a kept file begins with."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template's code with what its source says of other templates."""

    digest: str
    """Of the source."""
    references: tuple[str | None, ...]
    """Templates it includes, imports or extends; nothing stands for a name that is only known at run time."""
    code: CodeType


class KeepingLoader(jinja2.FileSystemLoader):
    """Loads the templates below *folder*, keeping compiled ones in *kept* where that is given."""

    def __init__(self, folder: Path, kept: Path | None) -> None:
        super().__init__(folder)
        self._kept = kept
        self._compiled: dict[str, Compiled] = {}

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        """The template *name*, ready to render."""
        code = self.compiled(environment, name).code
        return environment.template_class.from_code(environment, code, globals or {}, None)

    def compiled(self, environment: jinja2.Environment, name: str) -> Compiled:
        """The template *name* as code."""
        if name not in self._compiled:
            source, filename, _ = self.get_source(environment, name)
            found = self._read(name, source, filename) or self._compile(environment, name, source, filename)
            self._compiled[name] = Compiled(hashlib.sha256(source.encode()).hexdigest(), *found)
        return self._compiled[name]

    def _compile(
        self, environment: jinja2.Environment, name: str, source: str, filename: str
    ) -> tuple[tuple[str | None, ...], CodeType]:
        tree = environment.parse(source, name, filename)
        references = tuple(dict.fromkeys(meta.find_referenced_templates(tree)))
        code = environment.compile(tree, name, filename)
        self._keep(name, source, filename, marshal.dumps((references, code)))
        return references, code

    def _read(self, name: str, source: str, filename: str) -> tuple[tuple[str | None, ...], CodeType] | None:
        """What is kept of *source*; nothing where the seal does not say that it is that, whole."""
        if self._kept is None:
            return None
        try:
            content = (self._kept / _file_name(name)).read_bytes()
        except OSError:
            return None
        seal, payload = content[:_SEAL], content[_SEAL:]
        if seal != _seal(source, filename, payload):
            return None
        references, code = marshal.loads(payload)  # noqa: S302 - sealed by this very program
        return references, code

    def _keep(self, name: str, source: str, filename: str, payload: bytes) -> None:
        """Keep *payload*; where the folder cannot be written the next run compiles again, that is all."""
        if self._kept is None:
            return
        target = self._kept / _file_name(name)
        fresh = target.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._kept.mkdir(parents=True, exist_ok=True)
            try:
                fresh.write_bytes(_seal(source, filename, payload) + payload)
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)


def _file_name(template: str) -> str:
    return template.replace("/", "~") + ".bin"


def _seal(source: str, filename: str, payload: bytes) -> bytes:
    """What binds kept code to its source and to the programs that compiled it."""
    digest = hashlib.sha256(_makers())
    for part in (filename.encode(), source.encode(), payload):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


@cache
def _makers() -> bytes:
    """Everything but the source that decides what the code is: Python, Jinja, the compiler and its settings."""
    ours = (Path(compiling.__file__), Path(__file__))
    return b"\0".join([MAGIC_NUMBER, jinja2.__version__.encode(), *(path.read_bytes() for path in ours)])
