"""Brands, figures and policies as public documents: what others may rely on.

Gets model values, gives plain dictionaries. A document is the record plus what was worked out, minus what
does not leave the repository; absent facts have no key.
"""

from functools import cache, lru_cache
from typing import Final

import msgspec

from generator.api.plain import Document, fields_of, present
from generator.api.verdicts import verdict_document
from generator.catalog import Catalog
from generator.catalog.targets import count_targets
from generator.model.brand import Brand, Figure, Source
from generator.model.catalog import Entry, Profile
from generator.model.policy import Policy
from generator.model.site import Site
from generator.model.verdict import Verdict
from generator.reference import Division
from generator.schema_text import read_schema

_OURS: Final = frozenset({"id", "path", "removed_figures"})
"""Of a brand's fields those that are no part of its published record."""
_OWN_COUNT: Final = "本目录收录的数，不是官方完成数。"


def _place(division: Division) -> dict[str, str]:
    return {"code": division.code, "name": division.name, "rank": division.rank}


def _source(source: Source) -> Document:
    return {**fields_of(source), "url": source.public_url}


def _figure(figure: Figure) -> Document:
    return {key: value for key, value in fields_of(figure).items() if key != "consent"}


def brand_summary(entry: Entry, site: Site) -> Document:
    """A brand in the list of all brands."""
    brand = entry.brand
    return present(
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
            "headcount": entry.headline,
            "summary": brand.summary,
            "published": brand.published,
            "updated": brand.updated,
        }
    )


def brand_document(entry: Entry, site: Site) -> Document:
    """One brand, whole: the record's keys in the schema's order between identity and what was worked out."""
    brand = entry.brand
    document = {
        "version": 1,
        "id": brand.id,
        "url": site.url + entry.url,
        "full_name": entry.name,
        "pinyin": " ".join(entry.pinyin),
        "place": [_place(division) for division in entry.place],
        "level": entry.level,
        "recognised": entry.recognised,
        **{key: getattr(brand, key) for key in _record_keys()},
        "figures": [_figure(figure) for figure in brand.figures],
        "sources": [_source(source) for source in brand.sources],
        "policies": list(entry.policies),
        "judged_level": entry.judged_level,
        "criteria": [_verdict(verdict) for judgement in entry.judgements for verdict in judgement.verdicts],
        "missing": [gap.field for gap in entry.gaps],
        "related": list(entry.related),
    }
    return present(document)


def _verdict(verdict: Verdict) -> Document | msgspec.Raw:
    if verdict.figure or verdict.attestation or verdict.unfit:
        return verdict_document(verdict)
    return _common_verdict(verdict)


@lru_cache(maxsize=1 << 14)
def _common_verdict(verdict: Verdict) -> msgspec.Raw:
    """A verdict that rests on nothing of the brand's own, as bytes: brands alike to its document share it."""
    return msgspec.Raw(msgspec.json.encode(present(verdict_document(verdict))))


@cache
def _record_keys() -> tuple[str, ...]:
    """The keys of a record that are published, in the schema's order: canonical records are written in it too."""
    known = set(Brand.__struct_fields__) - _OURS
    return tuple(key for key in read_schema("brand")["properties"] if key in known)


def figure_document(profile: Profile, entry: Entry, site: Site) -> Document:
    """An exemplary figure with the brand they belong to and the public sources."""
    sources = [_source(entry.brand.source(source_id)) for source_id in profile.figure.sources]
    return present(
        {
            **_figure(profile.figure),
            "url": site.url + profile.url,
            "brand": {"id": entry.brand.id, "name": entry.name, "url": site.url + entry.url},
            "sources": sources,
        }
    )


def policy_document(policy: Policy, catalog: Catalog, site: Site) -> Document:
    """A policy as data, each target with what the directory itself counts towards it."""
    document = fields_of(policy)
    del document["path"]
    counts = zip(policy.targets, _counted(policy, catalog), strict=True)
    document["targets"] = [{**fields_of(target), "counted": counted} for target, counted in counts]
    return present({"id": policy.id, "url": f"{site.url}policies/{policy.id}/", **document})


def _counted(policy: Policy, catalog: Catalog) -> list[Document | None]:
    """The directory's counts in the order of the targets; a *total* only where places are counted."""
    tallies = (each.tally for each in count_targets(catalog.tallies(f"target/{policy.id}"), policy, catalog.as_of))
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
