"""Judge policy documents: each one's items and numbers, what it builds on and replaces, its dates.

Gets all policies that could be read and the ids of those that could not, yields faults with their file.
Judges no brand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from generator.model.brand import Date, Level
from generator.model.dates import first_day, precedes
from generator.model.policy import Policy
from generator.records.policy_items import check_items
from generator.records.policy_references import KnownPolicies
from generator.records.shape import Fault
from generator.records.singly import wrong_division
from generator.records.thresholds import check_thresholds
from generator.reference import NATION, Divisions
from generator.schema_text import label, labels, title

_DATES: Final = ("issued", "printed", "published", "effective")


def check_policies(policies: KnownPolicies, divisions: Divisions) -> Iterator[tuple[str, Fault]]:
    """Every fault of the policies beyond their shape, each with its file."""
    for policy in policies.sound.values():
        checks = (
            check_items(policy, divisions),
            check_thresholds(policy),
            _check_division(policy, divisions),
            _check_bases(policy, policies),
            _check_replaced(policy, policies, divisions),
            _check_dates(policy),
        )
        for found in checks:
            for fault in found:
                yield policy.path, fault


def _check_division(policy: Policy, divisions: Divisions) -> Iterator[Fault]:
    if policy.division != NATION and divisions.get(policy.division) is None:
        yield wrong_division(policy.division, divisions, ("division",))


def _check_bases(policy: Policy, policies: KnownPolicies) -> Iterator[Fault]:
    """A document builds on listed ones, never in a circle, on higher and on earlier ones."""
    for index, base in enumerate(policy.based_on):
        if base.policy is None or base.policy in policies.faulty:
            continue
        path = ("based_on", index, "policy")
        other = policies.sound.get(base.policy)
        if other is None:
            fix = {"fix": "改成收录的编号，或写成 title 和 number", "fix_en": "use a listed id or title and number"}
            yield Fault(path, "X209", {"id": base.policy, **fix})
        elif chain := _circle(policy.id, policies.sound, _bases):
            yield Fault(path, "X219", {"id": policy.id, "chain": " → ".join(chain)})
        else:
            if _rank(other.level) > _rank(policy.level):
                words = {
                    "level": label("policy:level", policy.level),
                    "below": label("policy:level", other.level),
                    "id": other.id,
                }
                yield Fault(path, "C617", words)
            yield from _check_sequence(policy, other, path)


def _rank(level: Level) -> int:
    """0 for the nation, more the lower."""
    return list(labels("policy:level")).index(level)


def _check_sequence(policy: Policy, other: Policy, path: tuple[str | int, ...]) -> Iterator[Fault]:
    own, its = _date_of(policy), _date_of(other)
    if own and its and precedes(own, its):
        yield Fault(path, "C618", {"id": other.id, "date": own, "other_date": its})


def _date_of(policy: Policy) -> Date | None:
    return next((value for key in _DATES if (value := getattr(policy, key))), None)


def _check_replaced(policy: Policy, policies: KnownPolicies, divisions: Divisions) -> Iterator[Fault]:
    """A document takes the place of listed, earlier ones of its own place, never of itself by any way round."""
    for index, old in enumerate(policy.replaces):
        if old in policies.faulty:
            continue
        path = ("replaces", index)
        other = policies.sound.get(old)
        if other is None:
            listed = "、".join(policies.sound)
            fix = {
                "fix": f"收录的政策有：{listed}；没有收录的不写",
                "fix_en": f"listed policies: {listed}; or leave it out",
            }
            yield Fault(path, "X209", {"id": old, **fix})
        elif chain := _circle(policy.id, policies.sound, lambda each: each.replaces):
            yield Fault(path, "C615", {"id": policy.id, "chain": " → ".join(chain)})
        elif other.division != policy.division:
            unit = divisions.get(other.division)
            yield Fault(
                path, "C616", {"id": old, "place": unit.name if unit else other.division, "code": other.division}
            )
        else:
            yield from _check_sequence(policy, other, path)


def _bases(policy: Policy) -> Iterable[str]:
    return (base.policy for base in policy.based_on if base.policy)


def _circle(start: str, by_id: Mapping[str, Policy], follow: Callable[[Policy], Iterable[str]]) -> list[str]:
    """The way from *start* back to itself along *follow*, or nothing."""
    trails = [[start]]
    seen = {start}
    while trails:
        trail = trails.pop()
        for following in follow(by_id[trail[-1]]):
            if following == start:
                return [*trail, start]
            if following in by_id and following not in seen:
                seen.add(following)
                trails.append([*trail, following])
    return []


def _check_dates(policy: Policy) -> Iterator[Fault]:
    until, issued = policy.valid_until, policy.issued
    for key in ("printed", "published"):
        value = getattr(policy, key)
        if issued and value and precedes(value, issued):
            words = {"title": title(f"policy:{key}"), "key": key, "date": value, "issued": issued}
            yield Fault((key,), "C620", words)
    begins = [(key, value) for key in _DATES if (value := getattr(policy, key))]
    late = next(((key, value) for key, value in begins if until and precedes(until, value)), None)
    if until and late:
        words = {"until": until, "title": title(f"policy:{late[0]}"), "key": late[0], "date": late[1]}
        yield Fault(("valid_until",), "C619", words)
        return
    trial = policy.trial
    if not (trial and trial.years and trial.scope == "document" and until and begins):
        return
    years = trial.years
    if not any(_lasts(value, years, until) for _, value in begins):
        expected = "、".join(dict.fromkeys(_years_later(value, years) for _, value in begins))
        words = {"years": str(years), "until": until, "expected": expected}
        yield Fault(("trial", "years"), "C621", words)


def _years_later(start: Date, years: int) -> Date:
    return f"{int(start[:4]) + years}{start[4:]}"


def _lasts(start: Date, years: int, until: Date) -> bool:
    """Whether *years* from *start* end at *until*: the same date or the day before, as far as both are told."""
    end = _years_later(start, years)
    leap = end.endswith("02-29")  # the year of the end has none
    eve = (first_day(f"{end[:4]}-03-01" if leap else end) - timedelta(days=1)).isoformat()
    return any(each[: (length := min(len(end), len(until)))] == until[:length] for each in (end, eve))
