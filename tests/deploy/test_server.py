"""A whole server on loopback, set up by the shipped script: from a clerk's push to what a reader sees."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.deploy.office import git, record
from tests.deploy.server import PACKAGES, Reader, Server, missing, running_server
from tests.project import run_program

LACKS = missing()
pytestmark = pytest.mark.skipif(
    bool(LACKS) and os.environ.get("CI") != "true",
    reason=f"needs {', '.join(LACKS)}: apt-get install {PACKAGES}",
)

BRAND = "brands/hubei/qianjiang-longxia-gong.yml"
NEW = "brands/hubei/xiantao-caifeng.yml"
SOUND = record("仙桃", "429004")
PLACES = {
    "襄阳": "420600", "黄石": "420200", "宜昌": "420500", "荆州": "421000", "鄂州": "420700", "孝感": "420900",
    "十堰": "420300", "荆门": "420800", "黄冈": "421100", "咸宁": "421200", "随州": "421300", "恩施": "422800",
}  # fmt: skip


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server that merges sound submissions by itself."""
    with running_server(tmp_path, "--auto-merge") as running:
        yield running


def status(server: Server) -> dict[str, object]:
    """What the site says of itself."""
    said: dict[str, object] = json.loads(server.get("/status.json").body)
    return said


def test_from_a_push_to_the_site_and_back(server: Server) -> None:
    """A bad record is refused with its line; put right it is checked, merged and live; a rollback takes it back."""
    clerk = server.clerk("zhang")
    before = status(server)

    clerk.write(NEW, SOUND.replace("division:", "division："))
    refused = clerk.push()
    assert refused.code == 1
    assert f"{NEW}:2:9: 错误 Y005 这一行用了全角冒号“：”" in refused.err
    assert "改法：换成半角冒号加一个空格" in refused.err
    assert status(server) == before

    clerk.write(NEW, SOUND)
    taken = clerk.push()
    assert taken.code == 0, taken.err
    assert "已合并到主线 main" in taken.err
    assert "已上线：2 个品牌" in taken.err
    # The push is over, so the site has it: page, list, data and count.
    assert "仙桃" in server.get("/brands/xiantao-caifeng/").text
    assert "仙桃" in server.get("/catalog/").text
    assert json.loads(server.get("/api/v1/brands.json").body)["count"] == 2
    assert status(server)["commit"] == git(server.repository, "rev-parse", "main").out.strip()

    back = run_program("generator", "rollback", "--to", server.site, cwd=server.folder)
    assert back.code == 0, back.err
    assert server.get("/brands/xiantao-caifeng/").status == 404
    assert status(server) == before
    # The timer leaves it so; the next commit on main goes on from there.
    assert "网站退回到了以前的一版" in server.refresh().stdout
    assert status(server) == before
    clerk.write(NEW, SOUND.replace("务工人员", "裁缝"))
    assert clerk.push().code == 0
    assert "裁缝" in server.get("/brands/xiantao-caifeng/").text


def test_twelve_writers_at_once(server: Server) -> None:
    """Twelve clerks push at the same time: nothing is lost, builds are few, and a steady reader notices nothing."""
    clerks = [server.clerk(f"clerk{number}") for number in range(len(PLACES))]
    for clerk, (place, code) in zip(clerks, PLACES.items(), strict=True):
        clerk.write(f"brands/hubei/{clerk.name}.yml", record(place, code))
    paths = ("/", "/catalog/", "/brands/qianjiang-longxia-gong/", "/statistics/", "/nothing-is-here/..")
    with Reader(server, paths) as reader, ThreadPoolExecutor(len(clerks)) as pool:
        answers = list(pool.map(lambda clerk: clerk.push(), clerks))
    assert [answer.code for answer in answers] == [0] * len(clerks), [answer.err for answer in answers]
    # A push that was folded into another's build ends before that build does; the timer's run comes after it.
    assert server.refresh().returncode == 0

    data = json.loads(server.get("/api/v1/brands.json").body)
    assert {f"clerk{number}" for number in range(len(PLACES))} < {brand["id"] for brand in data["brands"]}
    for clerk in clerks:
        assert server.get(f"/brands/{clerk.name}/").status == 200
    assert git(server.repository, "for-each-ref", "--format=%(refname)", "refs/heads").out.split() == [
        "refs/heads/main"
    ]
    releases = run_program("generator", "status", "--to", server.site, "--format", "json", cwd=server.folder).data
    assert releases["live"]["number"] <= 1 + len(clerks) // 2 + 2
    assert reader.failures == []
    assert reader.reads > 100


def test_only_users_reach_the_repository(server: Server) -> None:
    """Without a password nobody reads or writes, with a wrong one neither, and no file of the repository is served."""
    for service in ("git-upload-pack", "git-receive-pack"):
        assert server.get(f"/git/brands.git/info/refs?service={service}").status == 401
    wrong = {"Authorization": "Basic emhhbmc6d3Jvbmc="}
    assert server.add_user("zhang").returncode == 0
    assert server.get("/git/brands.git/info/refs?service=git-upload-pack", **wrong).status == 401
    for path in ("/git/", "/git/brands.git/", "/git/brands.git/HEAD", "/git/brands.git/config", "/brands.git/config",
                 "/git/other.git/info/refs", "/git/brands.git/objects/info/packs"):  # fmt: skip
        assert server.get(path).status == 404, path


def test_a_maintainer_pushes_main_over_http(server: Server) -> None:
    """Main is for maintainers: the same push is refused to a clerk and taken from `wang`, page and all."""
    clerk, maintainer = server.clerk("zhang"), server.clerk("wang")
    about = (clerk.clone / "docs/about.md").read_text()
    for each in (clerk, maintainer):
        each.write("docs/about.md", f"{about}\n改过了。\n")
    assert "zhang 不能推送 main" in clerk.push("HEAD:main").err
    pushed = maintainer.push("HEAD:main")
    assert pushed.code == 0, pushed.err
    assert "已上线" in pushed.err
    assert "改过了" in server.get("/about/").text


def test_a_broken_page_keeps_the_old_site(server: Server) -> None:
    """A main that cannot be built is told to the maintainer, and readers go on reading the old site."""
    maintainer = server.clerk("wang")
    before = server.get("/").body
    config = (maintainer.clone / "mkdocs.yml").read_text()
    maintainer.write("mkdocs.yml", "plugins: [nowhere]\n")
    broken = maintainer.push("HEAD:main")
    assert (broken.code, "没有发布，原来的网站保持不变" in broken.err) == (0, True)
    assert server.get("/").body == before
    maintainer.write("mkdocs.yml", config)
    assert "没有发布，" not in maintainer.push("HEAD:main").err


# --- what nginx says --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server that nobody pushes to."""
    with running_server(tmp_path_factory.mktemp("quiet")) as running:
        # A page as the embeds have them: this site's own may not be built yet.
        embed = running.site / "current/embed/v1"
        embed.mkdir(parents=True)
        (embed / "x.html").write_text("<!doctype html>")
        (running.site / "current/.hidden").write_text("hidden")
        yield running


KINDS = {
    "/": ("text/html; charset=utf-8", "no-cache"),
    "/brands/qianjiang-longxia-gong/": ("text/html; charset=utf-8", "no-cache"),
    "/api/v1/brands.json": ("application/json; charset=utf-8", "no-cache"),
    "/api/v1/brands.csv": ("text/csv; charset=utf-8", "no-cache"),
    "/feed.xml": ("application/atom+xml; charset=utf-8", "no-cache"),
    "/notices/calendar.ics": ("text/calendar; charset=utf-8", "no-cache"),
    "/sitemap.xml": ("text/xml; charset=utf-8", "no-cache"),
    "/status.json": ("application/json; charset=utf-8", "no-store"),
    "/assets/js/search.js": ("application/javascript; charset=utf-8", "public, max-age=3600"),
    "/assets/icon.svg": ("image/svg+xml", "public, max-age=3600"),
}


@pytest.mark.parametrize("path", KINDS)
def test_each_kind_is_served_as_what_it_is(quiet: Server, path: str) -> None:
    """Type, character set and the time it may be kept fit the kind of file; a validator lets it be asked for again."""
    reply = quiet.get(path)
    assert (reply.status, reply.headers["content-type"], reply.headers["cache-control"]) == (200, *KINDS[path])
    assert quiet.get(path, If_None_Match=reply.headers["etag"]).status == 304
    assert quiet.get(path, If_Modified_Since=reply.headers["last-modified"]).status == 304


def test_names_with_a_digest_are_kept_for_good(quiet: Server) -> None:
    """A style sheet whose name tells its content need never be asked for again."""
    [sheet] = (quiet.site / "current/assets/stylesheets").glob("main.*.min.css")
    assert (
        quiet.get(f"/assets/stylesheets/{sheet.name}").headers["cache-control"] == "public, max-age=31536000, immutable"
    )


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/api/v1/brands.json", "/git/brands.git/info/refs", "/embed/v1/x.html"]
)
def test_every_answer_is_guarded(quiet: Server, path: str) -> None:
    """Pages, data, errors and refusals alike: no guessing of types, no other host, no version of the server."""
    headers = quiet.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["server"] == "nginx"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; script-src 'self';")
    assert "object-src 'none'" in policy
    assert "http" not in policy
    assert "strict-transport-security" not in headers  # only over HTTPS


def test_only_embeds_may_be_framed(quiet: Server) -> None:
    """Pages below /embed/ may stand in other sites' frames, all others in this site's own."""
    page, embed = quiet.get("/").headers, quiet.get("/embed/v1/x.html").headers
    assert page["content-security-policy"].endswith("frame-ancestors 'self'")
    assert page["x-frame-options"] == "SAMEORIGIN"
    assert embed["content-security-policy"].endswith("frame-ancestors *")
    assert "x-frame-options" not in embed


def test_open_data_may_be_read_from_anywhere(quiet: Server) -> None:
    """Other sites' scripts may read the data, and nothing else."""
    assert quiet.get("/api/v1/brands.json").headers["access-control-allow-origin"] == "*"
    assert quiet.get("/feed.xml").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in quiet.get("/").headers


def test_what_is_not_there_is_our_page(quiet: Server) -> None:
    """A missing page answers 404 with the site's own page, which is not kept; hidden files are missing too."""
    for path in ("/nothing", "/brands/nobody/", "/.hidden", "/.git/config", "/404.html"):
        reply = quiet.get(path)
        assert (reply.status, reply.headers["cache-control"]) == (404, "no-cache")
        assert "劳务品牌目录" in reply.text


def test_folders_end_in_a_stroke(quiet: Server) -> None:
    """An address without its last stroke leads to the one with it, relative to the host it was asked for."""
    reply = quiet.get("/catalog")
    assert (reply.status, reply.headers["location"]) == (301, "/catalog/")


def test_pages_travel_compressed(quiet: Server) -> None:
    """A browser that takes gzip gets it, and caches are told that there are both."""
    reply = quiet.get("/", Accept_Encoding="gzip")
    assert (reply.headers["content-encoding"], reply.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert len(reply.body) < len(quiet.get("/").body) / 2


def test_the_site_loads_under_its_own_policy(quiet: Server) -> None:
    """No page has a script or handler of its own text, which the policy would refuse."""
    for page in (quiet.site / "current").rglob("*.html"):
        text = page.read_text()
        assert "<script>" not in text, page
        assert " onclick=" not in text, page
