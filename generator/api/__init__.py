"""Data out: the catalog as JSON and CSV under /api/v1/, with its schemas and a description.

Gets the catalog, gives artifacts. Key order is the schema's and never changes; unknown facts are absent;
addresses of sources below grade A- and references to consent forms stay in the repository. In the files of all brands
each brand stands on a line of its own.
"""

from collections.abc import Iterable
from typing import Final

from generator.api.records import brand_document, brand_summary, figure_document, policy_document
from generator.api.sheets import brand_line, heading_line
from generator.api.specification import openapi
from generator.api.verdicts import judgement_documents
from generator.api.writing import as_json, json_artifact
from generator.catalog import Catalog, derive_profiles
from generator.lines import LinedFile
from generator.model.artifact import Artifact
from generator.model.catalog import Entry
from generator.model.site import Site
from generator.schema_text import SCHEMA_DIR

__all__ = [
    "BRANDS_FILE", "BRANDS_TABLE", "LinedFile", "derive_brand_file", "derive_brands_csv", "derive_brands_file", "derive_figures_file", "derive_lines",
    "derive_policies_file", "derive_schemas", "derive_specification", "judgement_documents",
]  # fmt: skip

ROOT: Final = "api/v1/"
BRANDS_FILE: Final = LinedFile(
    f"{ROOT}brands.json", "summary", ",\n", "\n]}\n", '{"version":1,"as_of":"{as_of}","count":', ',"brands":['
)
BRANDS_TABLE: Final = LinedFile(f"{ROOT}brands.csv", "row", "", "", heading_line().removesuffix("\n"))


def derive_lines(entry: Entry, site: Site) -> dict[str, str]:
    """What *entry* adds to the files of all brands, for the catalog to keep: its ``summary``, its ``row``, its people."""
    people = {
        f"figure/{profile.figure.id}": as_json(figure_document(profile, entry, site))
        for profile in derive_profiles(entry)
    }
    return {"summary": as_json(brand_summary(entry, site)), "row": brand_line(entry, site), **people}


def derive_brand_file(entry: Entry, site: Site) -> Artifact:
    """One brand's own data file."""
    return json_artifact(f"{ROOT}brands/{entry.brand.id}.json", brand_document(entry, site))


def derive_brands_file(catalog: Catalog, site: Site) -> Artifact:
    """All listed brands, in catalog order."""
    kept = catalog.fragments("summary", "catalog")
    lines = [text or as_json(brand_summary(catalog.entry(brand_id), site)) for brand_id, text in kept]
    return Artifact(BRANDS_FILE.path, BRANDS_FILE.whole(lines, catalog))


def derive_brands_csv(catalog: Catalog, site: Site) -> Artifact:
    """The same as a table."""
    kept = catalog.fragments("row", "catalog")
    lines = [text or brand_line(catalog.entry(brand_id), site) for brand_id, text in kept]
    return Artifact(BRANDS_TABLE.path, BRANDS_TABLE.whole(lines, catalog))


def derive_figures_file(catalog: Catalog, site: Site) -> Artifact:
    """All exemplary figures."""
    lines = []
    for brand_id, figure_id in catalog.people():
        kept = catalog.fragment(f"figure/{figure_id}", brand_id)
        lines.append(kept or _figure_line(catalog, brand_id, figure_id, site))
    return _listing("figures", lines, catalog)


def _figure_line(catalog: Catalog, brand_id: str, figure_id: str, site: Site) -> str:
    return as_json(figure_document(catalog.profile(brand_id, figure_id), catalog.entry(brand_id), site))


def derive_policies_file(catalog: Catalog, site: Site) -> Artifact:
    """All policies."""
    return _listing("policies", [as_json(policy_document(each, catalog, site)) for each in catalog.policies], catalog)


def derive_specification(site: Site) -> Artifact:
    """What lies where."""
    return json_artifact(f"{ROOT}openapi.json", openapi(site))


def derive_schemas() -> Iterable[Artifact]:
    """The schemas of records."""
    for name in ("brand", "policy"):
        content = (SCHEMA_DIR / f"{name}.schema.json").read_bytes()
        yield Artifact(f"{ROOT}schema/{name}.schema.json", content)


def _listing(name: str, lines: Iterable[str], catalog: Catalog) -> Artifact:
    documents = list(lines)
    head = f'{{"version":1,"as_of":"{catalog.as_of}","count":{len(documents)},"{name}":['
    body = ",\n".join(documents)
    return Artifact(f"{ROOT}{name}.json", f"{head}\n{body}\n]}}\n".encode())
