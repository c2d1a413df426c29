"""Get the tree the next release is built in ready, at a cost that grows with what changed and not with the site.

The oldest release, once it is one too many, differs from the newest only in what was published since: these paths are
linked anew and it is a copy of the newest. Only where there is no such release the newest is cloned.
"""

from generator.publishing.journal import Journal, Phase
from generator.publishing.place import Place
from generator.publishing.trees import align_tree, clone_tree

_FROM = "aligning-from"


def retire(place: Place, journal: Journal, keep: int, live: int | None) -> None:
    """Keep the last *keep* releases and the live one; one of the others becomes the next tree, the rest is removed."""
    numbers = place.numbers()
    surplus = [number for number in numbers[:-keep] if number != live]
    if surplus and journal.phase is Phase.NONE and journal.changes_since(surplus[-1]) is not None:
        spare = surplus.pop()
        with journal.entry():
            journal.note(_FROM, spare)
            journal.set_phase(Phase.ALIGNING)
        place.release(spare).rename(place.next)
    for number in surplus:
        place.discard(place.release(number))


def make_ready(place: Place, journal: Journal) -> None:
    """Make the next tree equal to the newest release, where it is not there yet."""
    newest = journal.newest()
    if newest is None or not place.release(newest.number).is_dir():
        return
    phase = journal.phase
    if phase in {Phase.READY, Phase.BUILT} and place.next.is_dir():
        return
    if phase in {Phase.READY, Phase.BUILT}:
        place.discard(place.state)  # it described a tree that somebody took away
    model = place.release(newest.number)
    started_from = journal.noted(_FROM) if phase is Phase.ALIGNING else None
    paths = journal.changes_since(int(started_from)) if started_from else None
    if paths is not None and place.next.is_dir():
        align_tree(place.next, model, paths)
    else:
        with journal.entry():
            journal.note(_FROM, None)
            journal.set_phase(Phase.ALIGNING)
        place.discard(place.next)
        clone_tree(model, place.next)
    place.flush()
    with journal.entry():
        journal.note(_FROM, None)
        journal.forget_pending()
        journal.set_phase(Phase.READY)


def forget_unneeded(place: Place, journal: Journal, elsewhere: int | None) -> None:
    """Let the journal forget what changed before the oldest release there is, here or *elsewhere*."""
    held = [*place.numbers(), *([elsewhere] if elsewhere is not None else [])]
    with journal.entry():
        journal.forget_before(min(held))
