"""Files of all brands made from the old file by a few edits are, byte for byte, those made whole."""

from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.api import BRANDS_FILE, BRANDS_TABLE
from generator.build import onward
from generator.catalog import Catalog, LineEdit
from generator.lines import LinedFile
from generator.search import SEARCH_FILE
from tests.increments.building import build_anew
from tests.increments.conftest import Edited
from tests.project import AS_OF

FILES: Final = (BRANDS_FILE, BRANDS_TABLE, SEARCH_FILE)
_ENDS: Final = {BRANDS_TABLE.path: "\r\n"}
"""What a line of a file brings along that has no separator."""


def _catalog(size: int) -> Catalog:
    return cast("Catalog", SimpleNamespace(as_of=AS_OF, size=lambda: size))


def _lines(file: LinedFile, key: int, text: str) -> dict[str, str]:
    return {file.kind: f'["{key}{text}",{{"虾":{key}}}]{_ENDS.get(file.path, "")}'}


class Lines:
    """The lines of all brands by their place, as the shelves keep them."""

    def __init__(self, file: LinedFile, places: dict[int, tuple[int, str]]) -> None:
        self.file = file
        self.places = {place: _lines(file, *line) for place, line in places.items()}

    def whole(self) -> bytes:
        """The file made whole."""
        lines = [self.places[place][self.file.kind] for place in sorted(self.places)]
        return self.file.whole(lines, _catalog(len(lines)))

    def _previous(self, place: int) -> dict[str, str] | None:
        before = [each for each in self.places if each < place]
        return self.places[max(before)] if before else None

    def edit(self, old_place: int, place: int, line: dict[str, str] | None) -> LineEdit | None:
        """Take what is at the old place away, put *line* at its new place; how that is told, if there is anything."""
        old = self.places.pop(old_place, {})
        if line is None or place in self.places:
            return LineEdit(old, {}, moved=True) if old else None
        self.places[place] = line
        if old and old_place == place:
            return LineEdit(old, line)
        return LineEdit(old, line, moved=True, previous=self._previous(place))


PLACES: Final = st.integers(0, 12)
TEXTS: Final = st.text("虾工[],\"\\n{}", max_size=3)  # fmt: skip
EDITS: Final = st.lists(st.tuples(PLACES, PLACES, st.booleans(), TEXTS), max_size=12)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
@given(first=st.dictionaries(PLACES, TEXTS), edits=EDITS)
def test_a_spliced_file_is_the_whole_one(file: LinedFile, first: dict[int, str], edits: list[Any]) -> None:
    """After any lines were replaced, put in, taken out and moved, both ways give the same bytes."""
    lines = Lines(file, {place: (place, text) for place, text in first.items()})
    old = lines.whole()
    told = []
    for number, (old_place, place, is_gone, text) in enumerate(edits):
        edit = lines.edit(old_place, place, None if is_gone else _lines(file, 100 + number, text))
        told += [edit] if edit else []
    assert file.spliced(old, told, _catalog(len(lines.places))) == lines.whole()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_file_that_holds_something_else_is_not_spliced(file: LinedFile) -> None:
    """Where a line is not what it is said to be, or the file ends otherwise, the short way gives nothing."""
    lines = Lines(file, {1: (1, ""), 2: (2, "")})
    old = lines.whole()
    strange = LineEdit(_lines(file, 9, ""), _lines(file, 2, "新"))
    assert file.spliced(old, [strange], _catalog(2)) is None
    after_strange = LineEdit({}, _lines(file, 3, ""), moved=True, previous=_lines(file, 9, ""))
    assert file.spliced(old, [after_strange], _catalog(3)) is None
    assert file.spliced(b"", [], _catalog(2)) is None


def test_a_build_on_from_the_last_splices_them(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    """All three files of all brands are made from the old ones after an edit, and are right."""
    spliced: list[str] = []
    real = LinedFile.spliced

    def splice(file: LinedFile, *values: Any) -> bytes | None:
        content = real(file, *values)
        assert content is not None
        spliced.append(file.path)
        return content

    monkeypatch.setattr(LinedFile, "spliced", splice)
    assert edited.build().afresh is None
    assert sorted(spliced) == sorted(file.path for file in FILES)
    assert edited.tree() == edited.new


def test_many_edits_are_written_whole(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more edits than are worth it nothing is spliced, and the files are the same."""
    monkeypatch.setattr(onward, "FEW_EDITS", 0)
    monkeypatch.setattr(LinedFile, "spliced", None)
    assert edited.build().afresh is None
    assert edited.tree() == edited.new == build_anew(edited.root, edited.folder, AS_OF)[1]
