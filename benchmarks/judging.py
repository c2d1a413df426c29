"""Time judging brands by policies: processor seconds for many brands against every policy that holds for them.

Makes the records of records.py: spread over the whole country as real ones are, all moved into places with criteria,
and, harder than any directory, under policies that hold everywhere. Judges every brand at its own level and on every
rung above, and writes ``judging.md`` beside this file. Reading records is not part of the figure.
"""

import argparse
import dataclasses
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from measuring import machine
from peers import versions
from records import ROOT, make_records

from generator.criteria import Judge
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.records import read_policies
from generator.reference import NATION, read_divisions

HERE: Final = Path(__file__).parent
DAY: Final = "2025-06-30"
"""A day on which all six policies are in force."""
_WARM: Final = 1
_HOW: Final = """\
Processor seconds to judge {count:,} brands on {day} by {policies} policies, every brand at its own level and on every
rung of the way up; medians of {runs} runs. Made by `benchmarks/judging.py`.
"""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Time judging brands by policies.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", type=Path, default=HERE)
    wanted = parser.parse_args()
    policies = read_policies(ROOT)[0]
    spread = make_brands(wanted.count)
    crowded = crowd(spread, policies)
    lines = [
        "# Judging\n",
        _HOW.format(count=wanted.count, day=DAY, policies=len(policies), runs=wanted.runs),
        "\n".join(f"- {name}: {value}" for name, value in (machine() | versions()).items()) + "\n",
        "| brands | verdicts | seconds | quickest–slowest | µs a brand |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    everywhere = [dataclasses.replace(policy, division=NATION) for policy in policies]
    cases = (
        ("spread over the country", spread, policies),
        ("all in places with criteria", crowded, policies),
        ("every policy made to hold for every brand", spread, everywhere),
    )
    for name, brands, holding in cases:
        seconds, verdicts = measure(brands, holding, wanted.runs)
        median = statistics.median(seconds)
        lines.append(
            f"| {name} | {verdicts:,} | {median:.2f} | {min(seconds):.2f}–{max(seconds):.2f}"
            f" | {median / len(brands) * 1e6:.0f} |"
        )
    report = "\n".join(lines) + "\n"
    (wanted.out / "judging.md").write_text(report, encoding="utf-8")
    print(report)


def make_brands(count: int) -> list[Brand]:
    """*count* made records as the generator parses them."""
    return [
        msgspec.convert({**record, "id": Path(path).stem, "path": path}, Brand) for path, record in make_records(count)
    ]


def crowd(brands: Sequence[Brand], policies: Sequence[Policy]) -> list[Brand]:
    """The same brands, each moved to a county of a place that has criteria."""
    dice = random.Random(1)  # noqa: S311 - the same places every time is the point
    divisions = read_divisions()
    homes = [
        unit.code
        for policy in policies
        if policy.criteria
        for unit in divisions
        if unit.rank == "county" and policy.division in {outer.code for outer in divisions.chain(unit.code)}
    ]
    return [dataclasses.replace(brand, division=dice.choice(homes)) for brand in brands]


def measure(brands: Sequence[Brand], policies: Sequence[Policy], runs: int) -> tuple[list[float], int]:
    """Processor seconds of each run, and how many verdicts one run gives."""
    seconds, verdicts = [], 0
    for _ in range(_WARM + runs):
        start = time.process_time()
        judge = Judge(policies, DAY)
        verdicts = 0
        for brand in brands:
            case = judge.hear(brand)
            verdicts += sum(len(each.verdicts) for each in case.judge(case.level))
            case.rungs()
        seconds.append(time.process_time() - start)
    return seconds[_WARM:], verdicts


if __name__ == "__main__":
    main()
