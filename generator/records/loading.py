"""Read brands/ and policies/ into the model: sources in, brands, policies and findings out.

Each record is read, checked for its shape and converted on its own, so one bad file never hides another;
large directories are read by several processes. Knows nothing of relations between records.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import Any, Final, TypeAlias, TypeVar

import msgspec

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.records.scanning import is_junk, scan_names, scan_text, scan_unread
from generator.records.shape import Fault, check_shape
from generator.schema_text import Schema, SchemaName, read_schema, resolve
from generator.source import Source, locate, read_source

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_MEANT: Final = re.compile(r"\.ya?ml(?:\.txt)?\Z", re.IGNORECASE)
"""What is meant as a record, whatever a Windows editor made of its ending: none may be passed over in silence."""
_CHUNK: Final = 64
PARALLEL_FROM: Final = 400
"""Below this many files starting processes costs more than it saves."""

RecordT = TypeVar("RecordT", Brand, Policy)
Chunk: TypeAlias = tuple[list[RecordT], list[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Records:
    """All records that could be read, in the order of their paths, and what was found on the way."""

    brands: tuple[Brand, ...]
    policies: tuple[Policy, ...]
    findings: tuple[Diagnostic, ...]
    files: int
    """How many files were read, sound or not."""
    attachments: tuple[str, ...] = ()
    """Every other file beside them, but for what programs leave by themselves."""


def read_records(root: Path, advance: Callable[[int], None] = lambda _: None) -> Records:
    """Read every record below *root*; *advance* is told how many files were just read."""
    policy_files, policy_others = _list_files(root, "policies")
    brand_files, brand_others = _list_files(root, "brands")
    policies, policy_findings = _read_files(root, policy_files, "policy", Policy, advance)
    brands, brand_findings = _read_files(root, brand_files, "brand", Brand, advance)
    files, others = [*policy_files, *brand_files], [*policy_others, *brand_others]
    findings = (*_find_misnamed(others), *scan_names(files + others), *policy_findings, *brand_findings)
    attachments = tuple(file for file in others if not is_junk(file) and (root / file).is_file())
    return Records(tuple(brands), tuple(policies), findings, len(files), attachments)


def read_policies(root: Path) -> tuple[tuple[Policy, ...], list[Diagnostic]]:
    """The policies alone, for what needs no other brand."""
    files, others = _list_files(root, "policies")
    policies, findings = _read_files(root, files, "policy", Policy, lambda _: None)
    return tuple(policies), [*_find_misnamed(others), *findings]


def read_brand(root: Path, file: str) -> tuple[Brand | None, list[Diagnostic]]:
    """The brand recorded in *file* (below *root*), or what is wrong with the record."""
    records, findings = _read_each(root, "brand", Brand, [file])
    return (records[0] if records else None), findings


def _read_files(
    root: Path, files: list[str], name: SchemaName, kind: type[RecordT], advance: Callable[[int], None]
) -> tuple[list[RecordT], list[Diagnostic]]:
    read = partial(_read_each, root, name, kind)
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    records: list[RecordT] = []
    findings: list[Diagnostic] = []
    for done, (chunk_records, chunk_findings) in enumerate(_each_chunk(read, kind, chunks, len(files))):
        records += chunk_records
        findings += chunk_findings
        advance(len(chunks[done]))
    return records, findings


def _each_chunk(
    read: Callable[[Sequence[str]], Chunk[RecordT]], kind: type[RecordT], chunks: list[list[str]], count: int
) -> Iterator[Chunk[RecordT]]:
    workers = os.cpu_count() or 1
    if count < PARALLEL_FROM or workers == 1:
        yield from map(read, chunks)
        return
    # MessagePack carries records between processes at a third of pickle's cost.
    decoder: msgspec.msgpack.Decoder[list[RecordT]] = msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]
    # Ctrl+C is the parent's to answer; the workers would only clutter the screen.
    with ProcessPoolExecutor(workers, get_context("fork"), signal, (SIGINT, SIG_IGN)) as pool:
        for packed, findings in pool.map(partial(_read_packed, read), chunks):
            yield decoder.decode(packed), findings


def _read_packed(
    read: Callable[[Sequence[str]], Chunk[RecordT]], files: Sequence[str]
) -> tuple[bytes, list[Diagnostic]]:
    """In a worker: *read*, with the records as bytes."""
    records, findings = read(files)
    return msgspec.msgpack.encode(records), findings


def _list_files(root: Path, folder: str) -> tuple[list[str], list[str]]:
    """The record files below *folder*, sorted, and whatever else lies there."""
    depth = 2 if folder == "brands" else 1
    files: list[str] = []
    others: list[str] = []
    for path in sorted((root / folder).rglob("*")):
        file = path.relative_to(root).as_posix()
        sound = path.suffix == ".yml" and file.count("/") == depth
        is_record = sound and all(_ID.match(part) for part in file[: -len(".yml")].split("/")[1:])
        (files if is_record else others).append(file)
    return files, others


def _find_misnamed(others: list[str]) -> list[Diagnostic]:
    """The files among *others* that were meant as records."""
    return [
        Diagnostic(Span(file), RULES["Y023"], {"name": file.partition("/")[2]})
        for file in others
        if _MEANT.search(file)
    ]


def _read_each(root: Path, name: SchemaName, kind: type[RecordT], files: Sequence[str]) -> Chunk[RecordT]:
    records: list[RecordT] = []
    findings: list[Diagnostic] = []
    for file in files:
        source, found = read_source(root / file, file)
        record, shape_found = parse_record(source, name, kind)
        findings += found + shape_found
        findings += scan_text(source.text, file) if source.text else scan_unread(root / file, file)
        if record is not None:
            records.append(record)
    return records, findings


def parse_record(source: Source, name: SchemaName, kind: type[RecordT]) -> tuple[RecordT | None, list[Diagnostic]]:
    """The record in *source*, or the findings of its shape; neither where the source itself was unsound."""
    if source.data is None:
        return None, []
    if not isinstance(source.data, dict):
        found = "列表" if isinstance(source.data, list) else "文字"
        return None, [Diagnostic(Span(source.file, 1, 1), RULES["Y018"], {"found": found})]
    faults = check_shape(name, source.data) or list(_settle_values(source.data, _date_keys(name), ()))
    if faults:
        return None, place_faults(source, faults)
    stem = source.file.rpartition("/")[2].removesuffix(".yml")
    return msgspec.convert({**source.data, "id": stem, "path": source.file}, kind), []


def place_faults(source: Source, faults: Sequence[Fault]) -> list[Diagnostic]:
    """Give each fault its line and column, by reading the file once more."""
    places = locate(source.text, source.file)
    lines = source.text.split("\n")
    findings = []
    for fault in faults:
        span = places.of_key(fault.path) if fault.at_key else places.of(fault.path)
        findings.append(Diagnostic(span, RULES[fault.code], fault.values, excerpt=lines[span.line - 1]))
    return findings


@cache
def _date_keys(name: SchemaName) -> frozenset[str]:
    """Keys whose value is a date, read from the schema: a bare year arrives as a number."""
    schema = read_schema(name)
    keys: set[str] = set()

    def walk(node: Schema) -> None:
        for key, child in node.get("properties", {}).items():
            if str(child.get("$ref", "")).endswith(("/date", "/day")):
                keys.add(key)
            walk(resolve(schema, child))
        if "items" in node:
            walk(resolve(schema, node["items"]))

    walk(schema)
    return frozenset(keys)


def _settle_values(data: Any, keys: frozenset[str], path: tuple[str | int, ...]) -> Iterator[Fault]:
    """Turn bare years into text and ``20.0`` into 20, in place, and tell days that no calendar has.

    To JSON Schema 20.0 is an integer, to the model it is not.
    """
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from _settle_values(value, keys, (*path, key))
        elif isinstance(value, float) and value.is_integer():
            data[key] = str(int(value)) if key in keys else int(value)
        elif key in keys:
            if isinstance(value, int):
                data[key] = str(value)
            elif len(value) == len("2024-05-01"):
                try:
                    date.fromisoformat(value)
                except ValueError:
                    yield Fault((*path, key), "S115", {"value": value})
