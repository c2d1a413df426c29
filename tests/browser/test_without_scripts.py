"""The site without JavaScript, as crawlers, old browsers and locked-down offices have it."""

import json
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

from tests.browser.visiting import Reader
from tests.site import read_page

STEPS = 3


def brand_addresses(site: Path) -> set[str]:
    """The address of every listed brand's page, relative to the front page."""
    listed = json.loads((site / "api/v1/brands.json").read_text(encoding="utf-8"))["brands"]
    return {f"brands/{brand['id']}/" for brand in listed}


def links_at(address: str) -> set[str]:
    """Where the page at *address* leads, as a browser without scripts reads it."""
    with urlopen(address) as answer:  # noqa: S310 - the server of these tests
        if answer.headers.get_content_type() != "text/html":
            return set()
        page = read_page("", answer.read().decode())
    return {urldefrag(urljoin(address, link)).url for link in page.links}


def test_every_brand_is_near(address: str, real_site: Path) -> None:
    """Every brand's page is no more than three links from the front page."""
    far = {address + each for each in brand_addresses(real_site)}
    near, border = {address}, {address}
    for _ in range(STEPS):
        if far <= near:
            break
        border = {link for page in border for link in links_at(page) if link.startswith(address)} - near
        near |= border

    assert far - near == set()


def test_catalog_shows_all(reader: Reader, real_site: Path) -> None:
    """The catalog shows a link to every brand."""
    page = reader.open("catalog/", scripts=False).page
    shown = {link.get_attribute("href") for link in page.locator("main a:visible").all()}

    assert {f"../{each}" for each in brand_addresses(real_site)} - shown == set()


def test_search_is_a_form(reader: Reader) -> None:
    """The search box sends its words to the catalog, which still lists everything."""
    page = reader.open("", scripts=False).page
    page.get_by_label("找劳务品牌").fill("龙虾")
    page.get_by_role("button", name="查找").click()

    assert page.url.endswith("/catalog/?q=%E9%BE%99%E8%99%BE")
    assert page.get_by_role("link", name="潜江龙虾工").first.is_visible()
