"""Brands, figures and policies as public documents: what others may rely on.

Gets model values, gives plain dictionaries. A document is the record plus what was worked out, minus what
does not leave the repository; absent facts have no key.
"""

from typing import Any, Final, TypeAlias

import msgspec

from generator.api.verdicts import judgement_documents
from generator.catalog.targets import count_targets
from generator.model.brand import Brand, Source
from generator.model.catalog import Catalog, Entry, Profile
from generator.model.policy import Policy
from generator.model.site import Site
from generator.reference import Division
from generator.schema_text import read_schema

Document: TypeAlias = dict[str, Any]

_OWN_COUNT: Final = "本目录收录的数，不是官方完成数。"


def _present(document: Document) -> Document:
    """*document* without keys that hold nothing, at any depth."""
    return {key: _present_value(value) for key, value in document.items() if value not in (None, [], (), {})}


def _present_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _present(value)
    return [_present_value(each) for each in value] if isinstance(value, list | tuple) else value


def _place(division: Division) -> dict[str, str]:
    return {"code": division.code, "name": division.name, "rank": division.rank}


def _source(source: Source) -> Document:
    document: Document = msgspec.to_builtins(source)
    document["url"] = source.public_url
    return document


def brand_summary(entry: Entry, site: Site) -> Document:
    """A brand in the list of all brands."""
    brand, headline = entry.brand, entry.headline
    return _present(
        {
            "id": brand.id,
            "name": entry.name,
            "pinyin": " ".join(entry.pinyin),
            "aliases": list(brand.aliases),
            "url": site.url + entry.url,
            "data": f"{site.url}api/v1/brands/{brand.id}.json",
            "division": brand.division,
            "place": [division.name for division in entry.place],
            "category": brand.category,
            "category_basis": brand.category_basis,
            "industry": brand.industry,
            "level": entry.level,
            "recognised": entry.recognised,
            "headcount": msgspec.to_builtins(headline) if headline else None,
            "summary": brand.summary,
            "published": brand.published,
            "updated": brand.updated,
        }
    )


def brand_document(entry: Entry, site: Site) -> Document:
    """One brand, whole: the record's keys in the schema's order between identity and what was worked out."""
    record = _record(entry.brand)
    document = {
        "version": 1,
        "id": entry.brand.id,
        "url": site.url + entry.url,
        "full_name": entry.name,
        "pinyin": " ".join(entry.pinyin),
        "place": [_place(division) for division in entry.place],
        "level": entry.level,
        "recognised": entry.recognised,
        **record,
        "policies": list(entry.policies),
        "judged_level": entry.judged_level,
        "criteria": judgement_documents(entry.judgements),
        "missing": [gap.field for gap in entry.gaps],
        "related": list(entry.related),
    }
    return _present(document)


def _record(brand: Brand) -> Document:
    document: Document = msgspec.to_builtins(brand)
    for key in ("id", "path", "removed_figures"):
        del document[key]
    for figure in document["figures"]:
        figure.pop("consent")
    document["sources"] = [_source(source) for source in brand.sources]
    return {key: document[key] for key in _record_order(document)}


def _record_order(document: Document) -> list[str]:
    """The schema's order: the order canonical records are written in too."""
    return [key for key in read_schema("brand")["properties"] if key in document]


def figure_document(profile: Profile, catalog: Catalog, site: Site) -> Document:
    """An exemplary figure with the brand they belong to and the public sources."""
    entry = catalog.entry(profile.brand_id)
    figure: Document = msgspec.to_builtins(profile.figure)
    figure.pop("consent")
    sources = [_source(entry.brand.source(source_id)) for source_id in profile.figure.sources]
    return _present(
        {
            **figure,
            "url": site.url + profile.url,
            "brand": {"id": entry.brand.id, "name": entry.name, "url": site.url + entry.url},
            "sources": sources,
        }
    )


def policy_document(policy: Policy, catalog: Catalog, site: Site) -> Document:
    """A policy as data, each target with what the directory itself counts towards it."""
    document: Document = msgspec.to_builtins(policy)
    document.pop("path")
    for target, counted in zip(document["targets"], _counted(policy, catalog), strict=True):
        target["counted"] = counted
    return _present({"id": policy.id, "url": f"{site.url}policies/{policy.id}/", **document})


def _counted(policy: Policy, catalog: Catalog) -> list[Document | None]:
    """The directory's counts in the order of the targets; a *total* only where places are counted."""
    tallies = (each.tally for each in count_targets(catalog.entries, policy, catalog.as_of))
    return [
        {
            "count": tally.count,
            "total": tally.total,
            "of": tally.of,
            "as_of": tally.as_of,
            "note": _OWN_COUNT + "".join(tally.notes),
        }
        if tally
        else None
        for tally in tallies
    ]
