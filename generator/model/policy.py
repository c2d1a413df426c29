"""Placeholder while the real module is being written."""
from dataclasses import dataclass

@dataclass(frozen=True, slots=True)
class Base:
    policy: str | None = None

@dataclass(frozen=True, slots=True)
class Policy:
    id: str
    path: str
    division: str
    title: str = ""
    issued: str | None = None
    based_on: tuple[Base, ...] = ()
    criteria: tuple[Base, ...] = ()
