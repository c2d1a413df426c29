"""Read what lies below brands/ and policies/: each file on its own, so that one bad file never hides another.

Gets a tree and names, gives readings: a record or none, and what was found in the file. Large directories are read
by several processes. Knows nothing of relations between records.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final, Generic, TypeAlias, TypeVar

import msgspec

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.records.scanning import is_junk, scan_attachment, scan_names, scan_text, scan_unread
from generator.records.settling import settle_values
from generator.records.shape import Fault, check_shape
from generator.schema_text import Schema, SchemaName, read_schema, resolve
from generator.source import Source, locate, read_source
from generator.trees import FolderTree, Tree

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_MEANT: Final = re.compile(r"\.ya?ml(?:\.txt)?\Z", re.IGNORECASE)
"""What is meant as a record, whatever a Windows editor made of its ending: none may be passed over in silence."""
_CHUNK: Final = 64
PARALLEL_FROM: Final = 400
"""Below this many files starting processes costs more than it saves."""
FOLDERS: Final = ("policies", "brands")

RecordT = TypeVar("RecordT", Brand, Policy)
Chunk: TypeAlias = tuple[list[RecordT], list[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Reading(Generic[RecordT]):
    """One file as far as it can be known alone: its record, where it is a sound one, and what was found in it."""

    file: str
    record: RecordT | None
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """All records that could be read, in the order of their paths, and what was found on the way."""

    brands: tuple[Brand, ...]
    policies: tuple[Policy, ...]
    findings: tuple[Diagnostic, ...]


def kind_of(file: str) -> SchemaName | None:
    """Which kind of record *file* is by its place and name; none for whatever else lies there."""
    folder = file.partition("/")[0]
    depth = 2 if folder == "brands" else 1
    sound = file.endswith(".yml") and file.count("/") == depth
    if not sound or not all(_ID.match(part) for part in file[: -len(".yml")].split("/")[1:]):
        return None
    return "brand" if folder == "brands" else "policy"


def meant_policy(file: str) -> str | None:
    """The id of the policy that *file* is meant to hold, whatever became of its place or ending; of others none."""
    name = file.rpartition("/")[2]
    meant = _MEANT.search(name)
    return name[: meant.start()] if meant and file.startswith("policies/") else None


def read_brand_file(tree: Tree, file: str) -> Reading[Brand]:
    """The brand recorded in *file*, or what is wrong with the record."""
    return _read_file(tree, file, "brand", Brand)


def read_policy_file(tree: Tree, file: str) -> Reading[Policy]:
    """The policy recorded in *file*, or what is wrong with the record."""
    return _read_file(tree, file, "policy", Policy)


def look_through(tree: Tree, file: str) -> list[Diagnostic]:
    """What is wrong with a file that is no record: it was meant as one, its name or its content holds personal data."""
    findings = scan_names([file])
    if _MEANT.search(file):
        findings.append(Diagnostic(Span(file), RULES["Y023"], {"name": file.partition("/")[2]}))
    if not is_junk(file):
        findings += scan_attachment(tree, file)
    return findings


def _read_file(tree: Tree, file: str, name: SchemaName, kind: type[RecordT]) -> Reading[RecordT]:
    source, found = read_source(tree, file)
    record, shape_found = parse_record(source, name, kind)
    personal = scan_text(source.text, file) if source.text else scan_unread(tree, file)
    findings = scan_names([file]) + found + shape_found + personal
    return Reading(file, record, tuple(findings))


def read_records(root: Path, advance: Callable[[int], None] = lambda _: None) -> Records:
    """Read every record below *root*; *advance* is told how many files were just read."""
    tree = FolderTree(root)
    policies, policy_findings = _read_files(tree, _list_records(tree, "policies"), "policy", Policy, advance)
    brands, brand_findings = _read_files(tree, _list_records(tree, "brands"), "brand", Brand, advance)
    return Records(tuple(brands), tuple(policies), (*policy_findings, *brand_findings))


def read_policies(root: Path) -> tuple[tuple[Policy, ...], list[Diagnostic]]:
    """The policies alone, for what needs no other brand."""
    tree = FolderTree(root)
    policies, findings = _read_each(tree, "policy", Policy, _list_records(tree, "policies"))
    misnamed = [file for file in tree.stamps("policies") if kind_of(file) is None and _MEANT.search(file)]
    return tuple(policies), [*findings, *(each for file in sorted(misnamed) for each in look_through(tree, file))]


def read_brand(root: Path, file: str) -> tuple[Brand | None, list[Diagnostic]]:
    """The brand recorded in *file* (below *root*), or what is wrong with the record."""
    reading = read_brand_file(FolderTree(root), file)
    return reading.record, list(reading.findings)


def _list_records(tree: Tree, folder: str) -> list[str]:
    return sorted(file for file in tree.stamps(folder) if kind_of(file))


def _read_files(
    tree: Tree, files: list[str], name: SchemaName, kind: type[RecordT], advance: Callable[[int], None]
) -> Chunk[RecordT]:
    read = partial(_read_each, tree, name, kind)
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
    from generator.workers import make_pool  # noqa: PLC0415 - few files are not to wait for it

    with make_pool(workers) as pool:
        for packed, findings in pool.map(partial(_read_packed, read), chunks):
            yield decoder.decode(packed), findings


def _read_packed(
    read: Callable[[Sequence[str]], Chunk[RecordT]], files: Sequence[str]
) -> tuple[bytes, list[Diagnostic]]:
    """In a worker: *read*, with the records as bytes."""
    records, findings = read(files)
    return msgspec.msgpack.encode(records), findings


def _read_each(tree: Tree, name: SchemaName, kind: type[RecordT], files: Iterable[str]) -> Chunk[RecordT]:
    readings = [_read_file(tree, file, name, kind) for file in files]
    records = [reading.record for reading in readings if reading.record is not None]
    return records, [finding for reading in readings for finding in reading.findings]


def parse_record(source: Source, name: SchemaName, kind: type[RecordT]) -> tuple[RecordT | None, list[Diagnostic]]:
    """The record in *source*, or the findings of its shape; neither where the source itself was unsound."""
    if source.data is None:
        return None, []
    if not isinstance(source.data, dict):
        found = "列表" if isinstance(source.data, list) else "文字"
        return None, [Diagnostic(Span(source.file, 1, 1), RULES["Y018"], {"found": found})]
    faults = check_shape(name, source.data) or settle_values(source.data, _date_keys(name))
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
