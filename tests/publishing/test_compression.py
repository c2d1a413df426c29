"""Compressed copies: made where they help, of files that changed, never older than their file."""

import gzip
import sys

import pytest

from generator.publishing.compression import compressors, is_copy
from tests.project import files_below
from tests.publishing.made_up import MadeUp

LONG_TEXT = "虾" * 1000


@pytest.fixture
def long_site(site: MadeUp) -> MadeUp:
    """A site whose brands have much to say."""
    site.fill(*range(10), **{f"b{number}": LONG_TEXT for number in range(10)})
    return site


def _copies(site: MadeUp) -> dict[str, bytes]:
    return {path: content for path, content in files_below(site.place.current).items() if is_copy(path)}


def _is_right(site: MadeUp) -> None:
    """Every copy is of a file that is there, and unpacks to it."""
    files = files_below(site.place.current)
    for path, content in files.items():
        if path.endswith(".gz"):
            assert gzip.decompress(content) == files[path.removesuffix(".gz")], path
        if path.endswith(".br"):
            brotli = pytest.importorskip("brotli")
            assert brotli.decompress(content) == files[path.removesuffix(".br")], path


def test_copies_follow_their_files(long_site: MadeUp) -> None:
    """A file that changes gets new copies, one that goes takes its own along, one that shrinks loses them."""
    long_site.publish(precompress=True)
    assert len(_copies(long_site)) == 20 * len(compressors())
    before = _copies(long_site)
    texts = {f"b{number}": LONG_TEXT for number in range(1, 10)} | {"b3": LONG_TEXT[:-1] + "蟹", "b4": "短"}
    long_site.fill(*range(1, 10), **texts)
    long_site.publish(precompress=True)
    after = _copies(long_site)
    _is_right(long_site)
    assert {path.split("/")[-2] for path in before.keys() - after.keys() if path.startswith("brands/")} == {"b0", "b4"}
    assert {path for path in after if after[path] != before[path] and "b3" in path}
    assert len(after) == 16 * len(compressors())


def test_copies_of_equal_files_are_shared(long_site: MadeUp) -> None:
    """The copy of a file that did not change is the same file on disk."""
    long_site.publish(precompress=True)
    long_site.put(long_site.files | {"about/index.html": "<h1>新</h1>"})
    long_site.publish(precompress=True)
    one, two = (long_site.place.release(number) / "brands/b5/index.html.gz" for number in (1, 2))
    assert one.stat().st_ino == two.stat().st_ino


def test_without_the_option_no_old_copy_stays(long_site: MadeUp) -> None:
    """A publish without copies removes those of files that changed, so that no server sends an old page."""
    long_site.publish(precompress=True)
    long_site.fill(*range(10), **{f"b{number}": LONG_TEXT for number in range(10)} | {"b3": LONG_TEXT + "新"})
    long_site.publish()
    _is_right(long_site)
    assert "brands/b3/index.html.gz" not in _copies(long_site)
    long_site.publish(precompress=True, as_of="2026-11-23")
    assert "brands/b3/index.html.gz" in _copies(long_site)
    _is_right(long_site)


def test_all_files_get_copies_at_the_first_time(long_site: MadeUp) -> None:
    """When copies are asked for later, every file gets its own, changed or not."""
    long_site.publish()
    long_site.publish(precompress=True, as_of="2026-11-23")
    assert len(_copies(long_site)) == 20 * len(compressors())


def test_without_brotli_there_is_gzip(long_site: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is not installed only the one kind is made; once it is, the other comes too."""
    compressors.cache_clear()
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "brotli", None)
        long_site.publish(precompress=True)
        assert {path[-3:] for path in _copies(long_site)} == {".gz"}
    compressors.cache_clear()
    long_site.publish(precompress=True, as_of="2026-11-23")
    assert {path[-3:] for path in _copies(long_site)} == set(compressors())


def test_copies_are_the_same_each_time(long_site: MadeUp) -> None:
    """The same file gives the same copy, whenever it is made."""
    long_site.publish(precompress=True)
    first = _copies(long_site)
    assert first == {path: compressors()[path[-3:]](files_below(long_site.place.current)[path[:-3]]) for path in first}
