"""Describe a brand to machines in schema.org words, as JSON-LD that is safe inside a script element.

Gets an entry and the deployment, gives text. Says no more than the page: a brand is no product, so
there is neither offer nor rating, and people appear by name only.
"""

from typing import Any, Final

import msgspec

from generator.model.brand import Brand
from generator.model.catalog import Entry
from generator.model.site import Site
from generator.reference import Division

_UNSAFE: Final = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")
"""What could end the script element, or a line of script, with what JSON lets stand for it."""


def brand_jsonld(entry: Entry, site: Site) -> str:
    """A web page about a brand: its place, its dates and the public sources it cites."""
    brand = entry.brand
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": site.url + entry.url,
        "url": site.url + entry.url,
        "name": entry.name,
        "description": brand.summary,
        "inLanguage": "zh-CN",
        "datePublished": brand.published,
        "dateModified": brand.updated or brand.published,
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.url},
        "about": _about(entry),
        "contentLocation": _place(entry.place),
        "mentions": [{"@type": "Person", "name": figure.name} for figure in brand.figures],
        "citation": _citations(brand),
    }
    filled = {key: value for key, value in document.items() if value}
    text = msgspec.json.encode(filled).decode()
    for character, escape in _UNSAFE:
        text = text.replace(character, escape)
    return text


def _about(entry: Entry) -> dict[str, Any]:
    about: dict[str, Any] = {"@type": "Brand", "name": entry.name, "description": entry.brand.summary}
    if entry.brand.aliases:
        about["alternateName"] = list(entry.brand.aliases)
    return about


def _place(chain: tuple[Division, ...]) -> dict[str, Any]:
    place: dict[str, Any] = {}
    for division in chain:
        outer = place
        place = {"@type": "AdministrativeArea", "name": division.name, "identifier": division.code}
        if outer:
            place["containedInPlace"] = outer
    return place


def _citations(brand: Brand) -> list[dict[str, str]]:
    citations = []
    for source in brand.sources:
        if source.public_url:
            citation = {
                "@type": "CreativeWork",
                "url": source.public_url,
                "name": source.title or source.publisher or "",
            }
            citations.append(citation | ({"datePublished": source.date} if source.date else {}))
    return citations
