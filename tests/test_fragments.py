"""Fragments: what many pages show alike is rendered once, and stands on each as its own template would write it."""

import shutil
from pathlib import Path

import pytest

from generator.pages.cards import card_fragment, derive_card
from generator.templating import TEMPLATES_DIR, BrokenTemplateError, Templates, place_fragment
from tests.brands import headcount, make_brand, make_catalog, recognition

PAGES = ["", "catalog/", "brands/a/", "catalog/page/2/", "policies/a/brands/2/", "catalog/division/42/page/2/"]
LISTING = """\
{% import "components/card.html.jinja" as cards %}
{% for card in shown %}
{{ cards.brand(card) }}
{% endfor %}
"""
BRANDS = [
    make_brand(),
    make_brand("a", summary="<b>虾</b> & “虾”一类的务工人员。", category="service", category_basis="inferred"),
    make_brand(
        "b",
        category="skill",
        industry="H62",
        headcount=[headcount(200000, bound="over")],
        recognitions=[recognition(date="2024-05")],
    ),
]


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    """The generator's templates and one that lists cards by calling the macro."""
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES_DIR, folder)
    (folder / "listing.html.jinja").write_text(LISTING, encoding="utf-8")
    return Templates(folder)


@pytest.mark.parametrize("depth", range(len(PAGES)))
def test_a_card_is_laid_into_any_page(templates: Templates, depth: int) -> None:
    """However deep a page lies, cards laid into it are what the macro writes there, byte for byte."""
    here, entries = PAGES[depth], make_catalog(*BRANDS).entries()
    listed = templates.render("listing.html.jinja", here, shown=[derive_card(entry) for entry in entries])
    laid = place_fragment("\n".join(card_fragment(entry, templates) for entry in entries), here)
    assert laid + "\n" == listed
    assert laid.count(f'href="{"../" * depth}brands/') == len(BRANDS)


def test_a_fragment_leaves_the_page_around_it_alone(templates: Templates) -> None:
    """Links of a page rendered after a fragment lead up from that page again."""
    [entry, *_] = make_catalog(*BRANDS).entries()
    card_fragment(entry, templates)
    page = templates.render("listing.html.jinja", "brands/a/", shown=[derive_card(entry)])
    assert f'href="../../{entry.url}"' in page
    assert "\x01" not in page


def test_a_fault_in_a_fragment_has_its_place(templates: Templates) -> None:
    """A macro that cannot say what it is given is told with its template and line."""
    with pytest.raises(BrokenTemplateError) as caught:
        templates.render_fragment("components/source.html.jinja", "mark", None)
    assert (caught.value.template, caught.value.line) == ("components/source.html.jinja", 5)
