"""The policies a build goes by: read and checked together, and kept in the ledger as they were read.

Gets a tree or a ledger, gives the sound policies, what was found in them and which files gave none. They are few and
long, so a change of one has all read again.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from generator.build.findings import pack_findings, unpack_findings
from generator.diagnostics import Diagnostic
from generator.ledger import Ledger
from generator.model.policy import Policy
from generator.records import KnownPolicies, kind_of, meant_policy, place_findings, read_policy_file
from generator.records.policies import check_policies
from generator.reference import read_divisions
from generator.trees import Tree


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All policies of a directory."""

    policies: tuple[Policy, ...]
    faulty: frozenset[str]
    """Ids of the policies whose files gave none, or have a name that is none."""
    findings: tuple[Diagnostic, ...]


def read_rulebook(tree: Tree, files: Collection[str]) -> Rulebook:
    """The policies among *files*."""
    readings = [read_policy_file(tree, file) for file in sorted(files) if kind_of(file) == "policy"]
    policies = tuple(each.record for each in readings if each.record is not None)
    meant = {policy_id for file in files if (policy_id := meant_policy(file))}
    faulty = frozenset(meant.difference(policy.id for policy in policies))
    faults = defaultdict(list)
    known = KnownPolicies({policy.id: policy for policy in policies}, faulty)
    for file, fault in check_policies(known, read_divisions()):
        faults[file].append(fault)
    found = [finding for each in readings for finding in each.findings]
    return Rulebook(policies, faulty, (*found, *place_findings(tree, faults)))


def keep_rulebook(ledger: Ledger, book: Rulebook) -> None:
    """Keep *book* in *ledger*."""
    packed = msgspec.msgpack.encode([list(book.policies), sorted(book.faulty)])
    ledger.execute("INSERT OR REPLACE INTO note VALUES ('rulebook', ?)", (packed,))
    findings = pack_findings(book.findings)
    ledger.execute("INSERT OR REPLACE INTO note VALUES ('policy-findings', ?)", (findings,))


def kept_rulebook(ledger: Ledger) -> Rulebook:
    """The policies as they are kept in *ledger*."""
    packed = ledger.one("SELECT value FROM note WHERE name = 'rulebook'")
    policies, faulty = msgspec.msgpack.decode(packed, type=tuple[tuple[Policy, ...], list[str]])
    findings = unpack_findings(ledger.one("SELECT value FROM note WHERE name = 'policy-findings'"))
    return Rulebook(policies, frozenset(faulty), tuple(findings))
