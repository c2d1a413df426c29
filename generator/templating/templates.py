"""The generator's templates, rendered for a page or as fragments that any page can take in.

Gets names and prepared values, gives HTML text. Links are written as seen from the page being rendered, so that
the site works below any address.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from generator.schema_text import label, title
from generator.templating.compiling import make_environment
from generator.templating.faults import place_fault
from generator.templating.loading import Compiled, KeepingLoader
from generator.templating.prose import markdown
from generator.text import chinese_date, chinese_number, quantity

TEMPLATES_DIR: Final = Path(__file__).parent.parent / "templates"

_UP: Final = "\x01"
"""Stands in a fragment for the way up to the site's root; no record can hold it (Y002)."""

_FAULTS: Final = (jinja2.TemplateError, AttributeError, TypeError, ValueError, KeyError)


def relative_href(here: str, path: str) -> str:
    """The link from the page at *here* to the site path *path*, so that any sub-path and any host will do.

    >>> relative_href("brands/a/", "catalog/"), relative_href("", "catalog/"), relative_href("catalog/", "")
    ('../../catalog/', 'catalog/', '../')
    """
    return (_way_up(here) + path) or "./"


def place_fragment(fragment: str, here: str) -> Markup:
    """*fragment* (see :meth:`Templates.render_fragment`) as it stands on the page at *here*."""
    return Markup(fragment.replace(_UP, _way_up(here)))  # noqa: S704 - rendered by a template of ours


def _way_up(here: str) -> str:
    return "../" * here.count("/")


class Templates:
    """The templates below *folder*, compiled once; with *cache* the compiled code outlives the process."""

    def __init__(self, folder: Path = TEMPLATES_DIR, cache: Path | None = None) -> None:
        self._loader = KeepingLoader(folder, cache)
        self._environment = make_environment(self._loader)
        self._environment.filters |= {
            "number": chinese_number, "date": chinese_date, "quantity": quantity, "markdown": markdown,
        }  # fmt: skip
        self._up = ""
        self._rendered: set[str] = set()
        globals_: dict[str, Any] = {"label": label, "title": title, "link": self._link}
        self._environment.globals |= globals_

    @contextmanager
    def listening(self) -> Iterator[set[str]]:
        """Collect the names of the templates rendered inside."""
        outer, self._rendered = self._rendered, set()
        try:
            yield self._rendered
        finally:
            self._rendered = outer

    def render(self, template: str, here: str, **context: Any) -> str:
        """Render *template* for the page at *here*."""
        self._up = _way_up(here)
        self._rendered.add(template)
        try:
            return self._environment.get_template(template).render(here=here, **context)
        except _FAULTS as error:
            raise place_fault(template, error) from error

    def render_fragment(self, template: str, macro: str, *values: Any) -> str:
        """What *macro* of *template* says of *values*, for :func:`place_fragment` to lay into any number of pages.

        Every link in it must lead to a page below the root.
        """
        up, self._up = self._up, _UP
        self._rendered.add(template)
        try:
            return str(self._call(template, macro, values))
        except _FAULTS as error:
            raise place_fault(template, error) from error
        finally:
            self._up = up

    def _call(self, template: str, macro: str, values: tuple[Any, ...]) -> Any:
        function = getattr(self._environment.get_template(template).module, macro)
        try:
            return function(*values)
        except _FAULTS:
            self._environment.handle_exception()  # raises it again, with the template's lines instead of the code's

    def compile_all(self) -> None:
        """Compile every template, so that a syntax slip shows before anything is rendered."""
        for name in self.names():
            try:
                self._environment.get_template(name)
            except jinja2.TemplateError as error:
                raise place_fault(name, error) from error

    def closure(self, name: str) -> frozenset[str]:
        """The template *name* with all it includes, imports or extends, at any depth."""
        found: set[str] = set()
        waiting = [(name, name)]
        while waiting:
            each, named_by = waiting.pop()
            if each in found:
                continue
            found.add(each)
            for reference in self._compiled(each, named_by).references:
                waiting += ((other, each) for other in (self.names() if reference is None else [reference]))
        return frozenset(found)

    def digest(self, name: str) -> str:
        """A digest of the sources of the template *name* and of all it is made of: what it renders by."""
        lines = (f"{each} {self._compiled(each).digest}\n" for each in sorted(self.closure(name)))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def names(self) -> Iterable[str]:
        """The templates there are."""
        return self._environment.list_templates(filter_func=lambda name: name.endswith(".jinja"))

    def _compiled(self, name: str, named_by: str = "") -> Compiled:
        try:
            return self._loader.compiled(self._environment, name)
        except jinja2.TemplateError as error:
            raise place_fault(named_by or name, error) from error

    def _link(self, path: str) -> str:
        """*path* seen from the page being rendered; not from the context, so that imported macros may be kept."""
        return (self._up + path) or "./"
