"""The canonical form of a record: plain data → the one text every program and person should write it as.

Keys stand in the schema's order, lists are indented below their key. What goes on one line is decided by the
schema and the width alone, so the same data always gives the same text. Touches no files, keeps no comments.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from generator.records.scalars import emit_literal, emit_scalar
from generator.schema_text import Schema, SchemaName, read_schema, resolve

MAX_WIDTH: Final = 120
"""Columns of a line of braces or brackets; a Chinese character takes two."""

_STEP: Final = "  "
_FREE_TEXT: Final = {"line": 1, "text": 2, "markdown": 2}
"""How much each kind of free text weighs; a row of figures holds one note, prose never goes into braces."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How the schema wants one value written."""

    children: Mapping[str, "_Form"]
    """The form of each key, in the schema's order."""
    item: "_Form | None"
    may_be_row: bool
    """Whether a mapping is a short row (a figure, an event, a unit) that may go on one line."""


_NO_FORM: Final = _Form({}, None, may_be_row=False)


def emit_record(name: SchemaName, data: Mapping[str, Any], file: str) -> str:
    """The canonical text of a record whose shape is sound; *file* is its path below the root."""
    lines = [schema_comment(name, file)]
    _emit_mapping(lines, data, _form_of(name), "")
    return "\n".join(lines) + "\n"


def schema_comment(name: SchemaName, file: str) -> str:
    """The first line: it tells editors where the schema is."""
    return f"# yaml-language-server: $schema={'../' * file.count('/')}generator/schema/{name}.schema.json"


@cache
def _form_of(name: SchemaName) -> _Form:
    schema = read_schema(name)
    return _derive_form(schema, schema)


def _derive_form(schema: Schema, node: Schema) -> _Form:
    node = resolve(schema, node)
    properties: dict[str, Schema] = node.get("properties", {})
    children = {key: _derive_form(schema, child) for key, child in properties.items()}
    item = _derive_form(schema, node["items"]) if "items" in node else None
    flat = all(not child.children and child.item is None for child in children.values())
    weight = sum(_FREE_TEXT.get(child.get("$ref", "").rpartition("/")[2], 0) for child in properties.values())
    return _Form(children, item, may_be_row=flat and weight <= 1)


def _emit_mapping(
    lines: list[str], data: Mapping[str, Any], form: _Form, indent: str, first: str | None = None
) -> None:
    """Add the keys of *data*; *first* is what stands before the first of them (the dash of a list item)."""
    order = {key: position for position, key in enumerate(form.children)}
    for key in sorted(data, key=lambda key: order.get(key, len(order))):
        lead = f"{indent if first is None else first}{emit_scalar(key)}:"
        _emit_value(lines, lead, data[key], form.children.get(key, _NO_FORM), indent)
        first = None


def _emit_value(lines: list[str], lead: str, value: Any, form: _Form, indent: str) -> None:
    """Add *value* after *lead*, its key; *indent* is the key's."""
    if isinstance(value, dict):
        row = _one_line(value, form)
        if not value or (form.may_be_row and row and _fits(f"{lead} {row}")):
            lines.append(f"{lead} {row}")
            return
        lines.append(lead)
        _emit_mapping(lines, value, form, indent + _STEP)
    elif isinstance(value, list):
        row = _one_line(value, form)
        # At the top level a list is what people add to: an item a line keeps changes readable.
        if not value or (indent and row and _fits(f"{lead} {row}")):
            lines.append(f"{lead} {row}")
            return
        lines.append(lead)
        for item in value:
            _emit_item(lines, item, form.item or _NO_FORM, indent + _STEP)
    else:
        _emit_scalar(lines, lead, value, indent + _STEP)


def _emit_item(lines: list[str], item: Any, form: _Form, indent: str) -> None:
    lead = f"{indent}-"
    if isinstance(item, dict):
        row = _one_line(item, form)
        # Braces around a single pair would save no line.
        if not item or (len(item) > 1 and form.may_be_row and row and _fits(f"{lead} {row}")):
            lines.append(f"{lead} {row}")
        else:
            _emit_mapping(lines, item, form, indent + _STEP, first=f"{lead} ")
    elif isinstance(item, list):
        lines.append(f"{lead} {_one_line(item, form)}")
    else:
        _emit_scalar(lines, lead, item, indent + _STEP)


def _emit_scalar(lines: list[str], lead: str, value: Any, indent: str) -> None:
    literal = emit_literal(value, indent) if isinstance(value, str) else None
    if literal is None:
        lines.append(f"{lead} {emit_scalar(value)}")
    else:
        lines.append(f"{lead} {literal[0]}")
        lines += literal[1:]


def _one_line(value: dict[str, Any] | list[Any], form: _Form) -> str | None:
    """*value* in braces or brackets; ``None`` where it holds more than single-line scalars."""
    values = value.values() if isinstance(value, dict) else value
    if any(isinstance(each, dict | list) or (isinstance(each, str) and "\n" in each) for each in values):
        return None
    if isinstance(value, list):
        return f"[{', '.join(emit_scalar(each, in_flow=True) for each in value)}]"
    order = {key: position for position, key in enumerate(form.children)}
    keys = sorted(value, key=lambda key: order.get(key, len(order)))
    return "{" + ", ".join(f"{key}: {emit_scalar(value[key], in_flow=True)}" for key in keys) + "}"


def _fits(line: str) -> bool:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line) <= MAX_WIDTH
