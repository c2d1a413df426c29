"""What publishing did and how a place stands: in words for people, as plain objects for programs.

Gets values of :mod:`generator.publishing`, gives texts; prints nothing and decides nothing.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from generator.publishing import Build, Publication, Release, Result, Rollback, Standing
from generator.report import as_objects

_RESULTS: Final = {
    Result.RUNNING: "正在进行",
    Result.PUBLISHED: "已发布",
    Result.UNCHANGED: "没有变化",
    Result.REFUSED: "没有通过检查",
    Result.FAILED: "失败",
    Result.KILLED: "中途被打断",
    Result.ROLLED_BACK: "退回",
}
_SHORT: Final = 8
"""Characters of a commit that tell it from others."""


def publication_object(publication: Publication) -> dict[str, object]:
    """What became of a publish, for programs."""
    outcome = publication.outcome
    return {
        "result": publication.result or "waiting",
        "release": publication.number,
        "changed": publication.changed,
        "brands": outcome.brands if outcome else None,
        "pages": outcome.pages if outcome else None,
        "findings": as_objects(publication.findings),
    }


def publication_sentence(publication: Publication) -> str:
    """What became of a publish, in one sentence."""
    live = _told_number(publication.number)
    if publication.result is None:
        return "已有一次发布在等，它会把这次的改动一起发布。"
    if publication.result is Result.UNCHANGED:
        return f"没有变化，网站仍是{live}。"
    if publication.result is Result.REFUSED:
        return f"没有发布，网站仍是{live}。" if publication.number else "没有发布。"
    outcome = publication.outcome
    assert outcome is not None
    return f"{live}已上线：{outcome.brands} 个品牌，{outcome.pages} 个页面，变动 {publication.changed} 个文件。"


def rollback_sentence(done: Rollback, number: int | None) -> str:
    """What became of going back to release *number*, or to the one before."""
    if done.waiting:
        return "正在发布，后面还有一次在等；等它们做完再退回。"
    if done.now is None:
        what = f"没有第 {number} 版" if number else "没有更早的版可退"
        choices = "、".join(str(each) for each in done.choices if each != done.before) or "没有"
        return f"{what}；可以退回的有：{choices}。网站仍是{_told_number(done.before)}。"
    if done.now == done.before:
        return f"现在就是第 {done.now} 版，没有变化。"
    before = _told_number(done.before)
    return f"已从{before}换到第 {done.now} 版。下一次发布会再用最新的记录，先把有问题的改动撤销。"


def standing_object(standing: Standing) -> dict[str, object]:
    """How a place stands, for programs."""
    return {
        "live": _release_object(standing.live) if standing.live else None,
        "rollback": [each.number for each in standing.choices],
        "releases": [_release_object(each) for each in standing.releases],
        "builds": [asdict(each) for each in standing.builds],
        "building": standing.building,
        "waiting": standing.awaited,
        "failed": standing.failed.reason or standing.failed.result if standing.failed else None,
    }


def _release_object(release: Release) -> dict[str, object]:
    known = asdict(release)
    known.pop("complete")
    return {key: value for key, value in known.items() if value not in {"", None}}


def standing_lines(standing: Standing) -> Iterator[str]:
    """How a place stands, line by line."""
    yield f"现在：{_told_release(standing.live)}" if standing.live else "现在：没有上线的版"
    if standing.failed:
        yield f"注意：最近一次{_RESULTS[standing.failed.result]}，网站保持原样。{standing.failed.reason}"
    if standing.building:
        yield "正在发布" + ("，后面还有一次在等" if standing.awaited else "") + "。"
    if standing.journal_broken:
        yield "发布记录读不出来；下次发布会重建。"
    yield "可以退回：" + ("、".join(f"第 {each.number} 版" for each in standing.choices) or "没有")
    if standing.builds:
        yield "最近几次："
    for build in standing.builds:
        yield f"  {build.at}  {_told_build(build)}"


def _told_release(release: Release) -> str:
    parts = [f"第 {release.number} 版"]
    if release.at:
        parts.append(f"{release.at} 上线")
    if release.day:
        parts.append(f"数据截至 {release.day}")
    if release.commit:
        parts.append(f"版本 {release.commit[:_SHORT]}")
    return "，".join([*parts, f"{release.brands} 个品牌", f"{release.pages} 个页面"])


def _told_build(build: Build) -> str:
    number = f"第 {build.number} 版，" if build.number and build.result is not Result.REFUSED else ""
    work = f"写 {build.written} 个文件，删 {build.removed} 个，{build.seconds:.1f} 秒"
    text = (
        f"{_RESULTS[build.result]}：{number}{work}"
        if build.result is not Result.ROLLED_BACK
        else f"退回到第 {build.number} 版"
    )
    return f"{text}。{build.reason}" if build.reason else text


def _told_number(number: int | None) -> str:
    return f"第 {number} 版" if number else "空的"
