"""The site as its readers meet it: on any screen, by keyboard, without scripts, and asking nobody else."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit
from tests.project import REPOSITORY
from tests.site import one_of_each_kind, read_pages

Window = Callable[..., Visit]

PHONE, DESKTOP = (390, 844), (1280, 900)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def _kinds(site: Path) -> list[str]:
    return [page.path for page in one_of_each_kind(site)]


def test_no_page_asks_another_host(visit: Window, real_site: Path) -> None:
    """Opening a page of any kind asks only the host it came from, finds all it asks for, and complains of nothing."""
    window = visit()
    missing: list[str] = []
    window.page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    for path in _kinds(real_site):
        window.go(path)
    host = window.address.removesuffix("laowu/")
    assert [url for url in window.asked if not url.startswith((host, "data:"))] == []
    assert missing == []
    assert window.complaints == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Window, real_site: Path, size: tuple[int, int], scheme: str) -> None:
    """axe-core finds no fault by WCAG 2.2 AA on any kind of page, in either scheme, on a desk or in the hand."""
    window = visit(*size, color_scheme=scheme, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for path in _kinds(real_site):
        answer: dict[str, Any] = Axe().run(
            window.go(path), options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        ).response
        for fault in answer["violations"]:
            nodes = [str(node["target"][0]) for node in fault["nodes"]]
            found.setdefault(path, []).append(f"{fault['id']}: {', '.join(nodes[:3])} ({len(nodes)})")
    assert found == {}


def test_no_page_scrolls_sideways_on_a_small_phone(visit: Window, real_site: Path) -> None:
    """At 320 pixels no kind of page is wider than the screen."""
    window = visit(320, 640)
    wide = {}
    for path in _kinds(real_site):
        width = window.go(path).evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    assert wide == {}


def test_every_brand_is_three_links_away(real_site: Path) -> None:
    """Without scripts every brand is reached from the front page by at most three links."""
    pages = {page.path: page for page in read_pages(real_site)}
    reached = {"index.html"}
    for _ in range(3):
        reached |= {
            page.target(link)[0] for path in reached if (page := pages.get(path)) for link in page.links if "://" not in link
        }
    brands = {f"brands/{path.stem}/index.html" for path in (REPOSITORY / "brands").glob("*/*.yml")}
    assert brands - reached == set()


def test_without_scripts_everything_is_readable(visit: Window, real_site: Path) -> None:
    """With scripts off no kind of page is empty, hides its heading or shows a control that does nothing."""
    window = visit(java_script_enabled=False)
    for path in _kinds(real_site):
        page = window.go(path)
        assert page.locator("h1").is_visible(), path
        assert len(page.locator("main").inner_text()) > 20, path
        assert not page.locator("[data-scheme]").is_visible(), path
    catalog = window.go("catalog/")
    assert catalog.locator("main a[href*='brands/']:visible").count() >= 100


def test_without_scripts_the_search_box_leads_to_the_catalog(visit: Window) -> None:
    """With scripts off, sending the search form opens the catalog, where everything is listed."""
    window = visit(java_script_enabled=False)
    page = window.go()
    page.fill("input[type=search] >> nth=0", "龙虾")
    page.press("input[type=search] >> nth=0", "Enter")
    page.wait_for_url(re.compile(r"/laowu/catalog/\?q="))


@pytest.mark.parametrize("asked", ["龙虾", "潜江龙虾工", "qianjiang", "qjlxg", "QJLXG", "ｑｊｌｘｇ", "潜江 龙虾", "潜江龙虾"])
def test_search_finds_a_brand_by_any_of_its_names(visit: Window, asked: str) -> None:
    """A part of the name, its pinyin, its initials, in any width and case, lead to the brand's page."""
    window = visit()
    page = window.go()
    page.locator("input[type=search]").first.press_sequentially(asked)
    hit = page.locator("a[href*='brands/qianjiang-longxia-gong/']", has_text="潜江龙虾工").first
    hit.wait_for(state="visible", timeout=5000)
    hit.click()
    page.wait_for_url("**/laowu/brands/qianjiang-longxia-gong/")
    assert "潜江龙虾工" in page.locator("h1").inner_text()


def test_search_says_when_there_is_nothing(visit: Window) -> None:
    """Asked for what is not there, the search says so, to screen readers too."""
    page = visit().go()
    page.locator("input[type=search]").first.press_sequentially("宇航员驾驶飞船")
    page.locator("[role=status]", has_text="没有找到").first.wait_for(state="attached", timeout=5000)


def test_the_address_carries_the_search(visit: Window) -> None:
    """An address with ?q= shows its answers on the catalog, below the words that were asked for."""
    page = visit().go("catalog/?q=%E9%BE%99%E8%99%BE")
    page.locator("a[href*='brands/qianjiang-longxia-gong/']").first.wait_for(state="visible", timeout=5000)
    assert page.locator("input[type=search]").first.input_value() == "龙虾"


@pytest.mark.parametrize("text", ["<img src=x onerror=window.broken=1>", "<script>window.broken=1</script>", "'\"><svg onload=window.broken=1>"])
def test_markup_in_the_search_box_stays_text(visit: Window, text: str) -> None:
    """What a reader types, or an address brings, is shown and never run."""
    window = visit()
    page = window.go()
    page.locator("input[type=search]").first.press_sequentially(text)
    page.wait_for_timeout(400)
    page.goto(f"{window.address}catalog/?q={text.replace('#', '%23')}", wait_until="networkidle")
    page.wait_for_timeout(200)
    assert page.evaluate("window.broken") is None
    assert page.locator("img[src=x]").count() == 0
    assert window.complaints == []


def _focused(page: Any) -> dict[str, Any]:
    script = """() => {
      const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
      return {tag: element.tagName, text: element.innerText || element.value || '', href: element.getAttribute('href'),
              shown: outlined || style.boxShadow !== 'none', seen: box.width > 1 && box.height > 1 && box.bottom > 0};
    }"""
    return dict(page.evaluate(script))


def test_the_first_tab_skips_to_the_text(visit: Window) -> None:
    """The first key of a keyboard user shows a link that leads past the head of the page."""
    page = visit().go("brands/qianjiang-longxia-gong/")
    page.keyboard.press("Tab")
    first = _focused(page)
    assert first["text"] == "跳到正文"
    assert first["seen"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#content').contains(document.activeElement)")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_can_be_seen_all_the_way(visit: Window, size: tuple[int, int], scheme: str) -> None:
    """Going by Tab, each stop is on the screen and marked; every link of the navigation is among them."""
    page = visit(*size, color_scheme=scheme, reduced_motion="reduce").go()
    wanted = set(page.eval_on_selector_all("header nav a", "links => links.map(link => link.getAttribute('href'))"))
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stops.append(_focused(page))
    assert [stop for stop in stops if not stop["shown"] or not stop["seen"]] == []
    assert wanted
    assert wanted <= {stop["href"] for stop in stops}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_is_remembered(visit: Window, scheme: str) -> None:
    """The switch turns the colours over, and they stay so on the next page and after a reload."""
    window = visit(color_scheme=scheme)
    page = window.go()

    def colour() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    before = colour()
    page.locator("[data-scheme]").click()
    page.wait_for_function("before => getComputedStyle(document.body).backgroundColor !== before", arg=before)
    after = colour()
    window.go("catalog/")
    assert colour() == after
    page.reload()
    assert colour() == after
    page.locator("[data-scheme]").click()
    page.wait_for_function("before => getComputedStyle(document.body).backgroundColor === before", arg=before)


def test_pages_can_be_printed(visit: Window) -> None:
    """On paper the navigation and the search box are gone and the heading is there."""
    page = visit().go("brands/qianjiang-longxia-gong/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("header nav").first.is_visible()
    assert not page.locator("input[type=search]:visible").count()


@pytest.mark.parametrize("zoom", [2.0])
def test_text_can_be_doubled(visit: Window, real_site: Path, zoom: float) -> None:
    """With text twice as large nothing runs out of the screen of a desk."""
    window = visit(*DESKTOP)
    for path in _kinds(real_site):
        page = window.go(path)
        page.add_style_tag(content=f"html {{ font-size: {zoom * 100}% !important; }}")
        assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP[0], path
