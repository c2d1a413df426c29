"""The calendar to subscribe to: notices and recognitions as all-day events (RFC 5545, ``notices/calendar.ics``).

Gets the catalog, gives one file. Stamps are the records' own days, so the same records give the same bytes.
"""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from generator.catalog import Catalog
from generator.catalog.happenings import NOTICES_URL, Happening
from generator.life import step_label
from generator.model.artifact import Artifact
from generator.model.site import Site

if TYPE_CHECKING:
    import icalendar

CALENDAR: Final = f"{NOTICES_URL}calendar.ics"
CALENDAR_LENGTH: Final = 500
"""The newest so many events: a calendar on a phone needs no more, and a directory may hold thousands."""


def derive_calendar(catalog: Catalog, site: Site) -> Artifact:
    """The newest notices, and recognitions whose day is known."""
    import icalendar  # noqa: PLC0415 - it takes longer to load than all the rest of a small command

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//labour-brands//notices//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{site.name}：公示和认定")
    calendar.add_component(_china_time())
    host = urlsplit(site.url).hostname or "localhost"
    for happening in catalog.happenings(lambda each: each.whole_days, CALENDAR_LENGTH):
        calendar.add_component(_event(happening, site, host))
    return Artifact(CALENDAR, calendar.to_ical())


def _china_time() -> "icalendar.Timezone":
    """China's time zone: a calendar may not be empty (RFC 5545 §3.6), and there may be no event."""
    import icalendar  # noqa: PLC0415 - see above

    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 - local time by definition; no summer time since
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    zone.add_component(standard)
    return zone


def _event(happening: Happening, site: Site, host: str) -> "icalendar.Event":
    import icalendar  # noqa: PLC0415 - see above

    stamp = datetime.combine(date.fromisoformat(happening.changed), datetime.min.time(), UTC)
    event = icalendar.Event()
    event.add("uid", f"{happening.key}@{host}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", happening.first)
    event.add("dtend", happening.last + timedelta(1))
    event.add("summary", happening.title)
    event.add("description", happening.text)
    event.add("url", site.url + happening.url)
    event.add("categories", [step_label(happening.kind)])
    event.add("transp", "TRANSPARENT")  # nobody is busy because a notice lies open
    return event
