"""`brands check --commit`: a commit's records, judged from git's objects by the installed program."""

import shutil
from pathlib import Path

import pytest

from tests.deploy.office import git, record
from tests.project import AS_OF, RECORD, REPOSITORY, YANGZHOU, Answer, Project, run

BRAND = "brands/hubei/qianjiang-longxia-gong.yml"
BROKEN = RECORD.replace("division:", "division：")


@pytest.fixture
def kept(project: Project) -> Project:
    """A project under git with one sound brand."""
    project.add()
    git(project.root, "init", "--quiet", "--initial-branch=main")
    commit(project, "Start")
    return project


def commit(project: Project, message: str = "Change") -> None:
    """Commit all that was changed."""
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "-m", message)


def check(project: Project, *arguments: object) -> Answer:
    """`brands check` of the project's repository on the tests' day."""
    return run("check", "--repository", project.root, "--as-of", AS_OF, *arguments)


def test_a_commit_is_checked_as_its_folder_is(kept: Project) -> None:
    """The findings of a commit are word for word those of the same files in a folder."""
    kept.add(text=BROKEN)
    kept.add("xiantao", record("仙桃", "429004").replace("grade: A", "grade: Q"))
    commit(kept)
    answer = check(kept, "--commit", "HEAD")
    assert answer == kept.check()
    assert (answer.code, f"{BRAND}:2:9: 错误 Y005" in answer.out) == (1, True)


def test_the_folder_does_not_matter(kept: Project) -> None:
    """What is checked is the commit, not what the work tree holds meanwhile."""
    kept.add(text=BROKEN)
    assert check(kept, "--commit", "HEAD").code == 0
    commit(kept)
    kept.add()
    assert check(kept, "--commit", "HEAD").code == 1
    assert check(kept, "--commit", "HEAD~1").code == 0


def test_a_commit_needs_no_project(kept: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare repository will do, from the inside and from elsewhere."""
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "--quiet", "--bare", kept.root, bare)
    monkeypatch.chdir(bare)
    assert run("check", "--commit", "main").out.startswith("检查了 1 份记录")
    monkeypatch.chdir("/")
    assert run("check", "--commit", "main", "--repository", bare).code == 0


def test_nothing_of_the_commit_is_run(kept: Project) -> None:
    """Code, schemas, settings, attributes and hooks in the commit have no say in the check of it."""
    ran = kept.root / "ran"
    spoil = f"open({str(ran)!r}, 'w')"
    for file in ("generator/__init__.py", "sitecustomize.py", "brands/__init__.py", "yaml.py", "click.py"):
        kept.write(file, spoil)
    kept.write("generator/schema/brand.schema.json", "{}")
    kept.write("mkdocs.yml", f"hooks: [hook.py]\nplugins: [{spoil!r}]")
    kept.write(".gitattributes", "*.yml filter=spoil diff=spoil merge=spoil")
    kept.write("brands/.gitattributes", "*.yml eol=crlf ident export-ignore")
    commit(kept)
    assert "检查了 1 份记录" in check(kept, "--commit", "HEAD").out
    assert not ran.exists()


def test_old_findings_are_left_out(kept: Project) -> None:
    """Against a commit that was wrong already, only what the change brought is told and counts."""
    kept.add(text=BROKEN)
    commit(kept)
    kept.add("xiantao", record("仙桃", "429004"))
    commit(kept)
    assert check(kept, "--commit", "HEAD").code == 1
    answer = check(kept, "--commit", "HEAD", "--against", "HEAD~1")
    assert (answer.code, answer.out) == (0, "检查了 2 份记录，没有发现问题。\n")


def test_a_changed_file_is_told_whole(kept: Project) -> None:
    """In a file that was changed all findings are told, whoever brought them."""
    kept.add(text=BROKEN)
    commit(kept)
    kept.add(text=BROKEN.replace("务工人员", "人员"))
    commit(kept)
    assert f"{BRAND}:2:9: 错误 Y005" in check(kept, "--commit", "HEAD", "--against", "HEAD~1").out


def test_errors_a_change_brings_elsewhere_are_told(kept: Project) -> None:
    """A new record may make an old one wrong: that error is told though its file did not change."""
    kept.add("aaa-sorts-before", RECORD)
    commit(kept)
    answer = check(kept, "--commit", "HEAD", "--against", "HEAD~1")
    assert answer.code == 1
    assert f"{BRAND}:" in answer.out


def test_a_removed_record_is_missed_by_those_that_name_it(kept: Project) -> None:
    """Against the commit before, removing the policies tells the record that refers to one."""
    kept.add("yangzhou-xiujiao-shi", YANGZHOU, "jiangsu")
    shutil.copytree(REPOSITORY / "policies", kept.root / "policies")
    commit(kept)
    for path in (kept.root / "policies").iterdir():
        path.unlink()
    commit(kept)
    answer = check(kept, "--commit", "HEAD", "--against", "HEAD~1")
    assert (answer.code, "brands/jiangsu/" in answer.out) == (1, True)


def test_links_in_a_commit_are_errors(kept: Project) -> None:
    """A record that is a link is told as unreadable: it could point anywhere on the server."""
    (kept.root / "brands/hubei/link.yml").symlink_to("/etc/passwd")
    commit(kept)
    answer = check(kept, "--commit", "HEAD")
    assert (answer.code, "brands/hubei/link.yml: 错误 Y026 文件读不了：这是一个链接" in answer.out) == (1, True)


WRONG = {
    "no-such-commit": ("--commit", "nosuch"),
    "an-option-as-commit": ("--commit=--output=x",),
    "no-such-commit-before": ("--commit", "HEAD", "--against", "nosuch"),
    "against-alone": ("--against", "HEAD"),
    "with-paths": ("--commit", "HEAD", "brands"),
    "with-root": ("--commit", "HEAD", "--root", "."),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_calls_are_answered(kept: Project, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    """What cannot be checked is one clear Chinese message and exit code 2."""
    monkeypatch.chdir(kept.root)
    answer = run("check", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert len(answer.err.splitlines()) == 2
