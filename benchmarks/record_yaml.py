"""Write a record as people write it: flat mappings on one line, long text as a block, quotes only where needed.

Gets plain data, gives YAML text. Only for the made records: the form of real ones is the business of
``brands fmt``.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

FIRST_LINE: Final = "# yaml-language-server: $schema=../../generator/schema/brand.schema.json"
_LONGEST_LINE: Final = 72
"""In characters; a Chinese one is two columns wide."""

_PLAIN: Final = re.compile(r"(?:[A-Za-z\u4e00-\u9fff“《](?:[^\s:#,\[\]{}'\"]|:(?=//))*|(?:19|20)\d\d(?:-\d\d){0,2})\Z")


def as_yaml(record: dict[str, Any]) -> str:
    """The file's text."""
    return "\n".join([FIRST_LINE, *_mapping(record, "")]) + "\n"


def _mapping(mapping: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, str) and "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" if line else "" for line in value.rstrip("\n").split("\n"))
        elif (short := _on_one_line(value)) is not None:
            yield f"{indent}{key}: {short}"
        elif isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        else:
            yield f"{indent}{key}:"
            for item in value:
                yield from _item(item, indent + "  ")


def _item(item: Any, indent: str) -> Iterator[str]:
    short = _on_one_line(item)
    if short is not None:
        yield f"{indent}- {short}"
        return
    first, *rest = _mapping(item, indent + "  ")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _on_one_line(value: Any) -> str | None:
    """*value* where it is short and holds no more than scalars."""
    if isinstance(value, list):
        if any(isinstance(each, dict) for each in value):
            return None
        return f"[{', '.join(_scalar(each) for each in value)}]"
    if not isinstance(value, dict):
        return _scalar(value)
    if any(isinstance(each, dict | list) or "\n" in str(each) for each in value.values()):
        return None
    line = "{" + ", ".join(f"{key}: {_scalar(each)}" for key, each in value.items()) + "}"
    return line if len(line) <= _LONGEST_LINE else None


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) and _PLAIN.match(value) else json.dumps(value, ensure_ascii=False)
