"""Data out: the catalog as JSON and CSV under /api/v1/, with its schemas and a description.

Gets the catalog, gives artifacts. Key order is the schema's and never changes; unknown facts are absent;
addresses of sources below grade A- and references to consent forms stay in the repository.
"""

from collections.abc import Iterator

from generator.api.records import brand_document, brand_summary, figure_document, policy_document
from generator.api.sheets import brands_csv
from generator.api.specification import openapi
from generator.api.verdicts import judgement_documents
from generator.api.writing import json_artifact
from generator.model.artifact import Artifact
from generator.model.catalog import Catalog, Entry
from generator.model.site import Site
from generator.schema_text import SCHEMA_DIR

__all__ = ["derive_api", "derive_brand_file", "judgement_documents"]

ROOT = "api/v1/"


def derive_api(catalog: Catalog, site: Site) -> Iterator[Artifact]:
    """Every data file but the brands' own (see :func:`derive_brand_file`)."""
    brands = [brand_summary(entry, site) for entry in catalog.entries]
    head = {"version": 1, "as_of": catalog.as_of}
    yield json_artifact(f"{ROOT}brands.json", {**head, "count": len(brands), "brands": brands})
    figures = [figure_document(profile, catalog, site) for profile in catalog.profiles]
    yield json_artifact(f"{ROOT}figures.json", {**head, "count": len(figures), "figures": figures})
    policies = [policy_document(policy, catalog, site) for policy in catalog.policies]
    yield json_artifact(f"{ROOT}policies.json", {**head, "count": len(policies), "policies": policies})
    yield Artifact(f"{ROOT}brands.csv", brands_csv(catalog, site))
    yield json_artifact(f"{ROOT}openapi.json", openapi(site))
    for name in ("brand", "policy"):
        content = (SCHEMA_DIR / f"{name}.schema.json").read_bytes()
        yield Artifact(f"{ROOT}schema/{name}.schema.json", content)


def derive_brand_file(entry: Entry, site: Site) -> Artifact:
    """One brand's own data file."""
    return json_artifact(f"{ROOT}brands/{entry.brand.id}.json", brand_document(entry, site))
