"""The catalog (指导目录): every brand of one day with what was worked out about it, asked for piece by piece.

Reads a ledger whose shelves are filled and stay as they are; gives entries, lists, counts and neighbours in their final order. Notes what
was asked while somebody listens, so that each file of the site knows what it was made of. Changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

import msgspec
from msgspec.structs import replace

from generator.catalog.entries import derive_entry, derive_profiles
from generator.catalog.facets import order_facets
from generator.catalog.happenings import Happening
from generator.catalog.shelves import PAGE_SIZE, unpack_fragments
from generator.criteria import Judge
from generator.ledger import Ledger
from generator.model.brand import Brand
from generator.model.catalog import Entry, Facet, FacetKind, Profile
from generator.model.policy import Policy
from generator.reference import NATION, Rank, read_divisions

_BRAND: Final = msgspec.msgpack.Decoder(Brand)
_HAPPENING: Final = msgspec.msgpack.Decoder(Happening)
_ANY: Final = 1 << 40
_AT_HAND: Final = 1_000
"""So many fragments are kept: brands printed one after another show each other's cards."""


class Catalog:
    """Everything the outputs draw from."""

    def __init__(self, ledger: Ledger, policies: Sequence[Policy], as_of: str) -> None:
        self.ledger = ledger
        self.judge = Judge(policies, as_of)
        self._policies = tuple(sorted(policies, key=_policy_order))
        self._as_of = as_of
        self._needs: set[str] | None = None
        self._entries: dict[str, Entry] = {}
        self._ordered: dict[tuple[FacetKind, Rank | None], tuple[Facet, ...]] = {}
        self._fragments: dict[tuple[str, str], str | None] = {}

    @contextmanager
    def listening(self) -> Iterator[set[str]]:
        """Collect the keys of what is asked inside."""
        outer, self._needs = self._needs, set()
        try:
            yield self._needs
        finally:
            self._needs = outer

    def need(self, *keys: str) -> None:
        """Note that whoever is being made depends on *keys*."""
        if self._needs is not None:
            self._needs.update(keys)

    @property
    def as_of(self) -> str:
        """The day the catalog is of, ``YYYY-MM-DD``."""
        return self._as_of

    @property
    def policies(self) -> tuple[Policy, ...]:
        """All policies, the nation's first, then by division and date."""
        self.need("policies")
        return self._policies

    @property
    def has_policies(self) -> bool:
        """Whether the directory holds any policy at all."""
        self.need("policies/any")
        return bool(self._policies)

    def policy(self, policy_id: str | None) -> Policy | None:
        """One policy."""
        self.need(f"policy/{policy_id}")
        return next((policy for policy in self._policies if policy.id == policy_id), None)

    def policies_around(self, division: str) -> tuple[Policy, ...]:
        """The policies of a place and of all places around it, in force or not."""
        codes = {NATION, *(unit.code for unit in read_divisions().chain(division))}
        self.need(*(f"policies/{code}" for code in codes))
        return tuple(policy for policy in self._policies if policy.division in codes)

    def has(self, brand_id: str) -> bool:
        """Whether there is a listed brand of that id."""
        self.need(f"exists/{brand_id}", f"entry/{brand_id}")
        return self.ledger.one("SELECT 1 FROM near WHERE id = ?", brand_id) is not None

    def entry(self, brand_id: str) -> Entry:
        """The entry of a brand, listed or not."""
        self.need(f"entry/{brand_id}", f"near/{brand_id}")
        if brand_id not in self._entries:
            packed = self.ledger.one("SELECT brand FROM record WHERE id = ?", brand_id)
            others = self.ledger.one("SELECT others FROM near WHERE id = ?", brand_id) or ""
            self._entries[brand_id] = derive_entry(_BRAND.decode(packed), self.judge, tuple(others.split()))
        return self._entries[brand_id]

    def forget(self) -> None:
        """Let go of most of what was kept at hand."""
        self._entries.clear()
        if len(self._fragments) > _AT_HAND:
            self._fragments.clear()

    def size(self, listing: str = "catalog") -> int:
        """How many places a list has."""
        self.need(f"size/{listing}")
        return self.ledger.one("SELECT size FROM listing WHERE name = ?", listing) or 0

    def page_count(self, listing: str) -> int:
        """On how many pages a list is shown, at least one."""
        self.need(f"pages/{listing}")
        size = self.ledger.one("SELECT size FROM listing WHERE name = ?", listing) or 0
        return max(1, -(-size // PAGE_SIZE))

    def has_any(self, listing: str) -> bool:
        """Whether anything stands on a list."""
        self.need(f"has/{listing}")
        return self.ledger.one("SELECT 1 FROM listing WHERE name = ?", listing) is not None

    def listings(self, kind: str) -> list[str]:
        """The names of the lists of *kind* that have a place, in the order of their names."""
        self.need(f"values/{kind}")
        found = self.ledger.rows("SELECT name FROM listing WHERE name > ? AND name < ?", f"{kind}/", f"{kind}0")
        return sorted(name for (name,) in found)

    def facets(self, kind: FacetKind, rank: Rank | None = None) -> tuple[Facet, ...]:
        """The facets of *kind* with their counts; of divisions those of one *rank*."""
        self.need(f"sizes/{kind}")
        return self._facets(kind, rank)

    def facet_names(self, kind: FacetKind, rank: Rank | None = None) -> tuple[Facet, ...]:
        """The facets of *kind* for whoever does not show their counts; these are zero."""
        self.need(f"values/{kind}")
        return tuple(replace(each, count=0) for each in self._facets(kind, rank))

    def facet(self, kind: FacetKind, value: str) -> Facet:
        """One facet with its count."""
        return self._facet(kind, value, self.size(f"{kind}/{value}"))

    def facet_of(self, kind: FacetKind, value: str) -> Facet:
        """One facet for whoever does not show its count; this is zero."""
        return self._facet(kind, value, 0)

    def _facet(self, kind: FacetKind, value: str, size: int) -> Facet:
        [facet] = order_facets(kind, {value: size}, self._workers([value]) if kind == "worker" else {})
        return facet

    def below(self, division: str) -> tuple[Facet, ...]:
        """The facets of the places directly below *division*, with their counts."""
        codes = [unit.code for unit in read_divisions().children(division)]
        sizes = {code: size for code in codes if (size := self.size(f"division/{code}"))}
        return order_facets("division", sizes, {})

    def _facets(self, kind: FacetKind, rank: Rank | None) -> tuple[Facet, ...]:
        if (kind, rank) not in self._ordered:
            statement = "SELECT name, size FROM listing WHERE name > ? AND name < ?"
            found = self.ledger.rows(statement, f"{kind}/", f"{kind}0")
            sizes = {name.partition("/")[2]: size for name, size in found}
            facets = order_facets(kind, sizes, self._workers(sizes) if kind == "worker" else {})
            self._ordered[kind, rank] = tuple(each for each in facets if rank in {None, each.rank})
        return self._ordered[kind, rank]

    def _workers(self, values: Sequence[str] | Mapping[str, int]) -> dict[str, str]:
        wanted = set(values)
        return {value: title for value, title in self.ledger.rows("SELECT value, title FROM worker") if value in wanted}

    def ids(self, listing: str, start: int = 0, count: int = _ANY) -> tuple[str, ...]:
        """The brands at *count* places of a list from *start* on."""
        self.need(*self._keys(listing, start, count))
        statement = "SELECT id FROM member WHERE listing = ? ORDER BY place LIMIT ? OFFSET ?"
        return tuple(brand_id for (brand_id,) in self.ledger.rows(statement, listing, count, start))

    def fragments(
        self, kind: str, listing: str, start: int = 0, count: int = _ANY
    ) -> tuple[tuple[str, str | None], ...]:
        """Brands with their fragments of *kind*, at *count* places of a list from *start* on."""
        keys = self._keys(listing, start, count)
        self.need(*keys, *(f"{key}/{kind}" for key in keys))
        column = "card" if kind == "card" else "others"
        statement = (
            f"SELECT m.id, f.{column} FROM"  # noqa: S608 - one of two words of ours
            " (SELECT id, place FROM member WHERE listing = ? ORDER BY place LIMIT ? OFFSET ?) m"
            " LEFT JOIN fragment f ON f.id = m.id ORDER BY m.place"
        )
        found = self.ledger.rows(statement, listing, count, start)
        if kind == "card":
            return tuple(found)
        return tuple((brand_id, unpack_fragments(packed).get(kind) if packed else None) for brand_id, packed in found)

    def entries(self, listing: str = "catalog", start: int = 0, count: int = _ANY) -> tuple[Entry, ...]:
        """The entries at *count* places of a list from *start* on."""
        keys = self._keys(listing, start, count)
        self.need(*(f"{key}/entry" for key in keys))
        return tuple(self.entry(brand_id) for brand_id in self.ids(listing, start, count))

    def fragment(self, kind: str, brand_id: str) -> str | None:
        """One fragment of a brand, where it has been kept."""
        self.need(f"fragment/{kind}/{brand_id}")
        if (kind, brand_id) not in self._fragments:
            self._fragments[kind, brand_id] = self._read_fragment(kind, brand_id)
        return self._fragments[kind, brand_id]

    def _read_fragment(self, kind: str, brand_id: str) -> str | None:
        if kind == "card":
            card: str | None = self.ledger.one("SELECT card FROM fragment WHERE id = ?", brand_id)
            return card
        packed = self.ledger.one("SELECT others FROM fragment WHERE id = ?", brand_id)
        return unpack_fragments(packed).get(kind) if packed else None

    def people(self, start: int = 0, count: int = _ANY) -> tuple[tuple[str, str], ...]:
        """Brand and id of the exemplary figures at *count* places of their list from *start* on."""
        keys = self._keys("figures", start, count)
        self.need(*keys, *(f"{key}/person" for key in keys), *(f"{key}/figure" for key in keys))
        statement = "SELECT id, item FROM member WHERE listing = 'figures' ORDER BY place LIMIT ? OFFSET ?"
        return tuple((brand_id, item.decode()) for brand_id, item in self.ledger.rows(statement, count, start))

    def profile(self, brand_id: str, figure_id: str) -> Profile:
        """One exemplary figure."""
        return next(each for each in derive_profiles(self.entry(brand_id)) if each.figure.id == figure_id)

    def happenings(self, wanted: Callable[[Happening], bool], most: int) -> list[Happening]:
        """At most *most* notices and recognitions that are *wanted*, newest first."""
        self.need("list/happenings")
        found: list[Happening] = []
        for (item,) in self.ledger.rows("SELECT item FROM member WHERE listing = 'happenings' ORDER BY place"):
            happening = _HAPPENING.decode(item)
            if wanted(happening):
                found.append(happening)
            if len(found) == most:
                break
        return found

    def tally(self, key: str) -> int:
        """One count."""
        self.need(f"tally/{key}")
        return self.ledger.one("SELECT count FROM tally WHERE key = ?", key) or 0

    def tallies(self, start: str) -> dict[str, int]:
        """The counts whose key is *start* and more: by the rest of the key."""
        self.need(f"tally/{start}")
        statement = "SELECT key, count FROM tally WHERE key > ? AND key < ?"
        return {key[len(start) + 1 :]: count for key, count in self.ledger.rows(statement, f"{start}/", f"{start}0")}

    @staticmethod
    def _keys(listing: str, start: int, count: int) -> tuple[str, ...]:
        """What a reader of a part of a list depends on: one page of it, or all of it."""
        if start % PAGE_SIZE == 0 and count == PAGE_SIZE:
            return (f"page/{listing}/{start // PAGE_SIZE}",)
        return (f"list/{listing}",)


def _policy_order(policy: Policy) -> tuple[bool, str, str]:
    """The nation's first, then by division and date."""
    return policy.division != "000000", policy.division, policy.issued or ""
