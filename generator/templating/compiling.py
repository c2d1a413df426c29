"""How templates become Python code: Jinja's own compiler with its dearest habits left out.

The templates here have plain values with attributes, plain functions and strict undefined names, so that an
attribute is an attribute, a call is a call, and text is escaped without being wrapped. A page takes half the time
so; the text that comes out is the same. Renders nothing.
"""

from collections.abc import Callable, MutableMapping
from functools import partial
from keyword import iskeyword
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape


def escape_text(text: str) -> str:
    """*text* with its characters of markup as entities, those of MarkupSafe."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;").replace("'", "&#39;")
    )


def written(value: Any) -> str:
    """*value* as it stands in the page: text escaped, markup as it is."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return escape_text(value)
    return str(value) if kind is int else escape(value)


def macro(function: Callable[..., str], names: tuple[str, ...], takes_caller: bool) -> Callable[..., Markup]:  # noqa: FBT001
    """A macro as a plain function: *function* with its parameters by name, its text marked as markup."""

    def call(*values: Any, caller: Any = None, **named: Any) -> Markup:
        if len(values) < len(names):
            values += tuple(named.pop(name, missing) for name in names[len(values) :])
        if named:
            raise TypeError(f"no parameter is called {next(iter(named))!r}")
        return _as_markup(function(*values, caller) if takes_caller else function(*values))

    return call


_as_markup: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)
"""As ``Markup(text)``, which first asks whether the text has markup of its own to give."""


class _Compiler(CodeGenerator):
    """Writes what a template says in the plainest Python there is."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """``a.b``; Jinja would look for ``a["b"]`` too."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """``f(a)``; Jinja would first ask whether ``f`` wants the context, which nothing here does."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        """``a if b``; Jinja would make a value that fails to be anything but nothing."""
        if node.expr2 is None:
            node.expr2 = nodes.Const("")
        super().visit_CondExpr(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro is a function; Jinja's are objects that sort their arguments anew at each call."""
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
            return
        names = tuple(argument.name for argument in macro_ref.node.args)
        self.write(f"environment.macro(macro, {names!r}, {macro_ref.accesses_caller!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Text for the page; Jinja would wrap each piece as markup before joining them all."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class _Environment(jinja2.Environment):
    """Jinja's environment with this compiler."""

    code_generator_class = _Compiler
    written = staticmethod(written)
    macro = staticmethod(macro)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Globals as one dictionary; Jinja looks through two, for every import of every page."""
        return {**self.globals, **(d or {})}


def make_environment(loader: jinja2.BaseLoader) -> jinja2.Environment:
    """An environment for the templates *loader* gives; all globals must be there before the first of them."""
    return _Environment(
        loader=loader,
        autoescape=True,
        auto_reload=False,  # one build, one state of the templates
        cache_size=-1,  # all of them
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.do"],
    )
