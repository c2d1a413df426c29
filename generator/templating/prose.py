"""Story text as HTML: CommonMark with tables, without raw HTML and without pictures.

Gets Markdown, gives markup. Most stories are plain Chinese prose, for which the parser is not even loaded.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_WORD: Final = "[一-鿿，。、；：？！“”‘’《》（）…—A-Za-z0-9%.·]"
_LINE: Final = f"(?:[一-鿿“《（]|[0-9]+(?![0-9.])){_WORD}*(?: {_WORD}+)*"


def markdown(text: str, heading_shift: int = 2) -> Markup:
    """Story text as HTML. Headings are moved down *heading_shift* ranks below the page's own."""
    return Markup(_paragraphs(text) if is_plain(text) else parse_markdown(text, heading_shift))  # noqa: S704


def is_plain(text: str) -> bool:
    """Whether *text* is lines of words alone, with nothing Markdown could take for more."""
    return _plain().fullmatch(text) is not None


@cache
def _plain() -> re.Pattern[str]:
    """Lines that begin with a Chinese character or a number and hold nothing Markdown could take for more than text."""
    return re.compile(rf"{_LINE}(?:\n+{_LINE})*\n*")


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in re.split(r"\n{2,}", text.rstrip("\n")))


def parse_markdown(text: str, heading_shift: int = 2) -> str:
    """*text* as the parser takes it."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(6, int(token.tag[1]) + heading_shift)}"
    # The renderer escapes all text and drops dangerous link schemes by itself.
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return html


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - importing it takes longer than rendering a page

    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable(["image"])
