"""Put brands' shares into the ledger and take them out again, and say what that changes for whoever reads them.

Gets shares with their fragments; keeps lists, counts and neighbours as the sum of all shares, and collects the keys of
what is different now: the same keys that reading through the catalog needs. Decides nothing about pages.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Final

import msgspec

from generator.catalog.neighbours import Neighbourhood, find_all_near
from generator.catalog.shares import Member, Share, find_share
from generator.ledger import Ledger

if TYPE_CHECKING:
    from generator.catalog.near import Bucket

PAGE_SIZE: Final = 120
"""Brands on one page of a list."""

_ENCODER: Final = msgspec.msgpack.Encoder()
_FRAGMENTS: Final = msgspec.msgpack.Decoder(dict[str, str])
_INSERT_MEMBER: Final = "INSERT INTO member VALUES (?, ?, ?, ?)"
_BATCH: Final = 500
AT_ONCE: Final = 60_000
"""Rows that are sorted and put in together: more would be no quicker, and take memory."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """One brand ready for the shelves."""

    share: Share
    digest: bytes
    """Of all that its entry is made of."""
    fragments: Mapping[str, str]
    """Pieces of pages and files that stand for the brand in lists, by kind."""


@dataclass(frozen=True, slots=True)
class LineEdit:
    """How the fragments of one brand change in files that hold one of all listed brands, in the catalog's order."""

    old: Mapping[str, str]
    """By kind; empty where the brand was not listed."""
    new: Mapping[str, str]
    moved: bool = False
    """Whether it stands elsewhere now, or stands there only now."""
    previous: Mapping[str, str] | None = None
    """Of a moved one, the fragments of the brand before it; none where it is the first."""


class Shelves:
    """The brands of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._neighbours = Neighbourhood(ledger)
        self.changed = self._neighbours.changed
        """Keys of what reads differently now."""
        self.edits: list[LineEdit] = []
        """What changed in the lines of all brands, one step after the other."""

    def fill(self, brands: Iterable[Shelved]) -> None:
        """Put *brands* on empty shelves, all at once; nobody has read them yet, so nothing is said to change."""
        tallies: Counter[str] = Counter()
        buckets: dict[str, list[tuple[str, str]]] = defaultdict(list)
        own: dict[str, tuple[Bucket, ...]] = {}
        members: list[tuple[str, str, str, bytes]] = []
        for batch in _in_batches(brands):
            for brand in batch:
                share = brand.share
                members += _members_of(share)
                tallies.update(share.tallies)
                if share.buckets:
                    own[share.id] = share.buckets
                    for key, _ in share.buckets:
                        buckets[key].append((share.order, share.id))
            self._insert(batch)
            if len(members) > AT_ONCE:
                self._insert_members(members)
        self._insert_members(members)
        self.ledger.write("INSERT INTO tally VALUES (?, ?)", tallies.items())
        self.ledger.execute(
            "INSERT INTO listing SELECT listing, count(*) FROM member WHERE listing NOT GLOB 'near/*' GROUP BY listing"
        )
        self.ledger.write("INSERT INTO near VALUES (?, ?)", find_all_near(buckets, own))

    def _insert_members(self, members: list[tuple[str, str, str, bytes]]) -> None:
        """Put in *members*, in the order of the table, which is many times quicker; none is left over."""
        members.sort()
        self.ledger.write(_INSERT_MEMBER, members)
        members.clear()

    def put(self, brand: Shelved) -> None:
        """Put one brand on the shelves, or in the place of what was there of it."""
        new, digest = brand.share, brand.digest
        old, old_digest = find_share(self.ledger, new.id)
        fragments = self._fragments(new.id)
        if old is None:
            self.changed.add(f"exists/{new.id}")
        elif old_digest != digest:
            self.changed.add(f"entry/{new.id}")
        every = fragments.keys() | brand.fragments.keys()
        differing = [kind for kind in every if fragments.get(kind) != brand.fragments.get(kind)]
        self.changed |= {f"fragment/{kind}/{new.id}" for kind in differing}
        self._swap(old, new)
        # Only what kept its place has to be told by content: where places changed, the pages read anew anyway.
        kinds = [*differing, *(("entry",) if old_digest != digest else ())]
        if old is not None and kinds:
            self._announce_contents(set(old.members) & set(new.members), kinds)
        self._delete(old)
        self._insert([brand])
        self.ledger.write(_INSERT_MEMBER, _members_of(new))
        self._note_edit(old, fragments, new, brand.fragments)
        self._neighbours.renew(old, new)

    def take(self, brand_id: str) -> None:
        """Take one brand off the shelves."""
        old, _ = find_share(self.ledger, brand_id)
        if old is None:
            return
        fragments = self._fragments(brand_id)
        self.changed |= {f"entry/{brand_id}", f"exists/{brand_id}"}
        self.changed |= {f"fragment/{kind}/{brand_id}" for kind in fragments}
        self._swap(old, None)
        self._delete(old)
        self._note_edit(old, fragments, None, {})
        self._neighbours.renew(old, None)

    def _note_edit(
        self, old: Share | None, old_lines: Mapping[str, str], new: Share | None, new_lines: Mapping[str, str]
    ) -> None:
        """Note what changes in files of all listed brands."""
        was_listed, is_listed = (share is not None and share.standing == "listed" for share in (old, new))
        if not was_listed and not is_listed:
            return
        moved = old is None or new is None or old.order != new.order or was_listed != is_listed
        previous = None
        if moved and is_listed and new is not None:
            statement = "SELECT id FROM member WHERE listing = 'catalog' AND place < ? ORDER BY place DESC LIMIT 1"
            before = self.ledger.one(statement, new.order)
            previous = self._fragments(before) if before else None
        self.edits.append(LineEdit(old_lines if was_listed else {}, new_lines if is_listed else {}, moved, previous))

    def _fragments(self, brand_id: str) -> dict[str, str]:
        for card, others in self.ledger.rows("SELECT card, others FROM fragment WHERE id = ?", brand_id):
            return {**({"card": card} if card else {}), **unpack_fragments(others)}
        return {}

    def _insert(self, brands: Sequence[Shelved]) -> None:
        """Put in all of *brands* but their places on lists."""
        shares = ((each.share.id, _ENCODER.encode(each.share), each.digest) for each in brands)
        self.ledger.write("INSERT INTO share VALUES (?, ?, ?)", shares)
        fragments = ((each.share.id, *_packed(each.fragments)) for each in brands if each.fragments)
        self.ledger.write("INSERT INTO fragment VALUES (?, ?, ?)", fragments)
        titles = {
            (member.listing.removeprefix("worker/"), each.share.worker)
            for each in brands
            for member in each.share.members
            if member.listing.startswith("worker/")
        }
        self.ledger.write("INSERT OR IGNORE INTO worker VALUES (?, ?)", sorted(titles))

    def _delete(self, old: Share | None) -> None:
        if old is None:
            return
        places = [(each.listing, each.order) for each in old.members]
        places += [(key, old.order) for key, _ in old.buckets]
        self.ledger.write("DELETE FROM member WHERE listing = ? AND place = ?", places)
        self.ledger.execute("DELETE FROM fragment WHERE id = ?", (old.id,))
        self.ledger.execute("DELETE FROM share WHERE id = ?", (old.id,))

    def _swap(self, old: Share | None, new: Share | None) -> None:
        """Tell what changes on lists and in counts when *new* stands for *old*; members are not moved here."""
        before, after = (set(each.members) if each else set() for each in (old, new))
        for gone in before - after:
            self._announce_places(gone)
        for come in after - before:
            self._announce_places(come)
        self._count(Counter(each.listing for each in after - before), Counter(each.listing for each in before - after))
        old_tallies, new_tallies = (Counter(each.tallies if each else ()) for each in (old, new))
        for key in old_tallies.keys() | new_tallies.keys():
            if step := new_tallies[key] - old_tallies[key]:
                self._tally(key, step)

    def _count(self, come: Counter[str], gone: Counter[str]) -> None:
        for listing in come.keys() | gone.keys():
            step = come[listing] - gone[listing]
            if not step:
                continue
            size = self.ledger.one("SELECT size FROM listing WHERE name = ?", listing) or 0
            if size + step:
                self.ledger.execute("INSERT OR REPLACE INTO listing VALUES (?, ?)", (listing, size + step))
            else:
                self.ledger.execute("DELETE FROM listing WHERE name = ?", (listing,))
            kind = listing.partition("/")[0]
            self.changed |= {f"size/{listing}", f"sizes/{kind}"}
            if not size or not size + step:
                self.changed |= {f"values/{kind}", f"has/{listing}"}
            if _pages(size) != _pages(size + step):
                self.changed.add(f"pages/{listing}")

    def _announce_places(self, member: Member) -> None:
        """From where *member* comes in or goes out, every page of the list moves by one."""
        first = self._rank(member) // PAGE_SIZE
        last = (self.ledger.one("SELECT size FROM listing WHERE name = ?", member.listing) or 0) // PAGE_SIZE
        self.changed |= {f"page/{member.listing}/{number}" for number in range(first, last + 1)}
        self.changed.add(f"list/{member.listing}")

    def _announce_contents(self, members: Iterable[Member], kinds: Sequence[str]) -> None:
        for member in members:
            number = self._rank(member) // PAGE_SIZE
            for kind in {each.partition("/")[0] for each in kinds}:
                self.changed |= {f"page/{member.listing}/{number}/{kind}", f"list/{member.listing}/{kind}"}

    def _rank(self, member: Member) -> int:
        statement = "SELECT count(*) FROM member WHERE listing = ? AND place < ?"
        return int(self.ledger.one(statement, member.listing, member.order))

    def _tally(self, key: str, step: int) -> None:
        count = (self.ledger.one("SELECT count FROM tally WHERE key = ?", key) or 0) + step
        if count:
            self.ledger.execute("INSERT OR REPLACE INTO tally VALUES (?, ?)", (key, count))
        else:
            self.ledger.execute("DELETE FROM tally WHERE key = ?", (key,))
        parts = key.split("/")
        self.changed |= {f"tally/{'/'.join(parts[:depth])}" for depth in range(1, len(parts) + 1)}


def unpack_fragments(packed: bytes) -> dict[str, str]:
    """The fragments of one brand other than its card."""
    return _FRAGMENTS.decode(packed)


def _packed(fragments: Mapping[str, str]) -> tuple[str, bytes]:
    others = {kind: text for kind, text in fragments.items() if kind != "card"}
    return fragments.get("card", ""), _ENCODER.encode(others)


def _members_of(share: Share) -> list[tuple[str, str, str, bytes]]:
    """The places of one brand on lists and in buckets, as they are kept."""
    # Many thousands share the name of a list: one text will do for all.
    places = [(intern(each.listing), each.order, share.id, each.item) for each in share.members]
    return places + [(intern(key), share.order, share.id, b"") for key, _ in share.buckets]


def _in_batches(brands: Iterable[Shelved]) -> Iterator[list[Shelved]]:
    """Brands some hundreds at a time; of two files of one id the second is left out, for a finding says so."""
    seen: set[str] = set()
    batch: list[Shelved] = []
    for brand in brands:
        if brand.share.id not in seen:
            seen.add(brand.share.id)
            batch.append(brand)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _pages(size: int) -> int:
    return -(-size // PAGE_SIZE)
