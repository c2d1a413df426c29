"""Brands and policies → the catalog: sorted, indexed, counted. The day is given; outputs ask it piece by piece."""

from collections.abc import Iterable, Sequence

from generator.catalog.entries import derive_entry, derive_profiles
from generator.catalog.querying import Catalog
from generator.catalog.shares import derive_share
from generator.catalog.shelves import PAGE_SIZE, LineEdit, Shelved, Shelves
from generator.criteria import Judge
from generator.ledger import Ledger
from generator.model.brand import Brand
from generator.model.policy import Policy

__all__ = [
    "PAGE_SIZE", "Catalog", "LineEdit", "Shelved", "Shelves", "derive_catalog", "derive_entry", "derive_profiles",
    "derive_share",
]  # fmt: skip


def derive_catalog(brands: Iterable[Brand], policies: Sequence[Policy], as_of: str) -> Catalog:
    """The catalog of *brands* on the day *as_of* (``YYYY-MM-DD``), in memory."""
    import msgspec  # noqa: PLC0415

    ledger = Ledger.create()
    judge = Judge(policies, as_of)
    shelved = []
    for brand in brands:
        ledger.execute(
            "INSERT INTO record VALUES (?, ?, ?, x'', x'', '')", (brand.path, brand.id, msgspec.msgpack.encode(brand))
        )
        shelved.append(Shelved(derive_share(derive_entry(brand, judge), policies, as_of), b"", {}))
    Shelves(ledger).fill(shelved)
    return Catalog(ledger, policies, as_of)
