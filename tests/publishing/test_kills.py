"""Whatever ends a publish, and wherever: readers keep a whole site, and the next run heals all by itself."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.publishing import STEPS, Result, read_standing, roll_back
from generator.publishing.account import read_account
from generator.publishing.journal import Journal
from generator.publishing.linkcheck import count_links
from tests.project import AS_OF, REPOSITORY, Project, files_below, run_program
from tests.publishing.made_up import KILLED, MadeUp, at, full_disk, kill

LONG = bool(os.environ.get("LONG_TESTS"))
"""Set by whoever has the time: many more random runs."""

LIVE_FROM = STEPS.index("switched")
OURS = {"journal.db", "journal.db-journal", "lock", "waiting", "next", "state", "link"}


def _is_sound(site: MadeUp) -> None:
    """What must be true of a place after a publish that came through."""
    place = site.place
    assert site.live() == site.files == site.tree(place.next)
    account = read_account(place.current)
    assert account is not None
    assert account.release == place.live() == place.numbers()[-1]
    assert set(os.listdir(place.root)) == {".publish", "current", "releases"}  # noqa: PTH208
    assert set(os.listdir(place.own)) <= OURS  # noqa: PTH208
    assert os.listdir(place.releases) and all(name.isdigit() for name in os.listdir(place.releases))  # noqa: PTH208, PT018
    with Journal(place.journal) as journal:
        rows = {(target, fragment): pages for target, fragment, pages in journal.execute("select * from link")}
        is_counted = journal.noted("indexed") == str(account.release)
    # After a journal was lost a release that did not change is not counted again; the next one is.
    assert not is_counted or rows == count_links(place.current)


@pytest.fixture
def published(site: MadeUp) -> MadeUp:
    """A site with as many releases as are kept and one to spare, and a change waiting to be published."""
    for number in range(4):
        site.fill(*range(10), b3=str(number))
        site.publish(keep=3)
    site.fill(*range(2, 12), b3="新")
    return site


@pytest.mark.parametrize("again", [False, True], ids=["", "twice"])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_a_whole_site(published: MadeUp, step: str, *, again: bool) -> None:
    """Killed at any step, readers have the old site or the new one; the next publish gives the new one and clears up."""
    before = published.live()
    for number in range(1 + again):
        ended = published.run_apart(lambda: published.publish(keep=3, on_step=at(step, kill)))
        # Once the new site is live there is nothing to do for the second run, which then ends by itself.
        assert ended == KILLED or (number == 1 and ended == 0 and STEPS.index(step) >= LIVE_FROM)
        assert published.live() == (published.files if STEPS.index(step) >= LIVE_FROM else before)
        before = published.live()
    assert read_standing(published.place).building is False
    published.publish(keep=3)
    _is_sound(published)


@pytest.mark.parametrize("step", STEPS)
def test_the_first_publish_may_be_killed(site: MadeUp, step: str) -> None:
    """There is no site before the first one is whole, and the next run makes it."""
    if step in {"prepared", "retired"}:
        site.run_apart(lambda: site.publish(on_step=at(step, kill)))
    else:
        assert site.run_apart(lambda: site.publish(on_step=at(step, kill))) == KILLED
    assert site.live() == (site.files if STEPS.index(step) >= LIVE_FROM else {})
    site.publish()
    _is_sound(site)
    assert site.place.live() == 1


@pytest.mark.parametrize("number", [0, 1, 5])
def test_a_kill_inside_the_build_leads_to_a_build_from_scratch(published: MadeUp, number: int) -> None:
    """A builder killed after some files is not believed: the next run builds anew, and says that one was killed."""
    before = published.live()
    published.on_write = lambda written: kill() if written == number else None
    assert published.run_apart(lambda: published.publish(keep=3)) == KILLED
    assert published.live() == before
    failed = read_standing(published.place).failed
    assert failed is not None
    assert failed.result is Result.KILLED
    published.on_write = lambda _: None
    published.publish(keep=3)
    _is_sound(published)


@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_at_any_step_leaves_a_whole_site(published: MadeUp, step: str) -> None:
    """An error of the system at any step is told, the site stays or is the new one, and the next run heals."""
    before = published.live()
    raised: OSError | None = None
    result = None
    try:
        result = published.publish(keep=3, on_step=at(step, full_disk))
    except OSError as error:
        raised = error
    if step in {"retired", "tidied"}:
        assert result is not None
        assert result.untidied if step == "retired" else True
    else:
        assert raised is not None
    assert published.live() == (published.files if STEPS.index(step) >= LIVE_FROM else before)
    published.publish(keep=3)
    _is_sound(published)


def test_ctrl_c_leaves_a_whole_site(published: MadeUp) -> None:
    """Interrupted by its user, a publish changes nothing, and the next one heals."""
    before = published.live()

    def interrupt() -> None:
        raise KeyboardInterrupt

    for step in ("building", "checked", "renamed"):
        with pytest.raises(KeyboardInterrupt):
            published.publish(keep=3, on_step=at(step, interrupt))
        assert published.live() == before
    published.publish(keep=3)
    _is_sound(published)


def test_a_broken_record_keeps_the_site(published: MadeUp) -> None:
    """With a fault in a record nothing is published; once it is mended the change is."""
    before = published.live()
    published.broken = True
    publication = published.publish(keep=3)
    assert publication.result is Result.REFUSED
    assert [each.rule.code for each in publication.findings] == ["Y005"]
    assert published.live() == before
    published.broken = False
    published.publish(keep=3)
    _is_sound(published)


# --- things that go missing -------------------------------------------------------------------------------------


def _spoil(path: Path) -> None:
    path.write_bytes(b"no longer a data base" * 100)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _link_nowhere(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere")


def _empty(folder: Path) -> None:
    for each in folder.iterdir():
        _remove(each)


DAMAGES: dict[str, Callable[[MadeUp], object]] = {
    "journal gone": lambda site: _remove(site.place.journal),
    "journal spoilt": lambda site: _spoil(site.place.journal),
    "journal empty": lambda site: site.place.journal.write_bytes(b""),
    "journal cut": lambda site: os.truncate(site.place.journal, 6000),
    "old journal beside": lambda site: _spoil(site.place.own / "journal.db-journal"),
    "state gone": lambda site: _remove(site.place.state),
    "next tree gone": lambda site: _remove(site.place.next),
    "newest release gone": lambda site: _remove(site.place.release(site.place.numbers()[-1])),
    "all releases gone": lambda site: _remove(site.place.releases),
    "link gone": lambda site: _remove(site.place.current),
    "everything of ours gone": lambda site: _empty(site.place.own),
    "leftovers": lambda site: (site.place.own / ".next-1234").mkdir(exist_ok=True),
    "link left": lambda site: _link_nowhere(site.place.own / "link"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_lost_is_made_anew(published: MadeUp, damage: str) -> None:
    """Whatever of a place is lost or spoilt, the next publish gives a whole site and a sound place, by a higher number."""
    last = published.place.numbers()[-1]
    DAMAGES[damage](published)
    published.publish(keep=3)
    _is_sound(published)
    live = published.place.live()
    assert live is not None
    assert live > last or damage == "all releases gone"


# --- anything in any order --------------------------------------------------------------------------------------

EDITS = st.tuples(
    st.just("edit"),
    st.lists(st.integers(0, 12), unique=True, min_size=1).map(tuple),
    st.text("甲乙", max_size=2),
)
RUNS = st.one_of(
    st.tuples(st.just("publish"), st.just(""), st.booleans()),
    st.tuples(st.just("kill"), st.sampled_from(STEPS), st.booleans()),
    st.tuples(st.just("kill in build"), st.integers(0, 8), st.booleans()),
    st.tuples(st.just("fail"), st.sampled_from(STEPS), st.booleans()),
    st.tuples(st.just("break"), st.just(""), st.booleans()),
    st.tuples(st.just("roll back"), st.just(""), st.booleans()),
    st.tuples(st.just("damage"), st.sampled_from(sorted(DAMAGES)), st.booleans()),
)


@settings(
    max_examples=400 if LONG else 12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.one_of(EDITS, RUNS), min_size=3, max_size=25))
def test_anything_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, object, object]]
) -> None:
    """After any edits, kills, faults, losses and ways back, in any order, one publish gives a whole site and sound place."""
    site = MadeUp(tmp_path_factory.mktemp("any"))
    site.fill(*range(5))
    for kind, what, more in acts:
        _act(site, kind, what, more)
        live = site.place.live()
        if live is not None:
            assert "index.html" in site.live()
    site.publish(keep=2, confirmed=site.brands)
    _is_sound(site)
    shutil.rmtree(site.folder)


def _act(site: MadeUp, kind: str, what: object, more: object) -> None:
    usual: dict[str, Any] = {"keep": 2, "confirmed": site.brands, "precompress": more}
    if kind == "edit":
        assert isinstance(what, tuple)
        site.fill(*what, **{f"b{number}": str(more) for number in what[:2]})
    elif kind == "publish":
        assert site.publish(**usual).result in {Result.PUBLISHED, Result.UNCHANGED}
    elif kind == "kill":
        site.run_apart(lambda: site.publish(**usual, on_step=at(str(what), kill)))
    elif kind == "kill in build":
        site.on_write = lambda written: kill() if written == what else None
        site.run_apart(lambda: site.publish(**usual))
        site.on_write = lambda _: None
    elif kind == "fail":
        site.run_apart(lambda: site.publish(**usual, on_step=at(str(what), full_disk)))
    elif kind == "break":
        site.broken = True
        assert site.publish(**usual).result is Result.REFUSED
        site.broken = False
    elif kind == "roll back" and site.place.own.is_dir():
        roll_back(site.place, None, lambda: "moment")
    elif kind == "damage" and site.place.numbers():
        DAMAGES[str(what)](site)


# --- the real program -------------------------------------------------------------------------------------------


@pytest.fixture
def filled(project: Project) -> Project:
    """A project with a few real brands."""
    for file in sorted((REPOSITORY / "brands").glob("*/*.yml"))[::20]:
        project.add_real(file.stem)
    return project


def _publish(project: Project) -> list[str]:
    return [sys.executable, "-m", "generator", "publish", "--root", str(project.root), "--as-of", AS_OF,
            "--to", str(project.root / "www"), "--keep", "2", "--precompress"]  # fmt: skip


def test_the_program_killed_at_random_moments(filled: Project) -> None:
    """`brands publish` killed at random moments never leaves readers without a site; at the end it is that of a build."""
    assert subprocess.run(_publish(filled), capture_output=True, check=False).returncode == 0
    www = filled.root / "www"
    chance = random.Random(20261122)  # noqa: S311 - the same moments each time
    for number in range(60 if LONG else 4):
        filled.write("docs/about.md", f"# 关于\n\n第 {number} 次\n\n## 怎样判断 {{#criteria}}\n\n## 更正 {{#person}}\n")
        run = subprocess.Popen(_publish(filled), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)  # fmt: skip
        time.sleep(chance.uniform(0.1, 4))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        assert (www / "current/index.html").is_file()
        assert (www / "current/brands.html").is_file() is False
    answer = run_program(*_publish(filled)[2:], cwd=filled.root)
    assert answer.code == 0, answer.err
    filled.build()
    published = files_below(www / "current")
    kept = {path: content for path, content in published.items() if not path.endswith((".gz", ".br", "status.json"))}
    built = files_below(filled.site)
    built.pop("status.json")
    assert kept == built
    assert set(os.listdir(www / ".publish")) <= OURS  # noqa: PTH208


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this machine lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a file system; the next test limits the size of files instead")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path, tmp_path: Path) -> None:
    """On a full disk the site stays, the reason is told, and with room again the next run heals."""
    site = MadeUp(tmp_path, www=small_disk / "www")
    site.fill(*range(10))
    site.publish(keep=2)
    before = site.live()
    for number in (1, 2, 3):
        site.fill(*range(10), **{f"b{each}": str(number) * 100_000 for each in range(10)})
        with pytest.raises(OSError, match="No space left"):
            site.publish(keep=2)
        assert site.live() == before
    site.fill(*range(10), b3="新")
    site.publish(keep=2)
    _is_sound(site)


def test_files_that_may_not_grow(published: MadeUp) -> None:
    """Where the system refuses to write a file the site stays, and the next run heals."""
    before = published.live()

    def publish_limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
        published.publish(keep=3)

    published.fill(*range(10), b3="新" * 20_000)
    assert published.run_apart(publish_limited) == 1
    assert published.live() == before
    published.publish(keep=3)
    _is_sound(published)
