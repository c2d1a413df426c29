"""The site with the keyboard alone: in order, always seen, and the scheme of colours with it."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import KINDS, longest
from tests.browser.visiting import DESKTOP, PHONE, Look, Reader, Scheme

# The focused element and how its looks differ from those without focus.
FOCUSED = """() => {
    const element = document.activeElement;
    const ring = (of) => {
        const style = getComputedStyle(of);
        const outline = style.outlineStyle === "none" || !parseFloat(style.outlineWidth) ? "" : style.outline;
        return outline + (style.boxShadow === "none" ? "" : style.boxShadow);
    };
    // The search box and its button are ringed together.
    const looks = () => ring(element) + (element.closest(".search-field") ? ring(element.parentElement) : "");
    const box = element.getBoundingClientRect();
    const focused = looks();
    element.blur();
    const without = looks();
    element.focus();
    return {
        name: `${element.tagName}.${element.className} ${(element.textContent || element.id).trim().slice(0, 16)}`,
        seen: focused !== "" && focused !== without,
        inside: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


def tab(page: Page) -> dict[str, Any]:
    """Go on to the next element."""
    page.keyboard.press("Tab")
    answer: dict[str, Any] = page.evaluate(FOCUSED)
    return answer


def colour(page: Page) -> str:
    """The colour of the paper."""
    answer: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return answer


@pytest.mark.parametrize("kind", ["home", "catalog", "brand", "statistics", "about", "not found"])
def test_skip_link(reader: Reader, real_site: Path, kind: str) -> None:
    """The first stop is a link, then seen, that leads past the header into the main part."""
    page = reader.open(longest(real_site, kind)).page
    stop = tab(page)
    assert stop["name"].endswith("跳到正文")
    assert stop["inside"]

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("kind", "look"),
    [
        *((kind, PHONE) for kind in KINDS),
        *((kind, DESKTOP) for kind in ("home", "catalog", "brand", "policy", "about")),
    ],
    ids=lambda value: value if isinstance(value, str) else value["scheme"],
)
def test_focus_is_seen(reader: Reader, real_site: Path, kind: str, look: Look) -> None:
    """Each of the first thirty stops of a page is on the screen and looks other than without focus."""
    page = reader.open(longest(real_site, kind), **look).page
    stops = []
    for _ in range(30):
        stop = tab(page)
        if stop["name"].startswith("BODY"):
            break
        stops.append(stop)

    assert len(stops) > 8
    assert [stop for stop in stops if not (stop["seen"] and stop["inside"])] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_header(reader: Reader, width: int) -> None:
    """Name, switch and every section of the header are reached in the order they stand in; Enter opens a section."""
    page = reader.open("brands/jinhuichu/", width=width).page
    stops = [tab(page)["name"].split()[-1] for _ in range(8)]
    assert stops == ["跳到正文", "劳务品牌目录", "深色", "目录", "人物", "政策", "统计", "参与"]

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=page]", has_text="统计").first).to_be_visible()


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_scheme(reader: Reader, system: Scheme, other: Scheme) -> None:
    """The switch changes the scheme by keyboard, says what it would change to, and the choice is kept."""
    visit = reader.open("", scheme=system)
    page = visit.page
    button = page.locator("[data-scheme]")
    before = colour(page)
    names = {"light": "浅色", "dark": "深色"}
    assert button.inner_text() == names[other]

    button.focus()
    page.keyboard.press("Space")
    after = colour(page)
    assert after != before
    assert button.inner_text() == names[system]

    page.reload()
    assert colour(page) == after
    visit.go("about/")
    assert (colour(page), page.locator("[data-scheme]").inner_text()) == (after, names[system])

    page.locator("[data-scheme]").focus()
    page.keyboard.press("Enter")
    assert colour(page) == before


def test_scheme_follows_the_system(reader: Reader) -> None:
    """Until a reader chooses, the scheme is the system's, without scripts too."""
    light, dark = (reader.open("", scheme=scheme).page for scheme in ("light", "dark"))
    bare = reader.open("", scheme="dark", scripts=False).page
    paper = colour(dark)
    assert colour(light) != paper

    assert bare.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor") == paper
    light.emulate_media(color_scheme="dark")
    assert colour(light) == paper


def test_scheme_without_storage(reader: Reader) -> None:
    """Where storage is refused, as in some embedded browsers, the switch still changes the page."""
    visit = reader.open("about/")
    visit.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } });"
    )
    page = visit.go("")
    before = colour(page)
    page.locator("[data-scheme]").click()

    assert colour(page) != before
    assert visit.complaints == []


def test_tables_scroll_by_keyboard(reader: Reader, real_site: Path) -> None:
    """A table wider than the screen can be scrolled with the arrow keys."""
    page = reader.open(longest(real_site, "compare"), width=390).page
    table = page.locator(".table-wrap").first
    assert table.evaluate("(table) => table.scrollWidth > table.clientWidth")

    table.focus()
    page.keyboard.press("ArrowRight")
    expect_scrolled = "(table) => new Promise((done) => setTimeout(() => done(table.scrollLeft), 300))"
    assert table.evaluate(expect_scrolled) > 0
