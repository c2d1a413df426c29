"""Publishing to a web server by ssh: a real sshd and rsync on this machine."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publishing import (
    STEPS,
    NotOurPlaceError,
    Place,
    Publication,
    RemoteError,
    RemoteShell,
    Result,
    read_remote_standing,
    roll_back_remote,
)  # fmt: skip
from generator.publishing.remote import parse_address
from tests.project import AS_OF, Project, files_below, run, run_program
from tests.publishing.made_up import KILLED, MadeUp, at, kill
from tests.publishing.servers import WebServer, need_sshd, started


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """A server for all tests here."""
    need_sshd()
    with started(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def server(sshd: WebServer) -> Iterator[WebServer]:
    """The server without any site yet."""
    yield sshd
    shutil.rmtree(sshd.www, ignore_errors=True)


def _publish(site: MadeUp, server: WebServer, **settings: object) -> Publication:
    with server.remote() as remote:
        return site.publish(remote, **settings)


def _live(site: MadeUp, server: WebServer) -> dict[str, str]:
    return site.tree(server.www / "current")


def _is_sound(site: MadeUp, server: WebServer, keep: int) -> None:
    assert _live(site, server) == site.files == site.live()
    assert set(os.listdir(server.www)) == {".publish", "current", "releases"}  # noqa: PTH208
    assert set(os.listdir(server.www / ".publish")) <= {"lock", "next", "published", "spare"}  # noqa: PTH208
    numbers = sorted(map(int, os.listdir(server.www / "releases")))  # noqa: PTH208
    assert len(numbers) <= keep
    assert os.readlink(server.www / "current") == f"releases/{numbers[-1]}"  # noqa: PTH115
    assert not [path for path in (server.www / "current").rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_changes_arrive_on_the_server(site: MadeUp, server: WebServer) -> None:
    """Release after release the server has just what the site is, and keeps the last ones."""
    for number in range(6):
        site.fill(*range(number, 10 + number), **{f"b{number + 3}": str(number)})
        publication = _publish(site, server, keep=3)
        assert (publication.result, publication.number) == (Result.PUBLISHED, number + 1)
        _is_sound(site, server, 3)
    assert _publish(site, server, keep=3).result is Result.UNCHANGED
    assert sorted(os.listdir(server.www / "releases")) == ["4", "5", "6"]  # noqa: PTH208


def test_equal_files_are_one_file_on_the_server(site: MadeUp, server: WebServer) -> None:
    """What did not change is shared by all releases there, also once old releases are used again."""
    for number in range(6):
        site.fill(*range(10), b3=str(number))
        _publish(site, server, keep=2)
    releases = [server.www / f"releases/{number}" for number in (5, 6)]
    shared = {path for path in files_below(releases[0]) if len({(each / path).stat().st_ino for each in releases}) == 1}
    assert files_below(releases[0]).keys() - shared == {
        "brands/b3/index.html", "api/v1/brands/b3.json", "status.json",
    }  # fmt: skip


def test_only_what_changed_is_sent(site: MadeUp, server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one brand changed rsync is asked for a handful of files, however old the tree it writes into."""
    for number in range(4):
        site.fill(*range(10), b3=str(number))
        _publish(site, server, keep=2)
    asked: list[bytes] = []
    run_it = subprocess.run

    def listen(command: list[str], **settings: object) -> object:
        if command[0] == "rsync":
            assert "--files-from=-" in command
            asked.append(settings["input"])  # type: ignore[arg-type]
        return run_it(command, **settings)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", listen)
    site.fill(*range(10), b4="改")
    _publish(site, server, keep=2)
    [names] = asked
    assert set(names.decode().split("\0")) == {
        f"{folder}/{name}" for folder, name in (
            ("brands/b3", "index.html"), ("brands/b4", "index.html"), ("api/v1/brands", "b3.json"),
            ("api/v1/brands", "b4.json"),
        )
    } | {"status.json"}  # fmt: skip
    _is_sound(site, server, 2)


def test_a_lost_mirror_does_no_harm(site: MadeUp, server: WebServer) -> None:
    """Where what this machine knew of the server is lost, all is compared, and numbers go on from the server's."""
    for number in range(3):
        site.fill(*range(10), b3=str(number))
        _publish(site, server, keep=2)
    shutil.rmtree(site.place.root)
    site.fill(*range(2, 12))
    publication = _publish(site, server, keep=2)
    assert publication.number == 4
    _is_sound(site, server, 2)


def test_two_machines_may_publish_in_turn(site: MadeUp, server: WebServer, tmp_path: Path) -> None:
    """What another machine published meanwhile is found out, and the site is that of the last one."""
    other = MadeUp(tmp_path / "other")
    other.folder.mkdir()
    for number in range(3):
        for each in (site, other):
            each.fill(*range(10), b3=f"{number} {each.folder.name}")
            assert _publish(each, server, keep=2).result is Result.PUBLISHED
            _is_sound(each, server, 2)
    assert os.readlink(server.www / "current") == "releases/6"  # noqa: PTH115


def test_a_mass_deletion_is_seen_by_a_machine_that_knows_nothing(
    site: MadeUp, server: WebServer, tmp_path: Path
) -> None:
    """The number of brands is compared with what the server's site says of itself."""
    _publish(site, server)
    other = MadeUp(tmp_path / "other")
    other.folder.mkdir()
    other.fill(1, 2)
    publication = _publish(other, server)
    assert [each.rule.code for each in publication.findings] == ["T405"]
    assert _live(site, server) == site.files


def test_going_back_on_the_server(site: MadeUp, server: WebServer) -> None:
    """The server's site goes back at once, how it stands is told, and the next publish is of the newest records."""
    _publish(site, server)
    before = site.files
    site.fill(*range(10), b3="错了")
    _publish(site, server)
    with RemoteShell(server.remote().address, server.ssh) as shell:
        done = roll_back_remote(shell, site.place, None, lambda: "moment")
        assert (done.before, done.now) == (2, 1)
        assert _live(site, server) == before
        standing = read_remote_standing(shell, site.place)
        assert standing.live is not None
        assert (standing.live.number, standing.live.brands) == (1, 10)
        assert [each.result for each in standing.builds] == [
            Result.ROLLED_BACK, Result.PUBLISHED, Result.PUBLISHED,
        ]  # fmt: skip
        assert roll_back_remote(shell, site.place, 9, lambda: "moment").now is None
    assert _publish(site, server).number == 3
    _is_sound(site, server, 5)


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_the_server_s_site_whole(site: MadeUp, server: WebServer, step: str) -> None:
    """Killed at any step, readers of the server have the old site or the new one, and the next publish heals both."""
    for number in range(3):
        site.fill(*range(10), b3=str(number))
        _publish(site, server, keep=2)
    before = site.files
    site.fill(*range(1, 11), b3="新")
    assert site.run_apart(lambda: _publish(site, server, keep=2, on_step=at(step, kill))) == KILLED
    assert _live(site, server) == (site.files if STEPS.index(step) >= STEPS.index("renamed") else before)
    _publish(site, server, keep=2)
    _is_sound(site, server, 2)
    site.fill(*range(1, 11), b4="再新")
    _publish(site, server, keep=2)
    _is_sound(site, server, 2)


def test_a_transfer_that_breaks_off_is_made_good(
    site: MadeUp, server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When sending ends half way the server's site stays, and what had arrived does not show in the next release."""
    for number in range(4):
        site.fill(*range(10), b3=str(number))
        _publish(site, server, keep=2)
    before = site.files
    run_it = subprocess.run

    def break_off(command: list[str], **settings: object) -> object:
        answer = run_it(command, **settings)  # type: ignore[call-overload]
        return subprocess.CompletedProcess(command, 30, b"", b"timeout") if command[0] == "rsync" else answer

    site.fill(*range(10), b3="不要的", b5="也不要")
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", break_off)
        with pytest.raises(RemoteError, match="rsync"):
            _publish(site, server, keep=2)
    assert _live(site, server) == before
    site.fill(*range(10), b3="要的")
    _publish(site, server, keep=2)
    _is_sound(site, server, 2)


def test_a_server_that_cannot_be_reached_is_told(site: MadeUp, server: WebServer) -> None:
    """Without an answer, or with a refused key, one message says so and nothing is published anywhere."""
    shutil.move(server.folder / "key", server.folder / "key.away")
    try:
        with pytest.raises(RemoteError, match=r"服务器 127.0.0.1 报告：.*Permission denied"):
            _publish(site, server)
    finally:
        shutil.move(server.folder / "key.away", server.folder / "key")
    assert not server.www.exists()
    assert _publish(site, server).number == 1


def test_somebody_s_folder_on_the_server_is_refused(site: MadeUp, server: WebServer) -> None:
    """A folder there with other files in it is left as it is."""
    server.www.mkdir()
    (server.www / "index.html").write_text("虾", encoding="utf-8")
    with pytest.raises(NotOurPlaceError):
        _publish(site, server)
    assert files_below(server.www) == {"index.html": "虾".encode()}


def test_the_commands_reach_a_server(project: Project, server: WebServer) -> None:
    """`brands publish`, `status` and `rollback` with ssh://… do there what they do in a folder here."""
    project.add_real("qianjiang-longxia-gong", "tianzhen-baomu")
    there = ("--to", server.url, "--ssh", " ".join(server.ssh), "--root", project.root)
    answer = run("status", *there)
    assert (answer.code, "没有发布过网站" in answer.err) == (2, True)
    answer = run("publish", *there, "--as-of", AS_OF, "--precompress")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("第 1 版已上线：2 个品牌，")
    project.add()
    (project.root / "brands/hubei/qianjiang-longxia-gong.yml").unlink()
    assert run("publish", *there, "--as-of", "2026-11-23", "--confirm-loss", 1).code == 0
    known = run("status", *there, "--format", "json").data
    assert (known["live"]["number"], known["live"]["day"], known["rollback"]) == (2, "2026-11-23", [1])
    answer = run("rollback", *there)
    assert answer.out.startswith("已从第 2 版换到第 1 版。")
    state = json.loads((server.www / "current/status.json").read_text(encoding="utf-8"))
    assert (state["release"], state["as_of"]) == (1, AS_OF)
    # Going back must work from a machine that has nothing but ssh.
    elsewhere = run_program("generator", "rollback", *there[:4], "--release", "2", cwd=project.root.parent)
    assert elsewhere.out.startswith("已从第 1 版换到第 2 版。")
    # What is kept here lies where everything that can be made again does.
    assert Place(next((project.root / ".cache/publish/127.0.0.1").iterdir())).live() == 2


@pytest.mark.parametrize(
    ("text", "host", "port", "path"),
    [
        ("ssh://web.example.gov.cn/srv/www", "web.example.gov.cn", None, "/srv/www"),
        ("ssh://editor@web:2222/srv/my%20site/", "editor@web", 2222, "/srv/my site"),
        ("ssh://Web//srv", "Web", None, "/srv"),
        ("ssh://editor@[::1]:22/srv", "editor@::1", 22, "/srv"),
    ],
)
def test_addresses(text: str, host: str, port: int | None, path: str) -> None:
    """User, host, port and folder are read from the address."""
    address = parse_address(text)
    assert address is not None
    assert (address.host, address.port, address.path) == (host, port, path)


@pytest.mark.parametrize(
    "text",
    [
        "ssh://host",
        "ssh://host/",
        "ssh:///srv",
        "ssh://host:x/srv",
        "ssh://-oX/srv",
        "ssh://-l@host/srv",
        "ssh://host:70000/srv",
        "a:b",
    ],
)
def test_what_is_no_address(text: str) -> None:
    """An address without host or folder, or made to look like an option, is none."""
    assert parse_address(text) is None
