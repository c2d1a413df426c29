"""One file below brands/ at a time: read it, check it alone, and work out what it adds to the catalog.

Gets a tree, the policies, a day and what fragments are rendered by; gives values that can be carried between processes
and kept in the ledger. Knows of no other brand.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec

from generator.api import derive_lines
from generator.build.findings import pack_findings, unpack_findings
from generator.catalog import Shelved, derive_entry, derive_share
from generator.catalog.shares import Share
from generator.criteria import Judge, check_alone
from generator.diagnostics import Diagnostic, Severity
from generator.model.brand import Brand
from generator.model.catalog import Entry
from generator.model.policy import Policy
from generator.model.site import Site
from generator.pages import derive_fragments
from generator.pictures import photos_of
from generator.records import (
    KnownPolicies,
    kind_of,
    likeness_keys,
    look_through,
    place_findings,
    read_brand_file,
)
from generator.reference import read_divisions
from generator.search import search_line
from generator.templating import Templates
from generator.trees import Tree

BRAND: Final = msgspec.msgpack.Decoder(Brand)
_ENCODE: Final = msgspec.msgpack.Encoder().encode


class Examined(msgspec.Struct, frozen=True, array_like=True):
    """What one file is, as far as it can be known alone."""

    file: str
    id: str
    content: str = ""
    """The digest of the file; empty where it cannot be read."""
    brand: bytes = b""
    """The record as MessagePack; empty where there is none."""
    read: bytes = b""
    """What reading it found."""
    alone: bytes = b""
    """What checking it by itself, by policies and by the day found."""
    keys: tuple[str, ...] = ()
    """What it shares with others it may have to be judged with."""
    share: Share | None = None
    digest: bytes = b""
    fragments: dict[str, str] = {}
    has_errors: bool = False


class Examiner:
    """Examines files by the policies and on the day of one build."""

    def __init__(self, tree: Tree, policies: Sequence[Policy], faulty: frozenset[str], as_of: str) -> None:
        self.tree = tree
        self.judge = Judge(policies, as_of)
        self.policies = policies
        self.known = KnownPolicies({policy.id: policy for policy in policies}, faulty)
        self.as_of = as_of
        self._marks = {policy.id: blake2b(_ENCODE(policy), digest_size=8).digest() for policy in policies}

    def examine(self, file: str, content: str, known: tuple[bytes, bytes] | None = None) -> Examined:
        """The file as it is, its digest being *content*; *known* is its record and what reading it found before."""
        if kind_of(file) != "brand":
            return Examined(file, "", content, read=pack_findings(look_through(self.tree, file)))
        if known is None:
            reading = read_brand_file(self.tree, file)
            brand, read = reading.record, pack_findings(reading.findings)
            packed, errors = _ENCODE(brand) if brand else b"", _has_errors(reading.findings)
        else:
            packed, read = known
            brand, errors = BRAND.decode(packed) if packed else None, _has_errors(unpack_findings(read))
        if brand is None:
            brand_id = file.rpartition("/")[2].removesuffix(".yml")
            return Examined(file, brand_id, content, read=read, has_errors=errors)
        faults = check_alone(brand, self.judge.policies, self.known, self.tree)
        alone = place_findings(self.tree, {file: faults}) if faults else []
        return Examined(
            file, brand.id, content, packed, read, pack_findings(alone), tuple(_keys(brand)),
            has_errors=errors or _has_errors(alone),
        )  # fmt: skip

    def shelve(self, examined: Examined, render: Callable[[Entry], dict[str, str]] = lambda _: {}) -> Examined:
        """*examined* with what the brand adds to the catalog; *render* gives the fragments of listed ones."""
        entry = derive_entry(BRAND.decode(examined.brand), self.judge)
        share = derive_share(entry, self.policies, self.as_of)
        fragments = render(entry) if share.standing == "listed" else {}
        digest = self._digest(examined.brand, entry)
        return msgspec.structs.replace(examined, share=share, digest=digest, fragments=fragments)

    def _digest(self, packed: bytes, entry: Entry) -> bytes:
        """Of all that an entry is made of: the record, and what the policies of its place make of it on the day."""
        verdicts: Any = [
            (each.policy.id, each.level, [(one.criterion.id, one.outcome.value, one.reason) for one in each.verdicts])
            for each in entry.judgements
        ]
        marks = [self._marks[policy] for policy in entry.policies]
        made = _ENCODE([entry.level, entry.recognised, marks, entry.judged_level, verdicts])
        return blake2b(packed + made, digest_size=16).digest()


def render_fragments(entry: Entry, site: Site, templates: Templates) -> dict[str, str]:
    """All that stands for *entry* in lists, on pages and in files."""
    return {
        **derive_fragments(entry, site, templates),
        **derive_lines(entry, site),
        "search": search_line(entry),
    }


def as_shelved(examined: Examined) -> Shelved:
    """What the catalog keeps of *examined*."""
    assert examined.share is not None
    return Shelved(examined.share, examined.digest, examined.fragments)


def pictures_of(packed: bytes) -> frozenset[str]:
    """The files of the pictures a record shows."""
    if not packed:
        return frozenset()
    brand = BRAND.decode(packed)
    return frozenset(f"{brand.path.rpartition('/')[0]}/{photo.file}" for photo in photos_of(brand))


def _keys(brand: Brand) -> Iterable[str]:
    divisions = read_divisions()
    yield from likeness_keys(brand, divisions)
    for unit in divisions.chain(brand.division):
        yield f"place {unit.code}"
    named = {each.policy for each in brand.recognitions if each.policy}
    named |= {each.partition("/")[0] for each in (*brand.kinds, *(each.criterion for each in brand.attestations))}
    for policy in sorted(named):
        yield f"policy {policy}"
    folder = brand.path.rpartition("/")[0]
    for photo in photos_of(brand):
        yield f"picture {folder}/{photo.file}"


def _has_errors(findings: Iterable[Diagnostic]) -> bool:
    return any(each.rule.severity is Severity.ERROR for each in findings)
