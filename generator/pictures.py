"""Photos of records as files of the site: upright, at most 1,200 pixels wide, without any metadata.

Gets an entry and the project root, yields artifacts. A photo's place where it was taken never leaves the
repository: EXIF, XMP and comments are dropped by drawing the pixels anew (gov-site rules §2).
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.model.artifact import Artifact
from generator.model.brand import Brand, Photo
from generator.model.catalog import Entry

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST: Final = 1200
"""Pixels; a phone at three times its density shows no more."""
_SAVE: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}
_FORMATS: Final = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def photos_of(brand: Brand) -> list[Photo]:
    """Every photo the record shows, people first."""
    people = [figure.photo for figure in brand.figures if figure.photo]
    return [*people, *(photo for story in brand.stories for photo in story.photos)]


def derive_photos(entry: Entry, root: Path) -> Iterator[Artifact]:
    """The photos of *entry*, beside its page."""
    folder = (root / entry.brand.path).parent
    for file in dict.fromkeys(photo.file for photo in photos_of(entry.brand)):
        yield Artifact(f"{entry.url}{file}", _redraw(folder / file))


def _redraw(path: Path) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - most records have no photo

    kind = _FORMATS[path.suffix]
    with Image.open(path) as opened:
        if kind == "JPEG":
            opened.draft("RGB", (WIDEST, WIDEST))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((WIDEST, upright.height))
        return _encode(_plain(upright, kind), kind)


def _plain(picture: "Image", kind: str) -> "Image":
    """The pixels alone, in a mode the format can hold."""
    mode = "RGB" if kind == "JPEG" or picture.mode not in {"RGBA", "LA", "P"} else "RGBA"
    converted = picture.convert(mode)
    converted.info.clear()
    return converted


def _encode(picture: "Image", kind: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **_SAVE[kind])
    return buffer.getvalue()
