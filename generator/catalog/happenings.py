"""Notices and recognitions as happenings with days, and how near to the day they are.

Gets an entry and a day, gives values for the page of notices and for all that can be subscribed to. A recognition that
was withdrawn is told by its brand's page alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from generator.life import STANDING_STATES, State, recognised_as, state_label, state_on, step_label
from generator.model.brand import Date, Notice, Recognition
from generator.model.catalog import Entry
from generator.model.dates import first_day, has_begun, last_day
from generator.schema_text import title
from generator.text import chinese_date, date_span

NOTICES_URL: Final = "notices/"
RECENT: Final = 60
"""So many days a decided notice stays on the page of notices."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A notice or a recognition."""

    key: str
    """Stable while the record keeps its recognitions in order: brand, level, number from the oldest, kind."""
    kind: Literal["notice", "recognised"]
    title: str
    text: str
    url: str
    first: date
    last: date
    whole_days: bool
    """Whether the source gives the day, not only the month or year."""
    changed: Date
    """When the record was changed last."""


def is_waiting(recognition: Recognition, day: Date) -> bool:
    """Whether *recognition* stands on the page of notices: under notice, about to be, or waiting for the result."""
    state = state_on(recognition, day)
    return state == "notice" or (state == "recommended" and recognition.notice is not None)


def is_running(recognition: Recognition, day: Date) -> bool:
    """Whether objections to *recognition* can be made on *day*."""
    notice = recognition.notice
    return is_waiting(recognition, day) and (notice is None or notice.starts <= day <= notice.ends)


def is_decided_lately(recognition: Recognition, day: Date) -> bool:
    """Whether *recognition* was made after a notice and within the last days."""
    if not recognition.notice or not recognition.date or not has_begun(recognition.date, day):
        return False
    if state_on(recognition, day) not in STANDING_STATES:
        return False
    return (last_day(day) - last_day(recognition.date)).days <= RECENT


def list_happenings(entry: Entry, day: Date) -> Iterator[Happening]:
    """The notices and recognitions of *entry*, in the order of the record."""
    for index, recognition in enumerate(entry.brand.recognitions):
        yield from _of_recognition(entry, recognition, index, day)


def _of_recognition(entry: Entry, recognition: Recognition, index: int, day: str) -> Iterator[Happening]:
    state = state_on(recognition, day)
    number = sum(each.level == recognition.level for each in entry.brand.recognitions[index:])
    key = f"{entry.brand.id}-{recognition.level}-{number}"
    waits = state in {"notice", "recommended"}
    if recognition.notice and state != "withdrawn":
        url = f"{NOTICES_URL}#{entry.brand.id}" if waits else entry.url
        yield _notice(entry, recognition, recognition.notice, key, url)
    made = state in STANDING_STATES or state == "expired"
    if made and recognition.date and has_begun(recognition.date, day):
        yield _recognised(entry, recognition, recognition.date, key, state)


def _notice(entry: Entry, recognition: Recognition, notice: Notice, key: str, url: str) -> Happening:
    return Happening(
        key=f"{key}-notice",
        kind="notice",
        title=f"{step_label('notice')}：{entry.name}",
        text=_sentence(
            f"拟认定为{recognised_as(recognition)}，公示期 {date_span(notice.starts, notice.ends)}",
            f"{title('recognitions.notice.objection')}：{notice.objection or '见公示页'}",
            notice.document,
        ),
        url=url,
        first=first_day(notice.starts),
        last=first_day(notice.ends),
        whole_days=True,
        changed=entry.brand.updated or entry.brand.published,
    )


def _recognised(entry: Entry, recognition: Recognition, made: Date, key: str, state: State) -> Happening:
    first = first_day(made)
    return Happening(
        key=f"{key}-recognised",
        kind="recognised",
        title=f"{step_label('recognised')}：{entry.name}",
        text=_sentence(
            f"{chinese_date(made)}，{recognition.authority or ''}认定为{recognised_as(recognition)}",
            recognition.document,
            None if state == "recognised" else f"现在{state_label(state)}",
        ),
        url=entry.url,
        first=first,
        last=first,
        whole_days=made == first.isoformat(),
        changed=entry.brand.updated or entry.brand.published,
    )


def _sentence(*parts: str | None) -> str:
    return "；".join(part for part in parts if part) + "。"
