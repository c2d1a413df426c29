"""Building: from records to a whole site or to none, again and again, in any place."""

import errno
import re
import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import html5lib
import pytest

from tests.project import RECORD, REPOSITORY, Project, files_below, run_program
from tests.site import Page, kind, one_of_each_kind, read_pages

CASES = Path(__file__).with_name("cases")


@pytest.fixture
def filled(project: Project) -> Project:
    """A project with a few real brands."""
    for file in sorted((REPOSITORY / "brands").glob("*/*.yml"))[::33]:
        project.add_real(file.stem)
    project.add()
    return project


def _leftovers(project: Project) -> list[str]:
    """Folders a build may have left beside the site."""
    return [path.name for path in project.root.iterdir() if path.name.startswith(".site")]


# --- the whole site ---------------------------------------------------------------------------------------------


def test_each_record_has_its_page_and_data(real_site: Path) -> None:
    """There are as many brand pages, and as many data files, as records; each bears the record's id."""
    records = {path.stem for path in (REPOSITORY / "brands").glob("*/*.yml")}
    assert {path.parent.name for path in real_site.glob("brands/*/index.html")} == records
    assert {path.stem for path in real_site.glob("api/v1/brands/*.json")} == records


def test_the_build_counts_its_pages(project: Project) -> None:
    """The number of pages a build tells is that of the HTML files it wrote, the 404 page aside."""
    project.add_real("qianjiang-longxia-gong", "tianzhen-baomu")
    answer = project.build("--format", "json")
    assert answer.code == 0
    pages = [path for path in project.site.rglob("*.html") if path.name != "404.html"]
    assert (answer.data["pages"], answer.data["brands"]) == (len(pages), 2)
    assert answer.data["written"] == len(files_below(project.site))


def test_a_page_more_for_a_record_more(project: Project) -> None:
    """One more record gives one more brand page, whatever other pages come with it."""
    project.add_real("qianjiang-longxia-gong")
    before = project.build("--format", "json").data
    project.add_real("tianzhen-baomu")
    after = project.build("--format", "json").data
    assert after["brands"] - before["brands"] == len(list(project.site.glob("brands/*/index.html"))) - 1 == 1
    assert after["pages"] > before["pages"]


def test_mkdocs_builds_the_same_site(filled: Project) -> None:
    """`mkdocs build` and `brands build` give the same files, byte for byte."""
    assert filled.build("--to", filled.root / "ours").code == 0
    answer = run_program("mkdocs", "build", "--quiet", cwd=filled.root)
    assert answer.code == 0, answer.err
    ours, theirs = files_below(filled.root / "ours"), files_below(filled.site)
    assert sorted(ours) == sorted(theirs)
    assert [path for path in ours if ours[path] != theirs[path]] == []


def test_the_same_records_give_the_same_bytes(filled: Project) -> None:
    """Two builds into two folders are equal: nothing depends on the clock or on the order of files on disk."""
    filled.build("--to", filled.root / "one")
    for file in sorted((filled.root / "brands").glob("*/*.yml"), reverse=True):
        text = file.read_bytes()
        file.unlink()
        file.write_bytes(text)
    filled.build("--to", filled.root / "two")
    assert files_below(filled.root / "one") == files_below(filled.root / "two")


def test_a_second_build_writes_nothing(filled: Project) -> None:
    """Without a change no file is touched."""
    filled.build()
    times = {path: path.stat().st_mtime_ns for path in filled.site.rglob("*")}
    answer = filled.build("--format", "json")
    assert (answer.data["written"], answer.data["removed"]) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in filled.site.rglob("*")} == times


def test_a_changed_record_changes_its_page(filled: Project) -> None:
    """A changed word arrives on the page, in the data and in the feed, and other brands' pages are left alone."""
    filled.build()
    before = files_below(filled.site)
    filled.add(text=RECORD.replace("小龙虾养殖、加工", "稻田小龙虾养殖、加工"))
    filled.build()
    after = files_below(filled.site)
    own = {"brands/qianjiang-longxia-gong/index.html", "api/v1/brands/qianjiang-longxia-gong.json", "feed.xml"}
    changed = {path for path in after if after[path] != before.get(path)}
    assert own <= changed
    assert not {path for path in changed if path.startswith("brands/")} - own
    assert all("稻田小龙虾养殖" in after[path].decode() for path in own)


def test_a_removed_record_leaves_no_trace(filled: Project) -> None:
    """What a removed record alone gave is gone, with its empty folders; no file names it any more."""
    filled.build()
    filled.add("tianmen-fangzhi-gong", RECORD.replace("潜江", "天门").replace("龙虾", "纺织").replace("9005", "9006"))
    before = files_below(filled.site)
    filled.build()
    assert b"tianmen-fangzhi-gong" in b"".join(files_below(filled.site).values())
    (filled.root / "brands/hubei/tianmen-fangzhi-gong.yml").unlink()
    filled.build()
    assert files_below(filled.site) == before
    assert not [path for path in filled.site.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_no_brands_is_a_site_that_says_so(project: Project) -> None:
    """An empty brands/ builds a whole site whose front page and catalog say that there is nothing yet."""
    answer = project.build("--format", "json")
    assert (answer.code, answer.data["brands"]) == (0, 0)
    for page in ("index.html", "catalog/index.html"):
        assert "还没有" in (project.site / page).read_text(encoding="utf-8"), page
    assert not _dead_links(project.site)


# --- faults -----------------------------------------------------------------------------------------------------


def test_all_broken_records_are_told_in_one_run(project: Project) -> None:
    """A folder of every broken record there is gives every finding in one run, exit 1, and no site at all."""
    expected: set[str] = set()
    for number, folder in enumerate(sorted(path.parent for path in CASES.glob("*/*/expected"))):
        lines = (folder / "expected").read_text(encoding="utf-8").splitlines()
        records = list(folder.glob("brands/*/*.yml"))
        if folder.parent.name[0] not in "YSNt" or not lines or len(records) != 1 or (folder / "policies").exists():
            continue
        target = f"brands/{records[0].parent.name}/case-{number}.yml"
        (project.root / target).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if records[0].is_dir() else shutil.copy
        copy(records[0], project.root / target)
        expected |= {line.replace(records[0].relative_to(folder).as_posix(), target) for line in lines}
    answer = project.build("--format", "json")
    found = {
        f"{each['file']}:{each['line']}:{each['column']} {each['code']}"
        if each["line"]
        else f"{each['file']} {each['code']}"
        for each in answer.data["findings"]
    }
    assert len(expected) > 80
    assert {line for line in expected if not line.endswith("Y023")} <= found
    assert answer.code == 1
    assert not project.site.exists()
    assert _leftovers(project) == []


def test_a_broken_record_leaves_the_old_site(filled: Project) -> None:
    """With a fault in one record the site stays as it was, byte for byte, and the exit code is 1."""
    filled.build()
    before = files_below(filled.site)
    filled.add("xiantao-caifeng", RECORD.replace("summary:", "summary："))
    answer = filled.build()
    assert (answer.code, "Y005" in answer.err, "原来的保持不变" in answer.err) == (1, True, True)
    assert files_below(filled.site) == before
    assert _leftovers(filled) == []


@pytest.mark.parametrize("template", ["home.html.jinja", "brand.html.jinja", "catalog.html.jinja"])
@pytest.mark.parametrize("fault", ["{% if", "{{ nothing.at.all }}"], ids=["syntax", "unknown-name"])
def test_a_broken_template_leaves_the_old_site(filled: Project, templates: Path, template: str, fault: str) -> None:
    """A template that cannot be compiled or filled is one message with its line; the old site stays."""
    filled.build()
    before = files_below(filled.site)
    (templates / template).write_text(f"<p>\n{fault}\n", encoding="utf-8")
    answer = filled.build()
    assert answer.code == 1
    assert answer.err.count("T401") == 1
    assert f"generator/templates/{template}:2" in answer.err
    assert "Traceback" not in answer.err
    assert files_below(filled.site) == before
    assert _leftovers(filled) == []


@pytest.mark.parametrize("old_site", [True, False], ids=["old-site", "no-site"])
def test_a_broken_configuration_is_one_message(filled: Project, *, old_site: bool) -> None:
    """A configuration MkDocs cannot read is one message with its line, and the old site stays."""
    if old_site:
        filled.build()
    before = files_below(filled.site)
    filled.write("mkdocs.yml", "site_name: 劳务品牌目录\nplugins: [brands\n")
    answer = filled.build()
    assert answer.code == 1
    assert re.findall(r"[A-Z]\d{3}", answer.err) == ["T402"]
    assert answer.err.startswith("mkdocs.yml:")
    assert "Traceback" not in answer.err
    assert files_below(filled.site) == before


@pytest.mark.parametrize("command", [("brands", "build"), ("mkdocs", "build")], ids=" ".join)
def test_programs_told_a_broken_configuration_end_with_one_message(filled: Project, command: tuple[str, str]) -> None:
    """Both ways to build tell a wrong setting in a line or two, without a traceback."""
    text = (filled.root / "mkdocs.yml").read_text(encoding="utf-8")
    filled.write("mkdocs.yml", text.replace("deployment: demo", "deployment: governmnet"))
    module = "generator" if command[0] == "brands" else "mkdocs"
    answer = run_program(module, command[1], cwd=filled.root)
    assert answer.code == 1
    assert "只能是 demo 或 government" in answer.err
    assert "Traceback" not in answer.err
    assert not filled.site.exists() or not any(filled.site.iterdir())


def test_a_foreign_folder_is_left_alone(filled: Project) -> None:
    """A folder with somebody else's files is refused as a wrong call, and nothing in it changes."""
    filled.write("photos/holiday.txt", "虾")
    answer = filled.build("--to", filled.root / "photos")
    assert answer.code == 2
    assert "不像是本程序生成的网站" in answer.err
    assert files_below(filled.root / "photos") == {"holiday.txt": "虾".encode()}


def test_a_place_that_cannot_be_written_is_told(filled: Project) -> None:
    """Where no folder can be made the program says so in one line, without a traceback, and fails."""
    filled.write("note.txt", "虾")
    answer = filled.build("--to", filled.root / "note.txt" / "site")
    assert answer.code == 1
    assert answer.err == f"{filled.root / 'note.txt'}：这里有一个文件，不能当文件夹用。没有生成网站，原来的保持不变。\n"


@pytest.mark.parametrize("knows_the_site", [True, False], ids=["onward", "afresh"])
def test_a_full_disk_leaves_the_old_site(
    filled: Project, monkeypatch: pytest.MonkeyPatch, *, knows_the_site: bool
) -> None:
    """When writing fails half-way the reason is told and the old site stays, byte for byte."""
    assert filled.build().code == 0
    before = files_below(filled.site)
    filled.add(text=RECORD.replace("烹饪", "烧制"))
    if not knows_the_site:
        shutil.rmtree(filled.root / ".cache")

    def open_until_full(path: str, *arguments: Any, **more: Any) -> Any:
        if path.endswith("index.html") and ".site-" in path:
            raise OSError(errno.ENOSPC, "full", path)
        return open(path, *arguments, **more)  # noqa: PTH123 - as the writer calls it

    with monkeypatch.context() as patch:
        patch.setattr("generator.build.writing.open", open_until_full, raising=False)
        answer = filled.build()
    assert answer.code == 1
    assert "磁盘满了。没有生成网站，原来的保持不变。" in answer.err
    assert files_below(filled.site) == before
    assert _leftovers(filled) == []
    assert filled.build().code == 0
    assert "烧制".encode() in files_below(filled.site)["brands/qianjiang-longxia-gong/index.html"]


def test_an_empty_folder_is_taken(filled: Project) -> None:
    """A folder without any file may become the site."""
    (filled.root / "public").mkdir()
    assert filled.build("--to", filled.root / "public").code == 0
    assert (filled.root / "public/index.html").is_file()


def test_warnings_stop_a_strict_build_only(filled: Project) -> None:
    """A warning lets a build pass, and stops one that is told to be strict."""
    filled.add("xiantao-caifeng", RECORD.replace("潜江", "仙桃").replace("9005", "9004"), province="hunan")
    assert filled.build("--strict").code == 1
    assert not filled.site.exists()
    assert filled.build().code == 0


def test_the_site_can_be_served_by_others(filled: Project) -> None:
    """Folders and files of the site can be read by a web server that runs as somebody else."""
    filled.build()
    for path in filled.site.rglob("*"):
        assert path.stat().st_mode & (0o005 if path.is_dir() else 0o004), path
    assert filled.site.stat().st_mode & 0o005


# --- links and loading ------------------------------------------------------------------------------------------


def _dead_links(site: Path) -> list[str]:
    """Internal links that lead to no file, or to no place on a page."""
    pages = {page.path: page for page in read_pages(site)}
    places = {path: set(page.ids) for path, page in pages.items()}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    dead = set()
    for page in pages.values():
        if page.path == "404.html":
            continue
        for address in (*page.links, *page.loads):
            if re.match(r"[a-z]+:|//|/", address):
                continue
            target, fragment = page.target(address)
            if target not in files or (fragment and target in places and fragment not in places[target]):
                dead.add(f"{kind(page.path)}: {address}")
    return sorted(dead)


def test_every_internal_link_leads_somewhere(real_site: Path) -> None:
    """Each link, fragment and asset of every page of the real site is there."""
    assert _dead_links(real_site) == []


def test_links_keep_below_the_site(real_site: Path) -> None:
    """No page links from the root of the host or climbs out of the site, so it works below any sub-path."""
    wrong = set()
    for page in read_pages(real_site):
        depth = page.path.count("/")
        for address in (*page.links, *page.loads):
            from_the_root = address.startswith("/") and page.path != "404.html"
            if from_the_root or (address.startswith("../") and address.count("../") > depth):
                wrong.add((page.path, address))
    assert wrong == set()


def test_nothing_is_loaded_from_another_host(real_site: Path) -> None:
    """No page, style sheet or script of the site asks another host for anything."""
    loads = {address for page in read_pages(real_site) for address in page.loads}
    foreign = re.compile(r"[a-z][a-z0-9+.-]*:(?!image/)|//")
    assert [address for address in loads if foreign.match(address) and "rsj.example.gov.cn" not in address] == []
    pages = [page for page in read_pages(real_site) if page.path != "404.html"]
    for path in {page.target(address)[0] for page in pages for address in page.loads}:
        file = real_site / path
        if file.suffix in {".css", ".js"}:
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import|sendBeacon|WebSocket", text), path
            assert not re.search(r"fetch\(\s*['\"`](?:https?:)?//", text), path


def test_pages_hold_no_inline_handlers(real_site: Path) -> None:
    """No attribute of a page is a script, and no link runs one."""
    for page in read_pages(real_site):
        for tag, name, value in page.attributes:
            assert not name.startswith("on"), (page.path, tag, name)
            assert not value.strip().lower().startswith("javascript:"), (page.path, tag, value)


def test_ids_are_unique(real_site: Path) -> None:
    """No page has an id twice."""
    twice = [(page.path, each) for page in read_pages(real_site) for each in set(page.ids) if page.ids.count(each) > 1]
    assert twice == []


def test_pages_are_html(real_site: Path) -> None:
    """The longest page of each kind parses without a single error."""
    for page in one_of_each_kind(real_site):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.html)
        errors = [(code, position) for position, code, _ in parser.errors]
        assert errors == [], page.path


def test_pages_have_one_heading_and_a_language(real_site: Path) -> None:
    """Every page has one h1, a title of its own within its kind, and says that it is Chinese."""
    for page in read_pages(real_site):
        assert page.html.count("<h1") == 1, page.path
        assert ("html", "lang", "zh-CN") in page.attributes or ("html", "lang", "zh") in page.attributes, page.path
        assert page.html.count("<title>") == 1, page.path
        assert page.html.count("<main") == 1, page.path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_plain_server_below_a_sub_path_is_enough(real_site: Path, tmp_path: Path) -> None:
    """From a plain static server, below a sub-path, every page that can be reached from the front page is there."""
    (tmp_path / "gov").mkdir()
    (tmp_path / "gov/laowu").symlink_to(real_site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        missing, seen = _crawl(f"http://127.0.0.1:{server.server_port}/gov/laowu/", real_site)
    finally:
        server.shutdown()
        server.server_close()
    assert missing == []
    # Nothing leads to the notices while there are none: no column of a government site stands empty.
    assert {page.path for page in read_pages(real_site)} - seen <= {"404.html", "notices/index.html"}


def _crawl(root: str, site: Path) -> tuple[list[str], set[str]]:
    """Ask for everything the front page leads to; what was missing, and the pages that were seen."""
    known: dict[str, Page] = {page.path: page for page in read_pages(site)}
    waiting, asked, missing = ["index.html"], {"index.html"}, []
    while waiting:
        path = waiting.pop()
        try:
            with urlopen(root + path.removesuffix("index.html")) as answer:  # noqa: S310 - our own server
                assert answer.status == 200
        except HTTPError:
            missing.append(path)
            continue
        page = known.get(path)
        for address in (*page.links, *page.loads) if page else ():
            target = page.target(address)[0] if page and not re.match(r"[a-z]+:|//", address) else path
            if target not in asked:
                asked.add(target)
                waiting.append(target)
    return missing, asked & set(known)
