"""The script that sets a server up: what it writes, what it leaves alone, and how it answers wrong calls."""

import os
import re
import shutil
import ssl
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.deploy.office import git
from tests.deploy.server import PACKAGES, PASSWORD, PATH, Server, missing
from tests.project import REPOSITORY, files_below

LACKS = missing()
needs_nginx = pytest.mark.skipif(
    bool(LACKS) and os.environ.get("CI") != "true",
    reason=f"needs {', '.join(LACKS)}: apt-get install {PACKAGES}",
)


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A server that is still to be set up."""
    return Server.make(tmp_path)


def written(server: Server) -> dict[str, tuple[bytes, int]]:
    """Every file of the configuration with its content and the time it was written."""
    folder = server.prefix / "etc"
    return {name: (content, (folder / name).stat().st_mtime_ns) for name, content in files_below(folder).items()}


def test_it_sets_all_up(server: Server) -> None:
    """One run gives configuration, units, hooks and a repository whose main is the checkout's commit."""
    done = server.set_up("--auto-merge", "--maintainer", "zhao")
    assert done.returncode == 0, done.stderr
    assert set(files_below(server.prefix / "etc")) >= {
        "nginx/sites-available/brands.conf", "nginx/sites-enabled/brands.conf", "brands/users",
        "systemd/system/brands-git.socket", "systemd/system/brands-git.service",
        "systemd/system/brands-publish.service", "systemd/system/brands-publish.timer",
    }  # fmt: skip
    for name, content in files_below(server.prefix / "etc").items():
        assert b"@" not in content.replace(b"brands@", b""), name
    assert os.access(server.repository / "hooks/pre-receive", os.X_OK)
    head = git(server.folder / "project", "rev-parse", "HEAD").out
    assert git(server.repository, "rev-parse", "main").out == head
    settings = git(server.repository, "config", "--get-regexp", "^brands").out
    assert re.findall(r"brands\.maintainer (.*)", settings) == ["wang", "zhao"]
    assert "brands.automerge true" in settings


def test_a_second_run_changes_nothing(server: Server) -> None:
    """Run again it writes no file, adds no maintainer twice and keeps users, commits and settings."""
    assert server.set_up().returncode == 0
    assert server.add_user("zhang").returncode == 0
    git(server.repository, "config", "brands.wait", "false")
    before, config = written(server), (server.repository / "config").read_bytes()
    again = server.set_up()
    assert again.returncode == 0
    assert "写 " not in again.stdout
    after = written(server)
    assert {name: after[name] for name in after if "sha256" not in name} == {
        name: before[name] for name in before if "sha256" not in name
    }
    assert (server.repository / "config").read_bytes() == config


def test_new_wishes_are_carried_out(server: Server) -> None:
    """Called with another host it rewrites its own files."""
    assert server.set_up().returncode == 0
    again = server.set_up("--frame-ancestors", "https://www.example.gov.cn")
    assert (again.returncode, "写 " in again.stdout) == (0, True)
    site = (server.prefix / "etc/nginx/sites-available/brands.conf").read_text()
    assert '"https://www.example.gov.cn"' in site


@pytest.mark.parametrize("file", ["nginx/sites-available/brands.conf", "systemd/system/brands-publish.timer"])
@pytest.mark.parametrize("was_there_before", [True, False])
def test_foreign_files_are_left_alone(server: Server, file: str, was_there_before: bool) -> None:  # noqa: FBT001 - a case
    """A file somebody else wrote, or changed after this script wrote it, is told; neither it nor any other is written."""
    target = server.prefix / "etc" / file
    if was_there_before:
        target.parent.mkdir(parents=True)
    else:
        assert server.set_up().returncode == 0
    target.write_text("# somebody else's\n")
    done = server.set_up()
    assert (done.returncode, str(target) in done.stderr, "移走" in done.stderr) == (1, True, True)
    assert target.read_text() == "# somebody else's\n"
    assert was_there_before == (len(files_below(server.prefix)) == 1)


WRONG = {
    "no-host": ((), "缺少 --host"),
    "unknown-option": (("--hots", "x"), "没有 --hots 这个选项"),
    "option-without-its-value": (("--host",), "--host 后面缺少内容"),
    "host-with-more-in-it": (("--host", "a.cn; include /etc/passwd"), "--host 里有不能用的字符"),
    "certificate-without-key": (("--host", "a.cn", "--certificate", "/etc/hostname"), "要一起写"),
    "prefix-that-is-no-whole-path": (("--host", "a.cn", "--prefix", "here"), "--prefix 要写完整路径"),
    "prefix-without-program": (("--host", "a.cn", "--prefix", "/nowhere"), "也要写 --program"),
    "frames-with-more-in-them": (("--host", "a.cn", "--frame-ancestors", "*; x"), "--frame-ancestors 里有不能用的字符"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_wrong_calls_are_answered_before_anything_is_done(case: tuple[tuple[str, ...], str]) -> None:
    """A wrong call says what is wrong in Chinese and does nothing."""
    arguments, complaint = case
    done = subprocess.run(
        [REPOSITORY / "deploy/set-up.sh", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, complaint in done.stderr) == (1, True), done.stderr


def test_help_is_chinese() -> None:
    """Both scripts explain themselves."""
    for script in ("set-up.sh", "add-user.sh"):
        done = subprocess.run([REPOSITORY / "deploy" / script, "--help"], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("用法：sudo deploy/")


def test_users_are_added_and_changed(server: Server) -> None:
    """A user has one line with a digest, never the password; a new password replaces the old; the file stays closed."""
    assert server.set_up().returncode == 0
    users = server.prefix / "etc/brands/users"
    for name in ("zhang", "li", "zhang"):
        assert server.add_user(name).returncode == 0
    lines = users.read_text().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["li", "zhang"]
    assert all(line.partition(":")[2].startswith("$6$") for line in lines)
    assert PASSWORD not in users.read_text()
    assert users.stat().st_mode & 0o007 == 0
    assert server.add_user("zhao", "--maintainer").returncode == 0
    assert "zhao" in git(server.repository, "config", "--get-all", "brands.maintainer").out.split()


@pytest.mark.parametrize(
    ("name", "password"), [("a:b", PASSWORD), ("../x", PASSWORD), ("", PASSWORD), ("zhang", "short")]
)
def test_users_that_cannot_be_are_refused(server: Server, name: str, password: str) -> None:
    """A name that would break the file or a branch, and a password too short, are refused."""
    assert server.set_up().returncode == 0
    done = server.add_user(name, password=password)
    assert (done.returncode, "没有加上" in done.stderr) == (1, True)
    assert (server.prefix / "etc/brands/users").read_text() == ""


@needs_nginx
def test_with_a_certificate_all_goes_over_https(server: Server) -> None:
    """Given a certificate the site speaks HTTPS alone and says so to browsers."""
    key, certificate = server.folder / "key.pem", server.folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    done = server.set_up("--certificate", str(certificate), "--key", str(key))
    assert (done.returncode, "明文" in done.stdout) == (0, False), done.stderr
    (server.site / "current").mkdir()
    (server.site / "current/index.html").write_text("<!doctype html>")
    try:
        server.start()
        trust = ssl.create_default_context(cafile=str(certificate))
        with urllib.request.urlopen(f"https://127.0.0.1:{server.port}/", context=trust) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    finally:
        server.stop()


@needs_nginx
def test_the_redirect_is_nginx_that_nginx_takes(tmp_path: Path) -> None:
    """The server that leads plain HTTP to HTTPS is sound configuration."""
    redirect = (REPOSITORY / "deploy/nginx/redirect.conf").read_text().replace("@HOST@", "a.cn")
    redirect = redirect.replace("listen 80;", "listen 127.0.0.1:8;").replace("listen [::]:80;", "")
    main = tmp_path / "nginx.conf"
    main.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ access_log off; {redirect} }}\n")
    command: list[str | Path] = ["nginx", "-t", "-q", "-e", tmp_path / "log", "-c", main]
    done = subprocess.run(command, env={**os.environ, "PATH": PATH}, capture_output=True, text=True, check=False)
    # Testing binds the ports, which an ordinary user may not: all else must be well.
    assert done.returncode == 0 or "Permission denied" in done.stderr, done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze: apt-get install systemd")
def test_units_are_units_that_systemd_takes(server: Server) -> None:
    """Systemd finds nothing to say against units and timer, and the daily run is just after midnight in China."""
    assert server.set_up().returncode == 0
    folder = server.prefix / "etc/systemd/system"
    for unit in folder.iterdir():
        unit.write_text(unit.read_text().replace("/usr/sbin/fcgiwrap", "/bin/true"))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *folder.iterdir()], capture_output=True, text=True, check=False
    )
    ours = [line for line in checked.stderr.splitlines() if "brands-" in line]
    assert ours == []
    [calendar] = re.findall(r"^OnCalendar=(.*)$", (folder / "brands-publish.timer").read_text(), re.MULTILINE)
    told = subprocess.run(["systemd-analyze", "calendar", calendar], capture_output=True, text=True, check=True)
    assert "16:02:00 UTC" in told.stdout


def test_the_servers_packages_are_the_projects() -> None:
    """What a server installs is a part of what was tested: the same versions with the same digests."""

    def pins(file: str) -> set[str]:
        text = (REPOSITORY / file).read_text(encoding="utf-8")
        blocks = re.sub(r" \\\n +", " ", text).splitlines()
        # A marker tells when a package is needed at all, which differs where fewer packages need it.
        return {re.sub(r" ;.*?(?= --hash)", "", line) for line in blocks if not line.startswith("#")}

    assert pins("deploy/requirements.lock") <= pins("requirements.lock")
