"""What the shipped hooks take and refuse, by pushes of real clones into a bare repository."""

import os
import pwd
import re
import subprocess
from collections.abc import Iterator

import pytest

from generator.receiving.changes import Change
from generator.receiving.pushes import MAX_CHANGES, refuse_changes
from tests.deploy.office import Clerk, Office, git, record
from tests.project import RECORD, REPOSITORY, Answer

BRAND = "brands/hubei/qianjiang-longxia-gong.yml"
NEW = "brands/hubei/xiantao-caifeng.yml"
SOUND = record("仙桃", "429004")


def said(answer: Answer) -> str:
    """What the server said to a push."""
    return "\n".join(line.removeprefix("remote:").strip() for line in answer.err.splitlines() if "remote:" in line)


def refused(answer: Answer) -> str:
    """What the server said to a push it did not take, in Chinese and with advice."""
    assert answer.code == 1, answer.err
    told = said(answer)
    assert re.search("没有收下 .*\n", told), answer.err
    assert "改法：" in told
    assert "Traceback" not in told
    return told


def taken(answer: Answer) -> str:
    """What the server said to a push it took."""
    assert answer.code == 0, answer.err
    return said(answer)


# --- records ----------------------------------------------------------------------------------------------------


def test_a_bad_record_is_refused_with_its_line(office: Office) -> None:
    """The refusal names file, line, column and what to write instead, and nothing of the push is taken."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND.replace("division:", "division："))
    told = refused(clerk.push())
    assert f"{NEW}:2:9: 错误 Y005 这一行用了全角冒号“：”" in told
    assert '2 | division： "429004"' in told
    assert "改法：换成半角冒号加一个空格" in told
    assert office.branches() == ["main"]


def test_put_right_it_is_taken(office: Office) -> None:
    """The same clerk puts it right in one more commit and pushes again."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND.replace("division:", "division："))
    refused(clerk.push())
    clerk.write(NEW, SOUND)
    assert "submit/zhang/work 收下了，检查通过，等维护者合并。" in taken(clerk.push())
    assert office.branches() == ["main", "submit/zhang/work"]
    assert office.main_files() == [BRAND]


def test_warnings_are_told_and_taken(office: Office) -> None:
    """What is only a warning is told to who pushes, with its line."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND.replace("published", "category_basis: stated\npublished"))
    assert f"{NEW}:6:1: 警告 X216" in taken(clerk.push())


def test_faults_of_others_do_not_hold_up(office: Office) -> None:
    """Where main is wrong already, a sound submission that does not touch the fault is taken."""
    office.configure("brands.program", "/bin/true")
    maintainer = office.clerk("wang")
    maintainer.write(BRAND, RECORD.replace("grade: A", "grade: Q"))
    assert maintainer.push("HEAD:main").code == 0
    office.configure("brands.program", str(office.program))
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND)
    taken(clerk.push())


def test_two_sound_halves_that_do_not_fit_are_refused(office: Office) -> None:
    """Two clerks add the same brand: each is sound alone, and the second is told of the first."""
    office.configure("brands.autoMerge", "true")
    first, second = office.clerk("zhang"), office.clerk("li")
    first.write(NEW, SOUND)
    second.write("brands/hubei/xiantao-caifeng-2.yml", SOUND)
    taken(first.push())
    assert NEW in refused(second.push())


def test_personal_data_of_an_earlier_commit_is_refused(office: Office) -> None:
    """A telephone number put right in a second commit would stay in the history: one commit is asked for."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND.replace("务工人员", "务工人员，电话 13812345678"))
    assert "138****5678" in refused(clerk.push())
    clerk.write(NEW, SOUND)
    told = refused(clerk.push())
    assert f"{NEW}:3:" in told
    assert "git reset --soft origin/main" in told
    assert "13812345678" not in told
    git(clerk.clone, "reset", "--quiet", "--soft", "origin/main")
    clerk.commit("Add a brand")
    taken(clerk.push())


# --- who may push what ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ref", ["main", "other", "refs/tags/v1", "refs/notes/x", "refs/replace/" + "1" * 40, "submit"])
def test_staff_push_to_submit_alone(office: Office, ref: str) -> None:
    """Whatever else a clerk pushes to is refused, with the branch to push to instead."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND)
    ref = ref if ref.startswith("refs/") else f"refs/heads/{ref}"
    told = refused(clerk.push(f"HEAD:{ref}"))
    assert "git push origin HEAD:submit/zhang/" in told
    assert office.branches() == ["main"]


def test_who_is_not_known_pushes_nothing(office: Office) -> None:
    """Let in by the web server without a name is nobody."""
    clerk = Clerk("", office.clerk("zhang").clone)
    clerk.write(NEW, SOUND)
    assert "没有登录" in refused(clerk.push("HEAD:submit/x"))


def test_without_a_web_server_the_system_says_who_pushes(office: Office) -> None:
    """Over ssh there is no REMOTE_USER: the system's user counts, who is a maintainer only if listed."""
    clerk = office.clerk("wang")
    clerk.write(NEW, SOUND)
    me = pwd.getpwuid(os.getuid()).pw_name
    assert f"{me} 不能推送 main" in refused(git(clerk.clone, "push", "origin", "HEAD:main", code=None))
    office.configure("brands.maintainer", me)
    taken(git(clerk.clone, "push", "origin", "HEAD:main", code=None))


def test_over_ssh_the_key_says_who_pushes(office: Office) -> None:
    """The line of authorized_keys that the guide gives runs git and nothing else, in the name it gives."""
    guide = (REPOSITORY / "docs/contribute/deploy.md").read_text(encoding="utf-8")
    [forced] = re.findall(r'^restrict,command="(.*)" ssh-ed25519', guide, re.MULTILINE)
    forced = forced.replace('\\"', '"')
    # Stands for sshd: runs what the key says, with what the client asked for in the environment.
    server = office.folder / "ssh"
    server.write_text(
        f"#!/bin/sh\nfor asked; do :; done\nSSH_ORIGINAL_COMMAND=$asked\nexport SSH_ORIGINAL_COMMAND\n{forced}\n"
    )
    server.chmod(0o755)
    clerk = office.clerk("zhang")
    git(clerk.clone, "config", "core.sshCommand", server)
    git(clerk.clone, "config", "ssh.variant", "simple")
    git(clerk.clone, "remote", "set-url", "origin", f"brands@server:{office.repository}")
    clerk.write(NEW, SOUND)
    assert "zhang 不能推送 main" in refused(git(clerk.clone, "push", "origin", "HEAD:main", code=None))
    assert "收下了" in taken(git(clerk.clone, "push", "origin", "HEAD:submit/zhang/work", code=None))
    shell = subprocess.run([server, "server", "cat /etc/passwd"], capture_output=True, text=True, check=False)
    assert (shell.returncode != 0, shell.stdout) == (True, "")


def test_maintainers_push_main(office: Office) -> None:
    """A maintainer's main is taken, code and all."""
    clerk = office.clerk("wang")
    clerk.write(NEW, SOUND)
    clerk.write("docs/about.md", "# 关于\n")
    taken(clerk.push("HEAD:main"))
    assert office.main_files() == [BRAND, NEW]


def test_maintainers_records_are_checked_too(office: Office) -> None:
    """A wrong record is refused on main as well."""
    clerk = office.clerk("wang")
    clerk.write(NEW, SOUND.replace("grade: A", "grade: Q"))
    assert f"{NEW}:5:" in refused(clerk.push("HEAD:main"))


def test_main_only_moves_on(office: Office) -> None:
    """Not even a maintainer removes main or takes commits out of it."""
    clerk = office.clerk("wang")
    clerk.write(NEW, SOUND)
    taken(clerk.push("HEAD:main"))
    git(clerk.clone, "reset", "--quiet", "--hard", "HEAD~1")
    clerk.commit("Another way")
    assert "不能改写" in refused(clerk.push("+HEAD:main"))
    git(office.repository, "config", "receive.denyDeleteCurrent", "ignore")
    assert "不能删除" in refused(clerk.push(":main"))
    assert office.main_files() == [BRAND, NEW]


def test_one_bad_branch_refuses_the_whole_push(office: Office) -> None:
    """A push is taken whole or not at all."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND)
    refused(clerk.push("HEAD:submit/zhang/a", "HEAD:main"))
    assert office.branches() == ["main"]


def test_ones_own_submission_may_be_rewritten(office: Office) -> None:
    """Under their own name clerks amend and take back what they pushed."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND)
    taken(clerk.push())
    git(clerk.clone, "commit", "--quiet", "--amend", "-m", "Better said")
    taken(clerk.push("+HEAD:submit/zhang/work"))
    taken(clerk.push(":submit/zhang/work"))
    assert office.branches() == ["main"]


def test_others_submissions_may_be_added_to_only(office: Office) -> None:
    """A clerk adds commits to another's submission, but neither rewrites nor removes it; a maintainer may."""
    first = office.clerk("zhang")
    first.write(NEW, SOUND)
    taken(first.push())
    second = office.clerk("li")
    git(second.clone, "reset", "--quiet", "--hard", "origin/submit/zhang/work")
    second.write(NEW, SOUND.replace("务工人员", "务工人员和手艺人"))
    taken(second.push("HEAD:submit/zhang/work"))
    git(second.clone, "commit", "--quiet", "--amend", "-m", "Mine")
    assert "不能删除或改写" in refused(second.push("+HEAD:submit/zhang/work"))
    assert "不能删除或改写" in refused(second.push(":submit/zhang/work"))
    taken(Clerk("wang", second.clone).push(":submit/zhang/work"))


# --- what a submission may touch --------------------------------------------------------------------------------

ELSEWHERE = (
    "mkdocs.yml", "generator/__init__.py", "policies/x.yml", "theme/main.html", "docs/about.md", "brands",
    ".github/workflows/x.yml", ".gitattributes", "brands/.gitattributes", "brands/hubei/.hidden/x.yml", ".gitmodules",
)  # fmt: skip


@pytest.mark.parametrize("file", ELSEWHERE)
def test_staff_touch_records_alone(office: Office, file: str) -> None:
    """A submission that touches anything but visible files in brands/ is refused by that file's name."""
    clerk = office.clerk("zhang")
    if file == "brands":
        git(clerk.clone, "rm", "-rq", "brands")
    clerk.write(file, "x")
    told = refused(clerk.push())
    assert "只能改 brands/ 里的记录和图片" in told
    assert file in told


def test_what_was_undone_does_not_count(office: Office) -> None:
    """A file changed and changed back in a later commit is no change."""
    clerk = office.clerk("zhang")
    before = (clerk.clone / "mkdocs.yml").read_bytes()
    clerk.write("mkdocs.yml", b"x")
    clerk.write("mkdocs.yml", before)
    clerk.write(NEW, SOUND)
    taken(clerk.push())


def test_mains_own_changes_do_not_count(office: Office) -> None:
    """What main changed meanwhile is not the clerk's doing, merged into the submission or not."""
    clerk = office.clerk("zhang")
    maintainer = office.clerk("wang")
    maintainer.write("docs/about.md", "# 关于\n")
    taken(maintainer.push("HEAD:main"))
    clerk.write(NEW, SOUND)
    taken(clerk.push())
    git(clerk.clone, "pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")
    taken(clerk.push())


def test_links_are_refused(office: Office) -> None:
    """A link in brands/ could show any file of the server."""
    clerk = office.clerk("zhang")
    (clerk.clone / "brands/hubei/photo.jpg").symlink_to("/etc/passwd")
    clerk.commit("Add a link")
    assert "不是普通文件" in refused(clerk.push())


def test_too_many_changes_are_refused() -> None:
    """A submission of more files than a province has brands is to be split; nothing beyond the limit is read."""

    def endless() -> Iterator[Change]:
        for number in range(MAX_CHANGES + 1):
            yield Change(f"brands/hubei/{number}.yml", "A", "100644")
        pytest.fail("read beyond the limit")

    for trusted in (True, False):
        refusal = refuse_changes(endless(), trusted=trusted)
        assert refusal
        assert "分成几次" in refusal.advice


def test_unrelated_histories_are_refused(office: Office) -> None:
    """A repository begun elsewhere has nothing to be merged with."""
    clerk = office.clerk("zhang")
    git(clerk.clone, "switch", "--quiet", "--orphan", "fresh")
    clerk.write(NEW, SOUND)
    assert "没有共同的来历" in refused(clerk.push())


def test_a_conflict_is_refused_by_file(office: Office) -> None:
    """Two clerks change the same line: the second is told the file and how to go on, and going on so works."""
    office.configure("brands.autoMerge", "true")
    first, second = office.clerk("zhang"), office.clerk("li")
    first.write(BRAND, RECORD.replace("务工人员", "厨师"))
    second.write(BRAND, RECORD.replace("务工人员", "师傅"))
    taken(first.push())
    told = refused(second.push())
    assert BRAND in told
    assert "git pull origin main" in told
    git(second.clone, "pull", "--quiet", "--no-rebase", "--no-edit", "-X", "ours", "origin", "main")
    taken(second.push())


# --- the repository itself --------------------------------------------------------------------------------------


def test_an_empty_repository_takes_its_first_main(office: Office) -> None:
    """Before there is a main only a maintainer can push one."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND)
    git(office.repository, "update-ref", "-d", "refs/heads/main")
    assert "还没有主线" in refused(clerk.push())
    taken(Clerk("wang", clerk.clone).push("HEAD:main"))


@pytest.mark.parametrize("program", [None, "/nowhere/brands"])
def test_without_its_program_the_hook_refuses(office: Office, program: str | None) -> None:
    """A server that cannot check takes nothing."""
    git(office.repository, "config", "--unset-all", "brands.program")
    if program:
        office.configure("brands.program", program)
    clerk = office.clerk("wang")
    clerk.write(NEW, SOUND)
    answer = clerk.push("HEAD:main")
    assert (answer.code, "brands.program" in said(answer)) == (1, True)
    assert office.main_files() == [BRAND]


def test_a_wrong_setting_is_told(office: Office) -> None:
    """A setting that is neither true nor false refuses pushes and says which it is."""
    office.configure("brands.autoMerge", "vielleicht")
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND)
    answer = clerk.push()
    assert (answer.code, "设置 brands.automerge 只能是 true 或 false" in said(answer)) == (1, True)
