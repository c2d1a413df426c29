"""The schemas as a source of words: titles of fields, labels of enumerated values, allowed keys.

Reads the two JSON Schemas once; everything that shows a field or a choice by its Chinese name asks here.
Judges nothing.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

SchemaName = Literal["brand", "policy"]
Schema: TypeAlias = dict[str, Any]

SCHEMA_DIR: Final = Path(__file__).parent / "schema"


@cache
def read_schema(name: SchemaName) -> Schema:
    """The schema of brands or of policies."""
    schema: Schema = json.loads((SCHEMA_DIR / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def resolve(schema: Schema, node: Schema) -> Schema:
    """*node* with its ``$ref`` followed; keys beside the reference win."""
    while "$ref" in node:
        target: Schema = schema["$defs"][node["$ref"].rpartition("/")[2]]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def field_at(name: SchemaName, path: tuple[str | int, ...]) -> Schema:
    """The definition of the value at *path*: keys of objects, numbers for list items; ``{}`` where there is none."""
    schema = read_schema(name)
    node = schema
    for part in path:
        node = resolve(schema, node)
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
    return resolve(schema, node)


@cache
def _field(dotted: str) -> Schema:
    """The definition behind ``recognitions.level``; ``policy:criteria.op`` for policies."""
    name, _, path = dotted.rpartition(":")
    schema_name: SchemaName = "policy" if name == "policy" else "brand"
    schema = read_schema(schema_name)
    node = schema
    for part in path.split("."):
        node = resolve(schema, node)
        node = resolve(schema, node["items"]) if "items" in node else node
        node = node["properties"][part]
    return resolve(schema, node)


@cache
def title(dotted: str) -> str:
    """The Chinese title of a field, e.g. of ``headcount.as_of``."""
    return str(_field(dotted).get("title", dotted.rpartition(".")[2]))


@cache
def label(dotted: str, value: str) -> str:
    """The Chinese label of an enumerated value, e.g. of ``category``, ``service``."""
    node = _field(dotted)
    labels = node.get("x-labels") or node.get("items", {}).get("x-labels") or {}
    return str(labels.get(value, value))


@cache
def labels(dotted: str) -> dict[str, str]:
    """All values of an enumeration with their labels, in the schema's order."""
    return dict(_field(dotted)["x-labels"])
