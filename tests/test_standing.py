"""What a brand's life means for the site: under notice, withdrawn, moved, and photos on the way out."""

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from generator.pictures import Studio
from generator.trees import FolderTree
from tests.brands import make_brand, make_catalog
from tests.project import RECORD, Project, files_below

NOTICE = (
    "recognitions:\n  - {level: province, status: notice, notice: {starts: 2026-11-20, ends: 2026-11-27}, source: s1}\n"
)
WITHDRAWN = (
    "recognitions:\n  - {level: province, authority: 湖北省人社厅, status: withdrawn, date: 2024-05, source: s1}\n"
)
PERSON = "figures:\n  - {id: li-qiang, name: 李强生, role: leader, basis: public-report, sources: [s1]}\n"
OTHER = RECORD.replace("潜江", "天门").replace("429005", "429006").replace("龙虾", "纺织")
LISTS = ("index.html", "catalog/index.html", "feed.xml", "sitemap.xml", "assets/search.json", "api/v1/brands.json", "api/v1/brands.csv",
         "api/v1/figures.json", "statistics/index.html", "figures/index.html")  # fmt: skip


def _built(project: Project) -> dict[str, str]:
    answer = project.build()
    assert answer.code == 0, answer.err
    return {path: content.decode() for path, content in files_below(project.site).items() if b"\0" not in content}


@pytest.mark.parametrize("life", [NOTICE, WITHDRAWN], ids=["notice", "withdrawn"])
def test_who_is_not_listed_is_in_no_list(project: Project, life: str) -> None:
    """A brand under notice or withdrawn is in no list, feed, table, search or data file, nor are its people."""
    project.add("tianmen-fangzhi-gong", OTHER)
    project.add(text=RECORD + life + PERSON)
    files = _built(project)
    for path in LISTS:
        assert "潜江龙虾工" not in files[path], path
        assert "qianjiang-longxia-gong" not in files[path], path
        assert "李强生" not in files[path], path
    assert "api/v1/brands/qianjiang-longxia-gong.json" not in files
    assert not [path for path in files if "li-qiang" in path]
    assert not [path for path in files if path.startswith("catalog/division/429005")]


def test_a_brand_under_notice_is_shown_there_alone(project: Project) -> None:
    """A brand that is only under notice stands on the notices page and in what it offers to subscribe to alone."""
    project.add("tianmen-fangzhi-gong", OTHER)
    project.add(text=RECORD.replace("龙虾", "虾苗") + NOTICE)
    files = _built(project)
    named = {path for path, text in files.items() if "潜江虾苗工" in text}
    assert named == {"notices/index.html", "notices/feed.xml", "notices/calendar.ics"}
    assert '2026 年 11 月 20 日</time>到 <time datetime="2026-11-27">11 月 27 日' in files["notices/index.html"]


@pytest.mark.parametrize("brand_id", ["qianjiang-longxia-gong", "qianjiang-xiagong"], ids=["own", "former"])
def test_the_address_of_a_brand_under_notice_leads_to_the_notice(project: Project, brand_id: str) -> None:
    """It had an address before, perhaps: that forwards to the notice, unnamed, and is in no list."""
    project.add(text=RECORD + "former_ids: [qianjiang-xiagong]\n" + NOTICE)
    files = _built(project)
    page = files[f"brands/{brand_id}/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../../notices/#qianjiang-longxia-gong">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "潜江龙虾工" not in page
    assert '<li class="notice" id="qianjiang-longxia-gong">' in files["notices/index.html"]
    assert brand_id not in "".join(files[path] for path in LISTS)


def test_a_withdrawn_brand_keeps_its_address(project: Project) -> None:
    """A brand whose recognitions were all withdrawn keeps its page, which says so and is kept from search engines."""
    project.add(text=RECORD + WITHDRAWN)
    page = _built(project)["brands/qianjiang-longxia-gong/index.html"]
    assert "认定已撤销" in page
    assert re.search(r'<meta name="robots" content="[^"]*noindex', page)
    assert "application/ld+json" not in page


POLICY = """\
title: 湖北省劳务品牌建设办法
short_title: 湖北省办法
issuers: [湖北省人力资源和社会保障厅]
division: "420000"
level: province
issued: 2023-01-01
source: {title: 湖北省劳务品牌建设办法}
procedure:
  - {step: notice, text: 公示。, period: {op: ">=", value: 5, unit: 工作日}, clause: 五（三）}
assessment:
  grades: [{id: good, label: 良好, result: 继续支持。, clause: 六（一）}]
  text: 考核。
  clause: 六（一）
withdrawal:
  grounds: [{id: fraud, text: 靠不正当手段通过认定。, clause: 六（二）}]
  effects: [{id: title, text: 取消称号。, clause: 六（二）}]
summary: 湖北省的办法。
listed: 2026-11-22
"""
LIFE = """\
recognitions:
  - level: province
    title: 湖北省劳务品牌
    policy: hubei-2023
    date: 2024
    notice: {starts: 2024-03-04, ends: 2024-03-11}
    steps:
      - {step: cultivating, date: 2023, source: s1}
      - {step: assessed, date: 2025-06, grade: good, document: 鄂人社〔2025〕9号, source: s1}
      - {step: rectification, date: 2026-01-05, until: 2026-03-05, source: s1}
      - {step: %s, date: 2026-03-09, %ssource: s1}
    source: s1
"""


def test_a_withdrawal_says_what_when_by_which_document_and_why(project: Project) -> None:
    """The page of a withdrawn brand tells what was withdrawn, the day, the document and the ground in the policy's words."""
    project.write("policies/hubei-2023.yml", POLICY)
    project.add(text=RECORD + LIFE % ("withdrawn", "ground: fraud, document: 鄂人社〔2026〕3号, "))
    page = _built(project)["brands/qianjiang-longxia-gong/index.html"]
    for said in (
        "湖北省劳务品牌",
        "2026 年 3 月 9 日",
        "鄂人社〔2026〕3号",
        "靠不正当手段通过认定。",
        "六（二）",
        "policies/hubei-2023/",
    ):
        assert said in page


def test_a_candidate_withdrawn_after_its_notice_was_never_recognised(project: Project) -> None:
    """Where a notice came to nothing the page does not speak of a recognition taken back."""
    notice = "notice: {starts: 2026-11-02, ends: 2026-11-10}, steps: [{step: withdrawn, date: 2026-11-12, source: s1}]"
    project.add(text=RECORD + f"recognitions:\n  - {{level: province, {notice}, source: s1}}\n")
    page = _built(project)["brands/qianjiang-longxia-gong/index.html"]
    assert "公示以后没有认定" in page
    assert "认定已撤销" not in page


def test_the_page_tells_the_life_step_by_step(project: Project) -> None:
    """The page shows the state of the day and every dated step in order, with grades in the policy's words."""
    project.write("policies/hubei-2023.yml", POLICY)
    project.add(text=RECORD + LIFE % ("rectified", ""))
    page = _built(project)["brands/qianjiang-longxia-gong/index.html"]
    assert '<span class="status status-recognised">有效</span>' in page
    words = ["培育", "公示", "认定", "考核评估", "责令整改", "整改完成"]
    assert re.findall(r'<strong class="life-word">(.+?)</strong>', page) == words
    assert re.findall(r'<span class="knot-word">(.+?)</span>', page) == words
    assert "良好" in page
    assert "期限到 2026 年 3 月 5 日" in page


def test_the_thread_tells_nothing_twice(project: Project) -> None:
    """What the editor told as an event of the same time is not told again as a step."""
    project.write("policies/hubei-2023.yml", POLICY)
    events = "timeline:\n  - {date: 2024-03-05, event: 拟认定名单公示, source: s1}\n  - {date: 2025-06, event: 通过年度考核, source: s1}\n"
    project.add(text=RECORD + LIFE % ("rectified", "") + events)
    page = _built(project)["brands/qianjiang-longxia-gong/index.html"]
    assert re.findall(r'<span class="knot-word">(.+?)</span>', page) == ["培育", "认定", "责令整改", "整改完成"]


def test_an_expired_recognition_is_said_and_gives_no_level(project: Project) -> None:
    """A brand whose recognition has run out stays listed, says so, and is under no level."""
    project.add(text=RECORD + "recognitions:\n  - {level: province, date: 2022-06, valid_until: 2025-06, source: s1}\n")
    files = _built(project)
    page = files["brands/qianjiang-longxia-gong/index.html"]
    assert "认定已到期" in page
    assert '<span class="status status-expired">已到期</span>' in page
    assert "潜江龙虾工" in files["catalog/index.html"]
    assert not [path for path in files if path.startswith("catalog/level/")]
    assert json.loads(files["api/v1/brands.json"])["brands"][0].get("level") is None


def test_a_recognition_known_to_have_been_made_is_not_called_valid(project: Project) -> None:
    """Where no source says what became of a recognition, the page says nothing of its state."""
    project.add(text=RECORD + "recognitions:\n  - {level: province, date: 2022-06, source: s1}\n")
    assert 'class="status' not in _built(project)["brands/qianjiang-longxia-gong/index.html"]


def test_an_old_address_leads_to_the_new(project: Project) -> None:
    """The page at a former id leads on to today's, by itself and by a link, and is in no list."""
    project.add(text=RECORD + "former_ids: [qianjiang-xiagong]\n")
    files = _built(project)
    page = files["brands/qianjiang-xiagong/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../../brands/qianjiang-longxia-gong/">' in page
    assert '<a href="../../brands/qianjiang-longxia-gong/"' in page
    assert "qianjiang-xiagong" not in files["sitemap.xml"] + files["catalog/index.html"]


def _photo(mode: str, kind: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    picture = Image.new(mode, (2400, 1200), 90)
    picture.save(buffer, kind, **more)
    return buffer.getvalue()


def _with_photo(project: Project, name: str, content: bytes) -> None:
    story = f"stories:\n  - title: 一则\n    body: 正文。\n    photos:\n      - {{file: {name}, alt: 虾田, credit: 潜江市人社局}}\n    sources: [s1]\n"
    path = project.add(text=RECORD + story)
    path.with_name(name).write_bytes(content)


def test_a_photo_loses_what_it_knows(project: Project) -> None:
    """A published photo has no EXIF and no comment; it stands upright and is no wider than a page needs."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "秘密相机"
    _with_photo(project, "xia.jpg", _photo("RGB", "JPEG", exif=exif, comment=b"secret"))
    assert project.build().code == 0
    published = project.site / "brands/qianjiang-longxia-gong/xia.jpg"
    with Image.open(published) as picture:
        assert not picture.getexif()
        assert not {"exif", "comment", "xmp"} & set(picture.info)
        assert picture.width <= 1200
        assert picture.height > picture.width
    assert "秘密相机".encode() not in published.read_bytes()
    assert b"secret" not in published.read_bytes()


def test_a_place_never_leaves_with_a_photo(tmp_path: Path) -> None:
    """Where a photo was taken is not in the published copy, even of a picture the checks never saw."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 24.0, 0.0)}
    story = {
        "title": "一则",
        "body": "正文。",
        "sources": ["s1"],
        "photos": [{"file": "xia.jpg", "alt": "虾田", "credit": "潜江市人社局"}],
    }
    brand = make_brand(stories=[story])
    picture = (tmp_path / brand.path).with_name("xia.jpg")
    picture.parent.mkdir(parents=True)
    picture.write_bytes(_photo("RGB", "JPEG", exif=exif))
    [entry] = make_catalog(brand).entries()
    [published] = Studio(FolderTree(tmp_path)).derive_photos(entry)
    with Image.open(io.BytesIO(published.content)) as copy:
        assert not copy.getexif().get_ifd(0x8825)
        assert "exif" not in copy.info


@pytest.mark.parametrize(
    ("name", "mode", "kind"),
    [
        ("a.png", "RGBA", "PNG"),
        ("a.png", "P", "PNG"),
        ("a.webp", "RGBA", "WEBP"),
        ("a.jpg", "L", "JPEG"),
        ("a.jpeg", "CMYK", "JPEG"),
    ],
)
def test_photos_of_every_kind_are_published(project: Project, name: str, mode: str, kind: str) -> None:
    """Whatever its kind and colours, a photo of a record is published as the same kind and can be opened."""
    _with_photo(project, name, _photo(mode, kind))
    assert project.build().code == 0
    with Image.open(project.site / "brands/qianjiang-longxia-gong" / name) as picture:
        assert picture.format == kind
        picture.load()
    page = (project.site / "brands/qianjiang-longxia-gong/index.html").read_text(encoding="utf-8")
    assert f'src="../../brands/qianjiang-longxia-gong/{name}"' in page
    assert 'alt="虾田"' in page


def test_the_search_data_has_a_row_for_each_brand(project: Project) -> None:
    """The search box reads one row a listed brand: id, name, aliases, letters, initials, place, category, people."""
    people = "headcount:\n  - {value: 200000, bound: over, measure: employed, scope: brand, as_of: 2025, source: s1}\n"
    project.add(text=RECORD + "aliases: [虾工, 小龙虾工]\ncategory: service\n" + people)
    [row] = json.loads(_built(project)["assets/search.json"])["rows"]
    assert row == [
        "qianjiang-longxia-gong", "潜江龙虾工", "虾工|小龙虾工", "qianjianglongxiagong", "qjlxg", "湖北 潜江", "service",
        "从业人员 超过 20 万人",
    ]  # fmt: skip
