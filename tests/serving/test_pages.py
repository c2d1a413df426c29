"""A previewed page in a real browser: it follows the records by itself, and shows what is wrong with them."""

from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.visiting import DESKTOP, PHONE, Look, Reader
from tests.project import RECORD, files_below
from tests.serving.running import BRAND, BROKEN, FILE, Preview, told

PATIENT: Final = 30_000
WCAG: Final = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def findings(page: Page) -> Locator:
    """The findings laid over the page."""
    return page.get_by_role("dialog")


def expect_text(page: Page, text: str) -> None:
    """Wait until the page itself says *text*."""
    expect(page.locator("main").get_by_text(text).first).to_be_visible(timeout=PATIENT)


def test_a_saved_record_is_shown(shown: Preview, reader: Reader) -> None:
    """A page shows a record's new words without anybody doing anything, again and again, and complains of nothing."""
    visit = reader.open(BRAND)
    for words in ("潜江各镇从事", "潜江全市从事"):
        shown.project.add(text=told(words))
        expect_text(visit.page, words)
    assert visit.complaints == []


def test_the_place_on_the_page_is_kept(shown: Preview, reader: Reader) -> None:
    """A page that reloads itself stays where its reader had scrolled to."""
    page = reader.open(BRAND, height=300).page
    page.evaluate("scrollTo(0, 400)")
    shown.project.add(text=told("潜江各镇从事"))
    page.wait_for_function("document.body.textContent.includes('潜江各镇从事') && scrollY === 400", timeout=PATIENT)


def test_a_fault_is_laid_over_the_page(shown: Preview, reader: Reader) -> None:
    """A broken record is told over the old page with file, line, message, the line and a hint; mended, it is gone."""
    page = reader.open(BRAND).page
    shown.project.add(text=BROKEN)
    expect(findings(page)).to_be_visible(timeout=PATIENT)
    expect(findings(page)).to_have_accessible_name("没有更新网站：1 个错误")
    for part in (f"{FILE}:3:8", "错误 Y005 这一行用了全角冒号“：”", "3 | summary： 潜江一带从事", "改法：换成半角冒号"):
        expect(findings(page)).to_contain_text(part)
    mark, caret = page.locator("mark").bounding_box(), page.locator(".caret").bounding_box()
    assert mark is not None
    assert caret is not None
    assert mark["y"] < caret["y"]
    assert mark["x"] == pytest.approx(caret["x"], abs=1)
    expect(page.locator("main")).to_contain_text("潜江一带从事")

    shown.project.add(text=told("修好以后从事"))
    expect_text(page, "修好以后从事")
    expect(findings(page)).to_have_count(0)


def test_undone_the_findings_go_without_a_reload(shown: Preview, reader: Reader) -> None:
    """A fault taken back leaves the page as it was, not loaded again."""
    page = reader.open(BRAND).page
    page.evaluate("window.untouched = true")
    shown.project.add(text=BROKEN)
    expect(findings(page)).to_be_visible(timeout=PATIENT)
    shown.project.add()
    expect(findings(page)).to_have_count(0, timeout=PATIENT)
    assert page.evaluate("window.untouched")


def test_only_pages_a_build_touched_reload(shown: Preview, reader: Reader) -> None:
    """A page that a save does not concern is left alone; one whose style sheet changed is not."""
    page = reader.open("about/").page
    page.evaluate("window.untouched = true")
    shown.project.add(text=told("潜江各镇从事"))
    shown.wait_for_text(BRAND, "潜江各镇从事")
    shown.project.add(text=BROKEN)
    expect(findings(page)).to_be_visible(timeout=PATIENT)  # so it has heard of the build before, too
    assert page.evaluate("window.untouched")

    sheet = shown.project.root / "theme/assets/css/site.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "h1 { color: rgb(1, 2, 3) !important; }\n", encoding="utf-8")
    shown.project.add()
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=PATIENT)


def test_a_deleted_record_has_no_page(shown: Preview, reader: Reader) -> None:
    """The page of a deleted record gives way to the site's own page for what is not there, and comes back with it."""
    page = reader.open(BRAND).page
    (shown.project.root / FILE).unlink()
    expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible(timeout=PATIENT)
    assert page.locator("link[rel=stylesheet]").first.evaluate("link => link.sheet.cssRules.length") > 0
    shown.project.add()
    expect_text(page, "潜江一带从事")


def test_findings_by_keyboard(shown: Preview, reader: Reader) -> None:
    """Escape shows the old page and leaves a button that shows the findings again; the same ones do not come back."""
    page = reader.open(BRAND).page
    shown.project.add(text=BROKEN)
    expect(findings(page)).to_be_visible(timeout=PATIENT)
    page.keyboard.press("Escape")
    expect(findings(page)).to_be_hidden()
    again = page.get_by_role("button", name="没有更新网站：1 个错误")
    expect(again).to_be_focused()

    builds = shown.status()["build"]
    shown.project.add(text=BROKEN + "# 还没改好\n")
    page.wait_for_function(
        "builds => fetch('/__preview__/status.json').then((a) => a.json()).then((s) => s.build > builds)",
        arg=builds,
        timeout=PATIENT,
    )
    expect(findings(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(findings(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="先看旧页面").press("Enter")
    expect(findings(page)).to_be_hidden()

    shown.project.add(text=RECORD.replace("division:", "division："))
    expect(findings(page)).to_be_visible(timeout=PATIENT)


@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=["phone-light", "desktop-dark"])
def test_findings_are_accessible(shown: Preview, reader: Reader, look: Look) -> None:
    """The findings break no rule of WCAG on a phone in light or on a desktop in dark, and stay on the screen."""
    page = reader.open(BRAND, **look).page
    shown.project.add(text=BROKEN)
    expect(findings(page)).to_be_visible(timeout=PATIENT)
    answer = Axe().run(page, options=WCAG)
    assert answer.violations_count == 0, answer.generate_report()
    box = findings(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= look["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_hidden_page_waits(shown: Preview, reader: Reader) -> None:
    """A page nobody sees holds no connection and does not reload; seen again, it catches up."""
    page = reader.open(BRAND).page
    hide = """hidden => {
        Object.defineProperty(document, "visibilityState", { configurable: true, value: hidden ? "hidden" : "visible" });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, arg=True)
    shown.project.add(text=told("潜江各镇从事"))
    shown.wait_for_text(BRAND, "潜江各镇从事")
    expect(page.locator("main")).not_to_contain_text("潜江各镇从事")
    page.evaluate(hide, arg=False)
    expect_text(page, "潜江各镇从事")


def test_a_page_outlives_the_preview(shown: Preview, reader: Reader) -> None:
    """A page left open finds the preview that is started anew at its address."""
    page = reader.open(BRAND).page
    assert shown.interrupt() == 0
    shown.project.add(text=told("潜江各镇从事"))
    shown.start()
    expect_text(page, "潜江各镇从事")


def test_before_there_is_a_site(preview: Preview, browser: Browser) -> None:
    """With a fault from the start the findings are shown over a page that waits; mended, the site opens."""
    preview.project.add(text=BROKEN)
    preview.start()
    preview.wait_for("refused")
    reader = Reader(browser, preview.host)
    page = reader.open("/").page
    expect(findings(page)).to_contain_text(f"{FILE}:3:8")
    preview.project.add()
    expect(page).to_have_url(preview.base, timeout=PATIENT)
    expect(page.locator("main")).to_contain_text("潜江龙虾工")
    reader.leave()


def test_the_project_stays_as_it_is(shown: Preview) -> None:
    """The preview writes into its own folder alone, and its script is in no file."""
    root = shown.project.root
    assert "/__preview__/preview.js" in shown.text(BRAND)
    assert not shown.project.site.exists()
    assert {path.name for path in root.iterdir()} == {"brands", "docs", "theme", "mkdocs.yml", ".cache"}
    assert not [path for path, content in files_below(root / ".cache").items() if b"/__preview__/preview.js" in content]
