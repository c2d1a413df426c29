"""The files of a commit, read from git's objects as a folder would show them."""

import os
import pickle
import subprocess
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.source import git_tree
from generator.source.git_program import GitError
from generator.source.git_tree import GitTree
from tests.deploy.office import GIT, git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository without a commit."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def store(repository: Path, content: bytes) -> str:
    """Put a blob into *repository*."""
    done = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], input=content, cwd=repository, env=GIT, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def tree_of(repository: Path, *entries: tuple[str, str, bytes]) -> str:
    """A tree of *entries* (mode, object, path), put together by git without a work tree."""
    index = {**GIT, "GIT_INDEX_FILE": str(repository / "test-index")}
    lines = b"".join(f"{mode} {name}\t".encode() + path + b"\0" for mode, name, path in entries)
    subprocess.run(
        ["git", "update-index", "--add", "-z", "--index-info"], input=lines, cwd=repository, env=index, check=True
    )
    done = subprocess.run(["git", "write-tree"], cwd=repository, env=index, capture_output=True, check=True)
    (repository / "test-index").unlink()
    return done.stdout.decode().strip()


def raw_tree(repository: Path, *entries: tuple[bytes, bytes, str]) -> str:
    """A tree of *entries* (mode, name, object) as nobody's git would write it."""
    content = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(blob) for mode, name, blob in entries)
    done = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        input=content, cwd=repository, env=GIT, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().strip()


def reasons(tree: GitTree, folder: str = "brands") -> dict[str, str]:
    """What *tree* tells of files that cannot be taken for plain ones."""
    return {finding.span.file: finding.values["reason_en"] for finding in tree.list_unfit(folder)}


def test_a_commit_shows_its_files(repository: Path) -> None:
    """Names come sorted, contents byte for byte, and folders apart."""
    contents = {"brands/hubei/乙.txt": b"\0\r\n\xff", "brands/hubei/a.yml": b"", "brands/a.yml": b"x" * 100_000}
    for file, content in {**contents, "policies/p.yml": b"p", "readme": b"r"}.items():
        (repository / file).parent.mkdir(parents=True, exist_ok=True)
        (repository / file).write_bytes(content)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "x")
    tree = GitTree(repository, "main")
    assert tree.list_files("brands") == tuple(sorted(contents))
    assert {file: tree.read_bytes(file) for file in reversed(tree.list_files("brands"))} == contents
    assert tree.list_files("policies") == ("policies/p.yml",)
    assert tree.read_bytes("readme") == b"r"
    assert tree.list_files("nowhere") == ()
    assert tree.list_unfit("brands") == ()


def test_equal_contents_have_equal_names(repository: Path) -> None:
    """Blob hashes tell which files hold the same and which do not, without reading them."""
    one, other = store(repository, b"1"), store(repository, b"2")
    entries = [("100644", one, b"brands/a"), ("100755", one, b"brands/b"), ("100644", other, b"brands/c")]
    tree = GitTree(repository, tree_of(repository, *entries))
    assert tree.blob_hashes("brands") == {"brands/a": one, "brands/b": one, "brands/c": other}


def test_the_work_tree_is_not_looked_at(repository: Path) -> None:
    """What lies in the folder, or waits in the index, is not what the commit holds."""
    (repository / "brands").mkdir()
    (repository / "brands/a.yml").write_text("committed")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "x")
    (repository / "brands/a.yml").write_text("changed")
    (repository / "brands/b.yml").write_text("new")
    tree = GitTree(repository, "HEAD")
    assert (tree.list_files("brands"), tree.read_bytes("brands/a.yml")) == (("brands/a.yml",), b"committed")


def test_a_missing_file_is_missing_as_in_a_folder(repository: Path) -> None:
    """Reading a file that the commit has not raises what reading it from a folder raises."""
    tree = GitTree(repository, tree_of(repository, ("100644", store(repository, b""), b"brands/a")))
    for file in ("brands/b", "brands", "a", "brands/../brands/a", ""):
        with pytest.raises(FileNotFoundError):
            tree.read_bytes(file)


HOSTILE = {
    b"brands/\xff.yml": "its name is not UTF-8",
    b"brands/a\nb.yml": "its name has characters that may not be used",
    b"brands/a\\b.yml": "its name has characters that may not be used",
    "brands/\u202egnp.yml".encode(): "its name has characters that may not be used",
    b"brands/" + b"x" * 201: "its name is too long",
}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_told(repository: Path, name: bytes) -> None:
    """A name that no folder should hold is a finding; the files beside it are read all the same."""
    blob = store(repository, b"x")
    tree = GitTree(repository, tree_of(repository, ("100644", blob, name), ("100644", blob, b"brands/ok.yml")))
    assert tree.list_files("brands") == ("brands/ok.yml",)
    assert reasons(tree) == {name.decode(errors="backslashreplace"): HOSTILE[name]}


def test_names_are_never_patterns(repository: Path) -> None:
    """Stars, brackets, colons and spaces in names are letters like others."""
    names = [b"brands/*", b"brands/[a].yml", b"brands/:(top)x", b"brands/a b", b'brands/"q"']
    entries = [("100644", store(repository, name), name) for name in names]
    tree = GitTree(repository, tree_of(repository, *entries))
    assert {file: tree.read_bytes(file) for file in tree.list_files("brands")} == {n.decode(): n for n in names}


def test_links_and_submodules_are_told(repository: Path) -> None:
    """A link could point anywhere and a submodule comes from elsewhere: neither is a file."""
    target, some_commit = store(repository, b"/etc/passwd"), "1" * 40
    tree = GitTree(
        repository, tree_of(repository, ("120000", target, b"brands/link"), ("160000", some_commit, b"brands/module"))
    )
    assert tree.list_files("brands") == ()
    assert reasons(tree) == {"brands/link": "it is a link", "brands/module": "it is a submodule"}


@pytest.mark.parametrize("name", [b"..", b".", b".git", b"a/../../x"])
def test_names_that_lead_out_are_told(repository: Path, name: bytes) -> None:
    """A tree that no git would write may name the folder above; such an entry is a finding, not a file."""
    inner = raw_tree(repository, (b"100644", name, store(repository, b"x")))
    tree = GitTree(repository, raw_tree(repository, (b"40000", b"brands", inner)))
    assert tree.list_files("brands") == ()
    assert len(tree.list_unfit("brands")) == 1


def test_huge_files_are_told_unread(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is a finding."""
    monkeypatch.setattr(git_tree, "MAX_BLOB", 1 << 20)
    tree = GitTree(
        repository, tree_of(repository, ("100644", store(repository, b"\0" * (1 << 20) + b"\0"), b"brands/z"))
    )
    assert tree.list_files("brands") == ()
    assert reasons(tree) == {"brands/z": "it is larger than 1 MB"}


def test_an_endless_tree_ends(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty objects that name each other ten times over are 10³⁰ files: reading stops at the limit."""
    monkeypatch.setattr(git_tree, "MAX_ENTRIES", 1000)
    kind, inner = b"100644", store(repository, b"x")
    for _ in range(30):
        inner = raw_tree(repository, *((kind, f"{number}".encode(), inner) for number in range(10)))
        kind = b"40000"
    tree = GitTree(repository, raw_tree(repository, (b"40000", b"brands", inner)))
    assert len(tree.list_files("brands")) == 1000
    assert reasons(tree) == {"brands": "more than 1000 files"}


@pytest.mark.parametrize("revision", ["nosuch", "-x", "--help", "^main", "main:brands/a", "", "main..main", "0" * 40])
def test_what_is_no_commit_is_said(repository: Path, revision: str) -> None:
    """A revision that leads to no commit is one clear message, whatever it looks like."""
    (repository / "brands").mkdir()
    (repository / "brands/a").write_text("x")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "x")
    with pytest.raises(GitError, match="这个提交"):
        GitTree(repository, revision)


def test_what_is_no_repository_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a repository is one clear message."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError, match="不是能读的 git 仓库"):
        GitTree(tmp_path, "main")


def test_git_itself_may_be_missing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git on the machine the message says so."""
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(GitError, match="请先安装"):
        GitTree(repository, "main")


def test_replaced_objects_are_not_followed(repository: Path) -> None:
    """What is checked is what will be merged, whatever a replacement ref would show instead."""
    real, other = store(repository, b"real"), store(repository, b"other")
    tree = tree_of(repository, ("100644", real, b"brands/a"))
    git(repository, "replace", real, other)
    assert GitTree(repository, tree).read_bytes("brands/a") == b"real"


def _read_all(tree: GitTree, files: list[str]) -> list[bytes]:
    return [tree.read_bytes(file) for file in files]


def test_processes_read_side_by_side(repository: Path) -> None:
    """A tree that was read from is read by forked workers too, each by a git of its own."""
    names = [f"brands/{number:03}" for number in range(200)]
    tree = GitTree(
        repository, tree_of(repository, *(("100644", store(repository, n.encode() * 50), n.encode()) for n in names))
    )
    assert tree.read_bytes(names[0]) == names[0].encode() * 50
    with get_context("fork").Pool(4) as pool:
        answers = pool.starmap(_read_all, [(tree, names[start::4]) for start in range(4)])
    for start, answer in enumerate(answers):
        assert answer == [name.encode() * 50 for name in names[start::4]]
    assert tree.read_bytes(names[-1]) == names[-1].encode() * 50


def test_a_fork_that_inherits_the_tree_reads_by_itself(repository: Path) -> None:
    """Without pickling, too, a child does not talk into its parent's pipe."""
    tree = GitTree(repository, tree_of(repository, ("100644", store(repository, b"x" * 9999), b"brands/a")))
    assert tree.read_bytes("brands/a") == b"x" * 9999
    child = os.fork()
    if child == 0:
        os._exit(0 if all(tree.read_bytes("brands/a") == b"x" * 9999 for _ in range(50)) else 1)
    for _ in range(50):
        assert tree.read_bytes("brands/a") == b"x" * 9999
    assert os.waitpid(child, 0)[1] == 0


def test_a_tree_travels(repository: Path) -> None:
    """Pickled and back it reads the same."""
    tree = GitTree(repository, tree_of(repository, ("100644", store(repository, b"x"), b"brands/a")))
    assert tree.read_bytes("brands/a") == pickle.loads(pickle.dumps(tree)).read_bytes("brands/a")  # noqa: S301 - our own
