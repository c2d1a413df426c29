"""The line in the footer that tells the state of the data."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import serve
from tests.browser.visiting import Reader

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def published(browser: Browser, real_site: Path, tmp_path: Path) -> Iterator[tuple[Reader, Path]]:
    """A reader of the real site as it looks once published, and the file that tells its state."""
    site = shutil.copytree(real_site, tmp_path / "site", copy_function=shutil.copy)
    (tmp_path / "served").mkdir()
    with serve(site, tmp_path / "served") as base:
        reader = Reader(browser, base)
        yield reader, site / "status.json"
        reader.leave()


@pytest.mark.parametrize("address", ["", "brands/qianjiang-longxia-gong/", "no/such/page/"])
def test_the_footer_tells_day_and_version(published: tuple[Reader, Path], address: str) -> None:
    """Once the footer is in sight it says of which day and version the data is, at any depth of the site."""
    reader, state = published
    state.write_text(json.dumps({"release": 3, "as_of": "2026-11-22", "commit": COMMIT}), encoding="utf-8")
    page = reader.open(address).page
    line = page.locator("[data-status]")
    line.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-status]').textContent.includes('截至')")
    assert line.inner_text() == "数据截至 2026-11-22，版本 01234567"
    line.click()
    assert page.locator("#status").inner_text() == "数据状态"


def test_without_a_commit_only_the_day_is_told(published: tuple[Reader, Path]) -> None:
    """Where the project is under no version control the line ends with the day."""
    reader, state = published
    state.write_text(json.dumps({"release": 3, "as_of": "2026-11-22"}), encoding="utf-8")
    page = reader.open("data/").page
    page.locator("[data-status]").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-status]').textContent === '数据截至 2026-11-22'")


@pytest.mark.parametrize("text", ["{}", "no JSON", None])
def test_a_site_without_state_keeps_the_link(published: tuple[Reader, Path], text: str | None) -> None:
    """Where nothing is known, or nothing can be read, the link to what it means stays."""
    reader, state = published
    if text is None:
        state.unlink()
    else:
        state.write_text(text, encoding="utf-8")
    visit = reader.open("data/")
    with visit.page.expect_response("**/status.json"):
        visit.page.locator("[data-status]").scroll_into_view_if_needed()
    visit.page.wait_for_timeout(100)
    assert visit.page.locator("[data-status]").inner_text() == "数据状态"


def test_without_scripts_there_is_a_link(reader: Reader) -> None:
    """Without scripts the footer links to the page that tells what the state is and where it lies."""
    page = reader.open("brands/qianjiang-longxia-gong/", scripts=False).page
    assert page.locator("[data-status]").inner_text() == "数据状态"
    assert (page.locator("[data-status]").get_attribute("href") or "").endswith("data/#status")
