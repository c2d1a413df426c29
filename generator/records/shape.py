"""Judge a record's shape by its JSON Schema, all faults at once, in our own words.

Gets plain data, gives findings without places (a path each); the texts of the JSON Schema library never
reach a user. What is called for is read from the schema, never written here a second time.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias

from generator.schema_text import Schema, SchemaName, field_at, read_schema, resolve

Path: TypeAlias = tuple[str | int, ...]
Words: TypeAlias = dict[str, str]

_TYPE_ZH: Final = {
    "string": "文字", "integer": "整数", "number": "数字", "array": "列表", "object": "一组字段", "boolean": "true 或 false",
    "null": "空",
}  # fmt: skip
_TYPE_EN: Final = {"array": "a list", "object": "a mapping", "null": "empty"}
_CHINESE_DATE: Final = re.compile(r"(\d{4})\s*(?:年|[./])\s*(?:(\d{1,2})\s*(?:月|[./])?\s*)?(?:(\d{1,2})\s*日?)?\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding of the shape check: a path in the record, the rule, the words; at the key or at the value."""

    path: Path
    code: str
    values: dict[str, str] = field(default_factory=dict)
    at_key: bool = False


@cache
def _validator(name: SchemaName) -> Any:
    import jsonschema_rs  # noqa: PLC0415 - a run that reads no record need not wait for it

    return jsonschema_rs.validator_for(read_schema(name))


def check_shape(name: SchemaName, data: Any) -> list[Fault]:
    """Every way in which *data* departs from the schema; empty for a sound record."""
    validator = _validator(name)
    if validator.is_valid(data):
        return []
    faults: list[Fault] = []
    for error in validator.iter_errors(data):
        path: Path = tuple(error.instance_path)
        faults.extend(_translate(name, path, error, data))
    return faults


def _translate(name: SchemaName, path: Path, error: Any, data: Any) -> Iterator[Fault]:
    """The faults behind one error of the library."""
    node = field_at(name, path)
    words = {"key": _key(path), "title": str(node.get("title") or _title_above(name, path))}
    kind = error.kind.name
    if kind == "required":
        yield _missing_key(name, path, str(error.kind.property))
    elif kind in {"additionalProperties", "unevaluatedProperties"}:
        for key in error.kind.unexpected:
            yield _unknown_key(name, path, str(key), set(_value_at(data, path)))
    elif kind in _SAYERS:
        yield _SAYERS[kind](path, node, error, words)
    else:
        yield Fault(path, "S116", words)


def _missing_key(name: SchemaName, path: Path, key: str) -> Fault:
    node = field_at(name, (*path, key))
    return Fault(path, "S101", {"key": key, "title": str(node.get("title", key)), "example": _example(node)})


def _closest(written: str, choices: Iterable[str], cutoff: float) -> str:
    """The one of *choices* that was probably meant; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a misspelling needs it

    return next(iter(get_close_matches(written, list(choices), 1, cutoff)), "")


def _value_at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _key(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _title_above(name: SchemaName, path: Path) -> str:
    """The title of the nearest titled field around a list item."""
    while path:
        path = path[:-1]
        if title := field_at(name, path).get("title"):
            return str(title)
    return "记录"


def _example(node: Schema) -> str:
    examples = node.get("examples")
    return f"，例如 {examples[0]}" if examples and not isinstance(examples[0], dict | list) else ""


def _unknown_key(name: SchemaName, path: Path, key: str, present: set[str]) -> Fault:
    """An unknown key, with the one it was probably meant to be."""
    schema = read_schema(name)
    properties: dict[str, Schema] = field_at(name, path).get("properties", {})
    by_title = {str(resolve(schema, node).get("title")): allowed for allowed, node in properties.items()}
    suggestion = by_title.get(key) or _closest(key.lower().replace("-", "_"), properties, 0.7)
    if suggestion:
        return Fault((*path, key), "S102", {"key": key, "suggestion": suggestion}, at_key=True)
    free = [allowed for allowed in properties if allowed not in present]
    return Fault((*path, key), "S103", {"key": key, "allowed": "、".join(free or properties)}, at_key=True)


def _json_type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", int: "integer", float: "number", list: "array", dict: "object"}
    return names.get(type(value), "null")


def _wrong_type(path: Path, node: Schema, error: Any, words: Words) -> Fault:
    value = error.instance
    wanted = _wanted_types(node)
    found = _json_type(value)
    if found == "string" and (match := re.match(r"([A-Za-z_]+)：", value)):
        return Fault(path, "Y005", {"key": match.group(1)})
    fix, fix_en = _type_fix(wanted, found, value, words["key"])
    expected = "、".join(_TYPE_ZH.get(each, each) for each in wanted)
    expected_en = " or ".join(_TYPE_EN.get(each, each) for each in wanted)
    values = {**words, "expected": expected, "expected_en": expected_en, "fix": fix, "fix_en": fix_en}
    return Fault(path, "S104", values | {"found": _TYPE_ZH[found], "found_en": _TYPE_EN.get(found, found)})


def _wanted_types(node: Schema) -> list[str]:
    wanted = node.get("type", "string")
    return list(wanted) if isinstance(wanted, list) else [str(wanted)]


def _type_fix(wanted: list[str], found: str, value: Any, key: str) -> tuple[str, str]:
    """What to write instead of a value of the wrong kind, in Chinese and English."""
    if "string" in wanted and found in {"integer", "number", "boolean"}:
        return f'加上引号："{value}"', f'quote it: "{value}"'
    if "array" in wanted:
        if found == "object":
            return "每一组前面加“- ”", "put “- ” before each mapping"
        return f"写成列表：{key}: [{value}]，或换行后每条前面加“- ”", f"write a list: {key}: [{value}]"
    if {"integer", "number"} & set(wanted) and found == "string":
        number = _plain_number(value)
        if number:
            return f"写成 {number}", f"write {number}"
        return "只写阿拉伯数字，不带单位和逗号", "digits only, no unit"
    if wanted == ["integer"] and found == "number":
        return "去掉小数点；“8.5 万”写成 85000", "write a whole number"
    if "object" in wanted:
        return "写成一组“字段: 内容”", "write a mapping"
    return "对照字段表改写", "see the field reference"


def _plain_number(text: str) -> str:
    """``20万人`` → ``200000``; empty where the text is not one number."""
    match = re.fullmatch(r"\D{0,4}?([\d,，]+(?:\.\d+)?)\s*([万亿]?)[余多]?\D{0,3}", text)
    if not match:
        return ""
    scale = {"": 1, "万": 10_000, "亿": 100_000_000}[match.group(2)]
    return f"{float(re.sub('[,，]', '', match.group(1))) * scale:.0f}"


def _wrong_choice(path: Path, node: Schema, error: Any, words: Words) -> Fault:
    """An id that is not in the list: perhaps its Chinese label, with 类 or 型 or neither, or a misspelling."""
    value = str(error.instance)
    choices = [str(choice) for choice in node.get("enum", ())] or [json.dumps(node["const"])]
    labels: dict[str, str] = node.get("x-labels", {})
    bare = value.rstrip("类型级人员物")
    by_label = {text: choice for choice, text in labels.items()}
    by_bare = {text.rstrip("类型级人员物"): choice for choice, text in labels.items()}
    meant = by_label.get(value) or by_bare.get(bare) or by_label.get(_closest(value, by_label, 0.65))
    suggestion = meant or _closest(value.lower(), choices, 0.7)
    if suggestion:
        return Fault(path, "S105", {**words, "value": value, "suggestion": suggestion})
    allowed = "、".join(f"{choice}（{labels[choice]}）" if choice in labels else choice for choice in choices)
    return Fault(path, "S106", {**words, "value": value, "allowed": allowed})


def _wrong_pattern(path: Path, node: Schema, error: Any, words: Words) -> Fault:
    value = str(error.instance)
    is_date = "年-月" in str(node.get("description", "")) or "2024" in str(node.get("errorMessage", ""))
    if is_date and (match := _CHINESE_DATE.match(value.strip())):
        year, month, day = match.groups()
        digits = "-".join(part.zfill(2) for part in (year, month, day) if part)
        return Fault(path, "S108", {**words, "value": value, "suggestion": digits})
    if not value.strip():
        return Fault(path, "S110", {**words, "limit": "1"})
    if value != value.strip():
        spaces = {"fix": "去掉开头和结尾的空格", "fix_en": "remove the spaces around it"}
        return Fault(path, "S107", {**words, "value": value, **spaces})
    fix = str(node.get("errorMessage") or node.get("description") or "对照字段表改写")
    if node.get("examples") and "例如" not in fix:
        fix += f"，例如 {node['examples'][0]}"
    fix_en = f"e.g. {node['examples'][0]}" if node.get("examples") else "see the field reference"
    return Fault(path, "S107", {**words, "value": value, "fix": fix, "fix_en": fix_en})


_RANGES: Final = {
    "minimum": ("不小于", "at least"),
    "maximum": ("不大于", "at most"),
    "exclusiveMinimum": ("大于", "above"),
    "exclusiveMaximum": ("小于", "below"),
}


def _out_of_range(path: Path, _: Schema, error: Any, words: Words) -> Fault:
    limit = f"{error.kind.limit:g}" if isinstance(error.kind.limit, float) else str(error.kind.limit)
    zh, en = _RANGES[error.kind.name]
    values = {**words, "value": str(error.instance), "fix": f"{zh} {limit}", "fix_en": f"{en} {limit}"}
    return Fault(path, "S111", values)


def _wrong_length(path: Path, _: Schema, error: Any, words: Words) -> Fault:
    code = "S110" if error.kind.name == "minLength" else "S109"
    return Fault(path, code, {**words, "limit": str(error.kind.limit), "count": str(len(error.instance))})


def _too_few(path: Path, _: Schema, error: Any, words: Words) -> Fault:
    return Fault(path, "S116" if error.instance else "S112", words, at_key=True)


def _repeated(path: Path, _: Schema, __: Any, words: Words) -> Fault:
    return Fault(path, "S113", words, at_key=True)


def _no_alternative(path: Path, node: Schema, error: Any, words: Words) -> Fault:
    keys = [key for option in node.get(error.kind.name, ()) for key in option.get("required", ())]
    return Fault(path, "S114", {**words, "allowed": "、".join(keys)}, at_key=True)


_SAYERS: Final[dict[str, Callable[[Path, Schema, Any, Words], Fault]]] = {
    "type": _wrong_type,
    "enum": _wrong_choice,
    "const": _wrong_choice,
    "pattern": _wrong_pattern,
    "minLength": _wrong_length,
    "maxLength": _wrong_length,
    **dict.fromkeys(_RANGES, _out_of_range),
    "minItems": _too_few,
    "minProperties": _too_few,
    "uniqueItems": _repeated,
    "anyOf": _no_alternative,
    "oneOf": _no_alternative,
}
"""Who says what an error of which keyword means."""
