"""One record's file → what it should hold, proved to say the same; and files replaced in one step.

Gets a file below the root, gives text and findings; a file with faults is never touched. The proof reads the new
text with the reader every other command uses: what would not come back the same is not written.
"""

import copy
import json
import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.diagnostics import Diagnostic
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.records.canonical import emit_record, schema_comment
from generator.records.comments import Remarks, parse_remarks, tidy, without_comments
from generator.records.loading import parse_record
from generator.source import Source, parse_yaml, read_source
from generator.trees import FolderTree

if TYPE_CHECKING:
    from generator.schema_text import SchemaName

_NEW_FILE_MODE: Final = 0o644


class UnfaithfulTextError(Exception):
    """The text made for a record does not read back as that record: a bug, told before anything is written."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """What became of one file."""

    file: str
    text: str | None
    """What the file should hold; ``None`` where faults stand in the way."""
    is_canonical: bool
    """Whether the file holds exactly that already."""
    held_by_comments: bool
    """Whether more would change, were there no comments that could lose their place."""
    findings: tuple[Diagnostic, ...]


def format_file(root: Path, file: str) -> Formatted:
    """Read the record *file* below *root* and bring it into form; nothing is written."""
    name: SchemaName = "policy" if file.startswith("policies/") else "brand"
    source, findings = read_source(FolderTree(root), file)
    if source.data is not None:
        copied = Source(file, source.text, copy.deepcopy(source.data))  # parsing settles dates in place
        _, found = parse_record(copied, name, Policy) if name == "policy" else parse_record(copied, name, Brand)
        findings = [*findings, *found]
    if findings or not isinstance(source.data, dict):
        return Formatted(file, None, is_canonical=False, held_by_comments=False, findings=tuple(findings))
    canonical = emit_record(name, source.data, file)
    held_now = (root / file).read_bytes()
    if held_now == canonical.encode():
        return Formatted(file, canonical, is_canonical=True, held_by_comments=False, findings=())
    prove(canonical, source.data, file)
    remarks = parse_remarks(source.text)
    if not remarks.comments:
        text, held = canonical, False
    else:
        text = prove(tidy(source.text, schema_comment(name, file), remarks), source.data, file)
        _prove_comments(text, remarks, file)
        held = without_comments(text, parse_remarks(text)) != canonical
    return Formatted(file, text, is_canonical=held_now == text.encode(), held_by_comments=held, findings=())


def prove(text: str, data: Any, file: str) -> str:
    """*text*, if it reads back as *data*; else :class:`UnfaithfulTextError`."""
    again, findings = parse_yaml(text, file)
    if findings or _fingerprint(again) != _fingerprint(data):
        raise UnfaithfulTextError(file)
    return text


def _prove_comments(text: str, remarks: Remarks, file: str) -> None:
    after = Counter(comment.text for comment in parse_remarks(text).comments)
    if after != Counter(comment.text for comment in remarks.comments):
        raise UnfaithfulTextError(file)


def _fingerprint(data: Any) -> str:
    """Equal for equal data only: to Python, ``1``, ``1.0`` and ``True`` are the same."""
    return json.dumps(data, sort_keys=True)


def write_whole(path: Path, text: str) -> None:
    """Put *text* at *path* in one step: whoever reads sees the old file or the new one, never half of one."""
    path = path.resolve()
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            os.fchmod(descriptor, path.stat().st_mode & 0o7777 if path.exists() else _NEW_FILE_MODE)
            stream.write(text.encode())
            stream.flush()
            os.fsync(descriptor)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
