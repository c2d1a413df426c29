"""The values the generator works on: brands, policies, the catalog, artifacts.

All are frozen; none reads a file, knows the clock or judges anything.
"""
