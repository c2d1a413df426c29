"""Photos of records as files of the site: upright, at most 1,200 pixels wide, without any metadata.

Gets an entry and a tree, yields artifacts. A photo's place where it was taken never leaves the
repository: EXIF, XMP and comments are dropped by drawing the pixels anew (gov-site rules §2).
"""

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from generator.model.artifact import Artifact
from generator.model.brand import Brand, Photo
from generator.model.catalog import Entry
from generator.trees import Tree, blob_digest

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST: Final = 1200
"""Pixels; a phone at three times its density shows no more."""
_KEPT: Final = 64
"""So many redrawn photos are kept at hand: several records may show the same one."""
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


class Studio:
    """Redraws the photos of one tree, each content once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._done: dict[tuple[str, str], bytes] = {}

    def derive_photos(self, entry: Entry) -> Iterator[Artifact]:
        """The photos of *entry*, beside its page."""
        folder = entry.brand.path.rpartition("/")[0]
        for file in dict.fromkeys(photo.file for photo in photos_of(entry.brand)):
            yield Artifact(f"{entry.url}{file}", self._redraw(f"{folder}/{file}"))

    def _redraw(self, file: str) -> bytes:
        raw, ending = self._tree.read_bytes(file), PurePosixPath(file).suffix
        key = blob_digest(raw), ending
        if key not in self._done:
            if len(self._done) > _KEPT:
                self._done.clear()
            self._done[key] = _redraw(raw, _FORMATS[ending])
        return self._done[key]


def _redraw(raw: bytes, kind: str) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - most records have no photo

    with Image.open(io.BytesIO(raw)) as opened:
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
