"""The preview's web server: a real one on this machine, over a small folder that stands for a site."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, Final

import pytest

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.report import as_objects_with_lines
from generator.serving import AddressError, PortTakenError, PreviewServer, Result, open_server
from generator.serving.bulletin import Bulletin

FRONT: Final = (
    '<!doctype html><html><head><link rel="canonical" href="https://a.example/laowu/"></head><body>首页</body></html>'
)
FAULT: Final = Diagnostic(Span("brands/a.yml", 3, 2), RULES["Y010"], excerpt="a: [1")


@dataclass
class Site:
    """A served folder."""

    folder: Path
    server: PreviewServer
    bulletin: Bulletin

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer to a request as it is: nothing about *path* is made sound first."""
        connection = HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A small site below a sub-path, with a page of its own for what is not there."""
    files = {
        "index.html": FRONT, "404.html": "<body>没有</body>", "brands/a/index.html": "<body>甲</body>",
        "数据/甲.json": "{}", "assets/a.css": "a {}", "assets/a.js": "", "icon.svg": "<svg/>", "feed.xml": "<feed/>",
        "c.ics": "", "d.csv": "", "p.webp": "", "x.xlsx": "", "unknown.zzz": "",
    }  # fmt: skip
    folder = tmp_path / "site"
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("inner matter", encoding="utf-8")
    (folder / "way-out").symlink_to(tmp_path, target_is_directory=True)
    bulletin = Bulletin(as_objects_with_lines)
    with open_server("127.0.0.1", 0, is_exact=True) as server, server.showing(folder, bulletin):
        yield Site(folder, server, bulletin)


@pytest.mark.parametrize(
    ("path", "kind"),
    {
        "": "text/html; charset=utf-8", "assets/a.css": "text/css; charset=utf-8",
        "assets/a.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml; charset=utf-8",
        "feed.xml": "application/xml; charset=utf-8", "c.ics": "text/calendar; charset=utf-8",
        "d.csv": "text/csv; charset=utf-8", "p.webp": "image/webp", "unknown.zzz": "application/octet-stream",
        "x.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "%E6%95%B0%E6%8D%AE/%E7%94%B2.json": "application/json; charset=utf-8",
    }.items(),
)  # fmt: skip
def test_files_have_their_type(site: Site, path: str, kind: str) -> None:
    """A file is served whole, with its type and encoding, and is kept by no browser."""
    answer, body = site.ask(f"/laowu/{path}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Length"] == str(len(body))


def test_pages_carry_the_script(site: Site) -> None:
    """A page has the script before its end, knowing where it is; the file itself has not, nor what scripts fetch."""
    _, body = site.ask("/laowu/brands/a/")
    assert body.startswith('<body>甲<script async src="/__preview__/preview.js"'.encode())
    assert b'data-base="/laowu/" data-page="brands/a/index.html"></script></body>' in body
    assert (site.folder / "brands/a/index.html").read_text(encoding="utf-8") == "<body>甲</body>"
    assert site.ask("/laowu/brands/a/", **{"Sec-Fetch-Dest": "empty"})[1] == "<body>甲</body>".encode()
    assert b"<script" in site.ask("/laowu/brands/a/", **{"Sec-Fetch-Dest": "document"})[1]


def test_folders_lead_to_their_page(site: Site) -> None:
    """The root leads to the site's base and a folder without its stroke to the folder; what is asked there stays."""
    for path, to in {"/": "/laowu/", "/laowu/brands/a": "/laowu/brands/a/", "/?q=1": "/laowu/?q=1"}.items():
        answer, _ = site.ask(path)
        assert (answer.status, answer.headers["Location"]) == (302, to)


@pytest.mark.parametrize(
    "path", ["/laowu/brands/b/", "/laowu/brands/", "/elsewhere/", "/laowuu/", "/laowu/%FF%00", "/laowu/" + "a" * 5000]
)
def test_what_is_not_there(site: Site, path: str) -> None:
    """Whatever leads nowhere is answered with the site's own page, which waits for it to be there."""
    answer, body = site.ask(path)
    assert answer.status == 404
    assert body.startswith("<body>没有<script".encode())


@pytest.mark.parametrize(
    "path",
    [
        "/laowu/../secret.txt", "/laowu/%2e%2e/secret.txt", "/laowu/..%2fsecret.txt", "/laowu/brands/../../secret.txt",
        "/laowu/..%5csecret.txt", "/laowu//../secret.txt", "/laowu/way-out/secret.txt", "/../secret.txt",
        "/laowu/%2Fetc/passwd", "/laowu//etc/passwd", "/__preview__/../secret.txt", "/__preview__/%2e%2e/secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_the_site(site: Site, path: str) -> None:
    """No address leads out of the site's folder, however it is written."""
    answer, body = site.ask(path)
    assert answer.status == 404
    assert b"inner matter" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("path", ["/laowu/", "/laowu/nowhere", "/__preview__/status.json", "/__preview__/events"])
def test_heads(site: Site, path: str) -> None:
    """A request for the head alone has an answer without content."""
    answer, body = site.ask(path, "HEAD")
    assert (answer.status, body) == (404 if "nowhere" in path else 200, b"")


@pytest.mark.parametrize(
    ("host", "status"),
    {
        "127.0.0.1": 200, "127.0.0.1:8000": 200, "localhost:9": 200, "LOCALHOST": 200, "[::1]:8000": 200,
        "a.localhost": 200, "evil.example": 403, "evil.example:8000": 403, "127.0.0.1.evil.example": 403,
        "localhost.evil.example": 403, "": 403,
    }.items(),
)  # fmt: skip
@pytest.mark.parametrize("path", ["/laowu/", "/__preview__/status.json", "/__preview__/events"])
def test_foreign_names_are_refused(site: Site, path: str, host: str, status: int) -> None:
    """On this machine's own address only its own names are answered, so that no name elsewhere can be led here."""
    answer, _ = site.ask(path, "HEAD", Host=host)
    assert answer.status == status


def test_for_the_network_every_name_is_answered() -> None:
    """Told to listen for others, the server answers to whatever name they know it by."""
    with open_server("0.0.0.0", 0, is_exact=True) as server:  # noqa: S104 - what is tested
        assert server.answers_to("bureau.example")
        assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_status_tells_how_things_stand(site: Site) -> None:
    """The status names the state, the last build's time and findings with their lines."""

    def status() -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(site.ask("/__preview__/status.json")[1])
        return answer

    assert (status()["state"], status()["build"]) == ("building", 0)
    site.bulletin.publish(Result(built=True, changed=frozenset({"index.html"}), brands=3, pages=9, seconds=0.25))
    assert status() == {"state": "ready", "build": 1, "seconds": 0.25, "brands": 3, "pages": 9, "changed": 1,
                        "findings": [], "trouble": ""}  # fmt: skip
    site.bulletin.begin()
    assert status()["state"] == "building"
    site.bulletin.publish(Result(built=False, findings=(FAULT,), changed=frozenset()))
    [finding] = status()["findings"]
    assert (status()["state"], finding["file"], finding["line"], finding["excerpt"], finding["caret"]) == (
        "refused", "brands/a.yml", 3, "a: [1", 1,
    )  # fmt: skip
    site.bulletin.publish(Result(built=False, trouble="磁盘满了"))
    assert (status()["state"], status()["trouble"]) == ("broken", "磁盘满了")


def _events(site: Site, mark: str) -> Iterator[dict[str, Any]]:
    """What a page that was sent at *mark* hears."""
    connection = HTTPConnection("127.0.0.1", site.server.server_port, timeout=20)
    connection.request("GET", f"/__preview__/events?since={mark}")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    with closing(connection):
        for line in answer:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


def test_events_tell_what_changed_since(site: Site) -> None:
    """A page hears at once of all that changed since it was sent, then of each build as it ends."""
    marks = [site.bulletin.mark]
    for path in ("a", "b"):
        site.bulletin.publish(Result(built=True, changed=frozenset({path})))
        marks.append(site.bulletin.mark)
    assert [next(_events(site, mark))["changed"] for mark in marks] == [["a", "b"], ["b"], []]

    page = _events(site, marks[-1])
    assert next(page)["errors"] == 0
    site.bulletin.publish(Result(built=False, findings=(FAULT,), changed=frozenset()))
    refused = next(page)
    assert (refused["changed"], refused["errors"]) == ([], 1)
    assert refused["findings"][0]["hint"]
    site.bulletin.publish(Result(built=True, changed=frozenset({"c"})))
    assert next(page)["changed"] == ["c"]


@pytest.mark.parametrize("mark", ["", "another.1", "nonsense", "{run}.99", "{run}.-1", "{run}.x"])
def test_a_page_of_another_run_is_told_nothing_is_known(site: Site, mark: str) -> None:
    """A page sent by an earlier preview, or by a mark nobody gave, has to reload."""
    site.bulletin.publish(Result(built=True, changed=frozenset({"a"})))
    run = site.bulletin.mark.partition(".")[0]
    assert next(_events(site, mark.format(run=run)))["changed"] is None


def test_many_changes_are_not_named(site: Site) -> None:
    """After a build of thousands of files, and after one of which nobody knows, every page reloads."""
    mark = site.bulletin.mark
    site.bulletin.publish(Result(built=True, changed=frozenset(map(str, range(5000)))))
    later = site.bulletin.mark
    site.bulletin.publish(Result(built=False, trouble="磁盘满了"))
    assert [next(_events(site, each))["changed"] for each in (mark, later)] == [None, None]


def test_many_findings_are_cut_short(site: Site) -> None:
    """A page is told fifty errors one by one, and how many there are."""
    site.bulletin.publish(Result(built=False, findings=(FAULT,) * 300, changed=frozenset()))
    event = next(_events(site, site.bulletin.mark))
    assert (len(event["findings"]), event["errors"]) == (50, 300)


def test_a_taken_port(site: Site) -> None:
    """A port in use is refused where it was asked for, with the next free one named; else the next one is taken."""
    taken = site.server.server_port
    with pytest.raises(PortTakenError) as refusal:
        open_server("127.0.0.1", taken, is_exact=True)
    assert refusal.value.port == taken
    assert refusal.value.free is not None
    with open_server("127.0.0.1", taken, is_exact=False) as server:
        assert taken < server.server_port <= taken + 20


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_of_another_machine(host: str) -> None:
    """An address that is not this machine's cannot be listened at."""
    with pytest.raises(AddressError):
        open_server(host, 0, is_exact=True)
