"""Policy documents with faults: what they hide, what they name, and that none of them brings the program down."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from generator.model.measures import measure, target_measure
from generator.model.policy import Policy
from generator.records.policies import check_policies
from generator.records.policy_references import KnownPolicies
from generator.records.shape import check_shape
from generator.reference import read_divisions
from generator.schema_text import field_at, read_schema
from tests.policies import policies
from tests.project import AS_OF, RECORD, Project, run

BRAND = RECORD.replace(
    "sources:",
    "category: service\nindustry: H62\n"
    "recognitions:\n  - {level: province, status: valid, date: 2023-05, policy: hubei-2022, source: s1}\n"
    "headcount:\n  - {value: 5000, measure: driven, scope: brand, as_of: 2026, source: s1}\n"
    "metrics:\n  - {name: trained_per_year, value: 500, unit: 人, as_of: 2026, source: s1}\n"
    "sources:",
)
"""A brand with something to judge."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with one sound brand, in which policies come and go."""
    project = Project.make(tmp_path_factory.mktemp("policies") / "project")
    project.add(text=BRAND)
    return project


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(hubei=policies(), qianjiang=policies())
@pytest.mark.usefixtures("quick")
def test_no_policy_brings_the_program_down(folder: Project, hubei: dict[str, Any], qianjiang: dict[str, Any]) -> None:
    """Whatever the schema lets a policy say, checking, explaining and building end with 0 or 1 and no traceback."""
    records = {"hubei-2022": hubei, "qianjiang-2023": qianjiang}
    _write(folder, records)
    explained = ("explain", "qianjiang-longxia-gong", "--root", folder.root, "--as-of", AS_OF)
    answers = [folder.check(), folder.build(), run(*explained), run(*explained, "--level", "city", "--format", "json")]
    # What is left without the faults is built whole: every page of policies that are merely odd.
    _write(folder, _mended(records))
    answers += [folder.build(), run(*explained)]
    for answer in answers:
        assert answer.code in {0, 1}, answer.err
        assert "Traceback" not in answer.out + answer.err
    assert answers[-2].code == 0, answers[-2].err


def _write(folder: Project, records: dict[str, dict[str, Any]]) -> None:
    for policy_id, record in records.items():
        assert check_shape("policy", record) == []
        folder.write(f"policies/{policy_id}.yml", json.dumps(record, ensure_ascii=False))


def _mended(records: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """*records* without the keys in which the checks find something."""
    left = {policy_id: dict(record) for policy_id, record in records.items()}
    while True:
        read = [msgspec.convert({**record, "id": each, "path": each}, Policy) for each, record in left.items()]
        found = list(check_policies(KnownPolicies({policy.id: policy for policy in read}), read_divisions()))
        if not found:
            return left
        for policy_id, fault in found:
            key = str(fault.path[0])
            left[policy_id].pop(key, None)
            if key == "division":
                left[policy_id][key] = "420000"


POLICY = """\
title: 湖北省实施意见
issuers: [某局]
division: "420000"
level: province
criteria:
  - {id: basic, kind: attestation, text: 有标准。, clause: 一}
source: {title: 意见}
summary: 规定。
listed: 2026-11-22
"""
NAMING_IT = RECORD.replace(
    "sources:",
    "kinds: [hubei-2022/food]\n"
    "recognitions:\n  - {level: province, policy: hubei-2022, source: s1}\n"
    "attestations:\n  - {criterion: hubei-2022/basic, statement: 有标准, source: s1}\n"
    "sources:",
)


@pytest.mark.parametrize(
    ("file", "text", "codes"),
    [
        ("hubei-2022.yml", POLICY.replace("level: province", "level: provinz"), ["S105"]),
        ("hubei-2022.yml", POLICY.replace("title: 湖北", "title：湖北"), ["Y005"]),
        ("hubei-2022.yml", "", ["Y017"]),
        ("hubei-2022.yaml", POLICY, ["Y023"]),
    ],
)
def test_a_faulty_policy_is_told_once(project: Project, file: str, text: str, codes: list[str]) -> None:
    """A policy that cannot be read is one finding at its file; brands that name it get none for naming it."""
    project.add(text=NAMING_IT)
    project.write(f"policies/{file}", text)
    findings = project.check("--format", "json").data
    assert [(each["file"], each["code"]) for each in findings] == [(f"policies/{file}", code) for code in codes]


def test_a_faulty_policy_hides_nothing(project: Project) -> None:
    """Faults of brands and of other policies are told beside those of a policy."""
    project.add(text=NAMING_IT.replace("source: s1}\nattest", "source: s9}\nattest"))
    project.write("policies/hubei-2022.yml", POLICY.replace("level: province", "level: provinz"))
    project.write("policies/hubei-2024.yml", POLICY.replace("id: basic", "id: basic, any_of: one"))
    codes = {(each["file"].split("/")[0], each["code"]) for each in project.check("--format", "json").data}
    assert codes == {("brands", "X206"), ("policies", "S105"), ("policies", "C609")}


def test_every_figure_has_its_bounds() -> None:
    """Each field a criterion may name has units the schema knows, scopes and periods that a record can state."""
    units = set(field_at("policy", ("criteria", 0, "unit"))["enum"])
    for field in field_at("policy", ("criteria", 0, "field"))["enum"]:
        kind = measure(field)
        assert kind.units
        assert set(kind.units) <= units
        assert set(kind.scopes) <= set(field_at("policy", ("criteria", 0, "scope"))["enum"])
        assert set(kind.periods) <= set(field_at("policy", ("criteria", 0, "period"))["enum"])
        assert kind.periods


def test_bounds_are_of_figures_that_are() -> None:
    """The schema's tables of units, periods and highest values name nothing but metrics, and units all of them."""
    name = field_at("brand", ("metrics", 0, "name"))
    assert list(name["x-units"]) == name["enum"]
    assert set(name["x-periods"]) | set(name["x-maximum"]) <= set(name["enum"])
    assert {each: target_measure(each).units for each in field_at("policy", ("targets", 0, "measure"))["enum"]} == {
        "brands": ("个",),
        "people": ("人",),
        "coverage": ("%",),
    }


def test_every_span_of_time_says_its_units() -> None:
    """Wherever the policy schema takes a quantity, it says which of time and text is meant."""

    def spans(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            if node.get("$ref", "").endswith("/quantity"):
                yield node
            for child in node.values():
                yield from spans(child)
        elif isinstance(node, list):
            for child in node:
                yield from spans(child)

    found = list(spans(read_schema("policy")))
    assert len(found) >= 5
    assert all(node["x-units"] for node in found)
