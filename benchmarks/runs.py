"""Measured runs as values, kept in results.json: what was built, what it cost, how much came out.

Gets JSON, gives values, and the other way round; the report and the chart draw from these alone.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from likeness import Likeness
from measuring import Cost


@dataclass(frozen=True, slots=True)
class Run:
    """One measured build."""

    records: int
    peer: str
    case: str
    """cold, changed (one record) or unchanged."""
    cost: Cost
    pages: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Serving:
    """Seconds from saving a record to the changed page in the browser, with a server running."""

    records: int
    peer: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one measuring gave."""

    about: dict[str, str]
    missing: dict[str, str]
    """Peers that did not run, and why."""
    runs: tuple[Run, ...]
    servings: tuple[Serving, ...] = ()
    likeness: tuple[Likeness, ...] = ()

    def of(self, records: int, peer: str, case: str) -> tuple[Run, ...]:
        """The runs of one peer at one size."""
        return tuple(run for run in self.runs if (run.records, run.peer, run.case) == (records, peer, case))


def write_results(results: Results, path: Path) -> None:
    """Keep *results*."""
    path.write_text(json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> Results:
    """What was kept at *path*."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        about=kept["about"],
        missing=kept["missing"],
        runs=tuple(Run(**{**run, "cost": Cost(**run["cost"])}) for run in kept["runs"]),
        servings=tuple(Serving(**each) for each in kept["servings"]),
        likeness=tuple(Likeness(**each) for each in kept["likeness"]),
    )


def sizes_of(runs: Iterable[Run]) -> list[int]:
    """The numbers of records measured, fewest first."""
    return sorted({run.records for run in runs})
