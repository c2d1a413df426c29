"""The frame of a site: what MkDocs and Material contribute, as plain values.

A *shell* is a whole page of the theme with two marks in it; stamping puts a page's head and body there, which
costs a join of strings instead of a render of the theme. The marks are comments the theme's ``main.html`` prints.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.model.page import Section
from generator.model.site import Site

HEAD_MARK: Final = "<!--brands:head-->"
BODY_MARK: Final = "<!--brands:body-->"
_DRAWER: Final = re.compile(r'\s*<input class="md-toggle"[^>]*>|\s*<label class="md-overlay"[^>]*></label>')

SHELLS: Final[tuple[tuple[Section, int], ...]] = (
    ("home", 0),
    ("catalog", 1), ("catalog", 3), ("catalog", 5),
    ("brands", 2),
    ("figures", 1), ("figures", 3),
    ("policies", 1), ("policies", 2), ("policies", 3), ("policies", 5),
    ("statistics", 1),
    ("notices", 1),
    ("contribute", 2), ("contribute", 3),
)  # fmt: skip
"""Every page shape of the site: the section it belongs to and how deep it lies."""


class FrameError(Exception):
    """The theme or the configuration cannot make a frame; the message is for a maintainer, in Chinese."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message, line)
        self.message = message
        self.line = line
        """Line of mkdocs.yml, where it is known."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A theme page cut at its two marks."""

    before: str
    between: str
    after: str

    def stamp(self, head: str, body: str) -> str:
        """The whole page around *head* and *body*."""
        return f"{self.before}{head}{self.between}{body}{self.after}"


def without_drawer(html: str) -> str:
    """A page without the check boxes of Material's drawer and search.

    This theme has neither and the boxes are not valid HTML, yet ``base.html`` prints them outside every block.
    """
    return _DRAWER.sub("", html)


def cut_shell(html: str) -> Shell:
    """Cut a rendered shell at its marks, each of which must stand there exactly once and in order."""
    before, *rest = html.split(HEAD_MARK)
    if len(rest) != 1 or rest[0].count(BODY_MARK) != 1:
        message = f"theme/main.html 里的标记 {HEAD_MARK} 和 {BODY_MARK} 应当各出现一次，先后不能颠倒"
        raise FrameError(message)
    between, after = rest[0].split(BODY_MARK)
    return Shell(before, between, after)


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a build needs of MkDocs: shells, the deployment's settings, and ready files to lay beside ours."""

    site: Site
    shells: Mapping[tuple[Section, int], Shell]
    files: Mapping[str, Path]
    """Site path → file on disk, for hand-written pages and the theme's assets."""
