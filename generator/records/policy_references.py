"""Judge what brands say by policies: the policy and the item exist, hold for the brand's place, allow what is said.

Gets a brand and the known policies, yields faults with their path in the record. A policy file with faults of its
own counts as known: its fault is told once, at the file. Judges no criterion.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.model.brand import Attestation, Brand, Recognition, StepKind
from generator.model.policy import Policy
from generator.records.shape import Fault, Path
from generator.reference import NATION, Divisions
from generator.schema_text import label, title

_KIND_OF_ITEM: Final[dict[str, StepKind]] = {"until": "rectification", "grade": "assessed", "ground": "withdrawn"}
"""The one step on which each of these keys means something."""


@dataclass(frozen=True, slots=True)
class KnownPolicies:
    """The policies that could be read, and the ids of the files that could not."""

    sound: Mapping[str, Policy]
    faulty: frozenset[str] = frozenset()

    @property
    def listed(self) -> str:
        """The ids as a list for people."""
        return "、".join(self.sound) or "（还没有）"


def check_policy_references(brand: Brand, policies: KnownPolicies, divisions: Divisions) -> Iterator[Fault]:
    """Every reference of *brand* into policies that leads nowhere, or to another place's document."""
    for index, recognition in enumerate(brand.recognitions):
        if recognition.policy:
            yield from _check_policy(recognition.policy, ("recognitions", index, "policy"), policies)
        yield from _check_step_items(recognition, policies.sound, ("recognitions", index, "steps"))
    for index, kind in enumerate(brand.kinds):
        yield from _check_kind(kind, ("kinds", index), policies)
        yield from _check_place(brand, kind, ("kinds", index), policies, divisions)
    for index, attestation in enumerate(brand.attestations):
        yield from _check_attestation(attestation, ("attestations", index), policies)
        path = ("attestations", index, "criterion")
        yield from _check_place(brand, attestation.criterion, path, policies, divisions)


def _check_policy(policy_id: str, path: Path, policies: KnownPolicies) -> Iterator[Fault]:
    if policy_id not in policies.sound and policy_id not in policies.faulty:
        fix = {"fix": f"收录的政策有：{policies.listed}", "fix_en": f"listed policies: {policies.listed}"}
        yield Fault(path, "X209", {"id": policy_id, **fix})


def _check_kind(kind: str, path: Path, policies: KnownPolicies) -> Iterator[Fault]:
    policy_id, _, kind_id = kind.partition("/")
    policy = policies.sound.get(policy_id)
    if policy is None:
        yield from _check_policy(policy_id, path, policies)
    elif all(kind_id != each.id for each in policy.kinds):
        known = "、".join(f"{policy_id}/{each.id}（{each.label}）" for each in policy.kinds)
        fix = f"可以写的有：{known}" if known else "这份政策没有分门类，删掉这一条"
        fix_en = f"known: {', '.join(each.id for each in policy.kinds)}" if known else "this policy has none; remove it"
        yield Fault(path, "X225", {"kind": kind, "fix": fix, "fix_en": fix_en})


def _check_attestation(attestation: Attestation, path: Path, policies: KnownPolicies) -> Iterator[Fault]:
    policy_id, _, criterion_id = attestation.criterion.partition("/")
    if policy_id in policies.faulty:
        return
    policy = policies.sound.get(policy_id)
    criteria = policy.criteria if policy else ()
    found = [criterion for criterion in criteria if criterion.id == criterion_id]
    if not found:
        known = "、".join(f"{policy_id}/{each.id}" for each in criteria)
        fix = f"可以写的有：{known}" if policy else f"收录的政策有：{policies.listed}"
        fix_en = f"known: {known}" if policy else f"listed policies: {policies.listed}"
        words = {"criterion": attestation.criterion, "fix": fix, "fix_en": fix_en}
        yield Fault((*path, "criterion"), "X220", words)
    elif attestation.outcome == "waived" and not any(criterion.waiver for criterion in found):
        words = {"criterion": attestation.criterion, "outcome": label("attestations.outcome", "waived")}
        yield Fault((*path, "outcome"), "X227", words)


def _check_place(brand: Brand, item: str, path: Path, policies: KnownPolicies, divisions: Divisions) -> Iterator[Fault]:
    """An item of another place's document says nothing of this brand."""
    policy = policies.sound.get(item.partition("/")[0])
    chain = [unit.code for unit in divisions.chain(brand.division)]
    unit = divisions.get(policy.division) if policy else None
    # A wrong code, the brand's or the policy's, is told on its own.
    if policy and unit and chain and policy.division not in {NATION, *chain}:
        yield Fault(path, "X226", {"id": policy.id, "place": unit.name, "code": unit.code, "own": brand.division})


def _check_step_items(recognition: Recognition, policies: Mapping[str, Policy], path: Path) -> Iterator[Fault]:
    """A deadline, a grade and a ground stand on their own kind of step; the latter two by ids of the policy."""
    for position, step in enumerate(recognition.steps):
        for key, kind in _KIND_OF_ITEM.items():
            value = getattr(step, key)
            words = {"title": title(f"recognitions.steps.{key}"), "key": key}
            if value and step.step != kind:
                of = {"step": label("recognitions.steps.step", kind), "step_en": kind}
                yield Fault((*path, position, key), "L708", {**words, **of}, at_key=True)
            elif value and key != "until" and (fix := _missing_item(key, value, recognition, policies)):
                yield Fault((*path, position, key), "L709", {**words, "id": value, **fix})


def _missing_item(
    key: str, value: str, recognition: Recognition, policies: Mapping[str, Policy]
) -> dict[str, str] | None:
    """How to mend the id of a grade or ground that the recognition's policy does not have; nothing if it has it."""
    if recognition.policy is None:
        return {"fix": "先写 policy：依据哪份政策，再写那份政策里的编号", "fix_en": "name the policy first"}
    policy = policies.get(recognition.policy)
    if policy is None:
        return None  # told at the policy: X209, or its own file's fault
    if key == "grade":
        ids = [grade.id for grade in policy.assessment.grades] if policy.assessment else []
    else:
        ids = [ground.id for ground in policy.withdrawal.grounds] if policy.withdrawal else []
    if value in ids:
        return None
    if not ids:
        return {"fix": f"{policy.id} 没有列出这一项，删掉 {key}", "fix_en": f"{policy.id} lists none; remove {key}"}
    return {"fix": f"{policy.id} 里有：{'、'.join(ids)}", "fix_en": f"{policy.id} has: {', '.join(ids)}"}
