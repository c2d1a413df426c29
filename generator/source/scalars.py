"""What one plain scalar stands for: the only place that tells texts, numbers and booleans of a record apart.

Gets the scalar as it is written, gives its value, or ``None`` where YAML 1.2 would read something nobody meant.
Knows no line and no key. Both readers ask here, so that they cannot differ over a type.
"""

import re
from functools import lru_cache
from typing import Final, TypeAlias

Scalar: TypeAlias = str | int | float | bool

MAX_DIGITS: Final = 18
"""Longer integers do not fit what other programs read from our JSON; they stay text and fail the schema."""
_TYPED_STARTS: Final = frozenset("-+.~0123456789nNtTfF")
"""First characters of all that may be no text; whatever begins otherwise is one."""
_LONG: Final = 32
"""Nothing longer comes twice; kept, it would only take up memory."""
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_BOOLEANS: Final = {"true": True, "false": False}
# What YAML 1.2 reads as null, boolean or number, yet nobody writes on purpose in a record.
_ODD: Final = re.compile(
    r"(?:|~|[nN]ull|NULL|True|TRUE|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)\Z"
)


def settle_scalar(written: str) -> Scalar | None:
    """The value of a plain scalar; ``None`` where it is odd.

    >>> settle_scalar("42"), settle_scalar("2024-05"), settle_scalar("true"), settle_scalar("yes"), settle_scalar("0x1F")
    (42, '2024-05', True, 'yes', None)
    """
    if written and written[0] not in _TYPED_STARTS:
        return written
    if len(written) > _LONG:
        return None if _ODD.match(written) else written
    return _settle_short(written)


@lru_cache(maxsize=4096)
def _settle_short(written: str) -> Scalar | None:
    """The same where it may be anything; records say the same months, days and figures again and again."""
    if written in _BOOLEANS:
        return _BOOLEANS[written]
    if len(written) <= MAX_DIGITS:
        if _INTEGER.match(written):
            return int(written)
        if _FLOAT.match(written):
            return float(written)
    return None if _ODD.match(written) else written
