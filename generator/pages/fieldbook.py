"""The field reference: every key of a record with its title, kind, choices and an example.

Gets the two JSON Schemas, gives one page; a word missing here is a word missing there. Nested keys are told
under the top-level key they belong to, with their path.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.model.page import Head, Page
from generator.pages.links import Link
from generator.schema_text import Schema, SchemaName, read_schema, resolve
from generator.templating import Templates

_URL: Final = "contribute/fields/"
_NAMED_KINDS: Final = {
    "word": "短语", "line": "一句话", "text": "一句话", "markdown": "Markdown 正文", "url": "网址", "date": "日期",
    "day": "日期，写到日", "id": "编号", "sourceRef": "来源编号", "contact": "网址或办公电话", "clause": "条目编号",
}  # fmt: skip
_PLAIN_KINDS: Final = {"string": "文字", "integer": "整数", "number": "数"}
_WORTH_TELLING: Final = 200
"""Longer limits are never met in practice."""
_NEEDS_QUOTES: Final = re.compile(r"[0-9]+|.*[,\[\]{}:#\"'].*|[-?*&!|>%@`].*|true|false|null|")


@dataclass(frozen=True, slots=True)
class FieldView:
    """One key of a record."""

    id: str
    key: str
    """Path below the top-level key it is told under."""
    title: str
    required: bool
    kind: str
    limit: str | None
    description: str | None
    choices: tuple[tuple[str, str], ...]
    example: str | None


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A top-level key with the keys inside it."""

    field: FieldView
    inner: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record with all its keys."""

    id: str
    name: str
    lead: str
    groups: tuple[FieldGroup, ...]


def derive_fieldbook(templates: Templates) -> Page:
    """The page of all fields of brands and policies."""
    body = templates.render(
        "fieldbook.html.jinja",
        _URL,
        crumbs=(Link("参与", "contribute/"), Link("字段表")),
        kinds=tuple(_record_kind(name) for name in ("brand", "policy")),
    )
    head = Head(
        title="字段表",
        description="劳务品牌记录和政策记录的每个字段：叫什么、必填不必填、怎样写、有哪些选项。",
        kind="column",
        keywords=("劳务品牌", "字段表"),
        column="参与",
        column_type="办事服务",
        alternate="api/v1/schema/brand.schema.json",
    )
    return Page(_URL, "contribute", head, body)


def _record_kind(name: SchemaName) -> RecordKind:
    schema = read_schema(name)
    required = set(schema["required"])
    groups = []
    for key, node in schema["properties"].items():
        field = _field(schema, node, key, f"{name}-{key}", required=key in required)
        groups.append(FieldGroup(field, tuple(_inner(schema, node, "", field.id))))
    return RecordKind(f"{name}-record", schema["title"], schema["description"], tuple(groups))


def _inner(schema: Schema, node: Schema, prefix: str, parent_id: str) -> Iterator[FieldView]:
    """The keys inside an object or inside the objects of a list, at any depth, each before its own inner keys."""
    node = resolve(schema, node)
    node = resolve(schema, node["items"]) if "items" in node else node
    required = set(node.get("required", ()))
    for key, below in node.get("properties", {}).items():
        path = f"{prefix}{key}"
        yield _field(schema, below, path, f"{parent_id}-{key}", required=key in required)
        yield from _inner(schema, below, f"{path}.", f"{parent_id}-{key}")


def _field(schema: Schema, node: Schema, path: str, field_id: str, *, required: bool) -> FieldView:
    whole = resolve(schema, node)
    chosen = _with_choices(schema, whole)
    examples = whole.get("examples", ())
    longest = whole.get("maxLength")
    return FieldView(
        id=field_id.replace("_", "-"),
        key=path,
        title=whole.get("title", path),
        required=required,
        kind=_kind(schema, node),
        limit=f"最多 {longest} 字" if longest and longest <= _WORTH_TELLING else None,
        description=whole.get("description"),
        choices=tuple((str(value), chosen.get("x-labels", {}).get(value, "")) for value in chosen.get("enum", ())),
        example=f"{path.rpartition('.')[2]}: {_as_yaml(examples[0])}" if examples else None,
    )


def _with_choices(schema: Schema, node: Schema) -> Schema:
    """The node that holds the choices: the field itself or the items of its list."""
    items = resolve(schema, node["items"]) if "items" in node else {}
    return node if "enum" in node else items


def _kind(schema: Schema, node: Schema) -> str:
    """How a value is written, in words."""
    named = _NAMED_KINDS.get(node.get("$ref", "").rpartition("/")[2])
    node = resolve(schema, node)
    if named:
        return named
    if "const" in node:
        return f"写 {_as_yaml(node['const'])}，或不写"
    if "enum" in node:
        return "选一个"
    if "items" in node:
        inner = resolve(schema, node["items"])
        if "enum" in inner:
            return "列表，从选项里选"
        return "列表，每条是一组字段" if "properties" in inner else f"列表，每条是{_kind(schema, node['items'])}"
    return "一组字段" if "properties" in node else _PLAIN_KINDS.get(str(node.get("type")), "文字")


def _as_yaml(value: Any) -> str:
    """*value* as one line of YAML in the records' own style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_as_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_as_yaml(each) for each in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if _NEEDS_QUOTES.fullmatch(value) else value
    return json.dumps(value)
