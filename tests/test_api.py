"""Data out: JSON, CSV, feed, site map and JSON-LD of the real site and of made-up brands."""

import csv
import io
import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from generator.api import (
    derive_brand_file,
    derive_brands_csv,
    derive_brands_file,
    derive_figures_file,
    derive_policies_file,
)
from generator.api.sheets import HEADINGS, safe_cell
from generator.feeds import derive_feed, derive_sitemap_index, derive_sitemap_part
from generator.jsonld import brand_jsonld
from generator.model.site import Site
from generator.records import read_records
from generator.reference import read_divisions
from generator.schema_text import read_schema
from tests.brands import headcount, make_brand, make_catalog, recognition
from tests.project import AS_OF, REPOSITORY, SITE_URL
from tests.site import read_pages

SITE = Site(name="劳务品牌目录", url=SITE_URL, description="目录")
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@cache
def _data(site: Path, name: str) -> Any:
    return json.loads((site / "api/v1" / name).read_text(encoding="utf-8"))


def _documents(site: Path) -> list[Any]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(site.glob("api/v1/brands/*.json"))]


# --- brands -----------------------------------------------------------------------------------------------------


def test_keys_stand_in_one_order(real_site: Path) -> None:
    """Every brand's document has its keys in one order: identity, the schema's keys in the schema's order, findings."""
    order = ["version", "id", "url", "full_name", "pinyin", "place", "level", "recognised",
             *read_schema("brand")["properties"], "policies", "judged_level", "criteria", "missing", "related"]  # fmt: skip
    for document in _documents(real_site):
        keys = list(document)
        assert keys == sorted(keys, key=order.index)
        assert {"version", "id", "url", "full_name", "place", "name", "division", "sources", "published"} <= set(keys)


def test_documents_hold_the_record(real_site: Path) -> None:
    """What is published of a record is a sound record again, once what was worked out is taken away."""
    added = {
        "version", "id", "url", "full_name", "pinyin", "place", "level", "recognised", "policies", "judged_level", "criteria",
        "missing", "related",
    }  # fmt: skip
    schema = jsonschema_rs.validator_for(read_schema("brand"))
    for document in _documents(real_site):
        record = {key: value for key, value in document.items() if key not in added}
        errors = [error.message for error in schema.iter_errors(record)]
        assert errors == [], document["id"]


def test_absent_facts_have_no_key(real_site: Path) -> None:
    """No document says null, and none has an empty list or an empty object but for lists that count something."""

    def empty(value: Any) -> bool:
        if isinstance(value, dict):
            return not value or any(empty(each) for each in value.values())
        return value is None or (isinstance(value, list) and (not value or any(empty(each) for each in value)))

    for document in _documents(real_site):
        assert not empty(document), document["id"]


def test_poor_sources_have_no_address(real_site: Path) -> None:
    """Addresses of sources of grade B and C appear in no file of the site at all; those of A and A- in the data."""
    records = read_records(REPOSITORY)
    public = {source.url for brand in records.brands for source in brand.sources if source.url and source.public_url}
    hidden = {source.url for brand in records.brands for source in brand.sources if source.url} - public
    assert public
    assert hidden
    shown = {source.get("url") for document in _documents(real_site) for source in document["sources"]} - {None}
    assert shown == public
    everything = "\n".join(
        path.read_text(encoding="utf-8")
        for path in real_site.rglob("*")
        if path.suffix in {".html", ".json", ".csv", ".xml"}
    )
    assert [url for url in hidden if url in everything or url.replace("&", "&amp;") in everything] == []


def test_consent_stays_in_the_repository() -> None:
    """Neither a figure's consent nor its reference is in any data file; the basis of publication is."""
    figure = {"id": "kang-jun", "name": "康峻", "role": "leader", "basis": "consent", "sources": ["s1"],
              "consent": {"ref": "同意书第 7 号", "until": "2027-01-01"}}  # fmt: skip
    catalog = make_catalog(make_brand(figures=[figure]))
    files = [
        derive(catalog, SITE)
        for derive in (derive_brands_file, derive_brands_csv, derive_figures_file, derive_policies_file)
    ]
    texts = [file.content.decode() for file in (*files, derive_brand_file(catalog.entries()[0], SITE))]
    assert not any("同意书第 7 号" in text or '"consent":{' in text for text in texts)
    assert any('"basis":"consent"' in text for text in texts)


def test_the_list_agrees_with_the_documents(real_site: Path) -> None:
    """The list of all brands counts right, keeps the catalog's order, and says of each what its document says."""
    listing = _data(real_site, "brands.json")
    documents = {document["id"]: document for document in _documents(real_site)}
    assert listing["count"] == len(listing["brands"]) == len(documents)
    assert listing["as_of"] == AS_OF
    divisions = [brand["division"] for brand in listing["brands"]]
    assert divisions == sorted(divisions)
    for brand in listing["brands"]:
        document = documents[brand["id"]]
        assert brand["name"] == document["full_name"]
        for key in ("url", "division", "category", "level", "summary", "published"):
            assert brand.get(key) == document.get(key)
        assert (real_site / brand["url"].removeprefix(SITE_URL) / "index.html").is_file()
        assert (real_site / brand["data"].removeprefix(SITE_URL)).is_file()


def test_figures_and_policies_are_all_there(real_site: Path) -> None:
    """Figures and policies are as many as in the records, and each figure's page is there."""
    records = read_records(REPOSITORY)
    figures = _data(real_site, "figures.json")
    assert figures["count"] == len(figures["figures"]) == sum(len(brand.figures) for brand in records.brands)
    for figure in figures["figures"]:
        assert (real_site / figure["url"].removeprefix(SITE_URL) / "index.html").is_file()
        assert figure["sources"]
    policies = _data(real_site, "policies.json")
    assert {policy["id"] for policy in policies["policies"]} == {policy.id for policy in records.policies}


def test_targets_come_with_the_directorys_own_count(real_site: Path) -> None:
    """A target that can be counted has count, what was counted, day and note; one of people or without a number has none."""
    policies = {policy["id"]: policy for policy in _data(real_site, "policies.json")["policies"]}
    targets = {target["id"]: target for target in policies["shandong-2021-22"]["targets"]}
    assert {name for name, target in targets.items() if "counted" in target} == {
        "province-brands", "city-brands", "key-brands",
    }  # fmt: skip
    listed = [brand for brand in _documents(real_site) if brand["division"].startswith("37")]
    held = [brand for brand in listed if any(each["level"] == "province" for each in brand.get("recognitions", ()))]
    counted = targets["province-brands"]["counted"]
    assert (counted["count"], counted["as_of"], counted["of"]) == (len(held), AS_OF, "山东省收录、省级认定有效的品牌")
    assert counted["note"].startswith("本目录收录的数，不是官方完成数。")
    assert targets["key-brands"]["counted"]["total"] == len(_cities_of_shandong())


def _cities_of_shandong() -> list[str]:
    return [unit.code for unit in read_divisions().children("370000") if unit.rank == "city"]


def test_the_description_names_what_is_there(real_site: Path) -> None:
    """Every path of the OpenAPI description is a file, and every data file is in it; the schemas are the very ones."""
    described = {path.lstrip("/") for path in _data(real_site, "openapi.json")["paths"]}
    there = {
        path.relative_to(real_site / "api/v1").as_posix()
        for path in (real_site / "api/v1").rglob("*")
        if path.is_file()
    }
    there = {re.sub(r"^brands/[^/]+\.json$", "brands/{id}.json", path) for path in there} - {"openapi.json"}
    assert there == described
    for name in ("brand", "policy"):
        assert _data(real_site, f"schema/{name}.schema.json") == read_schema("brand" if name == "brand" else "policy")


# --- tables -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@x", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_cells_never_start_a_formula(text: str) -> None:
    """What a spreadsheet would run is kept as text."""
    assert safe_cell(text) == "'" + text


def test_a_table_of_dangerous_words_is_harmless() -> None:
    """Formulas in names, aliases and summaries come out as text, and quotes and line breaks stay in their cells."""
    brand = make_brand(
        name={"full": "=HYPERLINK(1)"}, aliases=["+1", '甲"乙'], summary='@SUM("一,二")\n三四五六',
        headcount=[headcount(bound="over")], recognitions=[recognition(date="2024")],
    )  # fmt: skip
    artifact = derive_brands_csv(make_catalog(brand), SITE)
    head, row = csv.reader(io.StringIO(artifact.content.decode("utf-8-sig"), newline=""))
    assert head == list(HEADINGS)
    assert len(row) == len(HEADINGS)
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert dict(zip(head, row, strict=True))["约数"] == "超过"


def test_the_table_has_a_row_for_each_brand(real_site: Path) -> None:
    """The table opens in Excel (a byte-order mark, Windows line ends) and has every brand once."""
    raw = (real_site / "api/v1/brands.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["编号"] for row in rows] == [brand["id"] for brand in _data(real_site, "brands.json")["brands"]]
    assert all(None not in row and None not in row.values() for row in rows)


# --- feed, site map ---------------------------------------------------------------------------------------------


def test_the_feed_is_sound(real_site: Path) -> None:
    """The feed is well-formed Atom: ids and dates, newest first, and each link leads to a page."""
    feed = ET.fromstring((real_site / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own file
    entries = feed.findall(f"{ATOM}entry")
    assert 0 < len(entries) <= 50
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == len(ids)
    updated = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "") == updated[0]
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (real_site / link.attrib["href"].removeprefix(SITE_URL) / "index.html").is_file()
        assert entry.findtext(f"{ATOM}title")


def test_feeds_escape_what_they_hold() -> None:
    """Markup in a name is text in the feed, and an address with an ampersand is still an address."""
    catalog = make_catalog(make_brand(name={"full": "<虾>&工"}, summary="一 < 二 & 三 > 零，八个字。"))
    feed = ET.fromstring(derive_feed(catalog, Site("a&b", "https://a.cn/?x=1&y=/", "c")).content)  # noqa: S314
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "<虾>&工"
    assert feed.findtext(f"{ATOM}title") == "a&b"


def test_every_address_in_the_site_map_is_a_page(real_site: Path) -> None:
    """The site map is well-formed, has every page that may be found once, and nothing else."""
    found = ET.fromstring((real_site / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own file
    addresses = [element.text or "" for element in found.iter(f"{MAP}loc")]
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith(SITE_URL) for address in addresses)
    mapped = {address.removeprefix(SITE_URL) + "index.html" for address in addresses}
    for path in mapped:
        assert (real_site / path).is_file(), path
    findable = {
        page.path
        for page in read_pages(real_site)
        if not re.search(r'<meta name="robots" content="[^"]*noindex', page.html)
    }
    assert findable - mapped - {"404.html"} == set()


def test_a_long_site_map_is_cut_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large site the map is an index of parts, each within the protocol's limit, with every page once."""
    monkeypatch.setattr("generator.feeds.sitemaps.SITEMAP_LIMIT", 10)
    rows = {"hubei": [(f"brands/{n}/", "") for n in range(25)], "catalog": [("catalog/", "2026-11-22")]}
    index = derive_sitemap_index({part: len(pages) for part, pages in rows.items()}, SITE)
    parts = [each for part, pages in sorted(rows.items()) for each in derive_sitemap_part(part, pages, SITE)]
    assert [part.path for part in parts] == [
        "sitemap-catalog.xml", "sitemap-hubei.xml", "sitemap-hubei-2.xml", "sitemap-hubei-3.xml",
    ]  # fmt: skip
    named = [element.text for element in ET.fromstring(index.content).iter(f"{MAP}loc")]  # noqa: S314
    assert named == [SITE_URL + part.path for part in parts]
    found = [[element.text for element in ET.fromstring(part.content).iter(f"{MAP}loc")] for part in parts]  # noqa: S314
    assert [len(pages) for pages in found] == [1, 10, 10, 5]
    assert len({page for pages in found for page in pages}) == 26


# --- heads ------------------------------------------------------------------------------------------------------


def test_json_ld_parses_on_every_page(real_site: Path) -> None:
    """Each JSON-LD document is sound, names the page's own address, and links only public sources."""
    pages = 0
    for page in read_pages(real_site):
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html, re.DOTALL):
            document = json.loads(text)
            assert document["@context"] == "https://schema.org"
            assert document["url"] == SITE_URL + page.path.removesuffix("index.html")
            pages += 1
    assert pages >= len(_documents(real_site))


def test_json_ld_cannot_leave_its_element() -> None:
    """A closing tag in a record does not close the script element the JSON-LD stands in."""
    catalog = make_catalog(make_brand(summary="</script><script>alert(1)</script> <!-- & 八个字。"))
    text = brand_jsonld(catalog.entries()[0], SITE)
    assert not set("<>&") & set(text)
    assert json.loads(text)["description"].startswith("</script>")


def test_pages_say_their_own_address(real_site: Path) -> None:
    """The canonical address of each page is its own, and its description is short."""
    for page in read_pages(real_site):
        if page.path == "404.html":
            continue
        [canonical] = re.findall(r'<link rel="canonical" href="([^"]*)"', page.html)
        assert canonical == SITE_URL + page.path.removesuffix("index.html") or "noindex" in page.html, page.path
        [description] = re.findall(r'<meta name="description" content="([^"]*)"', page.html)
        assert 0 < len(description) <= 120, page.path
