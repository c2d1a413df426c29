"""The list of rules: every finding the checks can make, what it wants, why, and what to write instead.

Gets the rule catalogue, gives one page with an anchor a code. Says nothing the catalogue does not say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.diagnostics import Rule, Severity
from generator.messages import RULES
from generator.model.page import Head, Page
from generator.pages.links import Link
from generator.templating import Templates

_URL: Final = "contribute/rules/"
_STAGES: Final[Mapping[str, tuple[str, str]]] = {
    "Y": ("读取", "文件能不能读：编码、缩进、标点。"),
    "S": ("格式", "字段名、种类、选项、长度。"),
    "X": ("记录之间", "编号、名称、代码、引用和日期对不对得上。"),
    "N": ("命名", "名称怎样拆开。"),
    "P": ("人物", "公开的依据和个人信息。"),
    "C": ("认定条件", "数字和证明材料够不够。"),
    "L": ("认定和公示", "日期、期限和状态。"),
    "T": ("主题和配置", "给维护网站的人。"),
}
_OTHER: Final = ("其他", "")
_SEVERITIES: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_BLANK: Final = "……"


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule in words; what changes from case to case stands as dots."""

    code: str
    severity: str
    blocking: bool
    why: str
    message: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one stage."""

    id: str
    name: str
    lead: str
    rules: tuple[RuleView, ...]


def derive_rulebook(templates: Templates) -> Page:
    """The page of all rules."""
    groups = tuple(_groups())
    body = templates.render(
        "rulebook.html.jinja",
        _URL,
        crumbs=(Link("参与", "contribute/"), Link("检查规则")),
        groups=groups,
        count=len(RULES),
    )
    head = Head(
        title="检查规则",
        description=f"提交记录时程序检查的 {len(RULES)} 条规则：要什么、为什么、怎样改。",
        kind="column",
        keywords=("劳务品牌", "检查规则"),
        column="参与",
        column_type="办事服务",
    )
    return Page(_URL, "contribute", head, body)


def _groups() -> Iterator[RuleGroup]:
    for letter, rules in groupby(RULES.values(), key=lambda rule: rule.code[0]):
        name, lead = _STAGES.get(letter, _OTHER)
        yield RuleGroup(f"rules-{letter.lower()}", name, lead, tuple(_view(rule) for rule in rules))


def _view(rule: Rule) -> RuleView:
    hint = _fill(rule.hint_zh)
    return RuleView(
        code=rule.code,
        severity=_SEVERITIES[rule.severity],
        blocking=rule.severity is Severity.ERROR,
        why=rule.why_zh,
        message=_fill(rule.zh),
        hint=None if hint in {"", _BLANK} else hint,
    )


class _Blanks(dict[str, str]):
    """Dots for every value a message is filled with."""

    def __missing__(self, key: str) -> str:
        return _BLANK


def _fill(template: str) -> str:
    return template.format_map(_Blanks())
