"""What a release must keep before it may go live, apart from its links: its size and its main pages.

Gets a built tree and the live release, gives findings; each one keeps the old site up.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES

REQUIRED: Final = (
    "404.html",
    "about/index.html",
    "api/v1/brands.csv",
    "api/v1/brands.json",
    "api/v1/figures.json",
    "api/v1/openapi.json",
    "api/v1/policies.json",
    "catalog/index.html",
    "contribute/index.html",
    "data/index.html",
    "feed.xml",
    "figures/index.html",
    "index.html",
    "notices/index.html",
    "policies/index.html",
    "sitemap.xml",
    "statistics/index.html",
)
"""What every site has, whatever is in its records."""

_LEAST_TENTHS: Final = 9


def check_size(before: int, now: int, confirmed: int | None) -> Iterator[Diagnostic]:
    """There must not be suddenly far fewer brands, unless somebody said how many are meant to be left."""
    if now * 10 < before * _LEAST_TENTHS and confirmed != now:
        yield Diagnostic(Span("brands"), RULES["T405"], {"before": str(before), "now": str(now)})


def check_required(tree: Path) -> Iterator[Diagnostic]:
    """The main pages and data files must be there."""
    for path in REQUIRED:
        if not (tree / path).is_file():
            yield Diagnostic(Span(path), RULES["T406"], {"path": path})
