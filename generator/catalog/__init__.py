"""Brands and policies → the catalog: sorted, indexed, frozen. Pure; the day is given."""

from generator.catalog.deriving import derive_catalog

__all__ = ["derive_catalog"]
