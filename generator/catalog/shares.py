"""What one brand adds to the catalog: the lists it stands on, the counts it is one of, the buckets it lies in.

Gets an entry, the policies and a day; gives a share. All that is common to many brands is a sum of shares, so that a
changed record is taken out with its old share and put in with its new one. Reads no other brand.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from generator.catalog.entries import order_of
from generator.catalog.facets import list_facets
from generator.catalog.happenings import is_decided_lately, is_running, is_waiting, list_happenings
from generator.catalog.near import list_buckets
from generator.catalog.tallies import derive_tallies, is_inferred, is_weak
from generator.ledger import Ledger
from generator.life import Standing, held_on, standing_on
from generator.model.brand import Date
from generator.model.catalog import Entry
from generator.model.policy import Policy
from generator.schema_text import labels

_NINES: Final = str.maketrans("0123456789", "9876543210")


class Member(msgspec.Struct, frozen=True, array_like=True):
    """A place on a list: which list, where on it, and what it holds where that is more than the brand."""

    listing: str
    order: str
    item: bytes = b""


class Share(msgspec.Struct, frozen=True, array_like=True):
    """All that one brand adds."""

    id: str
    order: str
    standing: Standing
    members: tuple[Member, ...]
    tallies: tuple[str, ...]
    buckets: tuple[tuple[str, int], ...]
    worker: str
    """The worker title, whose address does not tell it."""


def derive_share(entry: Entry, policies: Sequence[Policy], day: Date) -> Share:
    """The share of *entry* on *day*."""
    standing = standing_on(entry.brand, day)
    order = order_of(entry)
    listed = standing == "listed"
    return Share(
        id=entry.brand.id,
        order=order,
        standing=standing,
        members=(
            *_of_standing(entry, standing, order, day),
            *(_of_listed(entry, order, day) if listed else ()),
        ),
        tallies=tuple(_tallies(entry, policies, day, listed=listed)),
        buckets=tuple(list_buckets(entry.brand)) if listed else (),
        worker=entry.brand.name.worker or "",
    )


def _tallies(entry: Entry, policies: Sequence[Policy], day: Date, *, listed: bool) -> Iterator[str]:
    if listed:
        yield from derive_tallies(entry, policies, day)
    if any(is_running(each, day) for each in entry.brand.recognitions):
        yield "running"


def _of_standing(entry: Entry, standing: Standing, order: str, day: Date) -> Iterator[Member]:
    """The lists on which brands of any standing may be."""
    yield Member("catalog" if standing == "listed" else standing, order)
    recognitions = entry.brand.recognitions
    lately = standing == "listed" and any(is_decided_lately(each, day) for each in recognitions)
    if standing == "notice" or lately or (standing == "listed" and any(is_waiting(each, day) for each in recognitions)):
        yield Member("notices", order)
    if standing != "withdrawn":
        for happening in list_happenings(entry, day):
            ahead = f"{9_999_999 - happening.first.toordinal():07d}{happening.key}"
            yield Member("happenings", ahead, msgspec.msgpack.encode(happening))


def _of_listed(entry: Entry, order: str, day: Date) -> Iterator[Member]:
    """The lists on which only listed brands are."""
    brand = entry.brand
    for kind, value in list_facets(entry):
        yield Member(f"{kind}/{value}", order)
    yield Member("changed", _newest_first(entry) + order)
    if any(figure.photo for figure in brand.figures) or any(story.photos for story in brand.stories):
        yield Member("pictured", order)
    if brand.stories and entry.headline and not entry.only_leads:
        yield Member("telling", order)
    if entry.gaps or is_inferred(entry) or is_weak(entry):
        yield Member(f"todo/{entry.place[0].code}", order)
    for index, figure in enumerate(brand.figures):
        yield Member("figures", f"{order}\x01{index:03d}", figure.id.encode())
    for policy in dict.fromkeys(each.policy for each in held_on(brand, day) if each.policy):
        yield Member(f"under/{policy}", order)
    categories = list(labels("category"))
    rank = categories.index(brand.category) if brand.category else len(categories)
    for judgement in entry.judgements:
        yield Member(f"standing/{judgement.policy.id}", f"{rank}{order}")


def _newest_first(entry: Entry) -> str:
    """The days of the last change and of the latest recognition, turned round so that the newest sorts first."""
    changed = entry.brand.updated or entry.brand.published
    return f"{changed.translate(_NINES)} {(entry.recognised or '').translate(_NINES)}~"


def find_share(ledger: Ledger, brand_id: str) -> tuple[Share | None, bytes]:
    """The share of a brand as it is kept, with the digest of what its entry is made of; none where there is none."""
    for share, digest in ledger.rows("SELECT share, digest FROM share WHERE id = ?", brand_id):
        return _DECODER.decode(share), digest
    return None, b""


_DECODER: Final = msgspec.msgpack.Decoder(Share)
