"""The pieces of pages that stand for one brand in lists: its card, its people, its line in the work list.

Gets entries, gives fragments by kind for the catalog to keep; gets a list of the catalog, gives its fragments laid out
for one page. Each is rendered once for however many lists it stands on.
"""

from collections.abc import Iterable

from markupsafe import Markup

from generator.catalog import PAGE_SIZE, Catalog, derive_profiles
from generator.model.catalog import Entry
from generator.model.site import Site
from generator.pages.cards import card_fragment, derive_person
from generator.pages.worklist import task_fragment
from generator.templating import Templates, place_fragment


def derive_fragments(entry: Entry, site: Site, templates: Templates) -> dict[str, str]:
    """The fragments of *entry*: ``card``, ``task``, and ``person/<figure>`` for each of its figures."""
    people = _people(entry, templates)
    return {"card": card_fragment(entry, templates), "task": task_fragment(entry, site, templates), **people}


def _people(entry: Entry, templates: Templates) -> dict[str, str]:
    return {
        f"person/{profile.figure.id}": templates.render_fragment(
            "components/card.html.jinja", "person", derive_person(profile, entry), 2
        )
        for profile in derive_profiles(entry)
    }


def lay_cards(catalog: Catalog, listing: str, number: int, templates: Templates, here: str) -> Markup:
    """The cards of page *number* of a list, as items of ``ul.cards``."""
    shown = catalog.fragments("card", listing, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    return _lay((_kept_card(catalog, brand_id, text, templates) for brand_id, text in shown), here)


def lay_card(catalog: Catalog, brand_id: str, templates: Templates, here: str) -> Markup:
    """The card of one brand."""
    return _lay([_kept_card(catalog, brand_id, catalog.fragment("card", brand_id), templates)], here)


def lay_people(catalog: Catalog, number: int, templates: Templates, here: str) -> Markup:
    """The people of page *number* of their list, as items of ``ul.people``."""
    shown = catalog.people((number - 1) * PAGE_SIZE, PAGE_SIZE)
    return _lay((_kept_person(catalog, *each, templates) for each in shown), here)


def _kept_person(catalog: Catalog, brand_id: str, figure_id: str, templates: Templates) -> str:
    kind = f"person/{figure_id}"
    kept = catalog.fragment(kind, brand_id)
    return _people(catalog.entry(brand_id), templates)[kind] if kept is None else kept


def _kept_card(catalog: Catalog, brand_id: str, text: str | None, templates: Templates) -> str:
    return card_fragment(catalog.entry(brand_id), templates) if text is None else text


def _lay(fragments: Iterable[str], here: str) -> Markup:
    return place_fragment("\n".join(fragments), here)
