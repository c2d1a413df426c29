"""A built site as tests look at it: what each page links to, loads and names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

# What a browser asks for without being clicked.
LOADING = {
    ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("iframe", "src"),
    ("video", "src"), ("audio", "src"), ("object", "data"), ("embed", "src"), ("use", "href"), ("use", "xlink:href"),
    ("image", "href"), ("input", "src"), ("track", "src"),
}  # fmt: skip
LOADING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "modulepreload",
    "manifest",
    "preconnect",
    "dns-prefetch",
}


@dataclass
class Page:
    """One page, read for its links."""

    path: str
    html: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Addresses a reader can follow or send a form to."""
    loads: list[str] = field(default_factory=list)
    """Addresses a browser asks for by itself."""
    attributes: list[tuple[str, str, str]] = field(default_factory=list)

    def target(self, address: str) -> tuple[str, str]:
        """The file below the site an internal *address* leads to from here, and its fragment."""
        parts = urlsplit(urljoin(f"site:///{self.path}".replace("site://", "http://x"), address))
        path = unquote(parts.path).lstrip("/")
        return (f"{path}index.html" if not path or path.endswith("/") else path), unquote(parts.fragment)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.page.attributes += [(tag, name, value) for name, value in given.items()]
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag in {"a", "area"} and "href" in given:
            self.page.links.append(given["href"])
        if tag == "form" and "action" in given:
            self.page.links.append(given["action"])
        if tag == "link" and set(given.get("rel", "").split()) & LOADING_RELATIONS:
            self.page.loads.append(given["href"])
        self.page.loads += [value for name, value in given.items() if (tag, name) in LOADING]


def read_page(path: str, html: str) -> Page:
    """One page, read for its links."""
    page = Page(path, html)
    _Reader(page).feed(html)
    return page


@cache
def read_pages(site: Path) -> tuple[Page, ...]:
    """Every HTML page of *site*, in the order of their paths."""
    return tuple(
        read_page(file.relative_to(site).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
    )


def kind(path: str) -> str:
    """The kind of page at *path*: its address with the values that vary taken out."""
    parts = PurePosixPath(path).parts
    if parts[:2] in {("catalog", "division"), ("contribute", "todo")} and len(parts) > 3:
        return f"{parts[0]}/{parts[1]}/…"
    return f"{parts[0]}/…" if parts[0] in {"catalog", "brands", "policies", "figures"} and len(parts) > 2 else path


def one_of_each_kind(site: Path) -> Iterator[Page]:
    """The longest page of every kind: it has the most in it that can be wrong."""
    longest: dict[str, Page] = {}
    for page in read_pages(site):
        known = longest.get(kind(page.path))
        if known is None or len(page.html) > len(known.html):
            longest[kind(page.path)] = page
    yield from longest.values()
