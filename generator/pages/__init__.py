"""Turn the catalog into the pages of the site.

Gets the catalog, the deployment and the templates, gives pages as values: address, head, body. One module a kind of
page, loaded when its first page is asked for; each prepares what its template says, so that templates hold markup
alone. Writes nothing, knows neither the frame around a page nor the clock.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from generator.pages.brand import derive_brand_page
    from generator.pages.catalog import derive_list_page
    from generator.pages.comparison import derive_comparison
    from generator.pages.fieldbook import derive_fieldbook
    from generator.pages.figures import derive_people_page, derive_profile_pages
    from generator.pages.fragments import derive_fragments
    from generator.pages.home import derive_home
    from generator.pages.moved import derive_moved_pages, derive_waiting_pages
    from generator.pages.notices import derive_notices
    from generator.pages.policies import derive_policy_list
    from generator.pages.policy import derive_policy_page
    from generator.pages.rulebook import derive_rulebook
    from generator.pages.standings import derive_standings_page
    from generator.pages.statistics import derive_statistics
    from generator.pages.tombstones import derive_tombstones
    from generator.pages.worklist import derive_worklist, derive_worklist_province

__all__ = [
    "derive_brand_page", "derive_comparison", "derive_fieldbook", "derive_fragments", "derive_home", "derive_list_page",
    "derive_moved_pages", "derive_notices", "derive_people_page", "derive_policy_list", "derive_policy_page",
    "derive_profile_pages", "derive_rulebook", "derive_standings_page", "derive_statistics", "derive_tombstones",
    "derive_waiting_pages", "derive_worklist", "derive_worklist_province",
]  # fmt: skip

_MODULES: Final = {
    "derive_brand_page": "brand",
    "derive_comparison": "comparison",
    "derive_fieldbook": "fieldbook",
    "derive_fragments": "fragments",
    "derive_home": "home",
    "derive_list_page": "catalog",
    "derive_moved_pages": "moved",
    "derive_notices": "notices",
    "derive_people_page": "figures",
    "derive_policy_list": "policies",
    "derive_policy_page": "policy",
    "derive_profile_pages": "figures",
    "derive_rulebook": "rulebook",
    "derive_standings_page": "standings",
    "derive_statistics": "statistics",
    "derive_tombstones": "tombstones",
    "derive_waiting_pages": "moved",
    "derive_worklist": "worklist",
    "derive_worklist_province": "worklist",
}


def __getattr__(name: str) -> Any:
    """Load the module of *name*: a build of one changed record needs few of them."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
