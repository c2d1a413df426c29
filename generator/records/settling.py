"""Settle what YAML and JSON Schema leave open in the data of one record: years, whole numbers, days of the calendar.

Gets data whose shape is sound and the keys that hold dates; changes the data in place and gives the faults. Runs for
every record, so it walks the data once and makes nothing on the way. Knows no schema and no model.
"""

from datetime import date
from typing import Any, Final

from generator.records.shape import Fault, Path

_DAY: Final = len("2024-05-01")


def settle_values(data: dict[str, Any], date_keys: frozenset[str]) -> list[Fault]:
    """Turn bare years into text and ``20.0`` into 20, in place, and tell days that no calendar has.

    To JSON Schema 20.0 is an integer, to the model it is not.
    """
    faults: list[Fault] = []
    _settle(data, date_keys, (), faults)
    return faults


def _settle(data: Any, date_keys: frozenset[str], path: Path, faults: list[Fault]) -> None:
    for key, value in data.items() if type(data) is dict else enumerate(data):
        kind = type(value)
        if kind is str:
            if len(value) == _DAY and key in date_keys and not _is_day(value):
                faults.append(Fault((*path, key), "S115", {"value": value}))
        elif kind is dict or kind is list:
            _settle(value, date_keys, (*path, key), faults)
        elif kind is float:
            if value.is_integer():
                data[key] = str(int(value)) if key in date_keys else int(value)
        elif key in date_keys:
            data[key] = str(value)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
