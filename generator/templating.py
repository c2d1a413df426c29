"""The Jinja environment: the one place where templates get their filters and globals.

Templates hold markup; what they show is prepared in Python. Undefined names fail instead of vanishing,
everything is escaped, and a template's fault comes out as a :class:`BrokenTemplateError` with its place.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup

from generator.schema_text import label, title
from generator.text import chinese_date, chinese_number, quantity

TEMPLATES_DIR: Final = Path(__file__).parent / "templates"


class BrokenTemplateError(Exception):
    """A template cannot be read or rendered: a maintainer's slip, told with template and line."""

    def __init__(self, template: str, line: int, detail: str) -> None:
        super().__init__(template, line, detail)  # whole, so that it gets through from another process
        self.template = template
        self.line = line
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.template}:{self.line}: {self.detail}"


@cache
def _markdown() -> MarkdownIt:
    """CommonMark with tables, without raw HTML and without pictures: stories are words."""
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable(["image"])


def markdown(text: str, heading_shift: int = 2) -> Markup:
    """Story text as HTML. Headings are moved down *heading_shift* ranks below the page's own."""
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(6, int(token.tag[1]) + heading_shift)}"
    # The renderer escapes all text and drops dangerous link schemes by itself.
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))  # noqa: S704


def relative_href(here: str, path: str) -> str:
    """The link from the page at *here* to the site path *path*, so that any sub-path and any host will do.

    >>> relative_href("brands/a/", "catalog/"), relative_href("", "catalog/"), relative_href("catalog/", "")
    ('../../catalog/', 'catalog/', '../')
    """
    up = "../" * here.count("/")
    return (up + path) or "./"


class Templates:
    """The generator's templates, compiled once."""

    def __init__(self, folder: Path = TEMPLATES_DIR) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            auto_reload=False,  # one build, one state of the templates
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.do"],
        )
        self._environment.filters |= {
            "number": chinese_number, "date": chinese_date, "quantity": quantity, "markdown": markdown,
        }  # fmt: skip
        self._here = ""
        globals_: dict[str, Any] = {"label": label, "title": title, "link": self._link}
        self._environment.globals |= globals_

    def render(self, template: str, here: str, **context: Any) -> str:
        """Render *template* for the page at *here*."""
        try:
            self._here = here
            return self._environment.get_template(template).render(here=here, **context)
        except jinja2.TemplateError as error:
            raise _fault(template, error) from error
        except (AttributeError, TypeError, ValueError, KeyError) as error:
            raise _fault(template, error) from error

    def compile_all(self) -> None:
        """Compile every template, so that a syntax slip shows before anything is rendered."""
        for name in self.names():
            try:
                self._environment.get_template(name)
            except jinja2.TemplateError as error:
                raise _fault(name, error) from error

    def _link(self, path: str) -> str:
        """*path* seen from the page being rendered; not from the context, so that imported macros may be kept."""
        return relative_href(self._here, path)

    def names(self) -> Iterable[str]:
        """The templates there are."""
        return self._environment.list_templates(filter_func=lambda name: name.endswith(".jinja"))


def _fault(template: str, error: Exception) -> BrokenTemplateError:
    """Where in which template *error* arose: the deepest frame that is a template's."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return BrokenTemplateError(error.name or template, error.lineno, error.message or "")
    if isinstance(error, jinja2.TemplateNotFound):
        return BrokenTemplateError(template, 1, f"找不到模板 {error}")
    line, name = 1, template
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".jinja"):
            name, line = re.sub(r".*/templates/", "", file), trace.tb_lineno
        trace = trace.tb_next
    return BrokenTemplateError(name, line, str(error))
