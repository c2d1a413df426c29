"""The printed sheet: what helps on a screen only is gone, what a reader of paper needs is there."""

import pytest
from playwright.sync_api import Page

from tests.browser.visiting import Reader, Scheme

CHROME = (".tabs", ".scheme", ".skip", ".crumbs", "form", ".foot-links", "button", ".pager", ".facets")
PAPER = "rgb(255, 255, 255)"
INK = "rgb(0, 0, 0)"


def printed(reader: Reader, path: str, scheme: Scheme = "light") -> Page:
    """The page at *path* as it is printed."""
    page = reader.open(path, scheme=scheme).page
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("path", ["", "catalog/", "brands/qianjiang-longxia-gong/", "statistics/", "about/"])
def test_no_chrome(reader: Reader, path: str) -> None:
    """Navigation, search and buttons are not printed; the name of the directory and the heading are."""
    page = printed(reader, path)

    assert [each for each in CHROME if page.locator(f"{each}:visible").count()] == []
    assert page.locator(".site-name").is_visible()
    assert page.locator("h1").is_visible()


def test_sources(reader: Reader) -> None:
    """All sources of a brand are printed with their addresses written out, and so is the day."""
    page = printed(reader, "brands/qianjiang-longxia-gong/")
    sources = page.locator(".sources li")
    links = page.locator(".sources a[href^=http]")
    after = "(link) => getComputedStyle(link, '::after').content"
    assert sources.count() > 0
    assert all(each.is_visible() for each in sources.all())

    assert all((link.get_attribute("href") or "?") in str(link.evaluate(after)) for link in links.all())
    assert page.locator(".updated").is_visible()


@pytest.mark.parametrize("chosen", [False, True], ids=["by the system", "by the reader"])
def test_paper_is_white(reader: Reader, *, chosen: bool) -> None:
    """Print is black on white, also where the screen is dark."""
    visit = reader.open("brands/qianjiang-longxia-gong/", scheme="light" if chosen else "dark")
    if chosen:
        visit.page.locator("[data-scheme]").click()
    visit.page.emulate_media(media="print")
    style = visit.page.evaluate(
        "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))"
    )

    assert style == [PAPER, INK]


def test_one_brand_is_a_few_sheets(reader: Reader) -> None:
    """A brand prints on no more than four sheets, none of them cut at the side."""
    page = printed(reader, "brands/qianjiang-longxia-gong/")
    page.set_viewport_size({"width": 673, "height": 950})  # A4 less its margins
    sheets = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")

    assert 1 <= sheets <= 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
