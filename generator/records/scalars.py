"""One value of a record as YAML text: plain where that reads back the same, else in double quotes or as a block.

Gets a scalar, gives text without the key before it. Knows no schema; never folds a line, because YAML would put
a space into a Chinese sentence there.
"""

import re
from decimal import Decimal
from typing import Final, TypeAlias

from generator.source.strict_yaml import INVISIBLE

Scalar: TypeAlias = str | int | float | bool

_SPECIAL_START: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=<~ \t")
_BREAKS_PLAIN: Final = re.compile(r": |:\Z|[ \t]#|\t")
_BREAKS_FLOW: Final = re.compile(r"[,\[\]{}]")
# Other programs still read YAML 1.1, where these are booleans.
_BOOLEAN_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
# All that any YAML may take for a number (0x1F, +1:20, 1_000, .5, 1e3); more than needed is quoted, never less.
_LIKE_NUMBER: Final = re.compile(r"[-+]?\.?[0-9][0-9a-fA-FxXoO_.:,+-]*\Z|[-+]?\.(?:inf|nan)\Z", re.IGNORECASE)
# Records write their dates plain; the strict reader keeps them as text.
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){1,2}\Z")
# Marks nobody can see, and what YAML takes for a line break: an escape shows them to the reviewer.
_UNSEEN: Final = re.compile(
    f"{INVISIBLE.pattern}|[\r\x85\u00ad\u061c\u180e\u2061-\u2065\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_ESCAPED: Final = re.compile(f'[\\\\"\n\t]|{_UNSEEN.pattern}')
_SHORT_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_STARTS_INDENTED: Final = re.compile(r"\n*[ \t]")


def emit_scalar(value: Scalar, *, in_flow: bool = False) -> str:
    """*value* on one line; *in_flow* inside ``{…}`` or ``[…]``, where commas and brackets end a plain text.

    >>> emit_scalar("餐饮: H62"), emit_scalar("429005"), emit_scalar("2024-05"), emit_scalar(61.93)
    ('"餐饮: H62"', '"429005"', '2024-05', '61.93')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, int):
        return str(value)
    return value if _is_plain(value, in_flow=in_flow) else _quote(value)


def emit_literal(text: str, indent: str) -> list[str] | None:
    """Text of several lines as a ``|`` block, header first; ``None`` where only quotes can hold it."""
    if "\n" not in text or not text.strip() or _UNSEEN.search(text):
        return None
    body = text.rstrip("\n")
    breaks = len(text) - len(body)
    header = "|" + ("2" if _STARTS_INDENTED.match(text) else "") + ("-" if not breaks else "+" if breaks > 1 else "")
    lines = [*body.split("\n"), *[""] * (breaks - 1)]
    return [header, *(indent + line if line else "" for line in lines)]


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether *text* without quotes reads back as itself."""
    if not text or text[0] in _SPECIAL_START or text != text.strip():
        return False
    if "\n" in text or _BREAKS_PLAIN.search(text) or _UNSEEN.search(text):
        return False
    if in_flow and _BREAKS_FLOW.search(text):
        return False
    return text.lower() not in _BOOLEAN_WORDS and (not _LIKE_NUMBER.match(text) or bool(_DATE.match(text)))


def _quote(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    return f"\\u{ord(character):04x}" if character <= "\uffff" else f"\\U{ord(character):08x}"
