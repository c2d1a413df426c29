"""Published documents: plain data without what is absent, in the bytes Python's own JSON would write."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from generator.api.plain import fields_of, present
from generator.api.writing import json_artifact
from generator.jsonld import brand_jsonld
from generator.model.site import Site
from tests.brands import make_brand, make_catalog


class Inner(msgspec.Struct, frozen=True):
    """A value with facts that are absent, and facts that only look so."""

    none: str | None = None
    empty: tuple[str, ...] = ()
    zero: int = 0
    no: bool = False
    blank: str = ""


class Outer(msgspec.Struct, frozen=True):
    """A value that holds others."""

    inner: Inner = Inner()
    many: tuple[Inner, ...] = (Inner(none="虾"),)
    absent: Inner | None = None


def test_what_is_absent_has_no_key() -> None:
    """At any depth nothing, and what holds nothing, is left out; zero, false and an empty text are facts."""
    facts = {"zero": 0, "no": False, "blank": ""}
    document = present({"outer": Outer(), "list": [], "dict": {}, "pairs": [("a", None)], **fields_of(Inner())})
    assert document == {
        "outer": {"inner": facts, "many": [{"none": "虾", **facts}]},
        "pairs": [["a", None]],
        **facts,
    }
    assert list(document["outer"]["inner"]) == ["zero", "no", "blank"]


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.sampled_from([0.5, 1e15, 95.0, 0.0001])
        | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_files_are_written_as_python_writes_json(value: object) -> None:
    """A data file is compact UTF-8 with a line break at its end, the bytes of ``json.dumps``."""
    written = json.dumps({"value": value}, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert json_artifact("a.json", {"value": value}).content == written.encode()


def test_json_ld_breaks_no_line_of_script() -> None:
    """Line separators that older scripts cannot hold are written as escapes in JSON-LD."""
    [entry] = make_catalog(make_brand(summary="一\u2028二\u2029三，八个字以上。")).entries()
    text = brand_jsonld(entry, Site(name="目录", url="https://a.cn/", description="目录"))
    assert "\\u2028" in text
    assert not set("\u2028\u2029") & set(text)
    assert json.loads(text)["description"] == entry.brand.summary
