"""Read the YAML that records are written in, line by line; whatever else YAML can say is left to the strict reader.

Gets a text, gives its data, or ``None`` where a line is not as simple as ``brands fmt`` writes it: no finding is ever
made here, and nothing is accepted that the strict reader refuses or reads otherwise (a property test holds both
together). Costs a quarter of strict reading.
"""

# Why no library: the readers in Rust with wheels for our Pythons (ryaml, py-yaml12, oryaml, fastyaml-rs) take as long
# as this one does, and each would need a second look at the text, because they accept anchors, tags, `0x1F`, `1e3`,
# `~` or a key given twice. yaml-rs is quicker, yet makes dates of texts; rapidyaml's tree costs more to walk than to read.

import re
from typing import Any, Final

from generator.source.scalars import settle_scalar
from generator.source.strict_yaml import INVISIBLE, MAX_DEPTH, Data

_STEP: Final = 2
_DEEPEST: Final = MAX_DEPTH - 1
"""How many containers may be open, so that braces or brackets in the innermost are not too deep."""
_UNUSUAL: Final = re.compile(f"{INVISIBLE.pattern.removesuffix(']')}\t\r\x85]")
_LINE: Final = re.compile(
    r"^( *)(- )?(?:([A-Za-z_]{1,80}):(?: |$))?"  # indent, dash, key
    r"(?:\|(-?)\n((?:\1(?(2)  )  .*\n|\n)+)|(.*)\n)",  # then a block of indented lines, or the rest of the line
    re.MULTILINE,
)
# In braces and brackets, where commas, brackets and, to older parsers, question marks may end a text.
_PLAIN: Final = (
    r"""(?:[^\x00-'*-.:-@\[-^`{-\x7f]|-(?=[0-9]))[^\n,\[\]{}:#?"']*(?::[0-9A-Za-z/][^\n,\[\]{}:#?"']*)*(?<! )"""
)
_ONE: Final = rf"({_PLAIN}|\"[^\"\\]*\")"
# Where nothing fits, the rest is taken whole: no line is worth a second look from each of its characters.
_PAIR: Final = re.compile(rf"([A-Za-z_]{{1,80}}): {_ONE}(?:, |}}\Z)|.+")
_ITEM: Final = re.compile(rf"{_ONE}(?:, |]\Z)|.+")
_PLAIN_STARTS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789(/_")
_NEGATIVE: Final = re.compile(r"-[0-9.]+\Z")


def parse_simple(text: str) -> dict[str, Any] | None:  # noqa: C901 - a call for each line would cost as much as the line
    """The data of *text*, a mapping; ``None`` where only the strict reader can tell what it says."""
    if " #" in text or " \n" in text or text[-1:] != "\n" or _UNUSUAL.search(text):
        return None
    holder: Any = {}
    holders = [holder]
    column = 0  # of `holder`, the innermost open container
    waiting = ""  # a key whose value begins on the next line
    for indent, dash, key, chomp, block, rest in _LINE.findall(text):
        if not key and not dash:
            if indent or block or rest[:1] not in {"", "#"}:
                return None
            continue
        kind: type[Any] = list if dash else dict
        if waiting or len(indent) != column:
            holder, column = _enter(holders, len(indent), kind, waiting), len(indent)
            waiting = ""
        value = (
            _parse_value(rest) if rest else _parse_block(block, chomp, column + len(dash) + _STEP) if block else None
        )
        if type(holder) is not kind or (value is None and (rest or block or not key)):
            return None
        if not key:
            holder.append(value)
            continue
        if dash:
            holder.append({})
            holder, column = holder[-1], column + _STEP
            holders.append(holder)
        if key in holder:
            return None
        if value is None:
            waiting = key
        else:
            holder[key] = value
    return holders[0] or None if not waiting else None


def _enter(holders: list[Any], column: int, kind: type, waiting: str) -> Any:
    """The container a line at *column* adds to: an open one, or a new one of *kind* below the key that is *waiting*."""
    level, odd = divmod(column, _STEP)
    if odd or level > len(holders) or (level == len(holders)) is not bool(waiting) or level >= _DEEPEST:
        return None
    if waiting:
        holder = holders[-1][waiting] = kind()
        holders.append(holder)
    else:
        del holders[level + 1 :]
    return holders[level]


def _parse_block(block: str, chomp: str, indent: int) -> str | None:
    """The text of a block after ``|`` or ``|-``; its first line alone tells how far it is indented."""
    if block[0] == "\n" or block[indent] == " ":
        return None
    body = ("\n" + block).replace("\n" + " " * indent, "\n").strip("\n")
    return body if chomp else body + "\n"


def _parse_value(written: str) -> Data:
    """The value on one line; ``None`` where it is not simple."""
    first = written[0]
    if first > "\x7f" or first in _PLAIN_STARTS:
        return None if ": " in written or written[-1] == ":" else settle_scalar(written)
    if first == "{":
        return _parse_row(written)
    if first == '"':
        is_whole = len(written) > 1 and written.find('"', 1) == len(written) - 1 and "\\" not in written
        return written[1:-1] if is_whole else None
    if first == "[":
        return _parse_list(written)
    return settle_scalar(written) if _NEGATIVE.match(written) else None


def _parse_row(written: str) -> dict[str, Any] | None:
    """A mapping in braces: names and single values."""
    pairs = _PAIR.findall(written, 1)
    row = {key: value[1:-1] if value[:1] == '"' else settle_scalar(value) for key, value in pairs}
    is_whole = written[-1] == "}" and sum(map(len, map("".join, pairs))) + 4 * len(pairs) == len(written)
    return row if is_whole and len(row) == len(pairs) and None not in row.values() else None


def _parse_list(written: str) -> list[Any] | None:
    """Single values in brackets."""
    items = _ITEM.findall(written, 1)
    values = [item[1:-1] if item[:1] == '"' else settle_scalar(item) for item in items]
    is_whole = written[-1] == "]" and sum(map(len, items)) + 2 * len(items) == len(written)
    return values if items and is_whole and None not in values else None
