"""One page of every kind: quiet, on this host only, accessible, narrow enough, and not heavy."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.kinds import KINDS, kind_of, longest
from tests.browser.visiting import DESKTOP, PHONE, Look, Reader
from tests.site import read_pages

every_kind = pytest.mark.parametrize("kind", KINDS)

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
    return [`${wide} > ${room}`, ...out.slice(-4).map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 20)}`)];
}"""

KIB = 1024
HTML_LIMIT = {"catalog": 160, "fields": 110, "statistics": 65, "policy": 60, "compare": 60, "brand": 60, "rules": 60}
"""KiB of HTML, uncompressed; 48 for kinds not named."""


def test_kinds(real_site: Path) -> None:
    """Every page of the site is of a kind that is looked at here."""
    assert [page.path for page in read_pages(real_site) if kind_of(page.path) is None] == []


@every_kind
def test_quiet(reader: Reader, real_site: Path, kind: str) -> None:
    """A page asks only its own host, and the browser has nothing to complain about."""
    visit = reader.open(longest(real_site, kind))

    assert [url for url in visit.asked if not url.startswith(visit.base)] == []
    assert visit.complaints == []


@every_kind
def test_named(reader: Reader, real_site: Path, kind: str) -> None:
    """A page is in Chinese and has a title, one main heading, one main part and no element that is not shown."""
    page = reader.open(longest(real_site, kind)).page

    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert "劳务品牌目录" in page.title()
    assert [page.locator(each).count() for each in ("h1", "main", "header.top", "footer")] == [1, 1, 1, 1]


@every_kind
@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=["light phone", "dark desktop"])
def test_accessible(reader: Reader, real_site: Path, kind: str, look: Look) -> None:
    """Axe finds nothing against WCAG 2.2 AA."""
    page = reader.open(longest(real_site, kind), **look).page
    answer: dict[str, Any] = AXE.run(page, options=AXE_OPTIONS).response

    assert [
        (found["id"], node["html"][:200], node["failureSummary"])
        for found in answer["violations"]
        for node in found["nodes"]
    ] == []


@every_kind
def test_fits(reader: Reader, real_site: Path, kind: str) -> None:
    """Nothing sticks out sideways: not at 320 px, and not on a phone with text at twice its size."""
    page = reader.open(longest(real_site, kind), width=320, height=640).page
    assert page.evaluate(STICKING_OUT) == []

    page.set_viewport_size({"width": 390, "height": 844})
    page.add_style_tag(content="html { font-size: 200% !important; }")
    assert page.evaluate(STICKING_OUT) == []


@every_kind
def test_light(reader: Reader, real_site: Path, kind: str) -> None:
    """A page costs little: HTML, styles and scripts below a limit, without compression, and few requests."""
    visit = reader.open(longest(real_site, kind))
    sizes: dict[str, int] = {}
    for response in visit.responses:
        what = response.request.resource_type
        sizes[what] = sizes.get(what, 0) + len(response.body())
    hand_written = visit.page.locator(".prose").count() > 0

    assert sizes["document"] <= HTML_LIMIT.get(kind, 48) * KIB
    assert sizes["script"] <= 12 * KIB
    assert sizes["stylesheet"] <= (256 if hand_written else 64) * KIB  # Material's own sheets dress Markdown
    assert len([each for each in visit.responses if each.request.resource_type != "image"]) <= (
        9 if hand_written else 7
    )


def test_brand_requests(reader: Reader) -> None:
    """A brand's page without photos is there after six requests."""
    visit = reader.open("brands/qianjiang-longxia-gong/")

    assert len(visit.asked) <= 6, visit.asked


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

    assert page.locator("h1").inner_text() == "天镇保姆"
