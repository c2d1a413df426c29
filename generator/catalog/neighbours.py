"""Keep the neighbours of every brand in the ledger: of all at once, or of those a changed brand lies near.

Gets shares, asks the buckets they lie in; collects the keys of the brands whose neighbours are others now. How near is
near is :mod:`generator.catalog.near`'s to say.
"""

from collections.abc import Iterable, Mapping

from generator.catalog.near import REACH, Bucket, nearest
from generator.catalog.shares import Share, find_share
from generator.ledger import Ledger


class Neighbourhood:
    """The neighbours in one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.changed: set[str] = set()
        """Keys of the brands whose neighbours are others now."""

    def renew(self, old: Share | None, new: Share | None) -> None:
        """Find the neighbours anew of the brand and of all that lie near it in a bucket it came into or went out of."""
        before = {key for key, _ in old.buckets} if old else set()
        after = {key for key, _ in new.buckets} if new else set()
        if old and new and before == after and old.order == new.order:
            return
        touched: set[str] = set()
        for share, keys in ((old, before), (new, after)):
            for key in keys if share else ():
                assert share is not None
                for side in self._beside(key, share.order):
                    touched.update(side)
        if old and not new:
            self.ledger.execute("DELETE FROM near WHERE id = ?", (old.id,))
            self.changed.add(f"near/{old.id}")
            touched.discard(old.id)
        if new:
            touched.add(new.id)
        for brand_id in sorted(touched):
            self._find_near(brand_id)

    def _find_near(self, brand_id: str) -> None:
        share, _ = find_share(self.ledger, brand_id)
        if share is None or not share.buckets:
            self.ledger.execute("DELETE FROM near WHERE id = ?", (brand_id,))
            self.changed.add(f"near/{brand_id}")
            return
        order = share.order
        others = " ".join(nearest(share.buckets, lambda key: self._beside(key, order)))
        if self.ledger.one("SELECT others FROM near WHERE id = ?", brand_id) != others:
            self.ledger.execute("INSERT OR REPLACE INTO near VALUES (?, ?)", (brand_id, others))
            self.changed.add(f"near/{brand_id}")

    def _beside(self, key: str, order: str) -> tuple[list[str], list[str]]:
        before = "SELECT id FROM member WHERE listing = ? AND place < ? ORDER BY place DESC LIMIT ?"
        after = "SELECT id FROM member WHERE listing = ? AND place > ? ORDER BY place LIMIT ?"
        sides = (self.ledger.rows(statement, key, order, REACH) for statement in (before, after))
        one, other = ([brand_id for (brand_id,) in side] for side in sides)
        return one, other


def find_all_near(
    buckets: Mapping[str, list[tuple[str, str]]], own: Mapping[str, tuple[Bucket, ...]]
) -> Iterable[tuple[str, str]]:
    """The neighbours of every brand, all buckets at hand."""
    ids: dict[str, list[str]] = {}
    at: dict[tuple[str, str], int] = {}
    for key, members in buckets.items():
        members.sort()
        ids[key] = [brand_id for _, brand_id in members]
        at.update(((key, brand_id), index) for index, brand_id in enumerate(ids[key]))
    for brand_id, keys in own.items():

        def beside(key: str, brand_id: str = brand_id) -> tuple[list[str], list[str]]:
            index = at[key, brand_id]
            return ids[key][max(0, index - REACH) : index][::-1], ids[key][index + 1 : index + 1 + REACH]

        yield brand_id, " ".join(nearest(keys, beside))
