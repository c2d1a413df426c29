"""What follows from a change, file by file: nothing less is written, and nothing more.

Each case has a file of its name in ``dependants/``: a line for each file written, those removed with a minus.
"""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from generator.build.outcome import Outcome
from generator.build.reasons import tell_reason
from generator.templating import TEMPLATES_DIR, Templates
from tests.increments.building import build, make_bare, read_tree
from tests.increments.conftest import Built
from tests.project import AS_OF, RECORD, YANGZHOU, Project, run

EXPECTED: Final = Path(__file__).with_name("dependants")
NOTICE: Final = (
    "recognitions: [{level: city, source: s1, status: notice, notice: {starts: 2026-11-18, ends: 2026-11-27}}]\n"
)
TERM: Final = "recognitions: [{level: city, source: s1, date: 2024-05, valid_until: 2026-11-27}]\n"
DAY_AFTER: Final = "2026-11-28"
"""The notice is over, and so is the term of a recognition."""


def _brand(region: str, trade: str, worker: str, industry: str, division: str) -> str:
    return (
        f"name: {{region: {region}, industry: {trade}, worker: {worker}}}\n"
        f'division: "{division}"\n'
        f"industry: {industry}\n"
        f"summary: {region}一带从事{trade}的务工人员，是测试用的虚构记录。\n"
        "sources:\n  - {id: s1, title: 报道, publisher: 日报, date: 2025-09, grade: A}\n"
        "published: 2026-11-20\n"
    )


CLOTHES: Final = _brand("仙桃", "制衣", "工", "C18", "429004")


def _policy(name: str, old: str, new: str) -> Callable[[Project], None]:
    def edit(project: Project) -> None:
        file = project.root / "policies" / f"{name}.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _rename(project: Project) -> None:
    _remove(project)
    project.add("xiantao-zhiyi-gong", CLOTHES + "former_ids: [xiantao-caifeng]\n")


def _remove(project: Project) -> None:
    (project.root / "brands/hubei/xiantao-caifeng.yml").unlink()


def _add(text: str, brand_id: str = "qianjiang-longxia-gong", province: str = "hubei") -> Callable[[Project], object]:
    return lambda project: project.add(brand_id, text, province)


EDITS: Final[dict[str, Callable[[Project], object]]] = {
    "nothing": lambda _: None,
    "summary": _add(RECORD.replace("烹饪", "烧制")),
    "story": _add(RECORD + "stories: [{title: 一天, body: 早上开工。, sources: [s1]}]\n"),
    "category": _add(RECORD + "category: service\ncategory_basis: stated\n"),
    "headcount": _add(YANGZHOU.replace("7000", "5000"), "yangzhou-xiujiao-shi", "jiangsu"),
    "new-brand": _add(_brand("石狮", "服装", "工", "C18", "350581"), "shishi-fuzhuang-gong", "fujian"),
    "removed-brand": _remove,
    "renamed-brand": _rename,
    "criterion": _policy("yangzhou-2022", "value: 6000\n", "value: 9000\n"),
    "policy-title": _policy("yangzhou-2022", "short_title: 扬州市实施意见\n", "short_title: 扬州意见\n"),
    "day": lambda _: None,
}


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project of five brands, one of them in its notice, and all policies."""
    folder = tmp_path_factory.mktemp("dependants")
    project = make_bare(folder / "project")
    project.add_real()
    project.add()
    project.add("xiantao-caifeng", CLOTHES)
    project.add("yangzhou-xiujiao-shi", YANGZHOU, "jiangsu")
    project.add("jinjiang-xie-jiang", _brand("晋江", "制鞋", "匠", "C19", "350582") + TERM, "fujian")
    project.add("tianmen-mianhua-gong", _brand("天门", "棉花", "工", "C17", "429006") + NOTICE)
    assert build(project.root, folder / "site", folder / "state", AS_OF).built
    return folder


@pytest.fixture
def own(master: Path, tmp_path: Path) -> Path:
    """The test's own copy of it."""
    shutil.copytree(master, tmp_path / "own", symlinks=True)
    return tmp_path / "own"


def rebuild(own: Path, day: str = AS_OF) -> Outcome:
    """Build on; what the outcome tells must be what happened to the files."""
    site = own / "site"
    before, times = read_tree(site), {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    outcome = build(own / "project", site, own / "state", day)
    after = read_tree(site)
    assert outcome.built, outcome.findings
    assert set(outcome.written) == {path for path in after if after[path] != before.get(path)}
    assert set(outcome.removed) == before.keys() - after.keys()
    untouched = {path for path, time in times.items() if path.exists() and path.stat().st_mtime_ns == time}
    assert untouched == {site / path for path in after.keys() & before.keys() - set(outcome.written)}
    return outcome


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_writes_what_follows_from_it(own: Path, case: str) -> None:
    """Exactly the files of the list are written and removed; of each there is a reason in words."""
    EDITS[case](Project(own / "project"))
    outcome = rebuild(own, DAY_AFTER if case == "day" else AS_OF)
    told = [*outcome.written, *(f"-{path}" for path in outcome.removed)]
    assert "".join(f"{line}\n" for line in told) == (EXPECTED / f"{case}.txt").read_text(encoding="utf-8")
    if case == "day":
        assert outcome.afresh == "日期变了"
        return
    assert outcome.afresh is None
    assert outcome.reasons.keys() == {*outcome.written, *outcome.removed}
    assert all(tell_reason(key) != key for key in outcome.reasons.values())


# --- templates --------------------------------------------------------------------------------------------------

TEMPLATE_CASES: Final[dict[str, Callable[[str], bool]]] = {
    "statistics.html.jinja": lambda path: path == "statistics/index.html",
    "home.html.jinja": lambda path: path == "index.html",
    "comparison.html.jinja": lambda path: path == "policies/compare/index.html",
    "notices.html.jinja": lambda path: path == "notices/index.html",
    "catalog.html.jinja": lambda path: path.startswith("catalog/"),
    "standings.html.jinja": lambda path: path.startswith("policies/") and path.endswith("/brands/index.html"),
    "policy.html.jinja": lambda path: path.startswith("policies/") and path.count("/") == 2 and "compare" not in path,
    "worklist_province.html.jinja": lambda path: path.startswith("contribute/todo/") and path.count("/") == 3,
}


def edit_template(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str) -> None:
    """Have builds use a copy of the templates, with a comment more at the end of the template *name*."""
    copy = folder / "templates"
    shutil.copytree(TEMPLATES_DIR, copy)
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("<!-- 改过 -->\n")
    for module in ("onward", "afresh"):
        monkeypatch.setattr(f"generator.build.{module}.Templates", partial(Templates, copy))
    for module in ("before", "environment"):
        monkeypatch.setattr(f"generator.build.{module}.sign_templates", lambda: name)


@pytest.mark.parametrize("name", TEMPLATE_CASES)
def test_a_template_of_one_kind_of_page_renders_that_kind(
    own: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whoever changes one template gets all pages of its kind anew, and no other file."""
    edit_template(monkeypatch, own, name)
    outcome = rebuild(own)
    assert outcome.afresh is None
    assert set(outcome.written) == {path for path in read_tree(own / "site") if TEMPLATE_CASES[name](path)}
    assert set(outcome.reasons.values()) == {f"template/{name}"}


def test_the_template_of_cards_renders_whatever_shows_cards(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card looks alike everywhere: the front page, lists and neighbours follow, data and policies do not."""
    edit_template(monkeypatch, own, "components/card.html.jinja")
    copy = own / "templates/components/card.html.jinja"
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace("<li", '<li data-card="2"').replace("<article", '<article data-card="2"'), "utf-8")
    assert text != copy.read_text(encoding="utf-8")
    written = rebuild(own).written
    site = read_tree(own / "site")
    assert set(written) == {path for path, content in site.items() if b'data-card="2"' in content}
    assert any(path.startswith("brands/") for path in written)
    assert any(path.startswith("catalog/") for path in written)


# --- settings, theme, hand-written pages ------------------------------------------------------------------------


def _rebuilt(built: Built) -> set[str]:
    built.take_back()
    answer = built.project.build("--format", "json", "--explain")
    assert answer.code == 0, answer.err
    after = built.tree()
    changed = {path for path in after.keys() | built.old.keys() if after.get(path) != built.old.get(path)}
    assert set(answer.data["reasons"]) == changed
    return changed


def test_a_handwritten_page_is_written_alone(built: Built) -> None:
    """A word more in docs/about.md changes that page and nothing else."""
    page = built.root / "docs/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n又一句。\n", encoding="utf-8")
    assert _rebuilt(built) == {"about/index.html"}


def test_a_style_sheet_is_written_alone(built: Built) -> None:
    """A rule more in a style sheet of the theme changes that file and nothing else."""
    [sheet, *_] = sorted((built.root / "theme").rglob("*.css"))
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n.a { color: red; }\n", encoding="utf-8")
    assert _rebuilt(built) == {sheet.relative_to(built.root / "theme").as_posix()}


def test_the_name_of_the_site_is_on_every_page(built: Built) -> None:
    """Another site name changes every page, and no data of a single brand."""
    settings = built.root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("site_name:"))
    settings.write_text(text.replace(name, "site_name: 另一个名字"), encoding="utf-8")
    changed = _rebuilt(built)
    assert {path for path in built.tree() if path.endswith(".html") and path not in changed} == set()
    assert not {path for path in changed if path.startswith("api/v1/brands/")}


# --- told -------------------------------------------------------------------------------------------------------


def test_explain_tells_a_reason_for_every_file(built: Built) -> None:
    """`brands build --explain` has a line with a reason for each file written and removed, and for no other."""
    (built.root / "brands/jiangsu/yangzhou-xiujiao-shi.yml").unlink()
    answer = built.project.build("--explain")
    *lines, _ = answer.out.splitlines()
    told = dict(line.split("：", 1) for line in lines)
    after = built.tree()
    assert told.keys() == {path for path in after.keys() | built.old.keys() if after.get(path) != built.old.get(path)}
    assert told["brands/qianjiang-longxia-gong/index.html"] == "记录改了"
    assert told["brands/yangzhou-xiujiao-shi/index.html"] == "记录改了"
    assert all(told.values())


def test_explain_of_a_first_build(built: Built, tmp_path: Path) -> None:
    """Of a first build every file is there because it is the first, in words and as JSON."""
    command = ("build", "--root", built.root, "--as-of", AS_OF, "--explain")
    answer = run(*command, "--to", tmp_path / "site", "--format", "json")
    assert answer.data["reasons"] == dict.fromkeys(sorted(read_tree(tmp_path / "site")), "第一次生成")
    (tmp_path / "site/index.html").unlink()
    answer = run(*command, "--to", tmp_path / "site")
    assert answer.out.splitlines()[:-1] == ["index.html：网站文件夹和清单对不上"]
    answer = run(*command, "--to", tmp_path / "site", "--format", "json")
    assert answer.data["reasons"] == {}
