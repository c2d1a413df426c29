"""Judge a push before git takes it: who may push which branch, what it may touch, whether it fits and is sound.

Gets ref updates and the name of who pushes, gives refusals and findings. Changes nothing; objects of a merge that is
only tried stay in git's quarantine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from generator.receiving.changes import PLAIN_MODES, Change, list_changes
from generator.receiving.commits import CommitCheck, check_commit
from generator.receiving.history import scan_history
from generator.receiving.merging import Conflict, find_base, is_ancestor, merge_trees
from generator.receiving.settings import MAIN, SUBMIT, Settings
from generator.source.git_program import find_object

MAX_CHANGES: Final = 2000
"""Files one submission may change: a whole province's brands, and no endless tree."""
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Update:
    """One line of what git tells the hook: a ref, what it was and what it shall be (none: not there)."""

    ref: str
    old: str | None
    new: str | None

    @property
    def branch(self) -> str:
        """The ref as people write it."""
        return self.ref.removeprefix("refs/heads/")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a push is not taken, and what to do instead."""

    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement of one update: refused for a reason, for what was found in its records, or not at all."""

    update: Update
    refusal: Refusal | None = None
    check: CommitCheck | None = None

    @property
    def accepted(self) -> bool:
        """Whether git may take the update."""
        return self.refusal is None and not (self.check and self.check.has_errors)


def parse_updates(lines: Iterable[str]) -> list[Update]:
    """What git writes to a hook's standard input."""
    updates = []
    for line in lines:
        old, new, ref = line.rstrip("\n").split(" ", 2)
        updates.append(Update(ref, _object(old), _object(new)))
    return updates


def _object(name: str) -> str | None:
    return name if name.strip("0") else None


def judge_update(settings: Settings, update: Update, user: str, as_of: str) -> Judged:
    """Judge *update* by *user*; the first reason against it is told, and of records everything that was found."""
    refusal = _refuse_user(settings, update, user)
    if refusal or update.new is None or not update.ref.startswith("refs/heads/"):
        return Judged(update, refusal)
    if find_object(settings.repository, update.new, "commit") != update.new:
        return Judged(update, Refusal(f"{update.branch} 指向的不是提交", "推送分支，不要推送别的对象"))
    if update.ref == MAIN:
        return _judge_main(settings, update, as_of)
    if update.ref.startswith(SUBMIT):
        return _judge_submission(settings, update, update.new, as_of, trusted=user in settings.maintainers)
    return Judged(update)


def _refuse_user(settings: Settings, update: Update, user: str) -> Refusal | None:
    """Whether *user* may touch this ref in this way at all."""
    if not user:
        return Refusal("没有登录，不能推送", "用管理员给的用户名和密码登录后再推送")
    if update.ref == MAIN and update.new is None:
        return Refusal("主线 main 不能删除", "要退回以前的内容，请维护者推送一个改回去的提交")
    if user in settings.maintainers:
        return None
    if not update.ref.startswith(SUBMIT):
        own = f"submit/{user}/{update.branch.rpartition('/')[2]}"
        return Refusal(f"{user} 不能推送 {update.branch}，只能推送 submit/ 开头的分支", f"git push origin HEAD:{own}")
    is_own = update.ref.startswith(f"{SUBMIT}{user}/") or update.ref == SUBMIT + user
    if is_own or update.old is None:
        return None
    if update.new is None or not is_ancestor(settings.repository, update.old, update.new):
        return Refusal(
            f"{update.branch} 里有别人的提交，不能删除或改写",
            f"推送到自己的分支：git push origin HEAD:submit/{user}/{update.branch.rpartition('/')[2]}",
        )
    return None


def _judge_main(settings: Settings, update: Update, as_of: str) -> Judged:
    assert update.new is not None
    if update.old and not is_ancestor(settings.repository, update.old, update.new):
        return Judged(
            update, Refusal("主线 main 上有你没有的提交，不能改写", "先取回再推送：git pull --rebase origin main")
        )
    return Judged(update, check=check_commit(settings.repository, update.new, as_of, against=update.old))


def _judge_submission(settings: Settings, update: Update, new: str, as_of: str, *, trusted: bool) -> Judged:
    repository = settings.repository
    main = find_object(repository, MAIN, "commit")
    if main is None:
        return Judged(update, Refusal("仓库里还没有主线 main", "请维护者先推送 main"))
    base = find_base(repository, main, new)
    if base is None:
        return Judged(update, Refusal("这次提交和主线没有共同的来历", "重新 git clone 本仓库，在里面改了再推送"))
    refusal = refuse_changes(list_changes(repository, base, new), trusted=trusted)
    if refusal:
        return Judged(update, refusal)
    merged = merge_trees(repository, main, new)
    if isinstance(merged, Conflict):
        return Judged(
            update,
            Refusal(
                f"这些文件在主线上也改过，合不到一起：{_listed(merged.files)}",
                "取回主线，改好冲突的地方再推送：git pull origin main",
            ),
        )
    check = check_commit(repository, merged, as_of, against=main)
    left_behind = () if check.has_errors else tuple(scan_history(repository, main, new))
    if left_behind:
        refusal = Refusal(
            "有个人信息后来改掉了，但还留在前面的提交里，别人取回仓库就能看到",
            '并成一个提交再推送：git reset --soft origin/main，再 git commit -m "说明"',
        )
        return Judged(update, refusal, CommitCheck(left_behind, check.files))
    return Judged(update, check=check)


def refuse_changes(changes: Iterator[Change], *, trusted: bool) -> Refusal | None:
    """Whether a submission touches what it may not; maintainers (*trusted*) may touch all, but not without end."""
    seen = list(islice(changes, MAX_CHANGES + 1))
    if len(seen) > MAX_CHANGES:
        return Refusal(f"一次改了 {MAX_CHANGES} 个以上的文件", "分成几次提交")
    if trusted:
        return None
    outside = [change.file for change in seen if not _is_beside_records(change.file)]
    if outside:
        return Refusal(
            f"只能改 brands/ 里的记录和图片，这次还改了：{_listed(outside)}",
            "把别的改动撤掉：git checkout origin/main -- 文件名，再提交；要改程序或政策，请找维护者",
        )
    odd = [change.file for change in seen if change.kind != "D" and change.mode not in PLAIN_MODES]
    if odd:
        return Refusal(f"这些是链接或子模块，不是普通文件：{_listed(odd)}", "换成普通文件")
    return None


def _is_beside_records(file: str) -> bool:
    """Whether *file* lies in brands/ and is not hidden: hidden ones (.gitattributes) steer git itself."""
    folder, *parts = file.split("/")
    return folder == "brands" and bool(parts) and not any(part.startswith(".") for part in parts)


def _listed(files: Iterable[str]) -> str:
    names = list(files)
    more = f" 等 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
