"""What a brand's life means for the site: under notice, withdrawn, moved, and photos on the way out."""

import io
import json
import re

import pytest
from PIL import Image

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
    """A brand that is only under notice stands on the notices page, with its days, and has no page of its own."""
    project.add("tianmen-fangzhi-gong", OTHER)
    project.add(text=RECORD.replace("龙虾", "虾苗") + NOTICE)
    files = _built(project)
    assert [path for path, text in files.items() if "潜江虾苗工" in text] == ["notices/index.html"]
    assert "2026 年 11 月 27 日" in files["notices/index.html"]


def test_a_withdrawn_brand_keeps_its_address(project: Project) -> None:
    """A brand whose recognitions were all withdrawn keeps its page, which says so and is kept from search engines."""
    project.add(text=RECORD + WITHDRAWN)
    page = _built(project)["brands/qianjiang-longxia-gong/index.html"]
    assert "认定已撤销" in page
    assert re.search(r'<meta name="robots" content="[^"]*noindex', page)
    assert "application/ld+json" not in page


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
