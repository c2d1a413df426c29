"""Bring a ledger up to the records as they are now: examine what changed, hold it against the others, shelve it.

Gets a ledger in an open transaction and the files that changed; gives the findings, and the keys of what reads
differently now. Renders no page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from generator.build.comparing import compare_again, keys_of, list_sharing
from generator.build.examining import Examined, Examiner, as_shelved, render_fragments
from generator.build.findings import gather_findings
from generator.build.inputs import Changes
from generator.build.recording import erase, record
from generator.build.rulebooks import Rulebook, keep_rulebook, kept_rulebook, read_rulebook
from generator.catalog import LineEdit, Shelves
from generator.diagnostics import Diagnostic
from generator.ledger import Ledger
from generator.model.policy import Policy
from generator.model.site import Site
from generator.records import kind_of, meant_policy
from generator.reference import NATION
from generator.templating import Templates
from generator.trees import Tree

MANY: Final = 400
"""From so many files to examine on all is better done afresh, by several processes."""


class TooMuchError(Exception):
    """So much changed that all is better made afresh."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of a ledger."""

    book: Rulebook
    changed: set[str] = field(default_factory=set)
    """Keys of what reads differently now; empty where errors kept the shelves as they were."""
    brands: frozenset[str] = frozenset()
    """Ids of the brands examined again."""
    gone: frozenset[str] = frozenset()
    """Ids of the brands that are no more."""
    edits: tuple[LineEdit, ...] = ()
    """What changed in the lines of all brands."""
    pictured: frozenset[str] = frozenset()
    """Ids of the brands that show other pictures."""


class Refreshing:
    """One refresh of one ledger."""

    def __init__(self, ledger: Ledger, tree: Tree, as_of: str, changes: Changes) -> None:
        self.ledger = ledger
        self.tree = tree
        self.changes = changes
        self.changed: set[str] = set()
        self._policies: tuple[Policy, ...] = ()
        self._pictured: set[str] = set()
        self.book = self._settle_rulebook()
        self.examiner = Examiner(tree, self.book.policies, self.book.faulty, as_of)

    def examine(self) -> list[Examined]:
        """Examine what changed and what depends on it; keep what was found."""
        files = sorted(file for file in self.changes.changed if kind_of(file) != "policy")
        dependent = sorted(self._dependent() - set(files) - self.changes.gone)
        if len(files) + len(dependent) + len(self.changes.gone) > MANY:
            raise TooMuchError
        records = [*(file for file in files if kind_of(file)), *self.changes.gone]
        keys = {file: keys_of(self.ledger, file) for file in records}
        before = {file: list_sharing(self.ledger, [file]) for file in records}
        for file in self.changes.gone:
            erase(self.ledger, file)
        examined = [self.examiner.examine(file, self.changes.changed[file]) for file in files]
        examined += [self._examine_again(file) for file in dependent]
        for each in examined:
            record(self.ledger, each)
        wanted = set(records)
        for file in records:
            if keys[file] != keys_of(self.ledger, file):
                wanted |= before[file] | list_sharing(self.ledger, [file])
        self._note_pictures(examined, keys)
        compare_again(self.ledger, self.tree, wanted)
        return [each for each in examined if each.brand]

    def _note_pictures(self, examined: Iterable[Examined], before: Mapping[str, Sequence[str]]) -> None:
        """Which brands show other pictures than they did, or the same ones changed."""
        changed = {f"picture {file}" for file in (*self.changes.changed, *self.changes.gone) if not kind_of(file)}
        for each in examined:
            now = {key for key in each.keys if key.startswith("picture ")}
            then = {key for key in before.get(each.file, each.keys) if key.startswith("picture ")}
            if each.id and (now != then or now & changed):
                self._pictured.add(each.id)

    def findings(self) -> list[Diagnostic]:
        """Every finding there is now."""
        return gather_findings(self.ledger)

    def shelve(self, examined: Iterable[Examined], site: Site, templates: Templates) -> Refreshed:
        """Put on the shelves what was *examined*, and take off what is gone."""
        shelves = Shelves(self.ledger)
        gone = frozenset(file.rpartition("/")[2].removesuffix(".yml") for file in self.changes.gone if kind_of(file))
        left = {brand_id for brand_id in gone if self._has_record(brand_id)}
        for brand_id in sorted(gone - left):
            shelves.take(brand_id)
        render = partial(render_fragments, site=site, templates=templates)
        brands = set()
        for each in examined:
            shelves.put(as_shelved(self.examiner.shelve(each, render)))
            brands.add(each.id)
        return Refreshed(
            self.book,
            self.changed | shelves.changed,
            frozenset(brands),
            gone - left,
            tuple(shelves.edits),
            frozenset(self._pictured),
        )

    def _has_record(self, brand_id: str) -> bool:
        return self.ledger.one("SELECT 1 FROM record WHERE id = ?", brand_id) is not None

    def _settle_rulebook(self) -> Rulebook:
        """The policies as they are now; where one changed, say so to whoever needs it."""
        kept = kept_rulebook(self.ledger)
        if not any(meant_policy(file) for file in (*self.changes.changed, *self.changes.gone)):
            return kept
        book = read_rulebook(self.tree, self.changes.stamps)
        keep_rulebook(self.ledger, book)
        self._policies = _different(kept.policies, book.policies)
        for policy in self._policies:
            self.changed |= {f"policy/{policy.id}", f"policies/{policy.division}"}
        if self._policies:
            self.changed |= {"policies", "policies/any"}
        return book

    def _dependent(self) -> set[str]:
        """The records that have to be examined again although they did not change."""
        keys = {f"picture {file}" for file in (*self.changes.changed, *self.changes.gone) if not kind_of(file)}
        for policy in self._policies:
            keys |= {f"policy {policy.id}", f"place {policy.division}"}
        if any(policy.division == NATION for policy in self._policies):
            return {file for (file,) in self.ledger.rows("SELECT file FROM record WHERE brand != x''")}
        found: set[str] = set()
        for key in keys:
            found |= {file for (file,) in self.ledger.rows("SELECT file FROM likeness WHERE key = ?", key)}
        return found

    def _examine_again(self, file: str) -> Examined:
        content, brand, read = next(
            self.ledger.rows(
                "SELECT i.digest, r.brand, r.read FROM record r JOIN input i ON i.file = r.file WHERE r.file = ?", file
            )
        )
        return self.examiner.examine(file, content, (brand, read))


def _different(before: tuple[Policy, ...], after: tuple[Policy, ...]) -> tuple[Policy, ...]:
    """Policies that are not the same on both sides, as they were and as they are."""
    old, new = ({policy.id: policy for policy in each} for each in (before, after))
    ids = [policy_id for policy_id in old.keys() | new.keys() if old.get(policy_id) != new.get(policy_id)]
    return tuple(each for policy_id in sorted(ids) for each in (old.get(policy_id), new.get(policy_id)) if each)
