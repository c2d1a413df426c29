"""What the directory itself holds of what a policy wants: its targets with a count each, or why there is none.

Gets an entry, gives what it adds to which count; gets the counts, a policy and a day, gives one value a target. Counts
brands and places only: numbers of people are never added up (gov-site rules §2), and no count here is the
authorities' own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.life import held_on
from generator.model.brand import Date
from generator.model.catalog import Entry
from generator.model.dates import first_day, is_over, last_day
from generator.model.policy import Policy
from generator.model.policy_standard import Target
from generator.reference import NATION, Division, Rank, read_divisions
from generator.schema_text import label
from generator.text import chinese_date

_PEOPLE: Final = "人数不数：各品牌的数有的是人，有的是人次，有的是历年累计或整个行业的，不能相加。"
_UNIT_WORDS: Final[dict[Rank, str]] = {"city": "市", "county": "县级单位"}


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many brands one place holds, and whether that is what the target asks of each place."""

    code: str
    name: str
    count: int
    reached: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted on one day."""

    count: int
    """Brands; or, where there is a *total*, places."""
    of: str
    """What was counted, in words."""
    as_of: Date
    total: int | None = None
    """How many places there are in all, where places are counted."""
    place_word: str | None = None
    """What the places are called: ``市``, ``县级单位``."""
    notes: tuple[str, ...] = ()
    units: tuple[UnitCount, ...] = ()
    """Places with brands, where each place has a number of its own to reach."""


@dataclass(frozen=True, slots=True)
class TargetCount:
    """A target with its count; both absent where the document names no number."""

    target: Target
    tally: Tally | None = None
    reason: str | None = None
    """Why nothing is counted although there is a number."""


Counts = Mapping[str, int]
"""What all entries add to the counts of one target, by the keys of :func:`add_to_targets`."""


def add_to_targets(entry: Entry, policies: Iterable[Policy], day: Date) -> Iterator[str]:
    """The counts that the listed *entry* is one of: ``<policy>/<target>/<what>``."""
    for policy in policies:
        if _lies_in(entry, policy.division):
            for target in policy.targets:
                if target.value is not None and target.measure and target.measure != "people":
                    for what in _add_to_target(entry, target, day):
                        yield f"{policy.id}/{target.id}/{what}"


def _add_to_target(entry: Entry, target: Target, day: Date) -> Iterator[str]:
    if not _is_wanted(entry, target, day):
        return
    yield "wanted"
    if target.category and entry.brand.category_basis == "inferred":
        yield "inferred"
    if target.by and is_over(target.by, day):
        yield _came(entry, target, target.by, day)
    if target.measure == "coverage" or target.per:
        for unit in entry.place:
            yield f"unit/{unit.code}"


def count_targets(counts: Counts, policy: Policy, day: Date) -> tuple[TargetCount, ...]:
    """Every target of *policy* with what *counts* (``<target>/<what>``) come to on *day*, in the document's order."""
    return tuple(_count_target(target, _of_target(counts, target), policy, day) for target in policy.targets)


def _of_target(counts: Counts, target: Target) -> Counts:
    start = f"{target.id}/"
    return {key.removeprefix(start): count for key, count in counts.items() if key.startswith(start)}


def has_reached(target: Target, count: float) -> bool:
    """Whether *count* is what *target* asks for; 「左右」 is reached from its number on."""
    if target.value is None:
        return False
    if target.op == ">":
        return count > target.value
    if target.op == "between" and target.upper is not None:
        return target.value <= count <= target.upper
    return count >= target.value


def _lies_in(entry: Entry, division: str) -> bool:
    return division == NATION or any(unit.code == division for unit in entry.place)


def _count_target(target: Target, counts: Counts, policy: Policy, day: Date) -> TargetCount:
    if target.value is None or target.measure is None:
        return TargetCount(target)
    if target.measure == "people":
        return TargetCount(target, reason=_PEOPLE)
    if target.measure == "coverage":
        return _count_coverage(target, counts, policy, day)
    if target.per:
        return _count_units(target, counts, policy, day)
    wanted = counts.get("wanted", 0)
    return TargetCount(target, Tally(wanted, _words(target, policy), day, notes=_notes(target, counts, day)))


def _is_wanted(entry: Entry, target: Target, day: Date) -> bool:
    """Whether a brand is of the target's category and holds a recognition of its level on *day*."""
    if target.category and entry.brand.category != target.category:
        return False
    return target.level is None or any(each.level == target.level for each in held_on(entry.brand, day))


def _count_coverage(target: Target, counts: Counts, policy: Policy, day: Date) -> TargetCount:
    """How many of the places at the bottom of the table (GB/T 2260) have a brand at all."""
    units = _units(policy.division, "county")
    held = _by_unit(counts, units)
    word = _UNIT_WORDS["county"]
    what = f"{_place(policy)}有{_brand_words(target)}的{word}"
    notes = (*_unplaced(counts, held), "县级单位按行政区划代码表数，市辖区都算在内；不设区县的市算一个。")
    return TargetCount(target, Tally(len(held), what, day, len(units), word, notes))


def _count_units(target: Target, counts: Counts, policy: Policy, day: Date) -> TargetCount:
    """How many places reach what each of them should."""
    rank: Rank = target.per or "county"
    units = _units(policy.division, rank)
    if not units:
        return TargetCount(target, reason=f"{_place(policy)}没有这一级的地方，不数。")
    held = _by_unit(counts, units)
    places = tuple(
        UnitCount(unit.code, unit.name, held[unit.code], has_reached(target, held[unit.code]))
        for unit in units
        if unit.code in held
    )
    reached = sum(each.reached for each in places)
    word = _UNIT_WORDS[rank]
    what = f"{_place(policy)}内{_brand_words(target)}够数的{word}"
    notes = (*_unplaced(counts, held), *_notes(target, counts, day))
    return TargetCount(target, Tally(reached, what, day, len(units), word, notes, places))


def _units(division: str, rank: Rank) -> tuple[Division, ...]:
    """The places of one rank inside *division*; a prefecture without counties stands for its own county."""
    divisions = read_divisions()
    found: list[Division] = []
    waiting = [unit] if (unit := divisions.get(division)) else []
    while waiting:
        unit = waiting.pop()
        below = divisions.children(unit.code)
        if unit.rank == rank or (rank == "county" and unit.rank == "city" and not below):
            found.append(unit)
        else:
            waiting += below
    return tuple(sorted(found, key=lambda unit: unit.code))


def _by_unit(counts: Counts, units: Sequence[Division]) -> dict[str, int]:
    found = {unit.code: counts.get(f"unit/{unit.code}", 0) for unit in units}
    return {code: count for code, count in found.items() if count}


def _unplaced(counts: Counts, held: Mapping[str, int]) -> tuple[str, ...]:
    """Brands whose record names only the place around the places counted."""
    rest = counts.get("wanted", 0) - sum(held.values())
    return (f"另有 {rest} 个品牌的所在地没有写到这一级，没有计入。",) if rest else ()


def _notes(target: Target, counts: Counts, day: Date) -> tuple[str, ...]:
    inferred = counts.get("inferred", 0)
    return (
        *((f"其中 {inferred} 个的类别由编者推断，待核实。",) if inferred else ()),
        *(_dated(counts, target.by) if target.by and is_over(target.by, day) else ()),
    )


def _dated(counts: Counts, by: Date) -> tuple[str, ...]:
    """How many were recognised by the day the target names, for how many that is not known."""
    wanted = counts.get("wanted", 0)
    if not wanted:
        return ()
    in_time, later, unknown = (counts.get(each, 0) for each in ("in-time", "later", "unknown"))
    by_then = f"认定日期在 {chinese_date(by)}以前（含）的 {in_time} 个"
    return (f"{wanted} 个里，{by_then}，在这以后的 {later} 个，日期不详的 {unknown} 个。",)


def _came(entry: Entry, target: Target, by: Date, day: Date) -> str:
    """Whether the first recognition that counts was made by the end of *by*, as far as its date tells."""
    dates = [each.date for each in held_on(entry.brand, day) if target.level in {None, each.level}]
    known = [date for date in dates if date]
    if any(last_day(date) <= last_day(by) for date in known):
        return "in-time"
    # A bare year may lie on either side of a day within it.
    if len(known) < len(dates) or not dates or any(first_day(date) <= last_day(by) for date in known):
        return "unknown"
    return "later"


def _words(target: Target, policy: Policy) -> str:
    words = _brand_words(target)
    return f"{_place(policy)}收录、{words}" if target.level else f"{_place(policy)}收录的{words}"


def _brand_words(target: Target) -> str:
    category = label("category", target.category) if target.category else ""
    level = f"{label('policy:level', target.level)}认定有效的" if target.level else ""
    return f"{level}{category}品牌"


def _place(policy: Policy) -> str:
    division = read_divisions().get(policy.division)
    return division.name if division else "当地"
