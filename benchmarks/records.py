"""Make realistic synthetic brand records: 2 KB of Chinese each, every field of the schema among them.

Gets a count and a seed, writes ``brands/<province>/<id>.yml`` below a folder; the same seed gives the same
bytes. Places, trades and criteria are real ones, brands, people and figures are invented. Measures nothing.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image
from record_fields import PHOTO, Record, write_about
from record_subject import Subject, Trade

from generator.records import read_records
from generator.records.canonical import emit_record
from generator.records.singly import folder_of
from generator.reference import Division, pinyin_of, read_divisions, read_industries

ROOT: Final = Path(__file__).resolve().parent.parent
TRADES: Final = Path(__file__).with_name("trades.tsv")


def read_trades() -> list[Trade]:
    """The committed trades, each of a real industry."""
    rows = [line.split("\t") for line in TRADES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert all(read_industries().get(row[1]) for row in rows)
    return [Trade(row[0], row[1], row[2], tuple(row[3].split(",")), tuple(row[4].split(",")), row[5]) for row in rows]


def read_criteria() -> dict[str, tuple[str, ...]]:
    """The criteria a brand may give evidence for, by the first two digits of the policy's division."""
    return {
        policy.division[:2]: tuple(f"{policy.id}/{each.id}" for each in policy.criteria if each.kind == "attestation")
        for policy in read_records(ROOT).policies
        if policy.level == "province"
    }


def make_records(count: int, seed: int = 1) -> Iterator[tuple[str, Record]]:
    """*count* records with the path of each; counties get one brand each before any gets a second."""
    dice = random.Random(seed)  # noqa: S311 - the same records every time is the point
    trades, criteria = read_trades(), read_criteria()
    units = _home_units()
    dice.shuffle(units)
    names: set[tuple[str, str]] = set()
    ids: set[str] = set()
    for index in range(count):
        place = units[index % len(units)]
        # One step through the trades a round: no county gets a trade twice.
        trade = trades[(index + index // len(units)) % len(trades)]
        region, worker = place[-1].short, dice.choice(trade.workers)
        if (place[0].code, region + trade.word + worker) in names:
            region = place[-2].short + region
        while (place[0].code, region + trade.word + worker) in names:
            region += dice.choice("东南西北中")
        names.add((place[0].code, region + trade.word + worker))
        brand_id = "-".join(pinyin_of(region + trade.word + worker))
        if brand_id in ids:
            brand_id = f"{brand_id}-{place[-1].code}"
        ids.add(brand_id)
        sources = tuple(f"s{number}" for number in range(1, dice.choice((1, 2, 2, 3)) + 1))
        subject = Subject(dice, place, trade, region, worker, sources, criteria.get(place[0].code[:2], ()))
        folder = folder_of(place[0].code, place[0].pinyin)
        yield f"brands/{folder}/{brand_id}.yml", write_about(subject)


def _home_units() -> list[tuple[Division, ...]]:
    """Every county of the country, and every city that has none, with the units above it."""
    divisions = read_divisions()
    below = list(divisions.provinces())
    homes = []
    while below:
        unit = below.pop()
        children = divisions.children(unit.code)
        below += children
        if not children and unit.rank != "province":
            homes.append(divisions.chain(unit.code))
    return sorted(homes, key=lambda place: place[-1].code)


def write_records(folder: Path, count: int, seed: int = 1) -> int:
    """Write *count* records below *folder*, with the pictures they name; how many bytes of YAML they are."""
    written = 0
    for path, record in make_records(count, seed):
        target = folder / path
        if not target.parent.exists():
            target.parent.mkdir(parents=True)
            Image.linear_gradient("L").resize((480, 320)).save(target.with_name(PHOTO), quality=60)
        text = emit_record("brand", record, path)
        target.write_text(text, encoding="utf-8")
        written += len(text.encode())
    return written


def main() -> None:
    """Write records from the command line."""
    parser = argparse.ArgumentParser(description="Write synthetic brand records below a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    written = write_records(wanted.folder, wanted.count, wanted.seed)
    print(f"{wanted.count} records, {written / max(1, wanted.count):.0f} bytes each on average")


if __name__ == "__main__":
    main()
