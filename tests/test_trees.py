"""Where inputs come from: stamps that are not believed too soon, digests that are git's, git asked instead of reading."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.trees import FolderTree, blob_digest
from generator.trees.folder import ASK_GIT_FROM
from tests.project import RECORD, Project

LONG_AGO = 1_600_000_000


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _write(folder: Path, name: str, content: bytes = b"a: 1\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _age(path: Path, seconds: int = LONG_AGO) -> None:
    os.utime(path, (seconds, seconds))


# --- stamps -----------------------------------------------------------------------------------------------------


def test_a_file_just_written_has_no_stamp(tmp_path: Path) -> None:
    """What was written a moment ago may be written again within the same tick: its stamp says «look into it»."""
    path = _write(tmp_path, "brands/hubei/a.yml")
    assert FolderTree(tmp_path).stamps("brands") == {"brands/hubei/a.yml": ""}
    _age(path)
    assert FolderTree(tmp_path).stamps("brands")["brands/hubei/a.yml"]


def test_a_file_from_the_future_has_no_stamp(tmp_path: Path) -> None:
    """A clock that was set back makes nobody believe a file that may yet be written at the same time."""
    _age(_write(tmp_path, "brands/a.yml"), 4_000_000_000)
    assert FolderTree(tmp_path).stamps("brands") == {"brands/a.yml": ""}


@pytest.mark.parametrize("change", ["time", "size", "another file"])
def test_a_change_changes_the_stamp(tmp_path: Path, change: str) -> None:
    """Another time, another size, or another file of the same time and size: each is another stamp."""
    path, tree = _write(tmp_path, "brands/a.yml"), FolderTree(tmp_path)
    _age(path)
    before = tree.stamps("brands")
    assert tree.stamps("brands") == before
    if change == "size":
        path.write_bytes(b"a: 10\n")
    elif change == "another file":
        _write(tmp_path, "other.yml", b"a: 2\n").replace(path)
    _age(path, LONG_AGO + (change == "time"))
    assert tree.stamps("brands") != before


def test_every_file_is_told(tmp_path: Path) -> None:
    """Files of any kind at any depth, links, links to nothing and folders named like records are told; other folders are not."""
    _write(tmp_path, "brands/a.txt")
    _write(tmp_path, "brands/hubei/deep/b.yml")
    (tmp_path / "brands/c.yml").symlink_to("a.txt")
    (tmp_path / "brands/d.yml").symlink_to("nowhere")
    (tmp_path / "brands/e.yml").mkdir()
    stamps = FolderTree(tmp_path).stamps("brands")
    assert sorted(stamps) == ["brands/a.txt", "brands/c.yml", "brands/d.yml", "brands/e.yml", "brands/hubei/deep/b.yml"]
    assert stamps["brands/d.yml"] == stamps["brands/e.yml"] == ""
    assert FolderTree(tmp_path).stamps("policies") == {}


# --- digests ----------------------------------------------------------------------------------------------------


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary() | st.integers(-2, 2).map(lambda more: bytes(2**20 + more)))
def test_a_digest_is_gits(tmp_path: Path, content: bytes) -> None:
    """The digest of any content, small or large, is what `git hash-object` gives."""
    path = _write(tmp_path, "a.yml", content)
    digest = _git(tmp_path, "hash-object", "--no-filters", str(path)).strip()
    assert FolderTree(tmp_path).digests(["a.yml"]) == {"a.yml": digest} == {"a.yml": blob_digest(content)}


def test_what_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    """A folder, a link to nothing and a file that is gone have an empty digest; the others' are told all the same."""
    (tmp_path / "a.yml").mkdir()
    (tmp_path / "b.yml").symlink_to("nowhere")
    _write(tmp_path, "d.yml")
    digests = FolderTree(tmp_path).digests(["a.yml", "b.yml", "c.yml", "d.yml"])
    assert [bool(digests[f"{each}.yml"]) for each in "abcd"] == [False, False, False, True]


def test_a_part_of_a_file_can_be_read(tmp_path: Path) -> None:
    """Whoever wants to know whether a file is too large reads no more than that."""
    _write(tmp_path, "a.yml", b"abcdef")
    tree = FolderTree(tmp_path)
    assert (tree.read_bytes("a.yml"), tree.read_bytes("a.yml", 3)) == (b"abcdef", b"abc")


# --- git --------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[".", "directory/of/brands"], ids=["repository", "folder of a repository"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project of so many files that git is asked, at the top of a repository or below."""
    root = tmp_path / str(request.param)
    for number in range(ASK_GIT_FROM):
        _write(root, f"brands/湖北 {number % 3}/“{number}”.yml", f"a: {number}\n".encode())
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "all")
    return root


def test_of_many_files_git_is_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 200 files on those git vouches for are not read, and their digests are those reading would give."""
    tree = FolderTree(root)
    files = sorted(tree.stamps("brands"))
    assert len(files) == ASK_GIT_FROM == 200
    wanted = {file: blob_digest((root / file).read_bytes()) for file in files}
    read: list[str] = []

    def note(tree: FolderTree, file: str, most: int = -1) -> bytes:
        read.append(file)
        return (tree.root / file).read_bytes()[: most if most >= 0 else None]

    monkeypatch.setattr(FolderTree, "read_bytes", note)
    for path in root.glob("brands/*/*"):
        _age(path)
    _git(root, "update-index", "-q", "--refresh")
    assert tree.digests(files) == wanted
    assert read == []
    assert tree.digests(files[:-1]) == {file: wanted[file] for file in files[:-1]}
    assert read == files[:-1]


@pytest.mark.parametrize("staged", [True, False], ids=["staged", "not-staged"])
def test_git_is_not_believed_of_what_changed(root: Path, *, staged: bool) -> None:
    """A file changed, added, left out by .gitignore, removed or made a link since has the digest of what lies there."""
    files = sorted(FolderTree(root).stamps("brands"))
    _write(root, files[0], b"a: changed\n")
    (root / files[1]).unlink()
    (root / files[2]).unlink()
    (root / files[2]).symlink_to((root / files[3]).name)
    new, ignored = (_write(root, f"brands/hubei/{name}.yml", b"a: new\n") for name in ("new", "ignored"))
    _write(root, ".gitignore", b"ignored.yml\n")
    if staged:
        _git(root, "add", ".")
    added = [path.relative_to(root).as_posix() for path in (new, ignored)]
    digests = FolderTree(root).digests([*files, *added])
    assert digests.pop(files[1]) == ""
    assert digests == {file: blob_digest((root / file).read_bytes()) for file in digests}
    assert digests[added[0]] == digests[added[1]] == blob_digest(b"a: new\n")


def test_a_conflict_is_read(root: Path) -> None:
    """A file in the middle of a merge has the digest of what lies there, with its marks."""
    file = min(FolderTree(root).stamps("brands"))
    _git(root, "checkout", "-qb", "other")
    _write(root, file, b"a: theirs\n")
    _git(root, "commit", "-qam", "theirs")
    _git(root, "checkout", "-q", "-")
    _write(root, file, b"a: ours\n")
    _git(root, "commit", "-qam", "ours")
    with pytest.raises(subprocess.CalledProcessError):
        _git(root, "merge", "-q", "other")
    digests = FolderTree(root).digests(FolderTree(root).stamps("brands"))
    assert b"<<<<<<<" in (root / file).read_bytes()
    assert digests[file] == blob_digest((root / file).read_bytes())


@pytest.mark.parametrize("path", ["", "/nowhere"], ids=["no-repository", "no-git"])
def test_without_git_all_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Outside a repository, or where there is no git at all, many files are read like few."""
    for number in range(ASK_GIT_FROM):
        _write(tmp_path, f"brands/{number}.yml", str(number).encode())
    if path:
        monkeypatch.setenv("PATH", path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    files = sorted(FolderTree(tmp_path).stamps("brands"))
    assert FolderTree(tmp_path).digests(files) == {each: blob_digest((tmp_path / each).read_bytes()) for each in files}


@pytest.mark.usefixtures("quick")
def test_a_fresh_checkout_changes_nothing(project: Project) -> None:
    """Records that git has written anew, with new times, are no change: the next build writes nothing."""
    for number in range(ASK_GIT_FROM + 5):
        trade = "".join(chr(start + number) for start in (0x4E00, 0x5E00, 0x6E00))
        project.add(f"case-{number}", RECORD.replace("龙虾, worker", f"{trade}, worker"))
    _git(project.root, "init", "-q")
    _git(project.root, "add", "brands")
    _git(project.root, "commit", "-qm", "all")
    assert project.build("--format", "json").data["brands"] == ASK_GIT_FROM + 5
    shutil.rmtree(project.root / "brands")
    _git(project.root, "checkout", "--", "brands")
    again = project.build("--format", "json").data
    assert (again["written"], again["removed"], again["afresh"]) == (0, 0, None)
