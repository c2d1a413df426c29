"""The gates before the switch: size, main pages, links; each by example, broken and sound."""

import shutil
from pathlib import Path

import pytest

from generator.publishing import Result, roll_back
from tests.project import AS_OF, Project, run
from tests.publishing.made_up import MadeUp

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = sorted(path.parent for code in ("T405", "T406", "T407", "T408") for path in CASES.glob(f"{code}/*/expected"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_releases_give_their_findings(folder: Path, project: Project) -> None:
    """What is published first is laid over the repository's project; the change then gives the findings beside it."""
    publish = ("publish", "--root", project.root, "--to", project.root / "www", "--as-of", AS_OF, "--format", "json")
    if (folder / "first").is_dir():
        shutil.copytree(folder / "first", project.root, dirs_exist_ok=True)
        assert run(*publish).code == 0
        shutil.rmtree(project.root / "brands")
    shutil.copytree(folder / "then", project.root, dirs_exist_ok=True)
    (project.root / "brands").mkdir(exist_ok=True)
    arguments = (folder / "arguments").read_text(encoding="utf-8").split() if (folder / "arguments").is_file() else []
    answer = run(*publish, *arguments)
    found = sorted(f"{each['file']} {each['code']}" for each in answer.data["findings"])
    assert found == sorted((folder / "expected").read_text(encoding="utf-8").splitlines())
    assert answer.code == int(bool(found))


# --- size -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "passes"), [(10, True), (9, True), (8, False), (0, False)])
def test_a_tenth_may_go_but_not_more(site: MadeUp, now: int, *, passes: bool) -> None:
    """Nine of ten brands are enough; with fewer the site stays."""
    site.publish()
    site.fill(*range(1, now + 1))
    publication = site.publish()
    assert (publication.result is Result.PUBLISHED) is passes
    assert [each.rule.code for each in publication.findings] == ([] if passes else ["T405"])
    assert site.place.live() == 1 + passes


def test_the_number_left_must_be_told(site: MadeUp) -> None:
    """Only the very number of brands that are left lets a great loss through, so no habit can."""
    site.publish()
    site.fill(1, 2, 3)
    for confirmed in (None, 0, 2, 4, 10):
        assert site.publish(confirmed=confirmed).result is Result.REFUSED
    assert site.publish(confirmed=3).result is Result.PUBLISHED
    site.fill(1)
    assert site.publish(confirmed=3).result is Result.REFUSED


def test_a_mass_deletion_undone_leaves_no_trace(site: MadeUp) -> None:
    """Brands that were deleted by mistake and put back give no release: nothing happened to the site."""
    site.publish()
    site.publish(as_of="2026-11-23")
    before = site.files
    site.fill(1)
    assert site.publish(as_of="2026-11-23").result is Result.REFUSED
    site.put(before, 10)
    assert site.publish(as_of="2026-11-23").result is Result.UNCHANGED
    assert site.live() == site.tree(site.place.next) == before
    site.fill(*range(10), b4="改")
    assert site.publish().result is Result.PUBLISHED
    assert site.live() == site.files


def test_the_size_is_that_of_the_live_release(site: MadeUp) -> None:
    """After going back it is the release gone back to that the number is compared with."""
    site.publish()
    site.fill(1)
    site.publish(confirmed=1)
    roll_back(site.place, 1, lambda: "moment")
    site.fill(1, 2)
    assert [each.values["before"] for each in site.publish().findings] == ["10"]


# --- all at once ------------------------------------------------------------------------------------------------


def test_all_gates_speak_at_once(site: MadeUp) -> None:
    """A release that fails in several ways is told all of them in one run, and why stands in the journal."""
    site.publish()
    files = {path: text for path, text in site.files.items() if path not in {"feed.xml", "brands/b3/index.html"}}
    site.put(files, 3)
    publication = site.publish()
    assert [each.rule.code for each in publication.findings] == ["T405", "T406", "T407"]


def test_a_refused_tree_is_gone_on_from(site: MadeUp) -> None:
    """What a refused publish built is not built again: the next one writes only what mends it."""
    site.publish()
    site.fill(*range(10), **{f"b{number}": "改" for number in range(10)})
    files = site.files
    site.put({path: text for path, text in files.items() if path != "feed.xml"})
    assert site.publish().result is Result.REFUSED
    site.put(files)
    publication = site.publish()
    assert publication.outcome is not None
    assert publication.outcome.written == ("feed.xml",)
    assert site.live() == files
    assert publication.changed > 20
