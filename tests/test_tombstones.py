"""People who leave the site: consents that run out on a day, and the page that stays at the address."""

import re
from datetime import date, timedelta

import pytest
from PIL import Image

from generator.catalog.withholding import publishable
from tests.brands import make_brand, make_catalog
from tests.project import RECORD, Project, files_below, run

BRAND = "qianjiang-longxia-gong"
LAST_DAY = "2026-11-21"
PEOPLE = f"""\
figures:
  - id: ouyang-ceshi
    name: 欧阳测试
    role: practitioner
    title: 虾农
    basis: consent
    consent: {{ref: 同意书2025-1, until: {LAST_DAY}}}
    story: 欧阳测试养虾十年。
    honours: [养虾能手]
    photo: {{file: ouyang.png, alt: 养虾的人, credit: 潜江市人社局}}
    sources: [s1]
  - id: shangguan-ceshi
    name: 上官测试
    role: practitioner
    basis: public-report
    story: 上官测试开了店。她跟欧阳测试学过养虾。
    sources: [s2]
"""
MENTIONS = """\
products: [欧阳测试虾, 养虾]
stories:
  - {title: 一则, body: 虾田很大。欧阳测试在这里养虾。, sources: [s1]}
  - {title: 欧阳测试的虾, body: 正文。, sources: [s1]}
  - title: 照片
    body: 正文。
    photos: [{file: ouyang.png, alt: 虾田, credit: 潜江市人社局}]
    sources: [s1]
timeline:
  - {date: 2024, event: 欧阳测试开始养虾, source: s1}
  - {date: 2025, event: 虾多了, source: s1}
notes: [欧阳测试的说法与报道不同]
honours: [{title: 欧阳测试获奖, source: s1}]
carriers: [{kind: studio, name: 欧阳测试工作室, source: s1}]
headcount:
  - {value: 200, measure: employed, scope: brand, as_of: 2024, source: s1, note: 据欧阳测试}
"""
TEXT = RECORD.replace("务工人员。", "务工人员。欧阳测试是其中一位。").replace("title: 潜江龙虾工", "title: 欧阳测试养虾").replace(
    "published:", "  - {id: s2, title: 上官测试开店, publisher: 湖北日报, date: 2025-09, grade: A}\npublished:"
)  # fmt: skip


@pytest.fixture
def lapsing(project: Project) -> Project:
    """A project with a person whose consent ends on LAST_DAY and who is named all over the record."""
    path = project.add(text=TEXT + PEOPLE + MENTIONS)
    Image.new("RGB", (40, 40), 90).save(path.with_name("ouyang.png"))
    return project


def _built(project: Project, day: str) -> dict[str, str]:
    answer = run("build", "--root", project.root, "--as-of", day)
    assert answer.code == 0, answer.err
    return {path: content.decode("utf-8", "replace") for path, content in files_below(project.site).items()}


def test_a_consent_holds_on_its_last_day_and_not_after(lapsing: Project) -> None:
    """On the day after the last, nothing of the site names the person or shows their picture; the brand stays."""
    before = _built(lapsing, LAST_DAY)
    assert "欧阳测试" in before[f"figures/{BRAND}/ouyang-ceshi/index.html"]
    assert f"brands/{BRAND}/ouyang.png" in before
    after = _built(lapsing, "2026-11-22")
    assert [path for path, text in after.items() if "欧阳测试" in text] == []
    assert [path for path in after if "ouyang.png" in path] == []
    assert [path for path, text in after.items() if "ouyang" in text] == [f"figures/{BRAND}/ouyang-ceshi/index.html"]
    page = after[f"brands/{BRAND}/index.html"]
    assert all(said in page for said in ("上官测试", "虾田很大。", "虾多了", "200"))
    assert "上官测试开了店。" in after[f"figures/{BRAND}/shangguan-ceshi/index.html"]


def test_a_tombstone_says_what_happened_and_no_more(lapsing: Project) -> None:
    """The page at the old address has the day and the reason in words, a way to the brand, and is not indexed."""
    files = _built(lapsing, "2026-11-22")
    page = files[f"figures/{BRAND}/ouyang-ceshi/index.html"]
    assert "<h1>这里的人物介绍已撤下</h1>" in page
    assert re.search(r'<time datetime="2026-11-22">2026 年 11 月 22 日</time>撤下，原因：同意到期。', page)
    assert f'href="../../../brands/{BRAND}/"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_removed_person_leaves_a_tombstone(project: Project) -> None:
    """An id under removed_figures is a tombstone, with the reason where one is given, and is nowhere else in the site."""
    project.add(
        text=RECORD + "removed_figures:\n  - {id: zhuge-ceshi, date: 2026-10-01, reason: request}\n"
        "  - {id: dongfang-ceshi, date: 2026-09-30}\n"
    )
    files = _built(project, "2026-11-22")
    pages = {path for path, text in files.items() if re.search("zhuge|dongfang", path + text)}
    assert pages == {f"figures/{BRAND}/{each}/index.html" for each in ("zhuge-ceshi", "dongfang-ceshi")}
    page = files[f"figures/{BRAND}/zhuge-ceshi/index.html"]
    assert "2026 年 10 月 1 日</time>撤下，原因：本人要求。" in page
    assert "2026 年 9 月 30 日</time>撤下。" in files[f"figures/{BRAND}/dongfang-ceshi/index.html"]


def test_a_brand_without_lapsed_consents_is_itself() -> None:
    """Nobody's consent run out: the brand is not even copied."""
    brand = make_brand(
        figures=[{"id": "a", "name": "甲乙", "role": "leader", "basis": "public-report", "sources": ["s1"]}]
    )
    assert publishable(brand, "2999-01-01") is brand


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_consent_is_over_the_day_after_its_last(days: int) -> None:
    """A consent holds through its last day."""
    day = (date.fromisoformat("2026-11-22") + timedelta(days)).isoformat()
    person = {"id": "a", "name": "甲乙", "role": "leader", "basis": "consent", "sources": ["s1"]}
    brand = make_brand(figures=[{**person, "consent": {"ref": "1", "until": day}}])
    catalog = make_catalog(brand)
    assert len(catalog.people()) == (days >= 0)
    assert [each.id for each in catalog.entries()[0].brand.removed_figures] == ([] if days >= 0 else ["a"])


def test_a_summary_that_only_names_the_person_becomes_a_plain_one() -> None:
    """A brand always has a summary, even where nothing of the written one may stay."""
    person = {"id": "a", "name": "甲乙", "role": "leader", "basis": "consent", "sources": ["s1"]}
    brand = make_brand(summary="甲乙创立的品牌。", figures=[{**person, "consent": {"ref": "1", "until": "2025-01-01"}}],
                       sources=[{"id": "s1", "title": "访甲乙", "grade": "A"}])  # fmt: skip
    shown = publishable(brand, "2026-11-22")
    assert shown.summary == "劳务品牌“潜江龙虾工”。"
    assert shown.sources[0].title == "（标题略）"
