"""Checks between records, beyond the cases in files: every reference, every pair, circles of any length."""

from typing import Any

import pytest

from generator.model.brand import Brand
from generator.records.likeness import one_apart, with_one_left_out
from generator.records.singly import folder_of, source_references
from generator.reference import read_divisions
from generator.schema_text import Schema, read_schema, resolve
from tests.brands import headcount, make_brand, recognition
from tests.project import RECORD, Project


def _paths_to_sources(schema: Schema, node: Schema, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    if str(node.get("$ref", "")).endswith("/sourceRef"):
        return {path}
    node = resolve(schema, node)
    found: set[tuple[str, ...]] = set()
    for key, child in node.get("properties", {}).items():
        found |= _paths_to_sources(schema, child, (*path, key))
    return found | (_paths_to_sources(schema, node["items"], path) if "items" in node else set())


def _full_brand() -> Brand:
    fields: dict[str, Any] = {
        "cultivating_units": [{"name": "人社局", "source": "s1"}],
        "recognitions": [
            recognition(
                notice={"starts": "2024-03-04", "ends": "2024-03-11", "source": "s1"},
                steps=[{"step": "assessed", "date": "2025", "source": "s1"}],
            )
        ],
        "honours": [{"title": "奖", "source": "s1"}],
        "headcount": [headcount()],
        "metrics": [{"name": "revenue", "value": 1.0, "unit": "元", "as_of": "2024", "source": "s1"}],
        "attestations": [{"criterion": "a/b", "statement": "有", "source": "s1"}],
        "carriers": [{"kind": "park", "name": "园", "source": "s1"}],
        "figures": [{"id": "a", "name": "甲", "role": "leader", "basis": "public-report", "sources": ["s1"]}],
        "stories": [{"title": "一则", "body": "正文", "sources": ["s1"]}],
        "timeline": [{"date": "2018", "event": "开工", "source": "s1"}],
    }
    return make_brand(**fields)


def test_every_reference_to_a_source_is_checked() -> None:
    """Wherever the schema lets a record name a source, the check looks whether it is there."""
    schema = read_schema("brand")
    seen = {tuple(part for part in path if isinstance(part, str)) for path, _ in source_references(_full_brand())}
    assert seen == _paths_to_sources(schema, schema)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("潜江龙虾工", "潜江龙虾师", True), ("潜江龙虾工", "潜江虾工", True), ("潜江虾工", "潜江龙虾工", True),
        ("潜江龙虾工", "潜江龙虾工", False), ("潜江龙虾工", "潜江虾师", False), ("潜江龙虾工", "潜江虾龙工", False), ("莞嫂", "莞匠", True),
    ],
)  # fmt: skip
def test_one_character_apart(one: str, other: str, *, near: bool) -> None:
    """Two names are near when one character was changed, added or left out, and no more."""
    assert one_apart(one, other) is near
    assert one_apart(other, one) is near


def test_near_names_always_meet() -> None:
    """Any two near names of four characters or more share one of the forms they are compared by."""
    for one, other in [("潜江龙虾工", "潜江龙虾师"), ("潜江龙虾工", "潜江虾工"), ("天镇保姆", "天镇保母")]:
        assert with_one_left_out(one) & with_one_left_out(other)


def test_each_pair_is_told_once(project: Project) -> None:
    """Three names of one place that are all near each other give three findings, each at the later file."""
    for number, worker in enumerate(("工", "师", "匠"), 1):
        project.add(f"case-{number}", RECORD.replace("worker: 工", f"worker: {worker}"))
    findings = project.check("--format", "json").data
    assert [(each["file"][-5], each["code"]) for each in findings] == [("2", "X218"), ("3", "X218"), ("3", "X218")]


def test_near_names_are_told_up_the_chain(project: Project) -> None:
    """A county's name one character from its province's is told at the county's, whichever file comes first."""
    project.add("a-county", RECORD.replace("worker: 工", "worker: 师"))
    project.add("b-province", RECORD.replace("429005", "420000"))
    [finding] = project.check("--format", "json").data
    assert (finding["code"], finding["file"]) == ("X218", "brands/hubei/a-county.yml")


def test_each_brand_is_told_one_brand_of_its_trade(project: Project) -> None:
    """However many brands share a place and a trade, each is told once, and never beside a likeness of names."""
    for number, worker in enumerate(("厨娘", "掌柜", "老把式"), 1):
        project.add(f"case-{number}", RECORD.replace("worker: 工", f"worker: {worker}"))
    project.add("case-4", RECORD.replace("worker: 工", "worker: 厨师傅"))
    project.add("case-5", RECORD.replace("worker: 工", "worker: 掌门"))
    codes = [(each["file"][-5], each["code"]) for each in project.check("--format", "json").data]
    assert codes == [("2", "X229"), ("3", "X229"), ("4", "X229"), ("5", "X218"), ("5", "X229")]


def test_a_wrong_code_says_nothing_of_policies(project: Project) -> None:
    """Whether a policy holds for a place is not asked where the place's code is wrong."""
    project.add(text=RECORD.replace("429005", "429099").replace("sources:", "kinds: [hunan-2022/food]\nsources:"))
    project.write(
        "policies/hunan-2022.yml",
        'title: 意见\nissuers: [某局]\ndivision: "430000"\nlevel: province\n'
        "kinds: [{id: food, label: 餐饮类, clause: 三}]\nsource: {title: 意见}\nsummary: 规定。\nlisted: 2026-11-22\n",
    )
    assert [each["code"] for each in project.check("--format", "json").data] == ["X203"]


def test_circles_of_policies_are_shown(project: Project) -> None:
    """Three policies that build on each other in a ring are told with the way round; one hanging on is not."""
    project.add()
    text = (
        "title: 意见\nissuers: [某局]\ndivision: \"420000\"\nlevel: province\nbased_on:\n  - policy: {base}\n"
        "source: {{title: 意见}}\nsummary: 规定。\nlisted: 2026-11-22\n"
    )  # fmt: skip
    for policy_id, base in {"a": "b", "b": "c", "c": "a", "d": "a"}.items():
        project.write(f"policies/{policy_id}.yml", text.format(base=base))
    findings = project.check("--format", "json").data
    assert {each["file"]: each["code"] for each in findings} == {f"policies/{each}.yml": "X219" for each in "abc"}
    assert "a → b → c → a" in findings[0]["message"]


def test_every_province_has_a_folder_of_its_own() -> None:
    """The 34 folders are distinct, in plain letters, and those people use for 陕西 and the long names."""
    folders = {unit.short: folder_of(unit.code, unit.pinyin) for unit in read_divisions().provinces()}
    assert len(set(folders.values())) == 34
    assert all(folder.isalpha() and folder.isascii() and folder.islower() for folder in folders.values())
    assert (folders["陕西"], folders["山西"]) == ("shaanxi", "shanxi")
    assert {
        "内蒙古": "neimenggu",
        "黑龙江": "heilongjiang",
        "重庆": "chongqing",
        "西藏": "xizang",
    }.items() <= folders.items()


def test_a_wrong_code_is_answered_with_codes_nearby(project: Project) -> None:
    """A code that is no unit's is answered with units of the city or province it would lie in."""
    project.add(text=RECORD.replace("429005", "429099"))
    [finding] = project.check("--format", "json").data
    assert "湖北省" in finding["hint"]
    assert "420100 武汉" in finding["hint"]


def test_a_former_code_is_answered_with_todays(project: Project) -> None:
    """A code that ended is answered with the unit that took its place."""
    text = RECORD.replace("429005", "350427").replace("region: 潜江", "region: 沙县")
    project.add("shaxian-xiaochi", text, province="fujian")
    [finding] = project.check("--format", "json").data
    assert (finding["code"], finding["hint"]) == ("X204", '写成 division: "350405"')
