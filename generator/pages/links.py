"""The small values every page shares: links, counts, steps of the way back, pages of a list.

All addresses are site paths; the templates turn them into relative ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.catalog.facets import facet_url, worker_value
from generator.model.catalog import FacetKind
from generator.model.policy import Policy


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


class PoliciesById(Mapping[str, Policy]):
    """The policies by id; each is asked of the catalog, which notes who asks."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def __getitem__(self, policy_id: str) -> Policy:
        policy = self._catalog.policy(policy_id)
        if policy is None:
            raise KeyError(policy_id)
        return policy

    def __iter__(self) -> Iterator[str]:
        return (policy.id for policy in self._catalog.policies)

    def __len__(self) -> int:
        return len(self._catalog.policies)


class Surroundings:
    """What the page of one brand needs of the catalog around it."""

    def __init__(self, catalog: Catalog, *, listed: bool = True) -> None:
        """*listed*: whether the brand itself stands under all its facets, so that none of them can be without a page."""
        self.catalog = catalog
        self.policies = PoliciesById(catalog)
        self._listed = listed

    def url(self, kind: FacetKind, value: str | None) -> str | None:
        """The address of a facet page, if there is one for *value*; a worker title is told as it is written."""
        if not value:
            return None
        part = worker_value(value) if kind == "worker" else value
        return facet_url(kind, part) if self._listed or self.catalog.has_any(f"{kind}/{part}") else None


def criterion_url(policy_id: str, criterion_id: str) -> str:
    """Where a criterion stands on its document's page."""
    return f"policies/{policy_id}/#criterion-{criterion_id}"


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
