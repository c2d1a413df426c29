"""Judge a brand's name by the naming rule of its place: the parts, the worker's title, what must not stand in it.

Gets a brand and the policies in force, yields faults. The nearest place's rule holds alone. A name people know
already is only told of; one that is applied for must keep to the rule (DESIGN §6), or give a reason where the
document says «as a rule».
"""

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from generator.criteria.applying import PoliciesOn
from generator.criteria.unit_names import derive_key_words
from generator.life import held_on, state_on
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.model.policy_standard import Naming, Strength
from generator.records.shape import Fault
from generator.schema_text import label

Weight: TypeAlias = Literal[0, 1, 2]
"""Told of, asked for, demanded."""

_FORM: Final = ("N304", "N305", "N306")
_TITLE: Final = ("N307", "N308", "N309")
_KEY_WORD: Final = ("N310", "N311", "N312")
_APPLYING: Final = frozenset({"recommended", "notice"})
_PARTS: Final[tuple[Literal["region", "industry", "worker"], ...]] = ("region", "industry", "worker")


def check_name(brand: Brand, policies: PoliciesOn) -> Iterator[Fault]:
    """Every fault of the name of *brand* on the day of *policies*."""
    ruling = next((policy for policy in reversed(policies.holding(brand.division)) if policy.naming), None)
    if ruling is None or ruling.naming is None:
        return
    applying = is_applying(brand, policies.day)
    words = {"policy": _title(ruling)}
    weight = _weigh(ruling.naming.strength, applying=applying)
    if weight is not None:
        words["clause"] = ruling.naming.clause
        yield from _check_form(brand, ruling.naming, _FORM[weight], words)
        yield from _check_title(brand, ruling.naming, _TITLE[weight], words)
    yield from _check_forbidden(brand, ruling, applying=applying)


def is_applying(brand: Brand, day: str) -> bool:
    """Whether *brand* is on its way to a first recognition on *day*: recommended or under notice, and none holds."""
    states = {state_on(recognition, day) for recognition in brand.recognitions}
    return bool(states & _APPLYING) and not held_on(brand, day)


def _title(policy: Policy) -> str:
    return policy.short_title or f"《{policy.title}》"


def _weigh(strength: Strength, *, applying: bool) -> Weight | None:
    """How much a breach weighs; what a document only allows or strives for cannot be broken."""
    if strength in {"may", "aim"}:
        return None
    if not applying:
        return 0
    return 2 if strength == "must" else 1


def _check_form(brand: Brand, naming: Naming, code: str, words: dict[str, str]) -> Iterator[Fault]:
    parts = ((part, label("policy:naming.parts.part", part.part)) for part in naming.parts)
    form = "＋".join(f"（{name}）" if part.optional else name for part, name in parts)
    required = {part.part for part in naming.parts if not part.optional}
    for key in _PARTS:
        if key in required and getattr(brand.name, key) is None:
            title = label("policy:naming.parts.part", key)
            yield Fault(("name",), code, {**words, "part": title, "key": key, "form": form}, at_key=True)


def _check_title(brand: Brand, naming: Naming, code: str, words: dict[str, str]) -> Iterator[Fault]:
    """A closed list of titles (one without 等) leaves no other."""
    worker = brand.name.worker
    if worker is None or not naming.worker_titles or naming.worker_titles_open:
        return
    if not worker.endswith(naming.worker_titles):
        allowed = "、".join(naming.worker_titles)
        yield Fault(("name", "worker"), code, {**words, "worker": worker, "allowed": allowed})


def _check_forbidden(brand: Brand, ruling: Policy, *, applying: bool) -> Iterator[Fault]:
    """泉人社规〔2024〕4号, 三（二）: no key word of a cultivating unit's name in the brand's."""
    assert ruling.naming is not None
    for item in ruling.naming.forbidden:
        weight = _weigh(item.strength, applying=applying)
        if item.what != "unit-keyword" or weight is None:
            continue
        for unit in brand.cultivating_units:
            word = key_word_in(brand, unit.name)
            if word:
                words = {"policy": _title(ruling), "clause": item.clause}
                path, at_key = _place_of(word, brand)
                code = _KEY_WORD[weight]
                yield Fault(path, code, {**words, "word": word, "unit": unit.name}, at_key=at_key)


def key_word_in(brand: Brand, unit: str) -> str | None:
    """The key word of *unit* that stands in the name of *brand*, the longest there is."""
    return next((word for word in derive_key_words(unit, brand) if word in str(brand.name)), None)


def _place_of(word: str, brand: Brand) -> tuple[tuple[str, ...], bool]:
    """Where in the record the name holds *word*: in its full form, in one part, or where two parts meet."""
    for key in ("full", *_PARTS):
        if word in (getattr(brand.name, key) or ""):
            return ("name", key), False
    return ("name",), True
