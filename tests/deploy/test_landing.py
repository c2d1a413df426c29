"""How submissions become main: by themselves where that is allowed and safe, else by a maintainer's word."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.deploy.office import Office, git, record
from tests.project import RECORD, Answer, run

BRAND = "brands/hubei/qianjiang-longxia-gong.yml"
NEW = "brands/hubei/xiantao-caifeng.yml"
SOUND = record("仙桃", "429004")
PLACES = {
    "襄阳": "420600", "黄石": "420200", "宜昌": "420500", "荆州": "421000", "鄂州": "420700", "孝感": "420900",
    "十堰": "420300", "荆门": "420800",
}  # fmt: skip


@pytest.fixture
def merging(office: Office) -> Office:
    """An office that merges sound submissions by itself."""
    office.configure("brands.autoMerge", "true")
    return office


def receive(office: Office, *arguments: object) -> Answer:
    """`brands receive` in the office's repository."""
    return run("receive", *arguments, "--repository", office.repository)


def log(office: Office, form: str) -> str:
    """The newest commit of main in the words of *form*."""
    return git(office.repository, "log", "-1", f"--format={form}", "main").out.strip()


def test_a_sound_submission_is_merged(merging: Office) -> None:
    """Main has the clerk's commit under a merge that says which branch and who pushed; the branch is gone."""
    clerk = merging.clerk("zhang")
    clerk.write(NEW, SOUND)
    answer = clerk.push()
    assert "submit/zhang/work：已合并到主线 main。" in answer.err
    assert merging.main_files() == [BRAND, NEW]
    assert merging.branches() == ["main"]
    assert log(merging, "%s|%b").rstrip() == "合并 submit/zhang/work|提交人：zhang"
    assert (
        git(
            merging.repository, "merge-base", "--is-ancestor", git(clerk.clone, "rev-parse", "HEAD").out.strip(), "main"
        ).code
        == 0
    )


def test_the_same_branch_serves_again(merging: Office) -> None:
    """A clerk goes on in the same clone without fetching: each push adds to what was merged before."""
    clerk = merging.clerk("zhang")
    for text in (SOUND, SOUND.replace("务工人员", "裁缝"), SOUND.replace("务工人员", "裁缝师傅")):
        clerk.write(NEW, text)
        assert "已合并" in clerk.push().err
    assert "裁缝师傅" in git(merging.repository, "show", f"main:{NEW}").out


def test_writers_at_once_lose_nothing(merging: Office) -> None:
    """Eight clerks with old clones push at the same time: main has the record of each."""
    clerks = [merging.clerk(f"clerk{number}") for number in range(len(PLACES))]
    for clerk, (place, code) in zip(clerks, PLACES.items(), strict=True):
        clerk.write(f"brands/hubei/{clerk.name}.yml", record(place, code))
    with ThreadPoolExecutor(len(clerks)) as pool:
        answers = list(pool.map(lambda clerk: clerk.push(), clerks))
    assert [answer.code for answer in answers] == [0] * len(clerks), [answer.err for answer in answers]
    assert merging.branches() == ["main"]
    assert {f"brands/hubei/{clerk.name}.yml" for clerk in clerks} < set(merging.main_files())


def test_removing_a_record_waits_for_a_maintainer(merging: Office) -> None:
    """A submission that takes a record away is kept and told, and merged only by hand."""
    clerk = merging.clerk("zhang")
    clerk.write(NEW, SOUND)
    clerk.push()
    git(clerk.clone, "rm", "-q", BRAND)
    clerk.commit("Remove a brand")
    answer = clerk.push()
    assert f"删去了记录（{BRAND}），由维护者看过以后合并。" in answer.err
    assert merging.branches() == ["main", "submit/zhang/work"]
    assert merging.main_files() == [BRAND, NEW]
    assert receive(merging, "merge", "submit/zhang/work").code == 0
    assert merging.main_files() == [NEW]


def test_moving_a_record_is_no_removal(merging: Office) -> None:
    """A record that goes to another province's folder keeps its id and needs nobody."""
    clerk = merging.clerk("zhang")
    (clerk.clone / "brands/hunan").mkdir()
    git(clerk.clone, "mv", BRAND, BRAND.replace("hubei", "hunan"))
    clerk.commit("Move a brand")
    assert "已合并" in clerk.push().err
    assert merging.main_files() == [BRAND.replace("hubei", "hunan")]


def test_code_waits_for_a_maintainer(merging: Office) -> None:
    """A maintainer's submission of code is kept: nobody has looked at it."""
    clerk = merging.clerk("wang")
    clerk.write("docs/about.md", "# 关于\n")
    assert "改了 brands/ 以外的文件" in clerk.push().err
    assert merging.branches() == ["main", "submit/wang/work"]


def test_a_maintainer_merges_by_hand(office: Office) -> None:
    """Without automatic merging a submission waits until `brands receive merge`."""
    clerk = office.clerk("zhang")
    clerk.write(NEW, SOUND)
    clerk.push()
    answer = receive(office, "merge", "submit/zhang/work")
    assert (answer.code, answer.out) == (0, "submit/zhang/work：已合并到主线 main。\n")
    assert (office.branches(), office.main_files()) == (["main"], [BRAND, NEW])


def test_what_no_longer_fits_is_not_merged(office: Office) -> None:
    """Two submissions, sound when pushed: once one is merged the other is checked anew and told what is wrong."""
    for name, file in (("zhang", NEW), ("li", "brands/hubei/xiantao-2.yml")):
        clerk = office.clerk(name)
        clerk.write(file, SOUND)
        assert clerk.push().code == 0
    assert receive(office, "merge", "submit/zhang/work").code == 0
    answer = receive(office, "merge", "submit/li/work")
    assert (answer.code, "合到主线以后有错误" in answer.out, NEW in answer.out) == (1, True, True)
    assert office.branches() == ["main", "submit/li/work"]


def test_a_conflict_is_not_merged(office: Office) -> None:
    """Two submissions change one line: the second stays, with the file that stands in the way."""
    for name in ("zhang", "li"):
        clerk = office.clerk(name)
        clerk.write(BRAND, RECORD.replace("务工人员", name))
        assert clerk.push().code == 0
    assert receive(office, "merge", "submit/zhang/work").code == 0
    answer = receive(office, "merge", "submit/li/work")
    assert (answer.code, f"合不到一起：{BRAND}" in answer.out) == (1, True)


@pytest.mark.parametrize(
    ("branch", "code"), [("submit/nobody/work", 1), ("main", 2), ("--all", 2), ("submit/../main", 1)]
)
def test_what_is_no_submission_is_not_merged(office: Office, branch: str, code: int) -> None:
    """A branch that is not there, or is no submission, is told."""
    before = git(office.repository, "rev-parse", "main").out
    assert receive(office, "merge", branch).code == code
    assert git(office.repository, "rev-parse", "main").out == before


def test_only_a_bare_repository_receives(office: Office) -> None:
    """Run in a clone, the command says that it is for the server's repository."""
    clerk = office.clerk("zhang")
    answer = run("receive", "merge", "submit/x", "--repository", clerk.clone)
    assert (answer.code, "裸仓库" in answer.err) == (2, True)
