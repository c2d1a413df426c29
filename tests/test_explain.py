"""`brands explain` about criteria and brands: what it tells, in words and as JSON, and what it says to wrong words."""

import re
from typing import Any

import pytest

from tests.project import RECORD, YANGZHOU, Answer, Project, run


@pytest.fixture
def yangzhou(project: Project) -> Project:
    """A project with the real policies and one made-up brand of Yangzhou."""
    project.add_real()
    project.add("yangzhou-xiujiao-shi", YANGZHOU, province="jiangsu")
    return project


def _explain(project: Project, *arguments: object) -> Answer:
    return run("explain", *arguments, "--root", project.root, "--as-of", "2026-11-22")


def _verdicts(answer: Answer) -> dict[tuple[str, str], dict[str, Any]]:
    assert answer.code == 0, answer.err
    return {(each["policy"], each["criterion"]): each for each in answer.data}


def test_json_is_a_list_of_verdicts(yangzhou: Project) -> None:
    """Each object names policy, criterion, outcome, figure and reason, whether there is a figure or not."""
    verdicts = _verdicts(_explain(yangzhou, "yangzhou-xiujiao-shi", "--format", "json"))
    for each in verdicts.values():
        assert {"policy", "criterion", "outcome", "figure", "reason"} <= set(each)
        assert each["outcome"] in {"MET", "UNMET", "UNKNOWN", "WAIVED", "NOT_APPLICABLE"}
        assert each["reason"].endswith("。")
    people = verdicts["yangzhou-2022", "service-1"]
    assert people["outcome"] == "MET"
    assert people["figure"] == {
        "field": "headcount.employed", "value": 7000, "unit": "人", "as_of": "2025", "source": "s1", "bound": None,
        "scope": "brand", "period": None, "as_of_basis": "stated",
    }  # fmt: skip
    assert people["reason"] == "2025 年从业人员 7,000 人，达到“不少于 6,000 人”。"
    assert people["threshold"] == {
        "field": "headcount.employed",
        "scope": "brand",
        "op": ">=",
        "value": 6000,
        "unit": "人",
    }
    assert verdicts["yangzhou-2022", "service-2"]["evidence"]["statement"] == "开设修脚师培训班，考核合格发证"
    assert verdicts["yangzhou-2022", "skill-1"]["outcome"] == "NOT_APPLICABLE"
    assert verdicts["jiangsu-2022-40", "service-1"]["outcome"] == "NOT_APPLICABLE"  # a city brand is no applicant there


def test_another_level_asks_what_would_be_lacking(yangzhou: Project) -> None:
    """Judged as an applicant at province level, the city brand lacks what the province asks more."""
    verdicts = _verdicts(_explain(yangzhou, "yangzhou-xiujiao-shi", "--level", "province", "--format", "json"))
    people = verdicts["jiangsu-2022-40", "service-1"]
    assert people["outcome"] == "UNMET"
    assert people["reason"] == "2025 年从业人员 7,000 人，没有达到“不少于 1 万人”。"
    assert verdicts["jiangsu-2022-40", "service-5"]["outcome"] == "MET"
    assert verdicts["yangzhou-2022", "service-1"]["outcome"] == "NOT_APPLICABLE"
    words = _explain(yangzhou, "yangzhou-xiujiao-shi", "--level", "province").out
    assert "如果申报省级" in words
    assert re.search(r"江苏省实施意见.*：16 项要求：达标 1 项，未达标 1 项，缺数据或材料 14 项。", words)


def test_one_policy_and_one_day_can_be_asked_about(yangzhou: Project) -> None:
    """``--policy`` narrows the answer to a document, ``--as-of`` to what was known and in force on a day."""
    only = _verdicts(_explain(yangzhou, "yangzhou-xiujiao-shi", "--policy", "yangzhou-2022", "--format", "json"))
    assert {policy for policy, _ in only} == {"yangzhou-2022"}
    then = run("explain", "yangzhou-xiujiao-shi", "--root", yangzhou.root, "--as-of", "2024-06-30", "--format", "json")
    assert _verdicts(then)["yangzhou-2022", "service-1"]["reason"].startswith("有数，但不能用：2025 年从业人员")
    before = run(
        "explain", "yangzhou-xiujiao-shi", "--root", yangzhou.root, "--as-of", "2021-01-01", "--format", "json"
    )
    assert before.data == []


@pytest.mark.parametrize(
    "subject", ["yangzhou-xiujiao-shi", "扬州修脚师", "扬州修脚匠", "brands/jiangsu/yangzhou-xiujiao-shi.yml"]
)
def test_a_brand_is_found_by_whatever_it_is_called(yangzhou: Project, subject: str) -> None:
    """A brand is named by its id, its name, another name of it or the path of its record."""
    answer = _explain(yangzhou, subject)
    assert answer.code == 0
    assert answer.out.startswith("扬州修脚师（江苏 扬州，高品质服务类，市级品牌）")
    assert "● 达标  service-1" in answer.out


def test_a_criterion_is_told(yangzhou: Project) -> None:
    """A criterion is told with its clause, its number, whom it is for, its alternatives and its waiver."""
    told = _explain(yangzhou, "quanzhou-2024-4/driven-city").out
    assert "出处：三（三）" in told
    assert "带动就业（品牌口径）超过 5,000 人" in told
    assert "非物质文化遗产类品牌，经人社部门认定，可适当降低" in told
    assert "和 basic-8-startup-base 满足一条就行" in _explain(yangzhou, "jiangsu-2022-40/basic-8-park").out
    assert "driven-county" in _explain(yangzhou, "quanzhou-2024-4").out
    assert "没有认定条件" in _explain(yangzhou, "national-2021-66").out
    [document] = _explain(yangzhou, "quanzhou-2024-4/driven-city", "--format", "json").data
    assert (document["op"], document["value"], document["policy"]) == (">", 5000, "quanzhou-2024-4")


def test_a_place_without_criteria_says_so(yangzhou: Project) -> None:
    """Where no document asks anything, the answer names the documents instead of being empty."""
    yangzhou.add()
    answer = _explain(yangzhou, "潜江龙虾工")
    assert answer.code == 0
    assert "适用的文件：国家指导意见，都没有认定条件。" in answer.out


def test_a_document_that_is_not_used_says_why(yangzhou: Project) -> None:
    """Of a document asked about that decides nothing the answer says whether it is another place's, lapsed or silent."""
    other = _explain(yangzhou, "yangzhou-xiujiao-shi", "--policy", "quanzhou-2024-4")
    assert "是别处的文件，管不到这个品牌。" in other.out
    silent = _explain(yangzhou, "yangzhou-xiujiao-shi", "--policy", "national-2021-66")
    assert "国家指导意见（national-2021-66）：没有认定条件。" in silent.out
    yangzhou.add(
        "quanzhou-tengbian-shi",
        YANGZHOU.replace("321000", "350500").replace("yangzhou-2022/service-2", "quanzhou-2024-4/ledgers"),
        province="fujian",
    )
    lapsed = _explain(yangzhou, "quanzhou-tengbian-shi")
    assert "泉州市实施方案（试行）（quanzhou-2024-4）：2026 年 11 月 22 日不在有效期内，不用来判断。" in lapsed.out
    assert (other.code, silent.code, lapsed.code) == (0, 0, 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["扬州修脚工"], "是不是 扬州修脚师"),
        (["yangzhou-2022/service-9"], "yangzhou-2022 没有 service-9 这一条，是不是 service-"),
        (["yangzhou-2023/service-1"], "没有 yangzhou-2023 这份政策，是不是 yangzhou-2022"),
        (["yangzhou-xiujiao-shi", "--policy", "yangzhou"], "没有 yangzhou 这份政策，是不是 yangzhou-2022"),
        (["S999"], "没有 S999 这条规则，是不是 S"),
        (["S105", "--level", "city"], "要和品牌一起用"),
        (["yangzhou-xiujiao-shi", "--level", "town"], "--level"),
        (["../../../etc/passwd"], "没有"),
        (["*"], "没有叫“*”的"),
        ([""], "没有叫“”的"),
    ],
)
def test_wrong_words_are_answered(yangzhou: Project, words: list[str], told: str) -> None:
    """What names nothing is answered with what it may have meant, in one line and with exit code 2."""
    answer = _explain(yangzhou, *words)
    assert answer.code == 2
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_two_brands_of_one_name_are_told_apart(yangzhou: Project) -> None:
    """Where a name is that of two brands, their ids are asked for."""
    yangzhou.add(
        "tianmen-longxia-gong",
        RECORD.replace("429005", "429006").replace("region: 潜江", "region: 天门") + "aliases: [虾工]\n",
    )
    yangzhou.add("qianjiang-longxia-gong", RECORD + "aliases: [虾工]\n")
    answer = _explain(yangzhou, "虾工")
    assert answer.code == 2
    assert "tianmen-longxia-gong" in answer.err
    assert "写编号" in answer.err


def test_faults_elsewhere_do_not_stand_in_the_way(yangzhou: Project) -> None:
    """A broken record of another brand hides no verdict; one's own is told with its line, and exit code 1."""
    yangzhou.add("broken", "name: [\n")
    assert _explain(yangzhou, "yangzhou-xiujiao-shi").code == 0
    answer = _explain(yangzhou, "broken")
    assert answer.code == 1
    assert "brands/hubei/broken.yml:" in answer.err
