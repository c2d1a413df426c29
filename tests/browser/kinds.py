"""The kinds of page the site has, and one page of each to look at: the longest, since most can be wrong with it."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

KINDS: Final = {
    "home": "index.html",
    "catalog": "catalog/index.html",
    "facet": "catalog/*/index.html",
    "brand": "brands/*/index.html",
    "figures": "figures/index.html",
    "figure": "figures/*/index.html",
    "policies": "policies/index.html",
    "compare": "policies/compare/index.html",
    "brands of a policy": "policies/*/brands/index.html",
    "policy": "policies/*/index.html",
    "statistics": "statistics/index.html",
    "notices": "notices/index.html",
    "contribute": "contribute/index.html",
    "record guide": "contribute/record/index.html",
    "program guide": "contribute/program/index.html",
    "deploy guide": "contribute/deploy/index.html",
    "publish guide": "contribute/publish/index.html",
    "speed": "contribute/speed/index.html",
    "rules": "contribute/rules/index.html",
    "fields": "contribute/fields/index.html",
    "todo": "contribute/todo/index.html",
    "todo of a province": "contribute/todo/*/index.html",
    "about": "about/index.html",
    "data": "data/index.html",
    "not found": "404.html",
}
"""Each kind with the form of its paths; the first that fits a path is its kind."""


def kind_of(path: str) -> str | None:
    """The kind of the page at *path* below the site."""
    return next((kind for kind, form in KINDS.items() if fnmatchcase(path, form)), None)


def longest(site: Path, kind: str) -> str:
    """The address of the longest page of a *kind*, relative to the front page."""
    files = {
        file.relative_to(site).as_posix(): file.stat().st_size for file in site.glob(KINDS[kind].replace("*", "**"))
    }
    paths = [path for path in files if kind_of(path) == kind]
    path = max(paths, key=lambda each: (files[each], each))
    return path.removesuffix("index.html")
