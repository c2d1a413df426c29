"""Judge records against each other and against the reference tables.

Gets all parsed records, gives findings; a finding's place is looked up by reading its file once more.
Judges no policy's criteria: that is the business of the layer above.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.diagnostics import Diagnostic
from generator.model.brand import Brand
from generator.records.likeness import check_likeness
from generator.records.loading import Records, place_faults
from generator.records.metrics import check_metrics
from generator.records.policies import check_policies
from generator.records.policy_references import KnownPolicies, check_policy_references
from generator.records.scanning import scan_attachments
from generator.records.shape import Fault
from generator.records.singly import check_brand
from generator.reference import read_divisions
from generator.source import read_source

Found = tuple[str, Fault]
"""A record's file and the fault in it."""


def check_records(root: Path, records: Records) -> list[Diagnostic]:
    """Every fault between the records below *root*, and of single records beyond their shape."""
    divisions = read_divisions()
    faults: dict[str, list[Fault]] = defaultdict(list)
    policies = _known_policies(records)
    for brand in records.brands:
        faults[brand.path] += check_brand(brand, divisions, root)
        faults[brand.path] += check_policy_references(brand, policies, divisions)
        faults[brand.path] += check_metrics(brand)
    checks: tuple[Callable[[], Iterator[Found]], ...] = (
        lambda: _check_ids(records.brands),
        lambda: check_likeness(records.brands, divisions),
        lambda: check_policies(policies, divisions),
    )
    for check in checks:
        for file, fault in check():
            faults[file].append(fault)
    told = {file: found for file, found in faults.items() if found}
    return [*place_findings(root, told), *scan_attachments(root, records.attachments, _bad_pictures(told))]


def _known_policies(records: Records) -> KnownPolicies:
    """The policies, and the ids of the files that gave a finding instead of one."""
    sound = {policy.id: policy for policy in records.policies}
    files = (PurePosixPath(finding.span.file) for finding in records.findings)
    named = frozenset(file.stem for file in files if file.parts[0] == "policies")
    return KnownPolicies(sound, named - sound.keys())


def _bad_pictures(faults: Mapping[str, Sequence[Fault]]) -> set[str]:
    """The pictures beside records that are told of as unreadable already."""
    return {
        f"{file.rpartition('/')[0]}/{fault.values['file']}"
        for file, each in faults.items()
        for fault in each
        if fault.code == "X221"
    }


def place_findings(root: Path, faults: Mapping[str, Sequence[Fault]]) -> list[Diagnostic]:
    """Give each fault of each file its line and column, by reading these files once more."""
    findings: list[Diagnostic] = []
    for file in sorted(faults):
        source, _ = read_source(root / file, file)
        findings += place_faults(source, faults[file])
    return findings


def _check_ids(brands: Sequence[Brand]) -> Iterator[Found]:
    """Ids are addresses: unique in the whole directory, and a former id is nobody's present one."""
    owner: dict[str, str] = {}
    for brand in brands:
        if brand.id in owner:
            yield brand.path, Fault((), "X201", {"id": brand.id, "other": owner[brand.id]})
        owner.setdefault(brand.id, brand.path)
    former_owner: dict[str, str] = {}
    for brand in brands:
        for index, former in enumerate(brand.former_ids):
            other = owner.get(former) or former_owner.get(former)
            if other:
                yield brand.path, Fault(("former_ids", index), "X210", {"id": former, "other": other})
            former_owner.setdefault(former, brand.path)
