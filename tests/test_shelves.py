"""The shelves of the catalog: brands that come and go one by one leave what filling all at once gives, and each change is told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import methodcaller
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog import Catalog, LineEdit, Shelved, Shelves, derive_entry, derive_share
from generator.catalog.facets import FACET_KINDS
from generator.catalog.happenings import Happening
from generator.criteria import Judge
from generator.ledger import Ledger
from generator.lines import LinedFile
from generator.model.brand import Brand
from tests.brands import headcount, make_brand, recognition
from tests.project import AS_OF

PAGE_SIZE: Final = 2
SUMMARIES: Final = LinedFile("a.json", "line", ",\n", "\n]}\n", '{"as_of":"{as_of}","count":', ',"brands":[')
TABLE: Final = LinedFile("a.csv", "row", "", "", "编号,名称")
JUDGE: Final = Judge((), AS_OF)


@pytest.fixture(autouse=True, scope="module")
def _small_pages() -> Iterator[None]:
    """Lists of two brands a page and neighbours no farther than two away: with few brands all happens that can."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("shelves", "querying"):
            patch.setattr(f"generator.catalog.{module}.PAGE_SIZE", PAGE_SIZE)
        patch.setattr("generator.catalog.neighbours.REACH", 2)
        yield


# --- brands -----------------------------------------------------------------------------------------------------

IDS: Final = ("a", "b", "ab", "b-a", "c", "d", "e")
_NOTICE: Final = {"starts": "2026-11-20", "ends": "2026-11-27"}
_FIGURES: Final = [
    {"id": each, "name": "康峻", "role": "leader", "basis": "public-report", "sources": ["s1"]} for each in "xy"
]
_FIELDS: Final[Mapping[str, tuple[Any, ...]]] = {
    "name": tuple({"region": "潜江", "industry": trade, "worker": worker} for trade in ("龙虾", "裁缝") for worker in ("工", "功")),
    "division": ("429005", "420000", "110000", "350405"),
    "category": (None, "skill", "service"),
    "industry": (None, "H62", "O80"),
    "recognitions": (
        (), [recognition(date="2024-05-06")], [recognition(notice=_NOTICE)], [recognition("withdrawn", date="2024")],
        [recognition(level="city", date="2026-11-01", notice={"starts": "2026-10-20", "ends": "2026-10-27"})],
    ),
    "headcount": ((), [headcount(900)], [headcount(90_000, measure="driven", scope="industry")]),
    "figures": ((), _FIGURES[:1], _FIGURES),
    "summary": ("潜江一带从事小龙虾养殖的务工人员。", "甲\r\n乙，八个字以上的概述。"),
    "updated": (None, "2026-11-22"),
}  # fmt: skip


def _shelved(brand: Brand) -> Shelved:
    entry, text = derive_entry(brand, JUDGE), f"{brand.id} {brand.name} {brand.summary}"
    share = derive_share(entry, (), AS_OF)
    fragments = {"line": f'{{"id":"{text}"}}', "row": f'{brand.id},"{text}"\r\n', "card": f"<li>{text}"}
    return Shelved(share, msgspec.msgpack.encode(brand), fragments if share.standing == "listed" else {})


def _make(brand_id: str, **fields: Any) -> Brand:
    return make_brand(brand_id, **{key: value for key, value in fields.items() if value is not None})


BRANDS: Final = st.builds(_make, st.sampled_from(IDS), **{key: st.sampled_from(each) for key, each in _FIELDS.items()})
FIRST: Final = st.lists(BRANDS, max_size=len(IDS), unique_by=lambda brand: brand.id)
STEPS: Final = st.lists(BRANDS | st.sampled_from(IDS), min_size=1, max_size=4)
"""Brands that come or change, and ids of those that go."""


def _record(ledger: Ledger, brand: Brand) -> None:
    ledger.execute("DELETE FROM record WHERE id = ?", (brand.id,))
    packed = msgspec.msgpack.encode(brand)
    ledger.execute("INSERT INTO record VALUES (?, ?, ?, x'', x'', '')", (brand.path, brand.id, packed))


def _fill(ledger: Ledger, brands: Iterable[Brand]) -> None:
    every = list(brands)
    for brand in every:
        _record(ledger, brand)
    Shelves(ledger).fill(map(_shelved, every))


def _take_steps(ledger: Ledger, steps: Iterable[Brand | str]) -> Shelves:
    shelves = Shelves(ledger)
    for step in steps:
        if isinstance(step, str):
            shelves.take(step)
            ledger.execute("DELETE FROM record WHERE id = ?", (step,))
        else:
            shelves.put(_shelved(step))
            _record(ledger, step)
    return shelves


def _left(first: Iterable[Brand], steps: Iterable[Brand | str]) -> list[Brand]:
    """The brands there are after all *steps*."""
    brands = {brand.id: brand for brand in first}
    for step in steps:
        if isinstance(step, str):
            brands.pop(step, None)
        else:
            brands[step.id] = step
    return list(brands.values())


# --- what stands there ------------------------------------------------------------------------------------------


def _tables(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """All that the shelves keep; a worker title that nobody bears any more may stay, for its address is its own."""
    names = ("share", "member", "listing", "tally", "near", "fragment")
    return {name: sorted(ledger.rows(f"SELECT * FROM {name}")) for name in names}  # noqa: S608 - our own names


@settings(max_examples=200)
@given(first=FIRST, steps=STEPS)
def test_one_by_one_is_all_at_once(first: list[Brand], steps: list[Brand | str]) -> None:
    """Lists, counts, neighbours and fragments after any changes are those of shelves filled with what is left."""
    with Ledger.create() as ledger, Ledger.create() as anew:
        _fill(ledger, first)
        _take_steps(ledger, steps)
        _fill(anew, _left(first, steps))
        assert _tables(ledger) == _tables(anew)


# --- what is told -----------------------------------------------------------------------------------------------

Question = Callable[[Catalog], Any]
PARTS: Final = ((0, PAGE_SIZE), (PAGE_SIZE, PAGE_SIZE), (0, 5), (0, 100))
"""Of lists: two pages, and what whole lists are asked for."""


def _questions() -> Iterator[tuple[str, Question]]:
    """All that pages and files ask the catalog."""
    lists = [
        "catalog", "notice", "withdrawn", "figures", "changed", "telling", "notices", "pictured", "happenings", "todo/420000",
        "category/skill", "category/service", "level/province", "level/city", "industry/H62", "worker/gong-5de5", "worker/gong-529f",
        "division/420000", "division/429005", "division/110000", "division/350000",
    ]  # fmt: skip
    for name in lists:
        yield f"size {name}", methodcaller("size", name)
        yield f"pages {name}", methodcaller("page_count", name)
        yield f"any {name}", methodcaller("has_any", name)
        for start, count in PARTS:
            yield f"ids {name} {start}+{count}", methodcaller("ids", name, start, count)
            yield f"entries {name} {start}+{count}", partial(_say_of_list, name, start, count)
            yield f"cards {name} {start}+{count}", methodcaller("fragments", "card", name, start, count)
    for kind in FACET_KINDS:
        yield f"facets {kind}", methodcaller("facets", kind)
        yield f"names {kind}", methodcaller("facet_names", kind)
        yield f"listings {kind}", methodcaller("listings", kind)
    for brand_id in IDS:
        yield f"has {brand_id}", methodcaller("has", brand_id)
        yield f"card {brand_id}", methodcaller("fragment", "card", brand_id)
        yield f"entry {brand_id}", partial(_say_of_brand, brand_id)
    for key in (
        "section",
        "age",
        "gap",
        "size",
        "year",
        "source",
        "province/420000/gap",
        "headline",
        "weak",
        "inferred",
        "running",
    ):
        yield f"tally {key}", methodcaller("tally", key)
        yield f"tallies {key}", methodcaller("tallies", key)
    yield "below", methodcaller("below", "420000")
    yield "people", methodcaller("people")
    yield "people of a page", methodcaller("people", 0, PAGE_SIZE)
    yield "happenings", methodcaller("happenings", _any, 3)


def _any(_: Happening) -> bool:
    return True


def _say_of_list(name: str, start: int, count: int, catalog: Catalog) -> list[tuple[Brand, tuple[str, ...]]]:
    return [(entry.brand, entry.related) for entry in catalog.entries(name, start, count)]


def _say_of_brand(brand_id: str, catalog: Catalog) -> tuple[Brand, tuple[str, ...]] | None:
    """What there is to say of a brand, where there is one."""
    if not catalog.has(brand_id):
        return None
    entry = catalog.entry(brand_id)
    return entry.brand, entry.related


QUESTIONS: Final = dict(_questions())


def _answers(ledger: Ledger) -> dict[str, tuple[Any, set[str]]]:
    """Every answer, with the keys of what it was made of."""
    catalog = Catalog(ledger, (), AS_OF)
    answers = {}
    for name, ask in QUESTIONS.items():
        with catalog.listening() as needs:
            answers[name] = ask(catalog), needs
    return answers


@settings(max_examples=150)
@given(first=FIRST, steps=STEPS)
def test_whoever_reads_something_else_is_told(first: list[Brand], steps: list[Brand | str]) -> None:
    """Of every answer that is another after a change, a key of what it was made of is among what is told to have changed.

    A page of a list that comes or goes has no such answer: it is told by the number of pages.
    """
    with Ledger.create() as ledger:
        _fill(ledger, first)
        before = _answers(ledger)
        changed = _take_steps(ledger, steps).changed
        after = _answers(ledger)
    different = {name for name, (answer, _) in before.items() if after[name][0] != answer}
    untold = {name for name in different if not before[name][1] & changed}
    assert {name for name in untold if before[name][0] and after[name][0]} == set()
    assert {name.split(" ")[1] for name in untold} <= {key.removeprefix("pages/") for key in changed}


def test_a_word_changed_is_told_to_few() -> None:
    """A changed summary touches the brand itself and the pages it stands on: no count, no list, no neighbour, no other page."""
    brands = [_make(each, name={"full": f"潜江{each}"}, category="service") for each in "abcde"]
    with Ledger.create() as ledger:
        _fill(ledger, brands)
        before = _answers(ledger)
        changed = _take_steps(ledger, [msgspec.structs.replace(brands[2], summary="另一句话，八个字以上。")]).changed
        touched = {name for name, (_, needs) in before.items() if needs & changed}
    assert not {
        name
        for name in touched
        if name.split(" ")[0] in {"size", "pages", "any", "ids", "facets", "names", "tally", "tallies"}
    }
    assert "entry c" in touched
    assert not {"entry a", "card a", "cards catalog 0+2"} & touched
    assert {"cards catalog 2+2", "entries catalog 0+100"} <= touched


# --- files with a line a brand ----------------------------------------------------------------------------------


def _whole(file: LinedFile, catalog: Catalog) -> bytes:
    return file.whole([text or "" for _, text in catalog.fragments(file.kind, "catalog")], catalog)


@pytest.mark.parametrize("file", [SUMMARIES, TABLE], ids=["summaries", "table"])
@given(first=FIRST, steps=STEPS)
def test_the_edits_make_the_old_file_the_new(file: LinedFile, first: list[Brand], steps: list[Brand | str]) -> None:
    """What the shelves say of lines that change is all it takes to edit a file of all brands in place."""
    with Ledger.create() as ledger:
        _fill(ledger, first)
        old = _whole(file, Catalog(ledger, (), AS_OF))
        edits: list[LineEdit] = _take_steps(ledger, steps).edits
        catalog = Catalog(ledger, (), AS_OF)
        assert file.spliced(old, edits, catalog) == _whole(file, catalog)
