"""How verdicts are shown: on a brand's page, on the page of a policy's brands, in a brand's data and to staff."""

import json
import re

import pytest

from tests.project import YANGZHOU, Project, files_below

BRAND = YANGZHOU.replace("value: 96", "value: 90")
TRADE_WIDE = BRAND.replace("修脚", "搓背").replace("scope: brand, as_of: 2025,", "scope: industry, as_of: 2025,")
UNKNOWN = re.sub(r"category: .*\ncategory_basis: .*\n", "", BRAND).replace("修脚", "理发")
QUANZHOU = (
    BRAND.replace("扬州", "泉州")
    .replace("321000", "350500")
    .replace("修脚", "藤编")
    .replace("yangzhou-2022/service-2", "quanzhou-2024-4/ledgers")
)


@pytest.fixture
def site(project: Project) -> dict[str, str]:
    """The pages and data of a small site with the real policies and four made-up brands."""
    project.add_real()
    for brand_id, text in (("xiujiao", BRAND), ("cuobei", TRADE_WIDE), ("lifa", UNKNOWN)):
        project.add(f"yangzhou-{brand_id}-shi", text, province="jiangsu")
    project.add("quanzhou-tengbian-shi", QUANZHOU, province="fujian")
    answer = project.build()
    assert answer.code == 0, answer.err
    return {
        path: content.decode()
        for path, content in files_below(project.site).items()
        if path.endswith((".html", ".json"))
    }


def _section(html: str) -> str:
    return html[html.index('<h2 id="criteria">') : html.index('<h2 id="sources">')]


def _plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_brand_page_tells_each_verdict(site: dict[str, str]) -> None:
    """A row tells the outcome as shape and word, what is asked, the figure with its date and source, and the clause."""
    section = _section(site["brands/yangzhou-xiujiao-shi/index.html"])
    rows = {
        re.search(r"#criterion-([a-z0-9-]+)", row)[1]: row  # type: ignore[index]
        for row in re.findall(r"<tr>.*?</tr>", section, re.DOTALL)
        if "#criterion-" in row
    }
    met, unmet, attested = rows["service-1"], rows["service-5"], rows["service-2"]
    assert "outcome-met" in met
    assert re.search(r'<span aria-hidden="true">●</span>达标', met)
    assert "2025 年从业人员 7,000 人，达到“不少于 6,000 人”。" in met
    assert 'href="#source-1"' in met
    assert "../../policies/yangzhou-2022/#criterion-service-1" in met
    assert "附件分类条件（二）1" in met
    assert re.search(r'<span aria-hidden="true">○</span>未达标', unmet)
    assert "开设修脚师培训班，考核合格发证。" in attested
    assert "16 项要求：达标 2 项，未达标 1 项，缺数据或材料 13 项。" in section


def test_a_brand_page_shows_the_way_up(site: dict[str, str]) -> None:
    """County, city and province stand below each other: what is held, what is judged, what the next level lacks."""
    section = _section(site["brands/yangzhou-xiujiao-shi/index.html"])
    rungs = re.findall(
        r"<li( aria-current=\"step\")?>\s*<p class=\"rung-name\"><strong>(..)</strong><span>(.*?)</span>", section
    )
    assert [(bool(current), name, state) for current, name, state in rungs] == [
        (False, "县级", "没有收录这一级的认定条件"), (True, "市级", "已认定"), (False, "省级", "没有认定"),
    ]  # fmt: skip
    assert "到省级还差的 16 项" in section
    assert "从业人员不少于 10000 人（未达标）" in section


def test_figures_that_cannot_be_used_are_told(site: dict[str, str]) -> None:
    """Of a figure of the whole trade the page says why it does not count, among the verdicts and not the gaps."""
    section = _section(site["brands/yangzhou-cuobei-shi/index.html"])
    told = "有数，但不能用：2025 年从业人员 7,000 人（是全产业口径）；2025 年带动就业 9 万人（不是从业人员，是全产业口径）。"
    assert told in section[: section.index("<details")]


def test_without_a_category_the_page_asks_for_it(site: dict[str, str]) -> None:
    """A brand of unknown category is not shown the conditions of four categories."""
    section = _section(site["brands/yangzhou-lifa-shi/index.html"])
    assert "类别定了，才知道管不管的" in section
    assert "文化旅游产品获得" not in section


def test_a_document_out_of_force_is_named_and_not_used(site: dict[str, str]) -> None:
    """Quanzhou's document has run out by the tests' day: the page says so instead of judging by it."""
    section = _plain(_section(site["brands/quanzhou-tengbian-shi/index.html"]))
    assert "当地还没有可以逐条对照的认定条件。" in _plain(site["brands/quanzhou-tengbian-shi/index.html"])
    assert re.search(r"泉州市实施方案（试行） ：写明的期限到 2026 年 4 月，已过，不用来判断。", section)
    assert "policies/quanzhou-2024-4/brands/index.html" not in site


def test_a_policy_shows_all_brands_of_its_place(site: dict[str, str]) -> None:
    """One table a category: a row a brand with its counts and, criterion by criterion, outcome and figure."""
    page = site["policies/yangzhou-2022/brands/index.html"]
    titles = re.findall(r'<h2 id="[^"]+">(.*?)</h2>', page)
    assert titles == ["高品质服务类", "类别还没定"]
    [row] = [row for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL) if "扬州修脚师" in row]
    assert re.findall(r'<td class="numeric">(\d+)</td>', row) == ["2", "1", "13"]
    assert "7,000 人，2025" in row
    assert 'href="../../../brands/yangzhou-xiujiao-shi/#criteria"' in row
    assert 'href="../../policies/yangzhou-2022/brands/"' in site["policies/yangzhou-2022/index.html"]
    # The province's document judges the same brands as applicants at its own level.
    assert "按省级的条件看。" in site["policies/jiangsu-2022-40/brands/index.html"]
    assert "policies/national-2021-66/brands/index.html" not in site


def test_data_hold_the_verdicts(site: dict[str, str]) -> None:
    """A brand's data name the documents that hold for it and each verdict with its figure and reason."""
    document = json.loads(site["api/v1/brands/yangzhou-xiujiao-shi.json"])
    assert document["policies"] == ["national-2021-66", "jiangsu-2022-40", "yangzhou-2022"]
    assert document["judged_level"] == "city"
    verdicts = {(each["policy"], each["criterion"]): each for each in document["criteria"]}
    met = verdicts["yangzhou-2022", "service-1"]
    assert (met["outcome"], met["figure"]["value"], met["figure"]["as_of"]) == ("MET", 7000, "2025")
    assert met["reason"].startswith("2025 年从业人员 7,000 人")
    assert "figure" not in verdicts["yangzhou-2022", "basic-1"]  # absent facts have no key


def test_staff_see_how_each_record_stands(site: dict[str, str]) -> None:
    """The list of work to do tells of each record how it stands by the documents that ask something of it."""
    page = site["contribute/todo/320000/index.html"]
    assert "扬州市实施意见：16 项要求：达标 2 项，未达标 1 项，缺数据或材料 13 项。" in page
