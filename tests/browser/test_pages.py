"""One page of every kind, opened once: quiet, on this host only, accessible, narrow enough, and not heavy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS, kind_of, longest
from tests.browser.visiting import DESKTOP, PHONE, Look, Reader, Visit

AXE = Axe()
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}

# What sticks out, for the message: nothing else tells a maintainer where to look.
STICKING_OUT = """() => {
    const room = document.documentElement.clientWidth;
    const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
    if (wide <= room) return [];
    const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1);
    return [`${wide} > ${room}`, ...out.slice(-4).map((e) => `${e.tagName}.${e.className} ${e.textContent.slice(0, 20)}`)];
}"""

KIB = 1024
HTML_LIMIT = {"catalog": 160, "fields": 110, "statistics": 65, "policy": 60, "compare": 60, "brand": 60, "rules": 60,
              "brands of a policy": 60}  # fmt: skip
"""KiB of HTML before compression; 48 for kinds not named."""


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """A kind of page."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def visit(browser: Browser, address: str, real_site: Path, kind: str) -> Iterator[Visit]:
    """The longest page of the kind, open on a phone; tests change its size and scheme, nothing else."""
    reader = Reader(browser, address)
    yield reader.open(longest(real_site, kind), **PHONE)
    reader.leave()


def resize(page: Page, look: Look) -> None:
    """Look at *page* on another screen."""
    page.set_viewport_size({"width": look["width"], "height": look["height"]})
    page.emulate_media(color_scheme=look["scheme"])
    page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")


def test_kinds(real_site: Path) -> None:
    """Every page of the site is of a kind that is looked at here."""
    paths = [file.relative_to(real_site).as_posix() for file in real_site.rglob("*.html")]

    assert [path for path in paths if kind_of(path) is None] == []


def test_quiet(visit: Visit) -> None:
    """A page asks only its own host, and the browser has nothing to complain about."""
    assert [url for url in visit.asked if not url.startswith(visit.base)] == []
    assert visit.complaints == []


def test_named(visit: Visit) -> None:
    """A page is in Chinese and has a title, and one each of main heading, main part, header and footer."""
    page = visit.page

    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert "劳务品牌目录" in page.title()
    assert [page.locator(each).count() for each in ("h1", "main", "header.top", "footer")] == [1, 1, 1, 1]


def test_light(visit: Visit, kind: str) -> None:
    """A page costs little: HTML, styles and scripts below a limit before compression, and few requests."""
    hand_written = visit.page.locator(".prose").count() > 0
    sizes: dict[str, int] = {}
    for response in visit.needed():
        what = response.request.resource_type
        sizes[what] = sizes.get(what, 0) + len(response.body())
    requests = [each for each in visit.needed() if each.request.resource_type != "image"]

    assert sizes["document"] <= HTML_LIMIT.get(kind, 48) * KIB
    assert sizes["script"] <= 12 * KIB
    assert sizes["stylesheet"] <= (256 if hand_written else 64) * KIB  # Material's own sheets dress Markdown
    assert len(requests) <= (9 if hand_written else 7), requests


@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=["light phone", "dark desktop"])
def test_accessible(visit: Visit, look: Look) -> None:
    """WCAG 2.2 AA: axe finds nothing against it."""
    resize(visit.page, look)
    answer: dict[str, Any] = AXE.run(visit.page, options=AXE_OPTIONS).response

    assert [
        (found["id"], node["html"][:200], node["failureSummary"])
        for found in answer["violations"]
        for node in found["nodes"]
    ] == []


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (390, "200%"), (1280, "200%")])
def test_fits(visit: Visit, width: int, text: str) -> None:
    """Nothing sticks out sideways on a small phone, nor anywhere with text at twice its size."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    root = visit.page.locator("html")
    root.evaluate("(root, text) => { root.style.fontSize = text; }", text)
    try:
        assert visit.page.evaluate(STICKING_OUT) == []
    finally:
        root.evaluate("(root) => { root.style.fontSize = ''; }")


def test_same_without_scripts(reader: Reader, real_site: Path, visit: Visit, kind: str) -> None:
    """A page shows the same text without scripts as with them, and no button that would do nothing."""
    bare = reader.open(longest(real_site, kind), **PHONE, scripts=False).page
    resize(visit.page, PHONE)

    assert bare.locator("main").inner_text().split() == visit.page.locator("main").inner_text().split()
    assert bare.locator("button:visible:not([type=submit])").count() == 0


def test_brand_requests(reader: Reader) -> None:
    """A brand's page without photos is there after six requests."""
    visit = reader.open("brands/qianjiang-longxia-gong/")

    assert len(visit.needed()) <= 6, visit.needed()


def test_brands_light(real_site: Path) -> None:
    """No brand's page has more than 60 KiB of HTML."""
    heavy = [file for file in real_site.glob("brands/*/index.html") if file.stat().st_size > 60 * KIB]

    assert heavy == []


def test_lost(reader: Reader) -> None:
    """Under an address that does not exist, however deep, the page for it is dressed and its search works."""
    visit = reader.open("brands/no-such-brand/none/")
    page = visit.page

    assert page.locator("h1").inner_text() == "没有这个页面"
    assert [each for each in visit.complaints if page.url not in each] == []

    page.get_by_label("找劳务品牌").fill("天镇")
    page.locator(".hit").first.click()
    page.wait_for_url("**/brands/tianzhen-baomu/")
    assert page.title().startswith("天镇保姆")
