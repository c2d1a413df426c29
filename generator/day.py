"""The day a command works for. The only place where the clock is read; everything below is told."""

from datetime import UTC, date, datetime
from os import environ


def today() -> str:
    """``YYYY-MM-DD``: that of SOURCE_DATE_EPOCH where it is set, else the clock's."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()  # noqa: DTZ011 - the host's day
    return day.isoformat()


def now() -> str:
    """This moment, to the second and with its offset; for journals, never for what is built."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
