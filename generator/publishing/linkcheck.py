"""Check that the links within the site are whole, at a cost that grows with what changed.

For every file (and place on a page) the journal counts how many pages link to it. A page that changes takes its old
links out of the count and puts its new ones in; a target that is gone while pages still link to it is a dead link.
Which pages those are is looked for only then.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.publishing.journal import Journal
from generator.publishing.links import LinkReader, PageLinks, read_base, read_ids
from generator.publishing.trees import paths_below
from generator.workers import make_pool

Target = tuple[str, str]

_INDEXED: Final = "indexed"
_PARALLEL_FROM: Final = 2000
_CHUNK: Final = 500


@dataclass(slots=True)
class _Links:
    """What a set of pages links to."""

    counts: Counter[Target] = field(default_factory=Counter)
    examples: dict[Target, str] = field(default_factory=dict)
    dead_within: list[Target] = field(default_factory=list)
    """Links of a page to places on itself that are not there."""


def check_links(journal: Journal, tree: Path, before: Path | None, changed: set[str], number: int) -> list[Diagnostic]:
    """Check the links of *tree*, which differs from the tree *before* in *changed*, and count them as of *number*.

    *before* is the newest release, whose links the journal counts, where it does.
    """
    newest = journal.newest()
    pages = {path for path in changed if path.endswith(".html")}
    is_counted = newest is not None and journal.noted(_INDEXED) == str(newest.number)
    if before and newest and is_counted and len(pages) <= newest.pages // 2:  # each changed page is read twice
        findings = _check_changed(journal, tree, before, changed, pages)
    else:
        findings = _check_all(journal, tree)
    journal.note(_INDEXED, number)
    return findings


def _reader(tree: Path) -> LinkReader:
    front = tree / "index.html"
    return LinkReader(read_base(front.read_bytes()) if front.is_file() else "")


def count_links(tree: Path) -> Mapping[Target, int]:
    """How many pages of *tree* link to each target, counted from scratch."""
    return _read_all(tree, sorted(path for path in paths_below(tree) if path.endswith(".html"))).counts


# --- all pages --------------------------------------------------------------------------------------------------


def _check_all(journal: Journal, tree: Path) -> list[Diagnostic]:
    pages = sorted(path for path in paths_below(tree) if path.endswith(".html"))
    links = _read_all(tree, pages)
    journal.execute("delete from link")
    rows = ((target, fragment, count) for (target, fragment), count in sorted(links.counts.items()))
    journal.execute_many("insert into link values (?, ?, ?)", rows)
    dead = {target: links.counts[target] for target in _dead(tree, links.counts)}
    return _findings(tree, dead, links.dead_within, links.examples.__getitem__)


def _read_all(tree: Path, pages: Sequence[str]) -> _Links:
    reader = _reader(tree)
    workers = os.cpu_count() or 1
    if len(pages) < _PARALLEL_FROM or workers == 1:
        return _read_some(tree, reader, pages)
    slices = [pages[start : start + _CHUNK] for start in range(0, len(pages), _CHUNK)]
    together = _Links()
    with make_pool(workers) as pool:
        for each in pool.map(_read_some, [tree] * len(slices), [reader] * len(slices), slices):
            together.counts.update(each.counts)
            together.examples = {**each.examples, **together.examples}
            together.dead_within += each.dead_within
    return together


def _read_some(tree: Path, reader: LinkReader, pages: Iterable[str]) -> _Links:
    links = _Links()
    for path in pages:
        _add(links, path, reader.read(path, (tree / path).read_bytes()))
    return links


def _add(links: _Links, path: str, page: PageLinks) -> None:
    for target in page.targets:
        if target[0] == path:
            if target[1] and target[1] not in page.ids:
                links.dead_within.append(target)
                links.examples.setdefault(target, path)
            continue
        links.counts[target] += 1
        links.examples.setdefault(target, path)


def _dead(tree: Path, targets: Iterable[Target]) -> Iterator[Target]:
    """Which of *targets* are not there."""
    places: dict[str, list[str]] = defaultdict(list)
    for target, fragment in targets:
        places[target].append(fragment)
    for target, fragments in places.items():
        if not os.path.isfile(f"{tree}/{target}"):  # noqa: PTH113 - once a file of the site
            yield from ((target, fragment) for fragment in fragments)
        elif target.endswith(".html") and fragments != [""]:
            ids = read_ids((tree / target).read_bytes())
            yield from ((target, fragment) for fragment in fragments if fragment and fragment not in ids)


# --- changed pages ----------------------------------------------------------------------------------------------


def _check_changed(journal: Journal, tree: Path, before: Path, changed: set[str], pages: set[str]) -> list[Diagnostic]:
    old = _read_some(before, _reader(before), _present(before, pages))
    reader = _reader(tree)
    new = _read_some(tree, reader, _present(tree, pages))
    difference = Counter(new.counts)
    difference.subtract(old.counts)
    _count(journal, {target: number for target, number in difference.items() if number})
    asked = {target for target, number in difference.items() if number > 0}
    # Whatever is linked to on a page that changed, or in place of a file that is gone, may have gone with it.
    asked |= {target for path in changed for target in _linked(journal, path)}
    counted = {target: number for target in asked if (number := _counted(journal, target)) > 0}
    dead = set(_dead(tree, counted))
    search = _Search(tree, reader, dead - set(new.examples))
    return _findings(
        tree,
        {target: counted[target] for target in dead},
        new.dead_within,
        lambda target: new.examples.get(target) or search.example(target),
    )


def _present(tree: Path, pages: Iterable[str]) -> list[str]:
    return sorted(path for path in pages if (tree / path).is_file())


def _count(journal: Journal, difference: Mapping[Target, int]) -> None:
    journal.execute_many(
        "insert into link values (?, ?, ?) on conflict do update set pages = pages + excluded.pages",
        ((*target, number) for target, number in sorted(difference.items())),
    )
    journal.execute_many("delete from link where target = ? and fragment = ? and pages = 0", list(difference))


def _linked(journal: Journal, path: str) -> list[Target]:
    return [(path, place) for (place,) in journal.execute("select fragment from link where target = ?", (path,))]


def _counted(journal: Journal, target: Target) -> int:
    rows = journal.execute("select pages from link where target = ? and fragment = ?", target)
    return int(rows[0][0]) if rows else 0


class _Search:
    """Looks through the whole site for a page that links to each of the *wanted*; only done for dead links."""

    def __init__(self, tree: Path, reader: LinkReader, wanted: set[Target]) -> None:
        self._wanted = wanted
        self._look = _once(lambda: self._find(tree, reader))

    def example(self, target: Target) -> str:
        """A page that links to *target*."""
        return self._look().get(target, target[0])

    def _find(self, tree: Path, reader: LinkReader) -> dict[Target, str]:
        found: dict[Target, str] = {}
        for path in sorted(paths_below(tree)):
            if path.endswith(".html"):
                page = reader.read(path, (tree / path).read_bytes())
                for target in page.targets & self._wanted:
                    found.setdefault(target, path)
            if len(found) == len(self._wanted):
                break
        return found


def _once(make: Callable[[], dict[Target, str]]) -> Callable[[], dict[Target, str]]:
    made: list[dict[Target, str]] = []

    def give() -> dict[Target, str]:
        if not made:
            made.append(make())
        return made[0]

    return give


def _findings(
    tree: Path, dead: Mapping[Target, int], within: Iterable[Target], example: Callable[[Target], str]
) -> list[Diagnostic]:
    """One finding a place that is missing, or one a file, where all of it is."""
    places = Counter(within)
    places.update(dead)
    missing: dict[Target, list[Target]] = defaultdict(list)
    for target in sorted(places):
        is_there = (tree / target[0]).is_file()
        missing[target if is_there else (target[0], "")].append(target)
    return [
        _finding(target, sum(places[each] for each in group), example(group[0])) for target, group in missing.items()
    ]


def _finding(target: Target, places: int, example: str) -> Diagnostic:
    path, fragment = target
    values = {
        "target": f"{path}#{fragment}" if fragment else path,
        "pages": f"{example} 等 {places} 处" if places > 1 else f"{example} ",
        "pages_en": f"{example} and {places - 1} more" if places > 1 else example,
    }
    return Diagnostic(Span(example), RULES["T408" if fragment else "T407"], values)
