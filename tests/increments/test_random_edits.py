"""Whatever is edited, a build that goes on from the last one gives the very bytes a build from nothing gives."""

import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.build.outcome import Outcome
from generator.report import as_text
from tests.increments.building import LONG, build, build_anew, make_bare, read_tree, shrink
from tests.increments.edits import EDITS, POLICIES, add, break_record, copy_policy, draw_day, list_records

CHANCE_OF_ANOTHER_DAY, CHANCE_OF_A_FAULT = 0.1, 0.1
SEQUENCES, LENGTH = (2_000, 25) if LONG else (5, 8)
FOLDERS = ("brands", "policies")


@settings(
    max_examples=SEQUENCES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), length=st.integers(1, LENGTH), most_units=st.sampled_from((1_500, 1_500, 20)))
@example(seed=1, length=8, most_units=1_500)
def test_builds_on_from_the_last_are_builds_from_nothing(seed: int, length: int, most_units: int) -> None:
    """After every edit the site and the findings are those of a build from nothing; a refused one changes no byte."""
    with pytest.MonkeyPatch.context() as patch:
        shrink(patch, most_units)
        follow(random.Random(seed), length)  # noqa: S311 - a test's dice


def test_most_edits_are_built_on() -> None:
    """Of the edits above most give a new site by building on from the last: the test is not about refused builds."""
    ways: Counter[str] = Counter()
    with pytest.MonkeyPatch.context() as patch:
        shrink(patch)
        for seed in range(2):
            ways += follow(random.Random(seed), 8)  # noqa: S311 - a test's dice
    assert ways["onward"] > ways["afresh"] + ways["refused"]


def follow(dice: random.Random, length: int) -> Counter[str]:
    """Make a project and edit it *length* times, each time held against a build from nothing; how it was built."""
    ways: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="edits-") as made:
        folder = Path(made)
        root = make_bare(folder / "project").root
        for name in POLICIES[: dice.randrange(1, len(POLICIES) + 1)]:
            copy_policy(root, name)
        done = [add(root, dice) for _ in range(12)]
        day = draw_day(dice)
        build(root, folder / "site", folder / "state", day)
        for _ in range(length):
            sound = _keep(root, folder)
            if dice.random() < CHANCE_OF_ANOTHER_DAY:
                day = draw_day(dice)
                done.append(f"day {day}")
            done += [dice.choice(EDITS)(root, dice) for _ in range(dice.randrange(1, 3))]
            if dice.random() < CHANCE_OF_A_FAULT and list_records(root):
                mend = break_record(root, dice)
                compare(root, folder, day, [*done, "break"])
                mend()
            outcome = compare(root, folder, day, done)
            ways["refused" if not outcome.built else "onward" if outcome.afresh is None else "afresh"] += 1
            if not outcome.built:
                _take_back(root, sound)
                done.append("take back")
                compare(root, folder, day, done)
    return ways


def compare(root: Path, folder: Path, day: str, done: list[str]) -> Outcome:
    """Build on from the last build, and from nothing; both must be alike."""
    story = "\n".join(done)
    before = read_tree(folder / "site")
    outcome = build(root, folder / "site", folder / "state", day)
    anew, wanted = build_anew(root, folder, day)
    assert as_text(outcome.findings) == as_text(anew.findings), story
    assert outcome.built == anew.built, story
    after = read_tree(folder / "site")
    wanted = wanted if anew.built else before
    assert sorted(after) == sorted(wanted), story
    assert not [path for path in wanted if after[path] != wanted[path]], story
    if outcome.built:
        written = {path for path, content in after.items() if before.get(path) != content}
        assert set(outcome.written) == written, story
        assert set(outcome.removed) == before.keys() - after.keys(), story
        assert (outcome.brands, outcome.pages, outcome.files) == (anew.brands, anew.pages, anew.files), story
        assert outcome.unchanged + len(outcome.written) == len(after), story
    return outcome


def _keep(root: Path, folder: Path) -> Path:
    """A copy of the records, for the way back from an edit that is refused."""
    kept = folder / "sound"
    shutil.rmtree(kept, ignore_errors=True)
    for name in FOLDERS:
        shutil.copytree(root / name, kept / name)
    return kept


def _take_back(root: Path, kept: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(root / name)
        shutil.copytree(kept / name, root / name)
