"""Values of the model as plain data, in one walk: their fields in the order of their classes, nothing that is empty.

Gets structs, lists and dictionaries, nested as they come; gives what JSON knows. Absent facts have no key.
"""

from typing import Any, Final, TypeAlias

import msgspec

Document: TypeAlias = dict[str, Any]

_AS_IT_IS: Final = frozenset({str, int, float, bool, type(None), msgspec.Raw})


def present(document: Document) -> Document:
    """*document* as plain data without keys that hold nothing, at any depth."""
    return {
        key: value if type(value) in _AS_IT_IS else _plain(value)
        for key, value in document.items()
        if value or not _is_nothing(value)
    }


def _plain(value: Any) -> Any:
    if type(value) in {tuple, list}:
        return [each if type(each) in _AS_IT_IS else _plain(each) for each in value]
    return present(value if type(value) is dict else fields_of(value))


def _is_nothing(value: Any) -> bool:
    """Whether *value* stands for an absent fact; 0, false and an empty text are facts."""
    return value is None or type(value) in {tuple, list, dict}


def fields_of(value: Any) -> Document:
    """The fields of a value of the model by their names, as they are."""
    return {name: getattr(value, name) for name in type(value).__struct_fields__}
