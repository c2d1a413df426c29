"""Words that stand in the names of units beside what is theirs alone: kinds of body, trades, words of business.

Reads the committed table once; what a unit's key word is, is the caller's business.
"""

from dataclasses import dataclass
from functools import cache

from generator.reference.tables import read_rows


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The words by their kind."""

    bodies: frozenset[str]
    """At the end of a name: 有限公司, 协会, 合作社."""
    trades: frozenset[str]
    """家政, 石雕, 发展."""


@cache
def read_unit_words() -> UnitWords:
    """Read the table that comes with the package, once."""
    rows = read_rows("unit_words.tsv")
    bodies, trades = ({word for word, kind in rows if kind == wanted} for wanted in ("body", "trade"))
    return UnitWords(frozenset(bodies), frozenset(trades))
