"""What a file that is no record holds, as text to look through: plain texts, pictures, Office documents.

Gets a file of a tree; gives its texts, whether a picture tells where it was taken, or why nobody can look
into it. Whatever the bytes are, nothing is raised, and no more is unpacked than the limits allow.
"""

import codecs
import html
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, Literal
from zipfile import ZipFile, ZipInfo

from generator.records.singly import MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS
from generator.trees import Tree

if TYPE_CHECKING:
    from PIL.Image import Image

Unfit = Literal["kind", "damaged", "large", "locked", "nested", "closed"]

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 64 * 1024 * 1024
MAX_MEMBERS: Final = 2000

_TEXTS: Final = frozenset({
    "txt", "md", "rst", "log", "csv", "tsv", "json", "geojson", "yml", "yaml", "toml", "ini", "xml", "svg", "html", "htm",
})  # fmt: skip
_PICTURES: Final = frozenset({"jpg", "jpeg", "png", "webp"})
_OFFICE: Final = frozenset({"docx", "xlsx", "pptx"})

_EXIF: Final = 0x8769
_GPS: Final = 0x8825
_PLACE_TAGS: Final = frozenset({2, 4, 20, 22})
"""Latitude and longitude, of the camera and of what it was pointed at."""
_NO_WORDS: Final = frozenset({0x927C, 0xA420, 0xA431, 0xA435, 0xC62F})
"""The maker's own bytes and serial numbers: digits that nobody wrote."""
_XMP_PLACE: Final = re.compile(r"GPS(?:Latitude|Longitude)")
_XMP_IDS: Final = re.compile(r"(?:[di]id|uuid|docid:\w+)[:=][0-9A-Fa-f-]+")

_ENDS: Final = re.compile(r"</(?:w:p|w:tc|a:p|c|si|row|vt:lpwstr|(?:dc|cp|dcterms):\w+)>|<(?:w:br|w:tab|a:br)\b[^>]*>")
_SPOKEN: Final = re.compile(r"\b(?:Target|descr|title|tooltip|location|w:author)=\"([^\"]*)\"")
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Contents:
    """What there is to look through in one file."""

    texts: tuple[str, ...] = ()
    has_lines: bool = False
    """Whether the one text is the file itself, so that its lines are places a reader can go to."""
    has_place: bool = False
    unfit: Unfit | None = None


def read_contents(tree: Tree, file: str) -> Contents:
    """What *file* holds."""
    try:
        raw = tree.read_bytes(file, MAX_BYTES + 1)
    except OSError:
        return Contents(unfit="closed")
    return Contents(unfit="large") if len(raw) > MAX_BYTES else _contents_of(PurePosixPath(file).name, raw)


def _contents_of(name: str, raw: bytes) -> Contents:
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ending in _PICTURES:
        return _read_picture(raw)
    if ending in _OFFICE:
        return _read_office(raw)
    if ending and ending not in _TEXTS:
        return Contents(unfit="kind")
    text = decode_text(raw)
    return Contents(unfit="damaged" if ending else "kind") if text is None else Contents((text,), has_lines=True)


def decode_text(raw: bytes) -> str | None:
    """*raw* as text, in whichever encoding Chinese Windows or Excel saved it; ``None`` where it is none."""
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def _read_picture(raw: bytes) -> Contents:
    from PIL import Image  # noqa: PLC0415 - most records have no photo

    if len(raw) > MAX_PICTURE_BYTES:
        return Contents(unfit="large")
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as picture,
        ):
            if picture.width * picture.height > MAX_PICTURE_PIXELS:
                return Contents(unfit="large")
            if picture.format == "PNG":
                picture.load()  # it may have texts behind the pixels
            texts = tuple(_picture_texts(picture))
            has_place = bool(_PLACE_TAGS & picture.getexif().get_ifd(_GPS).keys()) or any(map(_XMP_PLACE.search, texts))
    except Exception:  # noqa: BLE001 - there is no list of what Pillow's readers raise over a damaged file
        return Contents(unfit="damaged")
    return Contents(texts, has_place=has_place)


def _picture_texts(picture: "Image") -> Iterator[str]:
    """Every text in the picture's EXIF, XMP, IPTC and comments."""
    exif = picture.getexif()
    tags = [*exif.items(), *exif.get_ifd(_EXIF).items(), *exif.get_ifd(_GPS).items()]
    yield from _texts_in([value for tag, value in tags if tag not in _NO_WORDS])
    yield from _texts_in([value for key, value in picture.info.items() if key not in {"exif", "icc_profile"}])


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield _XMP_IDS.sub("", value)
    elif isinstance(value, bytes):
        plain = value.replace(b"\0", b"")
        yield _XMP_IDS.sub("", decode_text(plain) or plain.decode("utf-8", "ignore"))
        if b"\0" in value:  # UTF-16 without a mark, as Windows writes titles and comments
            yield from (value.decode(encoding, "ignore") for encoding in ("utf-16-le", "utf-16-be"))
    elif isinstance(value, dict):
        yield from _texts_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts_in(each)


def _read_office(raw: bytes) -> Contents:
    texts: list[str] = []
    has_place = False
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                return Contents(unfit="large")
            if any(member.flag_bits & 1 for member in members):
                return Contents(unfit="locked")
            for member in members:
                held = _read_member(archive, member)
                if held.unfit:
                    return Contents(unfit="nested")
                texts += held.texts
                has_place = has_place or held.has_place
    except Exception:  # noqa: BLE001 - there is no list of what zipfile and its decompressors raise either
        return Contents(unfit="damaged")
    return Contents(tuple(texts), has_place=has_place)


def _read_member(archive: ZipFile, member: ZipInfo) -> Contents:
    """One part of an Office document; what a printer was set to is nobody's data."""
    if member.is_dir() or "/printerSettings/" in member.filename:
        return Contents()
    raw = archive.read(member)
    if PurePosixPath(member.filename).suffix[1:].lower() in _OFFICE:
        return Contents(unfit="kind")  # documents inside documents inside documents would have no end
    if not member.filename.endswith((".xml", ".rels", ".vml")):
        return _contents_of(member.filename, raw)
    text = decode_text(raw)
    return Contents(unfit="damaged") if text is None else Contents((_plain_text(text),))


def _plain_text(markup: str) -> str:
    """The words of XML: runs of one paragraph or cell joined, one a line, then those of attributes people fill in."""
    words = _TAG.sub("", _ENDS.sub("\n", markup))
    return html.unescape("\n".join([words, *_SPOKEN.findall(markup)]))
