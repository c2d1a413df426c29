"""Brands, entries and catalogs as values, for tests of what is worked out from them."""

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.catalog import Catalog, derive_catalog
from generator.model.brand import Brand
from generator.model.policy import Policy
from tests.project import AS_OF

SOURCE = {"id": "s1", "publisher": "湖北日报", "url": "https://www.hubei.gov.cn/a.html", "grade": "A"}


def make_brand(brand_id: str = "qianjiang-longxia-gong", /, **fields: Any) -> Brand:
    """A brand of Qianjiang with no more than it must have, and *fields* on top."""
    record: dict[str, Any] = {
        "id": brand_id,
        "path": f"brands/hubei/{brand_id}.yml",
        "name": {"region": "潜江", "industry": "龙虾", "worker": "工"},
        "division": "429005",
        "summary": "潜江一带从事小龙虾养殖、加工和烹饪的务工人员。",
        "sources": [SOURCE],
        "published": "2026-11-22",
    }
    return msgspec.convert({**record, **fields}, Brand)


def make_catalog(*brands: Brand, policies: Sequence[Policy] = ()) -> Catalog:
    """The catalog of *brands* on the tests' day."""
    return derive_catalog(brands, policies, AS_OF)


def recognition(status: str | None = None, level: str = "province", **more: Any) -> dict[str, Any]:
    """A recognition as a record has it."""
    return {"level": level, "source": "s1", **({"status": status} if status else {}), **more}


def headcount(value: int = 1000, **more: Any) -> dict[str, Any]:
    """A figure as a record has it."""
    return {"value": value, "measure": "employed", "scope": "brand", "as_of": "2024", "source": "s1", **more}
