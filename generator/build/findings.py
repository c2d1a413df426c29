"""Findings as the ledger keeps them, and all of them gathered again.

Gets findings, gives bytes, and back. Imports next to nothing: a build with nothing to do tells them too.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from generator.diagnostics import Diagnostic, Span, sorted_by_place
from generator.ledger import Ledger
from generator.messages import RULES


class Told(msgspec.Struct, frozen=True, array_like=True):
    """A finding as it is kept."""

    file: str
    line: int
    column: int
    code: str
    values: dict[str, str]
    excerpt: str


_TOLD: Final = msgspec.msgpack.Decoder(list[Told])
_ENCODE: Final = msgspec.msgpack.Encoder().encode


def pack_findings(findings: Iterable[Diagnostic]) -> bytes:
    """*findings* as bytes; empty for none."""
    kept = [
        Told(each.span.file, each.span.line, each.span.column, each.rule.code, dict(each.values), each.excerpt)
        for each in findings
    ]
    return _ENCODE(kept) if kept else b""


def unpack_findings(packed: bytes) -> list[Diagnostic]:
    """The findings in *packed*."""
    if not packed:
        return []
    return [
        Diagnostic(Span(each.file, each.line, each.column), RULES[each.code], each.values, each.excerpt)
        for each in _TOLD.decode(packed)
    ]


def gather_findings(ledger: Ledger) -> list[Diagnostic]:
    """Every finding *ledger* knows, in reading order."""
    findings = unpack_findings(ledger.one("SELECT value FROM note WHERE name = 'policy-findings'") or b"")
    for read, alone in ledger.rows("SELECT read, alone FROM record WHERE read != x'' OR alone != x''"):
        findings += unpack_findings(read) + unpack_findings(alone)
    for (packed,) in ledger.rows("SELECT findings FROM found"):
        findings += unpack_findings(packed)
    return sorted_by_place(_without_repetition(findings))


def _without_repetition(findings: list[Diagnostic]) -> Iterator[Diagnostic]:
    """A picture its record calls unreadable (X221) is not told of a second time (P507)."""
    told = {
        f"{each.span.file.rpartition('/')[0]}/{each.values['file']}" for each in findings if each.rule.code == "X221"
    }
    for each in findings:
        if each.rule.code != "P507" or each.span.file not in told:
            yield each
