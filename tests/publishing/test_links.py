"""Links within the site: what counts as one, and that a check of what changed finds what a check of all would."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.publishing import Result
from generator.publishing.journal import Journal
from generator.publishing.linkcheck import check_links, count_links
from generator.publishing.links import LinkReader, read_base
from tests.project import SITE_URL
from tests.publishing.made_up import BASE, MadeUp, main_pages, page
from tests.site import read_page, read_pages

READER = LinkReader(BASE)


def _targets(html: str, path: str = "brands/a/index.html") -> set[str]:
    found = READER.read(path, html.encode()).targets
    return {f"{target}#{place}" if place else target for target, place in found}


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<a href="../b/">', "brands/b/index.html"),
        ("<a href='../b/'>", "brands/b/index.html"),
        ("<a href=../b/>", "brands/b/index.html"),
        ('<a\n  class="x"\n  href="../b/">', "brands/b/index.html"),
        ('<a href="../../">', "index.html"),
        ('<a href="../..">', "index.html"),
        ('<a href="./c.html">', "brands/a/c.html"),
        ('<a href="../b/./../c/">', "brands/c/index.html"),
        ('<a href="../b/?q=1&amp;p=2#x">', "brands/b/index.html#x"),
        ('<a href="#x">', "brands/a/index.html#x"),
        ('<a href="?q=1#x">', "brands/a/index.html#x"),
        ('<a href="#">', "brands/a/index.html"),
        ('<a href="#top">', "brands/a/index.html"),
        ('<a href="../%E8%99%BE/#%E8%99%BE">', "brands/虾/index.html#虾"),
        ('<a href="../虾/">', "brands/虾/index.html"),
        ('<a href="/laowu/feed.xml">', "feed.xml"),
        (f'<a href="{BASE}catalog/">', "catalog/index.html"),
        (f'<a href="{BASE}">', "index.html"),
        (f'<link rel="canonical" href="{BASE}brands/a/">', "brands/a/index.html"),
        ('<img src="../../assets/a.png">', "assets/a.png"),
        ('<script src="../../a.js" defer></script>', "a.js"),
        ('<form action="../../catalog/">', "catalog/index.html"),
        ('<meta http-equiv="refresh" content="0; url=../c/">', "brands/c/index.html"),
        ('<meta content="0;URL=../c/" http-equiv=refresh>', "brands/c/index.html"),
        ('<a href="../../../out/">', "../out/index.html"),
        ('<video poster="p.png">', "brands/a/p.png"),
    ],
)
def test_links_of_the_site(html: str, target: str) -> None:
    """Whatever leads to a file of the site is a link to it, however it is written."""
    assert _targets(html) == {target}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.gov.cn/">', '<a href="//www.gov.cn/a">', '<a href="mailto:a@gov.cn">',
        '<a href="tel:027">', '<a href="/elsewhere/">', '<img src="data:image/png;base64,AA">',
        "&lt;a href=\"../b/\"&gt;", '<p>写成 href="../b/" 就行</p>', '<p data-href="../b/">',
    ],
)  # fmt: skip
def test_what_is_no_link_of_the_site(html: str) -> None:
    """Other hosts, other sites of the host, other schemes and mere text are none."""
    assert _targets(html) == set()


def test_each_picture_of_a_set_is_a_link() -> None:
    """Every candidate of a srcset counts."""
    assert _targets('<img srcset="a.webp 480w, b.webp 1200w" src="c.jpg">') == {
        f"brands/a/{name}" for name in ("a.webp", "b.webp", "c.jpg")
    }


def test_pages_are_read_as_a_parser_reads_them(real_site: Path) -> None:
    """On every page of the real site the expression finds the links and places a parser of HTML finds."""
    base = read_base((real_site / "index.html").read_bytes())
    assert base == SITE_URL
    reader = LinkReader(base)
    for parsed in read_pages(real_site):
        read = reader.read(parsed.path, parsed.html.encode())
        assert read.ids == set(parsed.ids), parsed.path
        folder = parsed.path.rpartition("/")[0]
        addresses = {
            value.strip()
            for tag, name, value in parsed.attributes
            for value in (value.split(",") if name == "srcset" else [value])
            if name in {"href", "src", "action", "poster"} or (tag, name) in {("object", "data"), ("img", "srcset")}
        }
        expected = {target for each in addresses if (target := reader.resolve(each.split(" ")[0], parsed.path, folder))}
        missing = {target for target in expected if target not in read.targets}
        assert missing == set(), parsed.path
        refreshes = {
            target for target in read.targets - expected if 'http-equiv="refresh"' in parsed.html or target[0] == ""
        }
        assert read.targets - expected == refreshes, parsed.path


def test_the_real_site_is_whole(real_site: Path, tmp_path: Path) -> None:
    """No link of the real site is dead."""
    with Journal(tmp_path / "journal.db") as journal, journal.entry():
        assert check_links(journal, real_site, None, set(), 1) == []
    assert read_page("a.html", '<a href="b">').links == ["b"]


# --- what changed -----------------------------------------------------------------------------------------------


def _codes(site: MadeUp) -> list[tuple[str, str]]:
    publication = site.publish(keep=2)
    if publication.result is Result.REFUSED:
        return [(each.rule.code, each.values["target"]) for each in publication.findings]
    return []


def test_a_page_taken_away_is_missed_by_those_that_link_to_it(site: MadeUp) -> None:
    """A page that goes while pages that did not change link to it is told, with one of them and how many."""
    site.publish()
    files = dict(site.files)
    del files["brands/b3/index.html"]
    site.put(files)
    publication = site.publish()
    [finding] = publication.findings
    assert finding.rule.code == "T407"
    assert finding.message_zh == "catalog/index.html 等 3 处链到 brands/b3/index.html，网站里没有这个文件"
    assert site.place.live() == 1
    site.fill(0, 1, 2, 4, 5, 6, 7, 8, 9)
    assert _codes(site) == []
    assert site.place.live() == 2


def test_a_place_taken_away_is_missed(site: MadeUp) -> None:
    """A place that goes from a page while others link to it is told."""
    site.publish()
    site.put(site.files | {"brands/b3/index.html": page("../../")})
    assert _codes(site) == [("T408", "brands/b3/index.html#figures")]


def test_a_new_link_to_nothing_is_told(site: MadeUp) -> None:
    """A page that changes and links to what is not there, or to no place of itself, is told."""
    site.publish()
    site.put(site.files | {"about/index.html": page("../nowhere/", "#here", "../brands/b1/#there", "../feed.xml")})
    assert _codes(site) == [
        ("T408", "about/index.html#here"), ("T408", "brands/b1/index.html#there"), ("T407", "nowhere/index.html"),
    ]  # fmt: skip


def test_a_picture_taken_away_is_missed(site: MadeUp) -> None:
    """Files that are no pages are looked after as well."""
    site.put(site.files | {"a.png": "…", "about/index.html": '<img src="../a.png">'})
    site.publish()
    site.put({path: text for path, text in site.files.items() if path != "a.png"})
    assert _codes(site) == [("T407", "a.png")]


PAGES = ("a", "b", "c")
ADDRESSES = st.sampled_from([f"../{name}/{place}" for name in (*PAGES, "d") for place in ("", "#x", "#y")] + ["#x"])
SITES = st.dictionaries(
    st.sampled_from(PAGES),
    st.tuples(st.lists(ADDRESSES, max_size=4), st.sets(st.sampled_from("xy"))),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sites=st.lists(SITES, min_size=2, max_size=6))
def test_a_check_of_what_changed_finds_what_a_check_of_all_would(
    tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, tuple[list[str], set[str]]]]
) -> None:
    """Through any changes the findings of a publish are those of a first one, and so is the count of links."""
    site = MadeUp(tmp_path_factory.mktemp("links"))
    # Enough other pages that the few that change are checked alone.
    others = {f"more/{number}/index.html": page("../../") for number in range(12)}
    for each in sites:
        pages = {f"{name}/index.html": page(*links, ids=tuple(sorted(ids))) for name, (links, ids) in each.items()}
        site.put(main_pages() | others | pages)
        fresh = MadeUp(tmp_path_factory.mktemp("fresh"))
        fresh.put(site.files)
        assert sorted(_codes(site)) == sorted(_codes(fresh))
        if site.live() == site.files:
            with Journal(site.place.journal) as journal:
                rows = journal.execute("select target, fragment, pages from link")
            assert {(target, place): pages for target, place, pages in rows} == count_links(site.place.current)
