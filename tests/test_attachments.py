"""Files beside records: what is looked into and how, what is refused, and that no file makes the check fall over."""

import io
import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from generator.records import contents
from generator.records.contents import read_contents
from generator.trees import FolderTree
from tests.personal import IDENTITY, MOBILE
from tests.project import RECORD, REPOSITORY, Project, run

MASKED = "138****8000"
WORD = '<w:document><w:body><w:p w14:paraId="1A"><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>'


def _picture(kind: str = "JPEG", **more: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), 90).save(buffer, kind, **more)
    return buffer.getvalue()


def _exif(tag: int, value: object) -> Image.Exif:
    exif = Image.Exif()
    exif[tag] = value
    return exif


def _png_with(key: str, text: str, *, zipped: bool) -> bytes:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_itxt(key, text, zip=zipped)
    return _picture("PNG", pnginfo=chunks)


def _png_with_late_text(text: str) -> bytes:
    """A PNG with a text chunk behind its pixels."""
    whole, body = _picture("PNG"), b"tEXtComment\0" + text.encode("latin-1")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return whole[:-12] + chunk + whole[-12:]


def _office(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _found(project: Project, name: str, content: bytes) -> list[str]:
    """The codes that `brands check` gives for a file beside a record; no output holds the number."""
    path = project.add().with_name(name)
    path.write_bytes(content)
    answer = project.check("--format", "json")
    assert MOBILE not in answer.out
    assert {finding["file"] for finding in answer.data} <= {f"brands/hubei/{name}"}
    return [finding["code"] for finding in answer.data]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", MOBILE.encode()),
        ("a.TXT", MOBILE.encode("utf-16")),
        ("a.csv", f"姓名,电话\r\n某人,{MOBILE}\r\n".encode("gb18030")),
        ("a.json", json.dumps({"tel": int(MOBILE)}).encode()),
        ("a.svg", f"<svg><text>{MOBILE}</text></svg>".encode()),
        ("README", MOBILE.encode()),
        ("qianjiang.yaml.md", f"a: {MOBILE}".encode("utf-8-sig")),
        ("a.jpg", _picture(comment=MOBILE.encode())),
        ("a.jpeg", _picture(exif=_exif(0x010E, f"tel {MOBILE}"))),
        ("b.jpg", _picture(exif=_exif(0x9C9C, f"电话 {MOBILE}".encode("utf-16-le")))),
        ("c.jpg", _picture(exif=_exif(0x8769, {0x9286: b"UNICODE\0" + MOBILE.encode("utf-16-be")}))),
        ("d.jpg", _picture(xmp=f"<x:xmpmeta><dc:title>{MOBILE}</dc:title></x:xmpmeta>".encode())),
        ("a.png", _png_with("Author", MOBILE, zipped=False)),
        ("b.png", _png_with("XML:com.adobe.xmp", f"<a>{MOBILE}</a>", zipped=True)),
        ("c.png", _png_with_late_text(MOBILE)),
        ("a.webp", _picture("WEBP", exif=_exif(0x010E, MOBILE))),
        ("a.docx", _office({"word/document.xml": WORD.format("138</w:t></w:r><w:r><w:t>00138000")})),
        ("b.docx", _office({"word/_rels/a.rels": f'<a Target="tel:{MOBILE}"/>'})),
        ("c.docx", _office({"word/media/a.jpg": _picture(comment=MOBILE.encode())})),
        ("a.xlsx", _office({"xl/worksheets/a.xml": f"<c><v>1</v></c><c><v>{MOBILE}</v></c><c><v>2</v></c>"})),
        ("b.xlsx", _office({"docProps/core.xml": f"<dc:creator>{MOBILE}</dc:creator><cp:x>1</cp:x>"})),
    ],
)
def test_every_kind_of_file_is_looked_into(project: Project, name: str, content: bytes) -> None:
    """A number is found in texts of any encoding, in what pictures say beside their pixels, and in documents."""
    assert _found(project, name, content) == ["P502"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", _picture(exif=_exif(0x8825, {2: (30.0, 24.0, 0.0)}))),
        ("a.png", _picture("PNG", exif=_exif(0x8825, {4: (112.0, 54.0, 0.0)}))),
        ("a.webp", _picture("WEBP", exif=_exif(0x8825, {2: (30.0, 24.0, 0.0)}))),
        ("b.jpg", _picture(xmp=b"<x:xmpmeta><exif:GPSLongitude>112,54E</exif:GPSLongitude></x:xmpmeta>")),
        ("a.docx", _office({"word/media/a.jpg": _picture(exif=_exif(0x8825, {2: (30.0, 24.0, 0.0)}))})),
    ],
)
def test_a_place_in_a_picture_is_found(project: Project, name: str, content: bytes) -> None:
    """A picture that tells where it was taken is an error, inside a document too."""
    assert _found(project, name, content) == ["P506"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", _picture(exif=_exif(0x8769, {0xA431: "13800138000", 0xA420: "13800138000aabbccdd"}))),
        ("a.docx", _office({"word/document.xml": '<w:p w:rsidR="13800138000"/>', "word/media/": b""})),
        ("a.xlsx", _office({"xl/printerSettings/printerSettings1.bin": b"\0"})),
    ],
)
def test_numbers_of_machines_are_left_alone(project: Project, name: str, content: bytes) -> None:
    """Serial numbers of cameras, marks of an editor's session and a printer's settings are nobody's data."""
    assert _found(project, name, content) == []


def _locked() -> bytes:
    raw = bytearray(_office({"word/document.xml": "a"}))
    raw[raw.index(b"PK\1\2") + 8] |= 1
    return bytes(raw)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF-1.4", "不认识这种格式"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "不认识这种格式"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "不认识这种格式"),
        ("a.zip", _office({"a": "a"}), "不认识这种格式"),
        ("a.heic", b"ftypheic", "不认识这种格式"),
        ("a.gif", _picture("GIF"), "不认识这种格式"),
        ("beifen", b"\0\1\2", "不认识这种格式"),
        ("a.txt", b"a\0b", "文件坏了，或内容和扩展名不符"),
        ("a.png", b"", "文件坏了，或内容和扩展名不符"),
        ("a.jpg", _picture()[:30], "文件坏了，或内容和扩展名不符"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "文件坏了，或内容和扩展名不符"),
        ("a.docx", _office({"a": "a" * 100})[:-10], "文件坏了，或内容和扩展名不符"),
        ("a.docx", _locked(), "文件有密码"),
        ("a.docx", _office({"word/vbaProject.bin": b"\0"}), "里面套着查不了的文件"),
        ("a.docx", _office({"word/embeddings/a.xlsx": _office({"a": "a"})}), "里面套着查不了的文件"),
        ("a.xlsx", _office({"xl/media/a.png": b"\x89PNG"}), "里面套着查不了的文件"),
    ],
)
def test_what_cannot_be_looked_into_is_refused(project: Project, name: str, content: bytes, reason: str) -> None:
    """A file that hides what it holds, or is broken, does not belong here; the finding says why."""
    project.add().with_name(name).write_bytes(content)
    answer = project.check("--format", "json")
    assert [(each["file"], each["code"]) for each in answer.data] == [(f"brands/hubei/{name}", "P507")]
    assert answer.data[0]["message"].endswith(f"：{reason}")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that would unpack to more than the limit, or into too many parts, is refused unread."""
    monkeypatch.setattr(contents, "MAX_UNPACKED", 1000)
    monkeypatch.setattr(contents, "MAX_MEMBERS", 10)
    (tmp_path / "a.docx").write_bytes(_office({"a": "a" * 1001}))
    (tmp_path / "b.docx").write_bytes(_office({f"{number}.xml": "" for number in range(11)}))
    (tmp_path / "c.docx").write_bytes(_office({"a.xml": "a" * 1000}))
    tree = FolderTree(tmp_path)
    assert [read_contents(tree, name).unfit for name in ("a.docx", "b.docx", "c.docx")] == ["large", "large", None]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """A file above the limit is refused by its size alone, and no more of it is read than tells so."""
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(1 << 40)
    assert read_contents(FolderTree(tmp_path), "a.txt").unfit == "large"
    assert read_contents(FolderTree(tmp_path), "not-there.txt").unfit == "closed"


WHOLE = {
    "a.jpg": _picture(exif=_exif(0x8825, {2: (30.0, 24.0, 0.0)}), comment=b"abc"),
    "a.png": _png_with("Comment", "abc", zipped=True),
    "a.webp": _picture("WEBP", exif=_exif(0x010E, "abc")),
    "a.docx": _office({"word/document.xml": WORD.format("abc"), "word/media/a.png": _picture("PNG")}),
}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=300)
@given(data=st.data())
def test_damage_is_a_finding_and_never_an_exception(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever bytes of a file are changed or cut off, reading it gives texts or a reason."""
    raw = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.just(len(raw)), st.integers(0, len(raw))))
    folder = tmp_path_factory.getbasetemp()
    (folder / name).write_bytes(raw[:end])
    assert read_contents(FolderTree(folder), name)


def test_a_picture_told_of_by_its_record_is_told_of_once(project: Project) -> None:
    """A photo of a record that cannot be opened is one finding, at the record's line."""
    story = "stories:\n  - title: 一则\n    body: 正文。\n    photos:\n      - {file: a.jpg, alt: 虾田, credit: 局}\n    sources: [s1]\n"
    project.add(text=RECORD + story).with_name("a.jpg").write_bytes(b"no picture")
    assert [each["code"] for each in project.check("--format", "json").data] == ["X221"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_record_that_cannot_be_read_is_looked_through(project: Project, encoding: str) -> None:
    """A record in another encoding, or far too large, is searched for personal data all the same."""
    path = project.add()
    path.write_bytes((RECORD + f"# {IDENTITY}\n").encode(encoding))
    assert [each["code"] for each in project.check("--format", "json").data] == ["Y001", "P501"]
    path.write_text(RECORD + "#" * 300_000 + f"\n# {IDENTITY}\n", encoding="utf-8")
    assert [each["code"] for each in project.check("--format", "json").data] == ["Y003", "P501"]


def test_policies_are_looked_through_too(project: Project) -> None:
    """Personal data in policies/ is found in records and in other files."""
    project.write("policies/jiangsu-2022-40.yml", f"# {MOBILE}\ntitle: 甲\n")
    project.write("policies/fujian/a.txt", MOBILE)
    found = {(each["file"], each["code"]) for each in project.check("--format", "json").data}
    assert found >= {("policies/jiangsu-2022-40.yml", "P502"), ("policies/fujian/a.txt", "P502")}


def test_the_repository_has_no_findings() -> None:
    """No real record, policy or attachment gives a finding of this gate."""
    answer = run("check", "--root", REPOSITORY, "--as-of", "2026-11-22", "--format", "json")
    assert [each for each in answer.data if each["code"].startswith("P")] == []
