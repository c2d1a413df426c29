"""Judge records against each other: ids are addresses, and no brand is written twice.

Gets what is known of brands, gives faults by file; each depends only on brands that share a key with the file's own,
so a part of a directory can be judged by that part and its neighbours. Judges no policy's criteria.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.diagnostics import Diagnostic
from generator.model.brand import Brand
from generator.records.likeness import check_likeness
from generator.records.loading import place_faults
from generator.records.shape import Fault
from generator.reference import read_divisions
from generator.source import read_source
from generator.trees import Tree

Found = tuple[str, Fault]
"""A record's file and the fault in it."""


def check_between(brands: Sequence[Brand]) -> dict[str, list[Fault]]:
    """The faults between *brands*, which come in the order of their paths, by file."""
    faults: dict[str, list[Fault]] = defaultdict(list)
    for check in (_check_ids(brands), check_likeness(brands, read_divisions())):
        for file, fault in check:
            faults[file].append(fault)
    return faults


def place_findings(tree: Tree, faults: Mapping[str, Sequence[Fault]]) -> list[Diagnostic]:
    """Give each fault of each file its line and column, by reading these files once more."""
    findings: list[Diagnostic] = []
    for file in sorted(faults):
        if faults[file]:
            source, _ = read_source(tree, file)
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
