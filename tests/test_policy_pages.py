"""Pages of policies: the chain, documents that replace others, neighbours, brands, how recent figures must be."""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from generator.model.policy import Basis, Policy, PolicySource
from generator.model.policy_standard import Criterion
from generator.pages.chain import ChainStep, draw_chain
from generator.pages.changes import compare_versions
from generator.pages.criteria import figure_age
from generator.pages.neighbours import compare_neighbours
from generator.pages.policies import derive_policy_list
from generator.pages.policy import derive_policy_page
from generator.pages.validity import judge_validity
from generator.records import read_records
from generator.templating import Templates
from tests.brands import make_brand, make_catalog, recognition
from tests.project import AS_OF, REPOSITORY, Project

REAL: Final = {policy.id: policy for policy in read_records(REPOSITORY).policies}
QUANZHOU: Final = REAL["quanzhou-2024-4"]

CHANGES: Final = (
    ("short_title: 泉州市实施方案（试行）", "short_title: 泉州市实施方案（2026）"),
    ("number: 泉人社规〔2024〕4号", "number: 泉人社规〔2026〕9号\nreplaces: [quanzhou-2024-4]"),
    ("issued: 2024-04-28\neffective: 2024-04-28\nvalid_until: 2026-04", "issued: 2026-09-01\neffective: {day}"),
    ("value: 2000\n    unit: 人\n    waiver", "value: 3000\n    unit: 人\n    waiver"),
    ("    text: 内部管理和财务管理制度规范。", "    text: 内部管理和财务管理制度规范，账目公开。"),
    ('period: {op: ">=", value: 5, unit: 工作日}', 'period: {op: ">=", value: 7, unit: 工作日}'),
    ("    amount: 100000\n", "    amount: 120000\n"),
    ("    value: 10\n    unit: 个\n    by: 2024-12-31", "    value: 20\n    unit: 个\n    by: 2028-12-31"),
)
"""What a made-up successor of the real Quanzhou document changes."""


def _successor(day: str) -> str:
    text = (REPOSITORY / QUANZHOU.path).read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert old in text, old
        text = text.replace(old, new.replace("{day}", day), 1)
    dropped = re.search(r"  - id: trained-culture\n.*?(?=  - id: ledgers)", text, re.DOTALL)
    assert dropped
    text = text.replace(dropped[0], "").replace("  - trained-culture\n", "")
    return text.replace("  - id: ledgers\n", "  - id: insured\n    kind: attestation\n    text: 给从业人员上保险。\n"
                        "    clause: 三（五）\n  - id: ledgers\n", 1)  # fmt: skip


def _policy(policy_id: str, *based_on: str, **more: Any) -> Policy:
    """A document of the nation, or of what *more* says, that rests on documents here or, with 〔, elsewhere."""
    bases = tuple(
        Basis(title=f"{each}的标题", number=each) if "〔" in each else Basis(policy=each) for each in based_on
    )
    made = Policy(
        id=policy_id, path=f"policies/{policy_id}.yml", title=policy_id, issuers=("某局",), division="000000",
        level="national", source=PolicySource("意见"), summary="提要。", listed="2026-11-22", based_on=bases,
    )  # fmt: skip
    return replace(made, **more)


def _outline(steps: Sequence[ChainStep]) -> list[Any]:
    """A chain as nested names; the current document is starred."""
    return [
        ["+".join(("*" if node.current else "") + node.title for node in step.nodes), *_outline(step.below)]
        for step in steps
    ]


def _text(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))).strip()


def _section(html: str, anchor: str) -> str:
    """The section headed by the anchor, whole."""
    found = re.search(rf'<section class="section" aria-labelledby="{anchor}">.*?</section>', html, re.DOTALL)
    assert found, anchor
    return found[0]


def _page(policy: Policy, *brands: Any, policies: Sequence[Policy] = ()) -> str:
    catalog = make_catalog(*brands, policies=policies or (policy,))
    return derive_policy_page(policy, catalog, Templates()).body


# --- the chain --------------------------------------------------------------------------------------------------


def test_the_chain_goes_from_the_nation_to_the_city() -> None:
    """Yangzhou stands under Jiangsu, Jiangsu under the nation beside the other provinces, each document once."""
    chain = draw_chain(REAL["yangzhou-2022"], tuple(REAL.values()), AS_OF)
    assert _outline(chain) == [
        ["国家指导意见", ["江苏省实施意见", ["*扬州市实施意见"]], ["山东省实施方案"], ["广东省行动方案"]]
    ]


def test_the_chain_goes_by_what_documents_name() -> None:
    """Quanzhou names two documents that are not here and not the nation's: both stand above it, with their numbers."""
    [step] = draw_chain(QUANZHOU, tuple(REAL.values()), AS_OF)
    assert [node.number for node in step.nodes] == ["闽人社办〔2023〕40号", "泉人社文〔2023〕235号"]
    assert all(node.url is None for node in step.nodes)
    assert _outline(step.below) == [["*泉州市实施方案（试行）"]]


def test_a_document_stands_under_the_nearest_it_names() -> None:
    """A document that names the nation's and its province's stands under the province's, and only there."""
    policies = (_policy("a"), _policy("b", "a"), _policy("c", "a", "b"), _policy("d", "a"), _policy("e", "c"))
    assert _outline(draw_chain(policies[2], policies, AS_OF)) == [["a", ["b", ["*c", ["e"]]], ["d"]]]
    assert _outline(draw_chain(policies[0], policies, AS_OF)) == [["*a", ["b", ["c", ["e"]]], ["d"]]]


def test_documents_that_rest_on_the_same_elsewhere_are_siblings() -> None:
    """Two documents that name the same number stand side by side below it."""
    policies = (_policy("a", "某发〔2020〕1号"), _policy("b", "某发〔2020〕1号"))
    assert _outline(draw_chain(policies[0], policies, AS_OF)) == [["某发〔2020〕1号的标题", ["*a"], ["b"]]]


def test_many_siblings_are_a_number() -> None:
    """Beside the chain a dozen documents are drawn; of more only the number is told."""
    policies = [_policy("a"), *(_policy(f"b{number}", "a") for number in range(14))]
    [step] = draw_chain(policies[1], policies, AS_OF)
    assert (step.more, _outline(step.below)) == (13, [["*b0"]])
    assert "另有 13 份也以它为依据" in _page(policies[1], policies=policies)


def test_a_document_alone_has_no_chain() -> None:
    """Without a basis and without followers there is no section."""
    assert draw_chain(_policy("a"), (_policy("a"), _policy("b")), AS_OF) == ()
    assert 'id="chain"' not in _page(_policy("a"))


def test_the_current_document_is_marked(real_site: Path) -> None:
    """On the page the document itself is marked for all readers, and others are links."""
    html = _section((real_site / "policies/yangzhou-2022/index.html").read_text(encoding="utf-8"), "chain")
    assert html.count('aria-current="page"') == 1
    assert "<strong>扬州市实施意见</strong>" in html
    assert '<a href="../../policies/jiangsu-2022-40/">江苏省实施意见</a>' in html


# --- one document after another -----------------------------------------------------------------------------------


@pytest.fixture
def succeeded(project: Project) -> Project:
    """A project with the real policies and a successor of Quanzhou's, in force since November."""
    project.add_real("qianjiang-longxia-gong")
    project.write("policies/quanzhou-2026-9.yml", _successor("2026-11-01"))
    return project


def test_changes_stand_side_by_side(succeeded: Project) -> None:
    """The newer page tells every change with both numbers and their clauses, and counts what stayed."""
    answer = succeeded.build()
    assert answer.code == 0, answer.out + answer.err
    html = (succeeded.site / "policies/quanzhou-2026-9/index.html").read_text(encoding="utf-8")
    section = _section(html, "changes")
    rows = [_text(row) for row in re.findall(r"<tr class=.*?</tr>", section, re.DOTALL)]
    waiver = "（可放宽：非物质文化遗产类品牌，经人社部门认定） 出自 三（三）"
    target = "全市培育 10 个以上有本地特色、在全国有一定影响的品牌。"
    assert rows == [
        f"改了 带动就业，县级品牌 超过 2,000 人{waiver} 超过 3,000 人{waiver}",
        "去掉 年培训人数，餐饮、文化和旅游、非物质文化遗产类 不少于 500 人 出自 三（五） 没有",
        "改了 培育单位 内部管理和财务管理制度规范。 出自 三（四） 内部管理和财务管理制度规范，账目公开。 出自 三（四）",
        "新加 劳务品牌 没有 给从业人员上保险。 出自 三（五）",
        "改了 市级公示 不少于 5 个工作日 出自 五（三） 不少于 7 个工作日 出自 五（三）",
        "改了 考核良好 10 万元 出自 六（一） 12 万元 出自 六（一）",
        f"改了 {target} 不少于 10 个，2024 年 12 月 31 日 出自 第一部分 不少于 20 个，2028 年 12 月 31 日 出自 第一部分",
    ]
    assert "改了 5 项，新加 1 项，去掉 1 项，没变 16 项。" in _text(section)
    assert 'href="../../policies/quanzhou-2024-4/#criterion-driven-county"' in section


def test_the_older_page_says_that_it_is_replaced(succeeded: Project) -> None:
    """The older page names the newer one, from which day, links to the changes, and leaves the list of the others."""
    succeeded.build()
    html = (succeeded.site / "policies/quanzhou-2024-4/index.html").read_text(encoding="utf-8")
    assert "2026 年 11 月 1 日起由 泉州市实施方案（2026） 代替。" in _text(html)
    assert 'href="../../policies/quanzhou-2026-9/#changes"' in html
    assert "被代替 泉州市实施方案（2026） ，2026 年 11 月 1 日起" in _text(html)
    newer = (succeeded.site / "policies/quanzhou-2026-9/index.html").read_text(encoding="utf-8")
    assert "代替 泉州市实施方案（试行） " in _text(newer)
    assert "notice-line" not in newer
    listing = (succeeded.site / "policies/index.html").read_text(encoding="utf-8")
    assert "quanzhou-2024-4" in _section(listing, "lapsed")
    assert "quanzhou-2026-9" not in _section(listing, "lapsed")


def test_a_document_is_replaced_from_the_day_the_newer_takes_effect() -> None:
    """Before that day the older one still stands, and its page says what is to come."""
    older = replace(QUANZHOU, valid_until=None)
    newer = replace(older, id="newer", replaces=(older.id,), effective="2026-11-22")
    policies = (older, newer)
    assert not judge_validity(older, "2026-11-21", policies).lapsed
    validity = judge_validity(older, "2026-11-22", policies)
    assert (validity.lapsed, validity.text, validity.mark) == (True, "2026 年 11 月 22 日起被代替", "已被代替")
    assert not judge_validity(newer, "2026-11-22", policies).lapsed
    later = replace(newer, effective="2027-01-01")
    html = _page(older, policies=(older, later))
    assert "2027 年 1 月 1 日起由 泉州市实施方案（试行） 代替。" in _text(html)
    assert "文件没有写明期限" in _text(html)
    [changes] = compare_versions(later, (older, later), AS_OF)
    assert (changes.replaced, changes.when) == (True, "2027 年 1 月 1 日")


def test_two_documents_of_one_place_are_compared_without_being_replaced() -> None:
    """A later document of the same place that replaces nothing is compared with the last before it, and says only that."""
    first, second, third = (
        replace(QUANZHOU, id=name, issued=issued, effective=None, valid_until=None)
        for name, issued in (("one", "2020-01-01"), ("two", "2022-01-01"), ("three", "2024-01-01"))
    )
    policies = (first, second, third)
    [changes] = compare_versions(third, policies, AS_OF)
    assert (changes.older.id, changes.replaced, changes.groups) == ("two", False, ())
    assert changes.unchanged > 20
    assert compare_versions(first, policies, AS_OF) == ()
    assert not judge_validity(second, AS_OF, policies).lapsed
    assert "同一地方的上一份是" in _page(third, policies=policies)


def test_documents_of_other_places_are_not_versions() -> None:
    """Among the real documents no two are of one place, so no page tells of changes."""
    assert [compare_versions(policy, tuple(REAL.values()), AS_OF) for policy in REAL.values()] == [()] * len(REAL)


# --- neighbours ---------------------------------------------------------------------------------------------------


def test_neighbours_tell_what_differs() -> None:
    """Jiangsu's page shows Yangzhou's other numbers at the same figure and category; equal ones are counted."""
    compared = compare_neighbours(REAL["jiangsu-2022-40"], tuple(REAL.values()), AS_OF)
    told = {
        (row.title, row.audience.text): (row.own.text, [other.text for other in row.others]) for row in compared.rows
    }
    assert told == {
        ("龙头企业固定资产", "不分类别"): ("不少于 5,000 万元", ["不少于 4,000 万元"]),
        ("龙头企业年销售额", "不分类别"): ("不少于 2 亿元", ["不少于 1.5 亿元"]),
        ("从业人员", "中高端技能类"): ("不少于 5,000 人", ["不少于 3,000 人"]),
        ("从业人员", "高品质服务类"): ("不少于 1 万人", ["不少于 6,000 人"]),
        ("从业人员", "文化旅游类"): ("不少于 3,000 人", ["不少于 2,000 人"]),
        ("从业人员", "民生保障类"): ("不少于 5 万人", ["不少于 3 万人"]),
        ("劳务总收入", "民生保障类"): ("不少于 30 亿元", ["不少于 25 亿元"]),
    }
    assert [row.title for row in compared.rows if row.own.tags == row.others[0].tags == ("力争",)] == [
        "龙头企业固定资产",
        "龙头企业年销售额",
    ]
    assert compared.alike == 8
    assert {other.who for row in compared.rows for other in row.others} == {"扬州市实施意见，市级品牌"}
    assert compared.rows[0].others[0].url == "policies/yangzhou-2022/#criterion-basic-7-assets"


def test_what_is_for_everyone_meets_every_kind() -> None:
    """Shandong's training for all stands beside Quanzhou's by kind, with whom each is for; equal numbers are left out."""
    compared = compare_neighbours(REAL["shandong-2021-22"], tuple(REAL.values()), AS_OF)
    [row] = compared.rows
    assert [(other.text, other.tags) for other in row.others] == [
        ("不少于 2,000 人", ("技能培训类", "期限已过")),
        ("不少于 1,000 人", ("家政、建筑、制造、种植养殖类", "期限已过")),
    ]


def test_over_and_at_least_differ() -> None:
    """超过 2,000 and 不少于 2,000 are different demands."""
    at_least = Criterion("a", "threshold", "条件。", "一", field="headcount.driven", op=">=", value=2000, unit="人")
    one, other = _policy("one", criteria=(at_least,)), _policy("other", criteria=(replace(at_least, op=">"),))
    [row] = compare_neighbours(one, (one, other), AS_OF).rows
    assert row.others[0].text == "超过 2,000 人"


# --- brands, figures, list ------------------------------------------------------------------------------------------


def test_all_brands_recognised_under_a_document_are_there() -> None:
    """Every brand whose recognition under the document holds is listed, with their number; the place's others follow."""
    policy = REAL["jiangsu-2022-40"]
    under = [
        make_brand(f"under-{n}", division="320102", recognitions=[recognition("valid", policy=policy.id)])
        for n in range(12)
    ]
    gone = make_brand("gone", division="320102",
                      recognitions=[recognition("withdrawn", policy=policy.id), recognition("valid", "city")])  # fmt: skip
    html = _section(_page(policy, *under, gone, make_brand("elsewhere")), "brands")
    assert "按这份文件认定的 12 个" in html
    assert "当地收录的另外 1 个" in html
    assert {f"brands/{brand.id}/" in html for brand in (*under, gone)} == {True}
    assert "brands/elsewhere/" not in html


def test_too_many_brands_are_a_link() -> None:
    """More brands than a page should hold are counted and linked to."""
    brands = [make_brand(f"brand-{n}", division="320102") for n in range(61)]
    html = _section(_page(REAL["jiangsu-2022-40"], *brands), "brands")
    assert "brands/brand-" not in html
    assert "江苏省收录的 61 个品牌" in html


def test_pages_say_how_recent_figures_must_be() -> None:
    """Quanzhou asks for this year's and last year's; where a document says nothing the directory's own span is told."""
    said = figure_age(QUANZHOU)
    assert said
    assert said.clause == "四（四）"
    assert said.text.endswith("只看这两年的数。更早的，本目录不用来判断。")
    silent = figure_age(REAL["jiangsu-2022-40"])
    assert silent
    assert (silent.text, silent.clause) == ("文件没写要多近的数。按年份算，超过 3 年的，本目录不用来判断。", None)
    assert figure_age(REAL["national-2021-66"]) is None


def test_people_targets_say_why_they_are_not_counted(real_site: Path) -> None:
    """Shandong's page draws its counts of brands and says in words why the 200,000 people have none."""
    html = _section((real_site / "policies/shandong-2021-22/index.html").read_text(encoding="utf-8"), "targets")
    assert "条形是本目录收录的数，不是官方完成数。" in html
    assert html.count('class="progress"') == 3
    assert "不能相加" in html
    for drawing in re.findall(r"<svg class=\"progress-bar\"[^>]*>", html):
        [words] = re.findall(r'aria-labelledby="([^"]+)"', drawing)
        assert f'id="{words}"' in html


def test_the_list_keeps_its_tree() -> None:
    """The list of policies still shows cities under their provinces."""
    body = derive_policy_list(make_catalog(policies=tuple(REAL.values())), Templates()).body
    assert body.index("jiangsu-2022-40") < body.index("yangzhou-2022")
    assert 'class="policy-tree"' in body
