"""Rules of publishing: what a release must keep before it may take the live one's place (T)."""

from typing import Final

from generator.diagnostics import Rule, Severity

_E: Final = Severity.ERROR

PUBLISHING: Final = (
    Rule(
        "T405",
        _E,
        "品牌从 {before} 个变成 {now} 个，少了一成以上",
        "the brands went from {before} to {now}, more than a tenth fewer",
        "记录是误删的就恢复；确实要减到这么多，发布时加上 --confirm-loss {now}",
        "restore the records if they were deleted by mistake; if they are meant to go, publish with --confirm-loss {now}",
        "一次少掉一成以上的品牌，多半是误删或合并出错。确认时要写剩下的个数，所以不会因为习惯而一直开着。",
    ),
    Rule(
        "T406",
        _E,
        "网站缺少 {path}",
        "the site lacks {path}",
        "检查 mkdocs.yml、docs/ 和最近对程序的改动，这个文件每次生成都应当有",
        "check mkdocs.yml, docs/ and the latest change of the program; every build should make this file",
        "首页、目录、政策、统计、数据等页面和文件少一个，就不发布。",
    ),
    Rule(
        "T407",
        _E,
        "{pages}链到 {target}，网站里没有这个文件",
        "{pages_en} links to {target}, which is not in the site",
        "改正或删掉这个链接；链接是模板或手写页面里的，就改那里",
        "correct or remove the link, in the template or the hand-written page it comes from",
        "网站内部的链接必须都能打开。",
    ),
    Rule(
        "T408",
        _E,
        "{pages}链到 {target}，那一页没有这个位置",
        "{pages_en} links to {target}, but that page has no such place",
        "改正 # 后面的名字，或在那一页加上这个 id",
        "correct the name after the # or give that page this id",
        "链到页面中某个位置的链接，那个位置必须存在。",
    ),
)
