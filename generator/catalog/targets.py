"""What the directory itself holds of what a policy wants: its targets with a count each, or why there is none.

Gets the listed brands, a policy and a day; gives one value a target. Counts brands and places only: numbers of people
are never added up (gov-site rules §2), and no count here is the authorities' own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
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


def count_targets(entries: Sequence[Entry], policy: Policy, day: Date) -> tuple[TargetCount, ...]:
    """Every target of *policy* with what the listed *entries* come to on *day*, in the document's order."""
    here = [entry for entry in entries if _lies_in(entry, policy.division)]
    return tuple(_count_target(target, here, policy, day) for target in policy.targets)


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


def _count_target(target: Target, here: Sequence[Entry], policy: Policy, day: Date) -> TargetCount:
    if target.value is None or target.measure is None:
        return TargetCount(target)
    if target.measure == "people":
        return TargetCount(target, reason=_PEOPLE)
    wanted = [entry for entry in here if _is_wanted(entry, target, day)]
    if target.measure == "coverage":
        return _count_coverage(target, wanted, policy, day)
    if target.per:
        return _count_units(target, wanted, policy, day)
    return TargetCount(target, Tally(len(wanted), _words(target, policy), day, notes=_notes(target, wanted, day)))


def _is_wanted(entry: Entry, target: Target, day: Date) -> bool:
    """Whether a brand is of the target's category and holds a recognition of its level on *day*."""
    if target.category and entry.brand.category != target.category:
        return False
    return target.level is None or any(each.level == target.level for each in held_on(entry.brand, day))


def _count_coverage(target: Target, wanted: Sequence[Entry], policy: Policy, day: Date) -> TargetCount:
    """How many of the places at the bottom of the table (GB/T 2260) have a brand at all."""
    units = _units(policy.division, "county")
    held = _by_unit(wanted, units)
    word = _UNIT_WORDS["county"]
    what = f"{_place(policy)}有{_brand_words(target)}的{word}"
    notes = (*_unplaced(wanted, held), "县级单位按行政区划代码表数，市辖区都算在内；不设区县的市算一个。")
    return TargetCount(target, Tally(len(held), what, day, len(units), word, notes))


def _count_units(target: Target, wanted: Sequence[Entry], policy: Policy, day: Date) -> TargetCount:
    """How many places reach what each of them should."""
    rank: Rank = target.per or "county"
    units = _units(policy.division, rank)
    if not units:
        return TargetCount(target, reason=f"{_place(policy)}没有这一级的地方，不数。")
    held = _by_unit(wanted, units)
    counts = tuple(
        UnitCount(unit.code, unit.name, held[unit.code], has_reached(target, held[unit.code]))
        for unit in units
        if unit.code in held
    )
    reached = sum(each.reached for each in counts)
    word = _UNIT_WORDS[rank]
    what = f"{_place(policy)}内{_brand_words(target)}够数的{word}"
    notes = (*_unplaced(wanted, held), *_notes(target, wanted, day))
    return TargetCount(target, Tally(reached, what, day, len(units), word, notes, counts))


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


def _by_unit(wanted: Iterable[Entry], units: Sequence[Division]) -> Counter[str]:
    codes = {unit.code for unit in units}
    return Counter(unit.code for entry in wanted for unit in entry.place if unit.code in codes)


def _unplaced(wanted: Sequence[Entry], held: Counter[str]) -> tuple[str, ...]:
    """Brands whose record names only the place around the places counted."""
    rest = len(wanted) - sum(held.values())
    return (f"另有 {rest} 个品牌的所在地没有写到这一级，没有计入。",) if rest else ()


def _notes(target: Target, wanted: Sequence[Entry], day: Date) -> tuple[str, ...]:
    inferred = sum(entry.brand.category_basis == "inferred" for entry in wanted) if target.category else 0
    return (
        *((f"其中 {inferred} 个的类别由编者推断，待核实。",) if inferred else ()),
        *(_dated(target, wanted, target.by, day) if target.by and is_over(target.by, day) else ()),
    )


def _dated(target: Target, wanted: Sequence[Entry], by: Date, day: Date) -> tuple[str, ...]:
    """How many were recognised by the day the target names, for how many that is not known."""
    if not wanted:
        return ()
    found = Counter(_came(entry, target, by, day) for entry in wanted)
    by_then = f"认定日期在 {chinese_date(by)}以前（含）的 {found['in-time']} 个"
    return (f"{len(wanted)} 个里，{by_then}，在这以后的 {found['later']} 个，日期不详的 {found['unknown']} 个。",)


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
