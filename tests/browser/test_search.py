"""The search box with scripts: what it finds, how the keyboard moves in it, and what it does with hostile words."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import PHONE, Reader, Visit

LABEL = "找劳务品牌"
MARKUP = "<img src=x onerror=\"document.title='executed'\">"
HOSTILE = {
    "markup": MARKUP,
    "a script": "</script><script>document.title='executed'</script>",
    "a pattern": r".*(?<[\w+]{2,})|^$\u0000",
    "a property of objects": "constructor __proto__ toString",
    "ten thousand letters": "a" * 10_000,
    "ten thousand characters": "虾" * 10_000,
    "only spaces": " 　\t ",
}

# As an input method or a paste may leave it; no keyboard of the browser's driver can type these.
PUT = """(text) => {
    const input = document.querySelector("[data-search] input");
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def ask(page: Page, words: str) -> None:
    """Type *words* and wait for the answer."""
    page.get_by_label(LABEL).fill(words)
    expect(page.locator(".hits")).to_be_visible()


def status(page: Page) -> str:
    """What a screen reader is told."""
    return page.locator("[data-search] [role=status]").inner_text()


@pytest.mark.parametrize("front", ["", "catalog/"], ids=["home", "catalog"])
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("潜江 龙虾", "潜江龙虾工"),
        ("潜江龙虾", "潜江龙虾工"),
        ("qianjianglongxia", "潜江龙虾工"),
        ("qjlxg", "潜江龙虾工"),
        ("QJLXG", "潜江龙虾工"),
        ("ｑｊｌｘｇ", "潜江龙虾工"),
        ("小吃", "沙县小吃"),
        ("天镇", "天镇保姆"),
    ],
)
def test_first_hit(reader: Reader, front: str, words: str, name: str) -> None:
    """The first hit is the brand meant: by part of its name, its place, its pinyin or the initials."""
    page = reader.open(front).page
    ask(page, words)

    assert page.locator(".hit-name").first.inner_text() == name


@pytest.mark.parametrize(
    ("words", "names"), [("龙虾", ["潜江龙虾工", "盱眙龙虾厨师"]), ("qianjiang", ["潜江裁缝", "潜江龙虾工"])]
)
def test_several_hits(reader: Reader, words: str, names: list[str]) -> None:
    """What is in the names of several brands finds all of them and no other."""
    page = reader.open("").page
    ask(page, words)

    assert sorted(page.locator(".hit-name").all_inner_texts()) == sorted(names)


def test_hits_say_why(reader: Reader) -> None:
    """A hit shows what it was found by and where the brand is at home."""
    page = reader.open("").page
    ask(page, "龙虾")

    assert page.locator(".hit mark").all_inner_texts() == ["龙虾", "龙虾"]
    assert sorted(page.locator(".hit-place").all_inner_texts()) == ["江苏 淮安 盱眙", "湖北 潜江"]


def test_told_aloud(reader: Reader) -> None:
    """How many were found is said in a live region that was there, and empty, before."""
    page = reader.open("").page
    assert status(page) == ""

    ask(page, "龙虾")
    assert status(page) == "找到 2 个品牌"

    ask(page, "没有这种东西")
    expect(page.locator("[data-search] [role=status]")).to_have_text("没有找到。换个叫法、地名或拼音试试。")
    assert page.locator(".hits").inner_text() == "没有找到。换个叫法、地名或拼音试试。"


def test_arrows(reader: Reader) -> None:
    """The arrow keys go down the hits and back to the box; Enter opens the brand under the focus."""
    page = reader.open("").page
    ask(page, "龙虾")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit").nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label(LABEL)).to_be_focused()
    page.keyboard.press("ArrowDown")
    name = page.locator(".hit-name").first.inner_text()
    page.keyboard.press("Enter")

    page.wait_for_url("**/brands/*/")
    assert page.title().startswith(name)


def test_escape(reader: Reader) -> None:
    """Escape closes the hits and leaves the focus in the box; so does leaving the form."""
    page = reader.open("").page
    ask(page, "龙虾")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".hits")).to_be_hidden()
    expect(page.get_by_label(LABEL)).to_be_focused()

    ask(page, "小吃")
    page.locator("h1").click()
    expect(page.locator(".hits")).to_be_hidden()


def test_enter(reader: Reader) -> None:
    """Enter in the box opens the catalog with the hits above the list and the words still in the box."""
    page = reader.open("").page
    page.get_by_label(LABEL).fill("龙虾")
    page.keyboard.press("Enter")

    expect(page.locator(".results h2")).to_have_text("“龙虾”找到 2 个")
    assert page.get_by_label(LABEL).input_value() == "龙虾"
    assert page.locator(".results .hit").first.is_visible()


def test_hits_fit_a_phone(reader: Reader) -> None:
    """On a phone the hits stay inside the screen and each is large enough for a finger."""
    page = reader.open("", **PHONE).page
    ask(page, "师")
    boxes = [box for hit in page.locator(".hit").all() if (box := hit.bounding_box())]

    assert len(boxes) == 12
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["height"] >= 44 for box in boxes)


def unharmed(visit: Visit) -> None:
    """Nothing was executed, loaded or complained about."""
    assert "劳务品牌" in visit.page.title()
    assert visit.page.locator(".hits img, .hits script, .results img, .results script").count() == 0
    assert visit.complaints == []


@pytest.mark.parametrize(
    "words", [*HOSTILE.values(), "\ud800", "虾\udfff"], ids=[*HOSTILE, "half a character", "another half"]
)
def test_hostile_words(reader: Reader, words: str) -> None:
    """Whatever stands in the box is only looked for: it is never run and breaks nothing."""
    visit = reader.open("")
    visit.page.evaluate(
        "(codes) => { window.given = codes.map((each) => String.fromCharCode(each)).join(''); }", units(words)
    )
    visit.page.evaluate(f"({PUT})(window.given)")
    visit.page.wait_for_timeout(250)
    unharmed(visit)

    ask(visit.page, "小吃")
    assert visit.page.locator(".hit-name").first.inner_text() == "沙县小吃"


def units(text: str) -> list[int]:
    """The 16-bit units of *text*, halves of characters included; the driver sends only whole ones."""
    data = text.encode("utf-16-le", errors="surrogatepass")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]


@pytest.mark.parametrize(
    "query",
    [
        "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D'executed'%22%3E",
        "%3C%2Fscript%3E%3Cscript%3Edocument.title%3D1%3C%2Fscript%3E",
        "%ED%A0%80",
        "%",
        "%FF%FE",
        ".*%5B(%7C",
        "a" * 10_000,
        "constructor",
        "%00",
    ],
    ids=[
        "markup",
        "a script",
        "half a character",
        "a lone sign",
        "no UTF-8",
        "a pattern",
        "long",
        "a property",
        "zero",
    ],
)
def test_hostile_address(reader: Reader, query: str) -> None:
    """An address with anything after ?q= opens the catalog, which says what it looked for as plain text."""
    visit = reader.open(f"catalog/?q={query}")

    expect(visit.page.locator(".results h2")).to_contain_text("找到")
    unharmed(visit)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_long_words_are_cut(reader: Reader) -> None:
    """The box takes no more than a server's address line holds."""
    page = reader.open("").page
    page.get_by_label(LABEL).focus()
    page.keyboard.insert_text("虾" * 10_000)
    page.keyboard.press("Enter")
    expect(page.locator(".results h2")).to_contain_text("找到 0 个")

    assert len(page.url) < 700


def test_data_missing(reader: Reader) -> None:
    """Where the list of brands cannot be had, the box stays a plain form and nothing is reported broken."""
    visit = reader.open("")
    errors: list[str] = []
    visit.page.on("pageerror", lambda error: errors.append(str(error)))
    visit.page.route("**/search.json", lambda route: route.abort())
    visit.page.get_by_label(LABEL).fill("龙虾")
    visit.page.wait_for_timeout(250)
    expect(visit.page.locator(".hits")).to_be_hidden()
    visit.page.keyboard.press("Enter")

    visit.page.wait_for_url("**/catalog/?q=*")
    assert errors == []
