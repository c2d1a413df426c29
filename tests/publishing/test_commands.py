"""`brands publish`, `rollback`, `status`: what they print, in words and as JSON, and how they end."""

import gzip
import json
import os
import subprocess
from typing import Any

import pytest

from generator.publishing.compression import compressors
from tests.project import AS_OF, RECORD, Answer, Project, files_below, run


@pytest.fixture
def filled(project: Project) -> Project:
    """A project with three brands."""
    project.add_real("qianjiang-longxia-gong", "tianzhen-baomu", "santai-xiejiang")
    return project


def _publish(project: Project, *arguments: object) -> Answer:
    return run("publish", "--root", project.root, "--as-of", AS_OF, "--to", project.root / "www", *arguments)


def _state(project: Project) -> Any:
    return json.loads((project.root / "www/current/status.json").read_text(encoding="utf-8"))


def test_publish_change_go_back(filled: Project) -> None:
    """The whole way: publish, change, publish, go back, look how it stands; each told in a sentence."""
    www = filled.root / "www"
    answer = _publish(filled)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("第 1 版已上线：3 个品牌，")
    filled.build()
    built = files_below(filled.site)
    published = files_below(www / "current")
    assert {path for path in built if built[path] != published.get(path)} == {"status.json"}
    assert built.keys() == published.keys()

    assert _publish(filled).out == "没有变化，网站仍是第 1 版。\n"

    filled.add("xiantao-caifeng", RECORD.replace("潜江", "仙桃").replace("429005", "429004").replace("龙虾", "裁缝"))
    assert _publish(filled).out.startswith("第 2 版已上线：4 个品牌，")
    assert (www / "current/brands/xiantao-caifeng/index.html").is_file()

    answer = run("rollback", "--to", www)
    assert (answer.code, answer.out) == (
        0, "已从第 2 版换到第 1 版。下一次发布会再用最新的记录，先把有问题的改动撤销。\n",
    )  # fmt: skip
    assert not (www / "current/brands/xiantao-caifeng").exists()

    answer = run("status", "--to", www)
    assert answer.code == 0
    assert answer.out.startswith("现在：第 1 版，")
    assert "数据截至 2026-11-22" in answer.out
    assert "可以退回：第 2 版\n" in answer.out
    assert "退回到第 1 版。原来是第 2 版" in answer.out

    known = run("status", "--to", www, "--format", "json").data
    assert (known["live"]["number"], known["rollback"], known["building"], known["failed"]) == (1, [2], False, None)
    assert [each["result"] for each in known["builds"]] == ["rolled-back", "published", "unchanged", "published"]


def test_the_site_tells_its_state(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """status.json tells release, day and counts, and the commit where the project is a git work tree; nothing else."""
    _publish(filled)
    pages = len([path for path in files_below(filled.root / "www/current") if path.endswith(".html")]) - 1
    counts = {"brands": 3, "pages": pages, "figures": 3, "policies": 6}
    told = _state(filled)
    counts["figures"] = told["counts"]["figures"]
    assert told == {"release": 1, "as_of": AS_OF, "counts": counts}

    for command in (
        ["init", "-q"],
        ["add", "brands"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *command], cwd=filled.root, check=True)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=filled.root, check=True, capture_output=True, text=True)
    monkeypatch.setenv("GIT_DIR", ".")  # as git does in a hook
    assert _publish(filled, "--format", "json").data["changed"] == 1
    assert _state(filled) == {"release": 2, "as_of": AS_OF, "commit": commit.stdout.strip(), "counts": counts}


def test_a_fault_is_told_and_nothing_published(filled: Project) -> None:
    """A broken record is told with its line, the exit code is 1, the site stays, and `status` tells it until mended."""
    _publish(filled)
    file = filled.add("xiantao-caifeng", RECORD.replace("summary:", "summary："))
    answer = _publish(filled)
    assert answer.code == 1
    assert "brands/hubei/xiantao-caifeng.yml:3:8: 错误 Y005" in answer.err
    assert answer.err.endswith("没有发布，网站仍是第 1 版。\n")
    answer = run("status", "--to", filled.root / "www")
    assert answer.code == 1
    assert "注意：最近一次没有通过检查，网站保持原样。Y005" in answer.out
    file.unlink()
    _publish(filled)
    assert run("status", "--to", filled.root / "www").code == 0


def test_a_mass_deletion_is_refused_with_what_to_do(filled: Project) -> None:
    """Most records gone is an error that tells how to confirm it."""
    _publish(filled)
    for file in sorted((filled.root / "brands").glob("*/*.yml"))[1:]:
        file.unlink()
    answer = _publish(filled, "--format", "json")
    assert answer.code == 1
    assert answer.data["result"] == "refused"
    [finding] = answer.data["findings"]
    assert (finding["code"], "--confirm-loss 1" in finding["hint"]) == ("T405", True)
    assert _publish(filled, "--confirm-loss", 1).code == 0


def test_wrong_calls(filled: Project) -> None:
    """Calls that cannot be meant end with 2 and say what to write instead."""
    filled.write("photos/holiday.txt", "虾")
    for arguments, said in (
        (("publish",), "缺少 --to"),
        (("publish", "--to", filled.root / "photos", "--root", filled.root), "里有别的文件"),
        (("publish", "--to", "ftp://host/path", "--root", filled.root), "ssh://用户@主机/文件夹"),
        (("publish", "--to", "ssh://host", "--root", filled.root), "ssh://用户@主机/文件夹"),
        (("publish", "--to", "ssh://-oProxyCommand=x/path", "--root", filled.root), "ssh://用户@主机/文件夹"),
        (("publish", "--to", filled.root / "www", "--root", filled.root, "--keep", "0"), "--keep 应当是 1 到"),
        (("rollback", "--to", filled.root / "nothing"), "没有发布过网站"),
        (("status", "--to", filled.root / "photos"), "没有发布过网站"),
    ):
        answer = run(*arguments)
        assert (answer.code, said in answer.err) == (2, True), (arguments, answer.err)
    assert files_below(filled.root / "photos") == {"holiday.txt": "虾".encode()}


def test_a_web_server_may_read_it(filled: Project) -> None:
    """Whatever the publishing user hides by habit, what is published can be read by others, up to the link."""
    before = os.umask(0o077)
    try:
        _publish(filled)
    finally:
        os.umask(before)
    www = filled.root / "www"
    for path in (www, www / "releases", *(www / "releases").rglob("*")):
        assert path.stat().st_mode & (0o005 if path.is_dir() else 0o004), path


def test_nothing_to_go_back_to_is_told(filled: Project) -> None:
    """Going back further than there are releases ends with 1 and names those there are."""
    _publish(filled)
    answer = run("rollback", "--to", filled.root / "www")
    assert (answer.code, answer.err) == (1, "没有更早的版可退；可以退回的有：没有。网站仍是第 1 版。\n")
    answer = run("rollback", "--to", filled.root / "www", "--release", "7")
    assert answer.err == "没有第 7 版；可以退回的有：没有。网站仍是第 1 版。\n"
    assert run("rollback", "--to", filled.root / "www", "--release", "1").out == "现在就是第 1 版，没有变化。\n"


def test_a_place_that_cannot_be_written_is_told(filled: Project) -> None:
    """Where no folder can be made one line says why, without a traceback."""
    filled.write("note.txt", "虾")
    answer = run("publish", "--root", filled.root, "--to", filled.root / "note.txt/www")
    assert answer.code == 1
    assert "不能当文件夹用。没有发布，网站保持原样" in answer.err
    assert "Traceback" not in answer.err


def test_a_released_site_is_compressed(filled: Project) -> None:
    """With --precompress every text file above a kilobyte has copies that unpack to it, in every release since."""
    _publish(filled, "--precompress")
    filled.add("xiantao-caifeng", RECORD.replace("潜江", "仙桃").replace("429005", "429004").replace("龙虾", "裁缝"))
    _publish(filled, "--precompress")
    current = filled.root / "www/current"
    files = files_below(current)
    large = {
        path for path in files if path.endswith((".html", ".css", ".js", ".json", ".xml")) and len(files[path]) >= 1024
    }
    assert len(large) > 50
    assert {path for path in large if f"{path}.gz" not in files} == set()
    assert all(gzip.decompress(files[f"{path}.gz"]) == files[path] for path in large)
    assert (".br" in compressors()) is any(path.endswith(".br") for path in files)
