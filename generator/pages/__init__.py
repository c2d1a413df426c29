"""Turn the catalog into the pages of the site.

Gets the catalog, the deployment and the templates, yields pages as values: address, head, body. One
module a kind of page; each prepares what its template says, so that templates hold markup alone. Writes
nothing, knows neither the frame around a page nor the clock.
"""

from collections.abc import Iterable, Iterator

from generator.model.catalog import Catalog, Entry
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.brand import derive_brand_page
from generator.pages.catalog import derive_catalog_pages
from generator.pages.comparison import derive_comparison
from generator.pages.fieldbook import derive_fieldbook
from generator.pages.figures import derive_figure_pages
from generator.pages.home import derive_home
from generator.pages.links import derive_surroundings
from generator.pages.moved import derive_moved_pages
from generator.pages.notices import derive_notices
from generator.pages.policies import derive_policy_list
from generator.pages.policy import derive_policy_page
from generator.pages.rulebook import derive_rulebook
from generator.pages.standings import derive_standings
from generator.pages.statistics import derive_statistics
from generator.pages.tombstones import derive_tombstones
from generator.pages.worklist import derive_worklist
from generator.templating import Templates


def derive_brand_pages(entries: Iterable[Entry], catalog: Catalog, site: Site, templates: Templates) -> Iterator[Page]:
    """The pages of *entries* alone, so that many brands can be shared out over processes."""
    around = derive_surroundings(catalog)
    for entry in entries:
        yield derive_brand_page(entry, around, site, templates)


def derive_pages(catalog: Catalog, site: Site, templates: Templates) -> Iterator[Page]:
    """Every generated page but those of listed brands, each address once."""
    yield derive_home(catalog, site, templates)
    yield from derive_catalog_pages(catalog, templates)
    around = derive_surroundings(catalog)
    for entry in catalog.withdrawn:
        yield derive_brand_page(entry, around, site, templates, withdrawn=True)
    yield from derive_figure_pages(catalog, site, templates)
    yield from _policy_pages(catalog, templates)
    yield derive_statistics(catalog, templates)
    yield derive_notices(catalog, templates)
    yield from derive_moved_pages(catalog, templates)
    yield from derive_tombstones(catalog, templates)
    yield from derive_worklist(catalog, site, templates)
    yield derive_rulebook(templates)
    yield derive_fieldbook(templates)


def _policy_pages(catalog: Catalog, templates: Templates) -> Iterator[Page]:
    """The list, then the documents and their thresholds side by side."""
    yield derive_policy_list(catalog, templates)
    if catalog.policies:
        yield derive_comparison(catalog, templates)
    for policy in catalog.policies:
        yield derive_policy_page(policy, catalog, templates)
        yield from derive_standings(policy, catalog, templates)
