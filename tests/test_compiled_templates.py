"""Compiled templates: plainer code that says the same, kept between runs, never trusted when damaged."""

from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.templating import BrokenTemplateError, Templates
from generator.templating.compiling import written

NAMES = ("a.html.jinja", "parts/b.html.jinja", "parts/c.html.jinja", "d.html.jinja")
SOURCES = (
    '{% import "parts/b.html.jinja" as parts %}{{ parts.say(text) }}',
    '{% import "parts/c.html.jinja" as inner %}{% macro say(text) %}<p>{{ inner.mark(text) }}</p>{% endmacro %}',
    "{% macro mark(text) %}<i>{{ text }}</i>{% endmacro %}",
    "{{ text }}",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four templates: a imports b, which imports c; d stands alone."""
    folder = tmp_path / "templates"
    (folder / "parts").mkdir(parents=True)
    for name, source in zip(NAMES, SOURCES, strict=True):
        (folder / name).write_text(source, encoding="utf-8")
    return folder


def render(folder: Path, source: str, **context: object) -> str:
    """What the template *source* says of *context*."""
    (folder / "x.html.jinja").write_text(source, encoding="utf-8")
    return Templates(folder).render("x.html.jinja", "", **context)


@given(
    st.text() | st.text("&<>\"'虾") | st.integers() | st.floats() | st.none() | st.booleans() | st.text().map(Markup)
)
def test_values_are_written_as_markupsafe_writes_them(value: object) -> None:
    """Whatever a value is, it stands in the page as Jinja itself would put it there."""
    assert str(written(value)) == str(escape(value))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ 'a' if text == '虾' }}|{{ 'a' if text != '虾' }}", "a|"),
        ("{% macro m(a, b='二') %}{{ a }}{{ b }}{% endmacro %}{{ m('一') }}{{ m('一', b='三') }}{{ m(b='三', a='<') }}", "一二一三&lt;三"),
        ("{% macro m(t) %}<{{ t }}>{{ caller() }}{% endmacro %}{% call m('p') %}{{ text }}{% endcall %}", "<p>虾"),
        ("{% macro m(t) %}{{ caller('<') }}{% endmacro %}{% call(each) m('p') %}{{ each }}{% endcall %}", "&lt;"),
        ("{% macro m() %}{{ kwargs['class'] }}{{ varargs[0] }}{% endmacro %}{{ m(1, class='c') }}", "c1"),
        ("{% for each in [1, 2] %}{{ loop.index }}{{ '、' if not loop.last }}{% endfor %}", "1、2"),
        ("{{ ['<', '>'] | join('&') }}{{ ('<' ~ '>') }}", "&lt;&amp;&gt;&lt;&gt;"),
    ],
    ids=["if-without-else", "parameters", "call", "call-with-value", "any-arguments", "loop", "joined"],
)  # fmt: skip
def test_templates_say_what_jinja_says(folder: Path, source: str, said: str) -> None:
    """Plainer code gives the text of Jinja's own."""
    html = render(folder, source, text="虾")
    assert html == said
    assert html == jinja2.Environment(autoescape=True).from_string(source).render(text="虾")


@pytest.mark.parametrize(
    "source",
    ["{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "{% macro m(a) %}{% endmacro %}{{ m(b=1) }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
     "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}", "{{ nothing() }}"],
    ids=["too-many", "unknown", "too-few", "no-caller", "no-function"],
)  # fmt: skip
def test_a_wrong_call_is_a_fault(folder: Path, source: str) -> None:
    """A macro called in a way it does not know fails with its place, and says nothing in silence."""
    with pytest.raises(BrokenTemplateError) as caught:
        render(folder, source)
    assert (caught.value.template, caught.value.line) == ("x.html.jinja", 1)


def test_compiled_code_is_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a cache a second run compiles nothing and says the same; a changed template is compiled again."""
    kept = tmp_path / "cache"
    first = Templates(folder, kept)
    first.compile_all()
    said = first.render("a.html.jinja", "", text="<虾>")
    monkeypatch.setattr(jinja2.Environment, "compile", _refuse)

    assert Templates(folder, kept).render("a.html.jinja", "", text="<虾>") == said

    (folder / "d.html.jinja").write_text("new {{ text }}", encoding="utf-8")
    with pytest.raises(AssertionError, match="compiled"):
        Templates(folder, kept).render("d.html.jinja", "", text="虾")


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("compiled")


@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "swapped"])
def test_a_damaged_cache_is_ignored_and_written_anew(folder: Path, tmp_path: Path, damage: str) -> None:
    """A kept file that is not whole, or another template's, is not looked into; the run mends it."""
    kept = tmp_path / "cache"
    Templates(folder, kept).compile_all()
    whole = {path: path.read_bytes() for path in sorted(kept.iterdir())}
    others = dict(zip(whole, reversed(whole.values()), strict=True))
    for path, content in whole.items():
        flipped = content[:100] + bytes([content[100] ^ 1]) + content[101:]
        path.write_bytes({"empty": b"", "short": content[:-9], "flipped": flipped, "swapped": others[path]}[damage])
    templates = Templates(folder, kept)
    templates.compile_all()

    assert templates.render("a.html.jinja", "", text="虾") == "<p><i>虾</i></p>"
    assert {path: path.read_bytes() for path in sorted(kept.iterdir())} == whole


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    """Where nothing can be kept, templates are compiled each time, and that is all."""
    (tmp_path / "cache").write_text("a file in the way", encoding="utf-8")
    assert Templates(folder, tmp_path / "cache").render("d.html.jinja", "", text="虾") == "虾"


def test_what_a_template_is_made_of(folder: Path) -> None:
    """The closure of a template is itself and all it imports, includes or extends, at any depth."""
    (folder / "e.html.jinja").write_text(
        "{% extends 'f.html.jinja' %}{% block x %}{% include 'd.html.jinja' %}{% endblock %}", encoding="utf-8"
    )
    (folder / "f.html.jinja").write_text(
        "{% block x %}{% endblock %}{% from 'parts/c.html.jinja' import mark %}", encoding="utf-8"
    )
    templates = Templates(folder)
    assert templates.closure("d.html.jinja") == {"d.html.jinja"}
    assert templates.closure("a.html.jinja") == set(NAMES[:3])
    assert templates.closure("e.html.jinja") == {"e.html.jinja", "f.html.jinja", "d.html.jinja", "parts/c.html.jinja"}


def test_a_name_known_only_when_rendered_may_be_any_template(folder: Path) -> None:
    """A template that chooses what to include depends on all there are."""
    (folder / "e.html.jinja").write_text("{% include text %}", encoding="utf-8")
    assert Templates(folder).closure("e.html.jinja") == {*NAMES, "e.html.jinja"}


def test_a_missing_part_is_a_fault(folder: Path) -> None:
    """What a template is made of cannot be told while a part of it is missing."""
    (folder / "e.html.jinja").write_text("{% include 'no.html.jinja' %}", encoding="utf-8")
    with pytest.raises(BrokenTemplateError, match=r"no\.html\.jinja"):
        Templates(folder).digest("e.html.jinja")


def test_a_digest_follows_what_a_template_is_made_of(folder: Path, tmp_path: Path) -> None:
    """A change in a part changes the digests of all that is made of it and of nothing else, with a cache or without."""
    before = digests(Templates(folder))
    assert digests(Templates(folder, tmp_path / "cache")) == before

    (folder / "parts/c.html.jinja").write_text(
        "{% macro mark(text) %}<b>{{ text }}</b>{% endmacro %}", encoding="utf-8"
    )
    after = digests(Templates(folder))

    assert {name for name in NAMES if before[name] != after[name]} == set(NAMES[:3])
    assert digests(Templates(folder, tmp_path / "cache")) == after


def digests(templates: Templates) -> dict[str, str]:
    """The digest of each template."""
    return {name: templates.digest(name) for name in NAMES}
