"""A template's fault with its place: what a maintainer reads instead of a traceback.

Gets what Jinja or a template's code raised, gives one exception with template, line and detail.
"""

import re

import jinja2


class BrokenTemplateError(Exception):
    """A template cannot be read or rendered: a maintainer's slip, told with template and line."""

    def __init__(self, template: str, line: int, detail: str) -> None:
        super().__init__(template, line, detail)  # whole, so that it gets through from another process
        self.template = template
        self.line = line
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.template}:{self.line}: {self.detail}"


def place_fault(template: str, error: Exception) -> BrokenTemplateError:
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
