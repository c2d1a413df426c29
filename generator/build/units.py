"""The units a site is made of: each is rendered on its own and gives one file or a few.

Gets the catalog, gives the names of all units there should be; gets a name, gives its pages and files. A unit's name is
its kind and what tells it from others of the kind: ``brand/qianjiang-longxia-gong``, ``list/category/service/2``.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from generator import api, feeds, pages, search
from generator.catalog import Catalog
from generator.catalog.facets import FACET_KINDS
from generator.frame import Frame
from generator.life import standing_on
from generator.model.artifact import Artifact
from generator.model.catalog import FacetKind
from generator.model.page import Page
from generator.pictures import Studio
from generator.templating import Templates
from generator.trees import Tree

Made: TypeAlias = Page | Artifact

PAGED: Final = ("list/", "people/", "standing/")
_SINGLES: Final = (
    "home", "statistics", "notices", "policies", "worklist", "rulebook", "fieldbook", "search", "feed", "life-feed",
    "calendar", "brands-file", "brands-table", "figures-file", "policies-file", "specification", "schemas", "frame",
)  # fmt: skip


def list_units(catalog: Catalog, brand_ids: Iterable[str], pictured: Iterable[str]) -> Iterator[str]:
    """Every unit of the site: those of single brands first, in the order of *brand_ids*; *pictured* have photos."""
    yield from (f"brand/{brand_id}" for brand_id in brand_ids)
    yield from (f"photos/{brand_id}" for brand_id in pictured)
    for listing in ("catalog", "figures"):
        yield from units_of(listing, catalog.page_count(listing))
    for kind in (*FACET_KINDS, "standing", "todo"):
        for listing in catalog.listings(kind):
            yield from units_of(listing, catalog.page_count(listing))
    for policy in catalog.policies:
        yield f"policy/{policy.id}"
    if catalog.policies:
        yield "comparison"
    yield from _SINGLES


def units_of(listing: str, count: int) -> list[str]:
    """The units that show a list of *count* pages; none for a list no page shows."""
    kind = listing.partition("/")[0]
    if kind == "todo":
        return [listing]
    start = {"catalog": "list/catalog", "figures": "people", "standing": listing}.get(kind)
    if start is None and kind in FACET_KINDS:
        start = f"list/{listing}"
    return [f"{start}/{number}" for number in range(1, count + 1)] if start else []


class Press:
    """Everything a process needs to turn units into pages and files."""

    def __init__(self, tree: Tree, catalog: Catalog, frame: Frame, templates: Templates) -> None:
        self.catalog = catalog
        self.frame = frame
        self.templates = templates
        self.studio = Studio(tree)

    def make(self, unit: str) -> Iterator[Made]:
        """The pages and files of *unit*."""
        kind, _, rest = unit.partition("/")
        return _MAKERS[kind](self, rest)

    def stamp(self, page: Page) -> Artifact:
        """A page as the file it is."""
        head = self.templates.render("head.html.jinja", page.url, page=page, head=page.head, site=self.frame.site)
        shell = self.frame.shells[page.section, page.depth]
        return Artifact(f"{page.url}index.html", shell.stamp(head, page.body).encode())


def _brand(press: Press, brand_id: str) -> Iterator[Made]:
    catalog, site, templates = press.catalog, press.frame.site, press.templates
    entry = catalog.entry(brand_id)
    standing = standing_on(entry.brand, catalog.as_of)
    if standing == "notice":
        yield from pages.derive_waiting_pages(entry, templates)
        return
    yield pages.derive_brand_page(entry, catalog, site, templates, withdrawn=standing == "withdrawn")
    yield from pages.derive_moved_pages(entry, templates)
    yield from pages.derive_tombstones(entry, templates)
    if standing == "listed":
        yield api.derive_brand_file(entry, site)
        yield from pages.derive_profile_pages(entry, catalog, site, templates)


def _photos(press: Press, brand_id: str) -> Iterator[Made]:
    """The photos of a brand: drawing them anew takes longer than all its pages."""
    yield from press.studio.derive_photos(press.catalog.entry(brand_id))


def _list(press: Press, rest: str) -> Iterator[Made]:
    listing, _, number = rest.rpartition("/")
    facet = None
    if listing != "catalog":
        kind, _, value = listing.partition("/")
        facet = press.catalog.facet_of(_facet_kind(kind), value)
    yield pages.derive_list_page(press.catalog, facet, int(number), press.templates)


def _facet_kind(kind: str) -> FacetKind:
    return next(each for each in FACET_KINDS if each == kind)


def _people(press: Press, rest: str) -> Iterator[Made]:
    yield pages.derive_people_page(press.catalog, int(rest), press.templates)


def _standing(press: Press, rest: str) -> Iterator[Made]:
    policy_id, _, number = rest.partition("/")
    policy = press.catalog.policy(policy_id)
    assert policy is not None
    yield pages.derive_standings_page(policy, int(number), press.catalog, press.templates)


def _todo(press: Press, rest: str) -> Iterator[Made]:
    yield pages.derive_worklist_province(press.catalog, rest, press.frame.site, press.templates)


def _policy(press: Press, rest: str) -> Iterator[Made]:
    policy = press.catalog.policy(rest)
    assert policy is not None
    yield pages.derive_policy_page(policy, press.catalog, press.templates)


_SINGLE: Final[dict[str, Callable[[Press], Made]]] = {
    "home": lambda press: pages.derive_home(press.catalog, press.frame.site, press.templates),
    "statistics": lambda press: pages.derive_statistics(press.catalog, press.templates),
    "notices": lambda press: pages.derive_notices(press.catalog, press.templates),
    "policies": lambda press: pages.derive_policy_list(press.catalog, press.templates),
    "comparison": lambda press: pages.derive_comparison(press.catalog, press.templates),
    "worklist": lambda press: pages.derive_worklist(press.catalog, press.templates),
    "rulebook": lambda press: pages.derive_rulebook(press.templates),
    "fieldbook": lambda press: pages.derive_fieldbook(press.templates),
    "search": lambda press: search.derive_search(press.catalog),
    "feed": lambda press: feeds.derive_feed(press.catalog, press.frame.site),
    "life-feed": lambda press: feeds.derive_life_feed(press.catalog, press.frame.site),
    "calendar": lambda press: feeds.derive_calendar(press.catalog, press.frame.site),
    "brands-file": lambda press: api.derive_brands_file(press.catalog, press.frame.site),
    "brands-table": lambda press: api.derive_brands_csv(press.catalog, press.frame.site),
    "figures-file": lambda press: api.derive_figures_file(press.catalog, press.frame.site),
    "policies-file": lambda press: api.derive_policies_file(press.catalog, press.frame.site),
    "specification": lambda press: api.derive_specification(press.frame.site),
}


def _single(name: str) -> Callable[[Press, str], Iterator[Made]]:
    def make(press: Press, _: str) -> Iterator[Made]:
        yield _SINGLE[name](press)

    return make


def _schemas(_: Press, __: str) -> Iterator[Made]:
    yield from api.derive_schemas()


def _frame(press: Press, _: str) -> Iterator[Made]:
    for path, file in press.frame.files.items():
        yield Artifact(path, file.read_bytes())


_MAKERS: Final[dict[str, Callable[[Press, str], Iterator[Made]]]] = {
    "brand": _brand,
    "photos": _photos,
    "list": _list,
    "people": _people,
    "standing": _standing,
    "todo": _todo,
    "policy": _policy,
    "schemas": _schemas,
    "frame": _frame,
    **{name: _single(name) for name in _SINGLE},
}
