"""The small values every page shares: links, counts, steps of the way back, pages of a list.

All addresses are site paths; the templates turn them into relative ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from generator.model.catalog import Catalog, FacetKind, Profile
from generator.model.policy import Policy

PAGE_SIZE: Final = 120

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; without an address it is only a text."""

    text: str
    url: str | None = None
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one page of a long list stands among the others."""

    number: int
    total: int
    links: tuple[Link, ...]
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What pages of single brands need of the whole catalog, looked up instead of searched for."""

    catalog: Catalog
    facets: Mapping[tuple[FacetKind, str], str]
    """Addresses of facet pages, by value; those of worker titles by the title itself."""
    profiles: Mapping[str, tuple[Profile, ...]]
    """The exemplary figures of each brand."""
    policies: Mapping[str, Policy]

    def url(self, kind: FacetKind, value: str | None) -> str | None:
        """The address of a facet page, if there is one for *value*."""
        return self.facets.get((kind, value or ""))


def derive_surroundings(catalog: Catalog) -> Surroundings:
    """Index the catalog once for all brand pages."""
    profiles: dict[str, tuple[Profile, ...]] = {}
    for profile in catalog.profiles:
        profiles[profile.brand_id] = (*profiles.get(profile.brand_id, ()), profile)
    facets = {
        (kind, facet.label if kind == "worker" else facet.value): facet.url
        for kind, each in catalog.facets.items()
        for facet in each
    }
    return Surroundings(catalog, facets, profiles, {policy.id: policy for policy in catalog.policies})


def criterion_url(policy_id: str, criterion_id: str) -> str:
    """Where a criterion stands on its document's page."""
    return f"policies/{policy_id}/#criterion-{criterion_id}"


def split_pages(items: Sequence[Item]) -> tuple[Sequence[Item], ...]:
    """Cut a list into pages; an empty list is one empty page."""
    return tuple(items[start : start + PAGE_SIZE] for start in range(0, max(len(items), 1), PAGE_SIZE))


def page_url(base: str, number: int) -> str:
    """The address of page *number* of the list at *base*."""
    return base if number == 1 else f"{base}page/{number}/"


def derive_pager(base: str, number: int, total: int) -> Pager | None:
    """The pager of one page; none for a list that fits on one."""
    if total == 1:
        return None
    near = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    links: list[Link] = []
    for at, page in enumerate(near):
        if at and page - near[at - 1] > 1:
            links.append(Link("…"))
        links.append(Link(str(page), page_url(base, page), current=page == number))
    return Pager(
        number=number,
        total=total,
        links=tuple(links),
        previous=page_url(base, number - 1) if number > 1 else None,
        following=page_url(base, number + 1) if number < total else None,
    )
