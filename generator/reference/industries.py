"""Industries by GB/T 4754—2017: twenty sections (门类) and ninety-seven divisions (大类).

Gives names for codes such as ``H`` and ``H62``; judges no record and knows no finer classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator.reference.tables import read_rows

_SECTION_LENGTH: Final = 1


@dataclass(frozen=True, slots=True)
class Industry:
    """A section or a division of the classification."""

    code: str
    name: str
    section: str
    """Letter of the section it lies in; a section's own letter."""


class Industries:
    """All sections and divisions, by code."""

    def __init__(self, industries: tuple[Industry, ...]) -> None:
        self._by_code = {industry.code: industry for industry in industries}

    def __iter__(self) -> Iterator[Industry]:
        """Go through the sections, each followed by its divisions."""
        return iter(self._by_code.values())

    def get(self, code: str) -> Industry | None:
        """Find the section or division of *code*."""
        return self._by_code.get(code)

    def section_of(self, code: str) -> Industry | None:
        """Find the section in which *code* lies."""
        industry = self.get(code)
        return self.get(industry.section) if industry else None

    def sections(self) -> tuple[Industry, ...]:
        """List the sections in their order."""
        return tuple(industry for industry in self if len(industry.code) == _SECTION_LENGTH)

    def divisions(self, section: str) -> tuple[Industry, ...]:
        """List the divisions of one section in their order."""
        return tuple(one for one in self if one.section == section and len(one.code) > _SECTION_LENGTH)


@cache
def read_industries() -> Industries:
    """Read the table that comes with the package, once."""
    return Industries(tuple(Industry(code, name, code[:1]) for code, name in read_rows("industries.tsv")))
