"""Questions on the terminal, each with the schema's own words, each answer checked at once.

Gets the path of a field, gives a value that passes the schema there, or nothing where the field may be unknown.
The end of the input or Ctrl+C is :class:`click.Abort`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias, TypeVar

import click

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.personal import mask_personal
from generator.records.scanning import scan_text
from generator.records.shape import check_shape
from generator.schema_text import field_at
from generator.source.strict_yaml import INVISIBLE

Path: TypeAlias = tuple[str | int, ...]
Complaint: TypeAlias = str | None
ChoiceT = TypeVar("ChoiceT")

MOST_CHOICES: Final = 30
"""More than this is no choice but a wall; the answer was too vague."""

_YES: Final = {"y", "yes", "是", "对", "好", "要", "有"}
_NO: Final = {"n", "no", "否", "不", "不是", "不对", "不要", "没有"}
_NUMBER: Final = re.compile(r"(?P<digits>[0-9]+(?:\.[0-9]+)?)(?P<scale>[万亿]?)(?:人次|人)?")
_SCALES: Final = {"": 1, "万": 10_000, "亿": 100_000_000}


def read_answer(prompt: str = "") -> str:
    """One line from the user, without the spaces and invisible characters around and in it."""
    try:
        answer: str = click.prompt(prompt, default="", show_default=False, prompt_suffix="> ")
        answer.encode()
    except UnicodeError:
        raise click.UsageError("看不懂输入的编码。把终端的编码设成 UTF-8 再试。") from None
    return INVISIBLE.sub("", answer).strip()


def complain(message: str) -> None:
    """Say what is wrong with the last answer, without saying a telephone number or the like again."""
    click.echo(f"  ✗ {mask_personal(message)}")


def ask(
    path: Path,
    *,
    required: bool = False,
    words: str | None = None,
    check: Callable[[Any], Complaint] = lambda _: None,
) -> Any:
    """The value of the field at *path*; ``None`` where the user leaves an optional one out.

    *words* stand in for the schema's description, *check* has the last word on an answer.
    """
    node = field_at("brand", path)
    _explain(path, required=required, words=words)
    if "enum" in node:
        return _ask_choice(node, required=required)
    while True:
        answer = read_answer()
        if not answer and not required:
            return None
        value = _parse(answer, node)
        complaint = ("这一项必填" if not answer else None) or fault_at(path, value) or check(value)
        if complaint is None:
            return value
        complain(complaint)


def ask_list(path: Path) -> list[str] | None:
    """The texts of the list at *path*, written in one line with 、 between them."""
    description = str(field_at("brand", path)["description"]).rstrip("。")
    _explain(path, required=False, words=f"{description}；几个之间用顿号“、”隔开")
    while True:
        items = [item.strip() for item in re.split(r"[、,，;；]", read_answer()) if item.strip()]
        complaint = next((fault for item in items if (fault := fault_at((*path, 0), item))), None)
        if complaint is None:
            return list(dict.fromkeys(items)) or None
        complain(complaint)


def ask_yes(question: str, *, default: bool) -> bool:
    """A yes or a no."""
    while True:
        answer = read_answer(f"{question}（{'Y/n' if default else 'y/N'}）").lower()
        if not answer:
            return default
        if answer in _YES or answer in _NO:
            return answer in _YES
        complain("输入 y（是）或 n（否）")


def choose(options: Sequence[tuple[str, ChoiceT]]) -> ChoiceT | None:
    """One of *options* by its number; ``None`` for an empty answer."""
    for number, (label, _) in enumerate(options, 1):
        click.echo(f"  {number}. {label}")
    while True:
        answer = unicodedata.normalize("NFKC", read_answer("  序号"))
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return options[int(answer) - 1][1]
        complain(f"输入 1 到 {len(options)} 的序号")


def _ask_choice(node: Mapping[str, Any], *, required: bool) -> str | None:
    """One value of an enumeration, by its number, its label or itself."""
    labels = {value: node.get("x-labels", {}).get(value, value) for value in node["enum"]}
    for number, (value, label) in enumerate(labels.items(), 1):
        click.echo(f"  {number}. {label}" + ("" if label == value else f"（{value}）"))
    by_word = {word: value for value, label in labels.items() for word in (value, label)}
    by_word |= {str(number): value for number, value in enumerate(labels, 1)}
    while True:
        answer = read_answer("  序号")
        value = by_word.get(answer) or by_word.get(unicodedata.normalize("NFKC", answer))
        if value or not (answer or required):
            return value
        complain(f"输入 1 到 {len(labels)} 的序号" + ("" if required else "，不知道就直接按回车"))


def _explain(path: Path, *, required: bool, words: str | None) -> None:
    """One line: what is asked for, in the schema's words, with an example."""
    node = field_at("brand", path)
    heading = "·".join(str(field_at("brand", path[:end]).get("title", "")) for end in sorted({1, len(path)}))
    examples = node.get("examples", [""])
    example = "、".join(examples[0]) if isinstance(examples[0], list) else str(examples[0])
    description = str(node.get("description", "")).rstrip("。") if words is None else words
    said = "；".join(filter(None, (description, example and f"例如 {example}")))
    head(heading + ("（必填）" if required else ""), said)


def head(heading: str, words: str) -> None:
    """The line above an answer."""
    click.echo(f"\n{click.style(heading, bold=True)}" + (f"：{words}" if words else ""))


def _parse(answer: str, node: Mapping[str, Any]) -> Any:
    """What the answer stands for: full-width digits, 20 万 and bare years are what people write."""
    plain = unicodedata.normalize("NFKC", answer)
    if node.get("type") == "integer":
        match = _NUMBER.fullmatch(re.sub(r"[,\s]", "", plain))
        value = Decimal(match["digits"]) * _SCALES[match["scale"]] if match else None
        return int(value) if value is not None and value == value.to_integral_value() else answer
    if node.get("type") == ["string", "integer"]:
        return int(plain) if re.fullmatch(r"[0-9]{4}", plain) else plain
    return plain if "pattern" in node and re.search(r"[0-9]", str(node["pattern"])) else answer


def fault_at(path: Path, value: Any) -> Complaint:
    """What `brands check` would have against *value* at *path*: the schema, personal data, days the calendar lacks."""
    data: Any = value
    for part in reversed(path):
        data = [data] if isinstance(part, int) else {part: data}
    for fault in check_shape("brand", data):
        if fault.path == path:
            return _as_complaint(Diagnostic(Span(""), RULES[fault.code], fault.values))
    if isinstance(value, str):
        for finding in scan_text(value, ""):
            return _as_complaint(finding)
        return _day_fault(value)
    return None


def _as_complaint(finding: Diagnostic) -> str:
    hint = finding.hint_zh.partition("；")[0]  # what follows speaks of a file's lines
    return "。".join(filter(None, (finding.message_zh, hint)))


def _day_fault(value: str) -> Complaint:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return RULES["S115"].zh.format_map({"value": value})
    return None
