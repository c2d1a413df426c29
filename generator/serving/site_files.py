"""The built site as a web server shows it: which file an address means, of what type, with our script in its pages.

Gets the site's folder; gives files and bytes. Never gives anything outside the folder and never changes a file.
"""

import re
from dataclasses import dataclass
from html import escape
from mimetypes import MimeTypes
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

HTML: Final = "text/html; charset=utf-8"
_TYPES: Final = MimeTypes()  # Python's own table: the machine's would differ from one to the next
for _type, _suffix in (
    ("text/calendar", ".ics"), ("text/markdown", ".md"), ("text/yaml", ".yml"), ("text/javascript", ".js"),
    ("image/webp", ".webp"), ("image/avif", ".avif"), ("font/woff2", ".woff2"), ("application/xml", ".xml"),
    ("application/manifest+json", ".webmanifest"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
):  # fmt: skip
    _TYPES.add_type(_type, _suffix)
_IS_TEXT: Final = re.compile(r"text/|application/(?:json|xml|.*\+json|.*\+xml)$|image/svg\+xml$")
_CANONICAL: Final = re.compile(r'<link rel="canonical" href="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Script:
    """The script in served pages, with what it has to know of the page it is in."""

    mark: str
    base: str
    page: str

    def into(self, html: bytes) -> bytes:
        """*html* with the script at its end."""
        tag = (
            f'<script async src="/__preview__/preview.js" data-mark="{escape(self.mark)}" '
            f'data-base="{escape(self.base)}" data-page="{escape(self.page)}"></script>'
        ).encode()
        before, end, after = html.rpartition(b"</body>")
        return before + tag + end + after if end else html + tag


def read_base(site: Path) -> str:
    """The path the site believes to lie at, as its front page says it; ``/`` where there is none."""
    try:
        found = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return "/"
    path = urlsplit(found.group(1)).path if found else "/"
    return path if path.startswith("/") and path.endswith("/") else "/"


def site_path(path: str) -> str:
    """The path of the file below the site that the address *path* below the base means."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def find_file(site: Path, path: str) -> Path | None:
    """The file or folder at *path* in *site*; nothing where it leads out of the site or to nothing."""
    if "\0" in path or "\\" in path or not {"..", "."}.isdisjoint(path.split("/")):
        return None
    try:
        file = (site / path).resolve()
        inside = file.is_relative_to(site.resolve())
        return file if inside and file.exists() else None
    except (OSError, ValueError):
        return None


def media_type(file: Path) -> str:
    """The type of *file* as a header tells it."""
    guessed = _TYPES.guess_type(file.name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if _IS_TEXT.match(guessed) else guessed
