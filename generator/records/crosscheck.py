"""Judge records against each other and against the reference tables.

Gets all parsed records, gives findings; a finding's place is looked up by reading its file once more.
Judges no policy's criteria: that is the business of the layer above.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.records.loading import Records, place_faults
from generator.records.scanning import scan_attachments
from generator.records.shape import Fault
from generator.records.singly import check_brand
from generator.reference import Divisions, read_divisions
from generator.source import read_source

Found = tuple[str, Fault]
"""A record's file and the fault in it."""

_SHORTEST_NEAR = 4
"""Two names of three characters that share two are not yet alike: 莞嫂, 莞匠."""


def check_records(root: Path, records: Records) -> list[Diagnostic]:
    """Every fault between the records below *root*, and of single records beyond their shape."""
    divisions = read_divisions()
    faults: dict[str, list[Fault]] = defaultdict(list)
    policies = {policy.id: policy for policy in records.policies}
    for brand in records.brands:
        for fault in check_brand(brand, divisions, policies, root):
            faults[brand.path].append(fault)
    checks: tuple[Callable[[], Iterator[Found]], ...] = (
        lambda: _check_ids(records.brands),
        lambda: _check_names(records.brands, divisions),
        lambda: _check_policies(records.policies, divisions),
    )
    for check in checks:
        for file, fault in check():
            faults[file].append(fault)
    return [*place_findings(root, faults), *scan_attachments(root, records.attachments, _bad_pictures(faults))]


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


def _check_names(brands: Sequence[Brand], divisions: Divisions) -> Iterator[Found]:
    """The same name in one place is one brand; names one character apart probably are."""
    by_place: dict[str, list[tuple[str, Brand]]] = defaultdict(list)
    for brand in brands:
        chain = divisions.chain(brand.division)
        province = chain[0].code if chain else brand.division[:2] + "0000"
        by_place[province].append((str(brand.name), brand))
    for neighbours in by_place.values():
        exact: dict[str, Brand] = {}
        for name, brand in neighbours:
            other = exact.setdefault(name, brand)
            if other is not brand:
                yield brand.path, Fault(("name",), "X202", {"name": name, "other": other.path}, at_key=True)
        yield from _check_near_names(neighbours)


def _check_near_names(neighbours: Sequence[tuple[str, Brand]]) -> Iterator[Found]:
    """Names of one place that differ in a single character, found by the name with each character left out."""
    by_rest: dict[tuple[str, str], list[tuple[str, Brand]]] = defaultdict(list)
    told: set[tuple[str, str]] = set()
    for name, brand in neighbours:
        for rest in _with_one_left_out(name):
            for other_name, other in by_rest[brand.division, rest]:
                pair = (brand.path, other.path)
                if other_name != name and other is not brand and pair not in told and _one_apart(name, other_name):
                    told.add(pair)
                    values = {"name": other_name, "other": other.path}
                    yield brand.path, Fault(("name",), "X218", values, at_key=True)
            by_rest[brand.division, rest].append((name, brand))


def _with_one_left_out(name: str) -> set[str]:
    """*name* and, where it is long enough to mean something without, *name* less one character each."""
    shorter = {name[:i] + name[i + 1 :] for i in range(len(name))} if len(name) >= _SHORTEST_NEAR else set()
    return {name, *shorter}


def _one_apart(one: str, other: str) -> bool:
    """Whether one character was changed, added or left out between the two."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _check_policies(policies: Sequence[Policy], divisions: Divisions) -> Iterator[Found]:
    """Policies name existing divisions and build on existing policies, never in a circle."""
    by_id = {policy.id: policy for policy in policies}
    for policy in policies:
        if policy.division != "000000" and divisions.get(policy.division) is None:
            fix = {"fix": '全国的文件写 "000000"，其他写六位行政区划代码', "fix_en": "use 000000 or a GB/T 2260 code"}
            yield policy.path, Fault(("division",), "X203", {"code": policy.division, **fix})
        for index, base in enumerate(policy.based_on):
            if base.policy is None:
                continue
            if base.policy not in by_id:
                fix = {"fix": "改成收录的编号，或写成 title 和 number", "fix_en": "use a listed id or title and number"}
                yield policy.path, Fault(("based_on", index), "X209", {"id": base.policy, **fix})
            elif chain := _circle(policy.id, by_id):
                yield policy.path, Fault(("based_on", index), "X219", {"id": policy.id, "chain": " → ".join(chain)})


def _circle(start: str, by_id: dict[str, Policy]) -> list[str]:
    """The way from *start* back to itself along ``based_on``, or nothing."""
    trails = [[start]]
    seen = {start}
    while trails:
        trail = trails.pop()
        for base in by_id[trail[-1]].based_on:
            if base.policy == start:
                return [*trail, start]
            if base.policy in by_id and base.policy not in seen:
                seen.add(base.policy)
                trails.append([*trail, base.policy])
    return []
