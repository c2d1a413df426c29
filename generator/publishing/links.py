"""What a page of the site links to, and the places on it that can be linked to.

Gets a page's bytes and its path, gives addresses as paths below the site. Our pages are well-formed and their tags are
found by an expression, many times as fast as a parser of all HTML there is; a test holds it against one.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

_TAG: Final = re.compile(rb"<[a-zA-Z][^<>]*>")
_VALUE: Final = rb"""=("[^"]*"|'[^']*'|[^\s"'>]+)"""
_ADDRESS: Final = re.compile(rb" (?:href|src|action|formaction|poster|data|xlink:href)" + _VALUE)
_SET: Final = re.compile(rb" (?:srcset|imagesrcset)" + _VALUE)
_REFRESH: Final = re.compile(rb"<meta [^<>]*http-equiv=[\"']?refresh[^<>]*>", re.IGNORECASE)
_REFRESH_TO: Final = re.compile(rb" content=[\"'][^\"']*?url=([^\"']*)", re.IGNORECASE)
_ID: Final = re.compile(rb" id" + _VALUE)
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_CANONICAL: Final = re.compile(rb"<link rel=\"canonical\" href=\"([^\"]*)\"")


_REMEMBERED: Final = 100_000
"""How many addresses a reader keeps in mind."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """One page, read for its links."""

    targets: frozenset[tuple[str, str]]
    """Path of a file and place on it (or nothing) for every link within the site."""
    ids: frozenset[str]
    """The places on this page."""


def read_base(front_page: bytes) -> str:
    """The address of the site, from its front page's own; empty where it does not say."""
    found = _CANONICAL.search(front_page)
    return unescape(found.group(1).decode()) if found else ""


def read_ids(page: bytes) -> frozenset[str]:
    """The places on *page* that can be linked to."""
    return _ids(_tags(page))


def _tags(page: bytes) -> bytes:
    return b"".join(_TAG.findall(page)).replace(b"\n", b" ")


def _ids(tags: bytes) -> frozenset[str]:
    return frozenset(_text(value) for value in _ID.findall(tags))


class LinkReader:
    """Reads pages of the site that lies at the address *base*."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._host_path = urlsplit(base).path or "/"
        self._from_root: dict[str, tuple[str, str] | None] = {}

    def read(self, path: str, page: bytes) -> PageLinks:
        """The links of *page*, which lies at *path*."""
        tags = _tags(page)
        folder = path.rpartition("/")[0]
        addresses = {_text(value) for value in _ADDRESS.findall(tags)}
        for value in _SET.findall(tags):
            addresses.update(each.split()[0] for each in _text(value).split(",") if each.strip())
        if b"http-equiv" in tags:
            addresses.update(unescape(to.decode()) for tag in _REFRESH.findall(page) for to in _REFRESH_TO.findall(tag))
        targets = self._resolve_all(addresses, path, folder)
        return PageLinks(frozenset(targets), _ids(tags))

    def _resolve_all(self, addresses: Iterable[str], path: str, folder: str) -> set[tuple[str, str]]:
        """What *addresses* mean on the page at *path*; those that climb to the root first are the same on many pages."""
        climb = "../" * (folder.count("/") + 1) if folder else ""
        if len(self._from_root) > _REMEMBERED:
            self._from_root.clear()
        targets = set()
        for address in addresses:
            if climb and address.startswith(climb):
                rest = address[len(climb) :]
                if rest not in self._from_root:
                    self._from_root[rest] = self.resolve(f"./{rest}", "index.html", "")
                target = self._from_root[rest]
            else:
                target = self.resolve(address, path, folder)
            if target:
                targets.add(target)
        return targets

    def resolve(self, address: str, path: str, folder: str) -> tuple[str, str] | None:
        """The file and the place *address* means on the page at *path* in *folder*; None for what is not of the site."""
        address = address.strip()
        if address.startswith(self._base) and self._base:
            address, folder = address[len(self._base) :], ""
            path = "index.html"
        elif _SCHEME.match(address):
            return None
        address, _, fragment = address.partition("#")
        place = "" if fragment == "top" else unquote(fragment)
        address = unquote(address.partition("?")[0])
        if not address:
            return path, place
        if address.startswith("/"):
            if not address.startswith(self._host_path):
                return None
            address, folder = address[len(self._host_path) :], ""
        return _join(folder, address), place


def _join(folder: str, address: str) -> str:
    """The path *address* means in *folder*; one that climbs out of the site stays as it is, and leads nowhere."""
    while address.startswith("../") and folder:
        address, folder = address[3:], folder.rpartition("/")[0]
    if address == ".." and folder:
        address, folder = "", folder.rpartition("/")[0]
    target = f"{folder}/{address}" if folder else address
    if "./" in target or target.endswith(("/.", "/..")) or target in {".", ".."}:
        ends_in_folder = target.endswith(("/", "/.", "/..")) or target in {".", ".."}
        target = posixpath.normpath(target)
        target = "" if target == "." else target + "/" * ends_in_folder
    return f"{target}index.html" if not target or target.endswith("/") else target


def _text(value: bytes) -> str:
    """An attribute's value as it is meant."""
    if value[:1] in b"\"'" and value:
        value = value[1:-1]
    text = value.decode()
    return unescape(text) if "&" in text else text
