"""How the site follows main: one build at a time, many wishes in few builds, whatever was left is made good."""

import fcntl
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deploy.office import GIT, Office, git, record
from tests.project import RECORD, Answer, run

BRAND = "brands/hubei/qianjiang-longxia-gong.yml"
NEW = "brands/hubei/xiantao-caifeng.yml"
SOUND = record("仙桃", "429004")
PUBLISH = """\
#!/bin/sh
# Stands for `brands publish`: notes what it was called with and what it saw, and waits while it is told to.
[ "$1" = publish ] || exec {program} "$@"
echo "$* TZ=$TZ SITE_URL=$SITE_URL GIT_DIR=$GIT_DIR" >>{folder}/calls
git -C {folder}/main rev-parse HEAD >>{folder}/built
while [ -e {folder}/hold ]; do sleep 0.05; done
echo "says publish"
[ ! -e {folder}/broken ]
"""


@pytest.fixture
def publishing(office: Office) -> Office:
    """An office whose `brands publish` only notes that it was called."""
    program = office.folder / "bin/brands"
    program.parent.mkdir()
    program.write_text(PUBLISH.format(program=office.program, folder=office.folder))
    program.chmod(0o755)
    office.configure("brands.program", str(program))
    office.configure("brands.site", str(office.folder / "site"))
    office.configure("brands.worktree", str(office.folder / "main"))
    return office


def lines(office: Office, name: str) -> list[str]:
    """What the stand-in noted."""
    file = office.folder / name
    return file.read_text().splitlines() if file.exists() else []


def refresh(office: Office, *arguments: str) -> Answer:
    """`brands receive refresh`, as the timer runs it."""
    return run("receive", "refresh", *arguments, "--repository", office.repository)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_merge_is_published(publishing: Office) -> None:
    """A push to main publishes it from a work tree that holds main, and the pusher is told how that went."""
    publishing.configure("brands.siteUrl", "https://rsj.example.gov.cn/")
    clerk = publishing.clerk("wang")
    clerk.write(NEW, SOUND)
    answer = clerk.push("HEAD:main")
    assert "says publish" in answer.err
    assert "says publish" in answer.err
    [call] = lines(publishing, "calls")
    assert call.startswith(f"publish --to {publishing.folder}/site --root {publishing.folder}/main ")
    assert call.endswith(" TZ=Asia/Shanghai SITE_URL=https://rsj.example.gov.cn/ GIT_DIR=")
    assert lines(publishing, "built") == [git(publishing.repository, "rev-parse", "main").out.strip()]
    assert (publishing.folder / "main" / NEW).read_text() == SOUND


def test_a_waiting_submission_publishes_nothing(publishing: Office) -> None:
    """What is not merged is not built."""
    clerk = publishing.clerk("zhang")
    clerk.write(NEW, SOUND)
    assert clerk.push().code == 0
    assert lines(publishing, "calls") == []


def test_an_automatic_merge_is_published(publishing: Office) -> None:
    """From a clerk's push to the site nobody else is needed."""
    publishing.configure("brands.autoMerge", "true")
    clerk = publishing.clerk("zhang")
    clerk.write(NEW, SOUND)
    assert "says publish" in clerk.push().err
    assert (publishing.folder / "main" / NEW).exists()


def test_a_merge_by_hand_is_published(publishing: Office) -> None:
    """`brands receive merge` publishes as a push does."""
    clerk = publishing.clerk("zhang")
    clerk.write(NEW, SOUND)
    clerk.push()
    answer = run("receive", "merge", "submit/zhang/work", "--repository", publishing.repository)
    assert (answer.code, answer.out.endswith("says publish\n")) == (0, True)


def test_a_failed_build_is_told_and_the_push_stays(publishing: Office) -> None:
    """The commit is taken, the old site stays, the pusher is told, and the next refresh tries again."""
    (publishing.folder / "broken").touch()
    clerk = publishing.clerk("wang")
    clerk.write(NEW, SOUND)
    answer = clerk.push("HEAD:main")
    assert (answer.code, "没有发布，原来的网站保持不变" in answer.err) == (0, True)
    assert refresh(publishing).code == 1
    (publishing.folder / "broken").unlink()
    assert refresh(publishing).code == 0


def test_a_push_need_not_wait(publishing: Office) -> None:
    """With `brands.wait` off the push ends while the build goes on."""
    publishing.configure("brands.wait", "false")
    (publishing.folder / "hold").touch()
    clerk = publishing.clerk("wang")
    clerk.write(NEW, SOUND)
    answer = clerk.push("HEAD:main")
    assert (answer.code, "网站正在更新。" in answer.err) == (0, True)
    until(lambda: len(lines(publishing, "built")) == 1)
    (publishing.folder / "hold").unlink()


def test_many_wishes_are_few_builds(publishing: Office) -> None:
    """While one builds, one waits, and all who come then are folded into it: its build has their changes."""
    (publishing.folder / "hold").touch()
    command: list[str | Path] = [publishing.program, "receive", "refresh", "--repository", publishing.repository]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    until(lambda: len(lines(publishing, "built")) == 1)
    second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    until(lambda: _is_held(publishing.repository / "brands/waiting.lock"))
    publishing.configure("brands.maintainer", "wang")
    clerk = publishing.clerk("wang")
    clerk.write(NEW, SOUND)
    assert "会把这次的改动一起发布" in clerk.push("HEAD:main").err
    assert "会把这次的改动一起发布" in refresh(publishing).out
    (publishing.folder / "hold").unlink()
    assert "says publish" in first.communicate()[0]
    assert "says publish" in second.communicate()[0]
    built = lines(publishing, "built")
    assert len(built) == 2
    assert built[1] == git(publishing.repository, "rev-parse", "main").out.strip() != built[0]


def _is_held(lock: Path) -> bool:
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_a_hung_up_client_does_not_stop_the_build(publishing: Office) -> None:
    """The build runs on when the pusher's connection, and the hook with it, is gone."""
    (publishing.folder / "hold").touch()
    clerk = publishing.clerk("wang")
    clerk.write(NEW, SOUND)
    push = subprocess.Popen(
        ["git", "push", "--quiet", "origin", "HEAD:main"],
        cwd=clerk.clone, env={**os.environ, **GIT, "REMOTE_USER": "wang"}, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    until(lambda: len(lines(publishing, "built")) == 1)
    os.killpg(push.pid, 9)
    push.wait()
    assert _is_held(publishing.repository / "brands/working.lock")
    (publishing.folder / "hold").unlink()
    until(lambda: not _is_held(publishing.repository / "brands/working.lock"))
    assert lines(publishing, "built") == [git(publishing.repository, "rev-parse", "main").out.strip()]


def test_the_work_tree_is_mains_alone(publishing: Office) -> None:
    """Whatever else got into the work tree is gone before the next build, but for the caches of builds."""
    assert refresh(publishing).code == 0
    main = publishing.folder / "main"
    (main / BRAND).write_text("spoilt")
    (main / "brands/hubei/stray.yml").write_text("stray")
    (main / ".cache/brands").mkdir(parents=True)
    (main / ".cache/brands/kept").touch()
    lock = Path(git(main, "rev-parse", "--absolute-git-dir").out.strip()) / "index.lock"
    lock.touch()
    assert refresh(publishing).code == 0
    assert (main / BRAND).read_text() == RECORD
    assert not (main / "brands/hubei/stray.yml").exists()
    assert (main / ".cache/brands/kept").exists()


def test_a_lost_work_tree_is_made_again(publishing: Office) -> None:
    """Somebody removed the work tree: the next refresh checks it out anew."""
    assert refresh(publishing).code == 0
    subprocess.run(["rm", "-rf", publishing.folder / "main"], check=True)
    assert refresh(publishing).code == 0
    assert (publishing.folder / "main" / BRAND).read_text() == RECORD


def test_hooks_of_the_repository_do_not_run_in_the_work_tree(publishing: Office) -> None:
    """Checking main out runs nothing, and neither do filters that main's attributes name."""
    hook = publishing.repository / "hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {publishing.folder}/ran\n")
    hook.chmod(0o755)
    assert refresh(publishing).code == 0
    assert refresh(publishing).code == 0
    assert not (publishing.folder / "ran").exists()


def test_what_a_killed_push_left_is_merged_later(publishing: Office) -> None:
    """A submission that was taken but not merged (the server went down) is merged by the timer."""
    clerk = publishing.clerk("zhang")
    clerk.write(NEW, SOUND)
    clerk.push()
    publishing.configure("brands.autoMerge", "true")
    assert "已合并" not in refresh(publishing).out
    assert "submit/zhang/work：已合并到主线 main。" in refresh(publishing, "--catch-up").out
    assert (publishing.folder / "main" / NEW).exists()


def test_main_may_come_from_another_server(publishing: Office, tmp_path: Path) -> None:
    """A repository that follows another fetches its main before it publishes (Gitee, Gitea, GitLab)."""
    upstream = tmp_path / "upstream.git"
    git(tmp_path, "clone", "--quiet", "--bare", publishing.repository, upstream)
    clerk = publishing.clerk("wang")
    clerk.write(NEW, SOUND)
    git(clerk.clone, "push", "--quiet", upstream, "HEAD:main")
    git(publishing.repository, "remote", "add", "origin", upstream)
    assert refresh(publishing, "--catch-up").code == 0
    assert (publishing.folder / "main" / NEW).exists()
    subprocess.run(["rm", "-rf", upstream], check=True)
    answer = refresh(publishing, "--catch-up")
    assert (answer.code, "没有取回主线，先按手头的发布：git fetch 没有成功" in answer.err) == (1, True)
    assert len(lines(publishing, "built")) == 2


def test_without_a_site_there_is_nothing_to_refresh(office: Office) -> None:
    """A repository that publishes nothing says which setting it lacks."""
    answer = refresh(office)
    assert (answer.code, "brands.site" in answer.err) == (2, True)
