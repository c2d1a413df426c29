"""Verdicts by example: every numeric criterion at its edges, and figures that cannot decide."""

from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.criteria import Judge, sentence
from generator.criteria.intervals import interval_of, passes
from generator.model.policy import Policy
from generator.model.policy_standard import Criterion, CriterionOp
from generator.model.verdict import Outcome, Verdict
from generator.records import read_policies
from tests.brands import make_brand
from tests.project import REPOSITORY

CASES: Final = Path(__file__).with_name("cases")
DAY: Final = "2025-06-30"
POLICIES: Final = {policy.id: policy for policy in read_policies(REPOSITORY)[0]}
ANSWERS: Final = {"yes": True, "no": False, "open": None}
EDGES: Final = {"below", "at", "above", "missing", "stale", "other-measure"}


def _rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith(("#", "policy\t"))]


THRESHOLDS: Final = _rows("thresholds.tsv")


def _criterion(policy: Policy, criterion_id: str) -> Criterion:
    return next(criterion for criterion in policy.criteria if criterion.id == criterion_id)


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)


def _fields(policy: Policy, criterion: Criterion) -> dict[str, Any]:
    """A brand of the policy's place, category and kind, for whom the criterion is."""
    fields: dict[str, Any] = {"division": policy.division}
    if criterion.categories:
        fields |= {"category": criterion.categories[0], "category_basis": "stated"}
    if criterion.kinds:
        fields["kinds"] = [f"{policy.id}/{criterion.kinds[0]}"]
    return fields


def _figure(field: str, value: str, unit: str, scope: str, period: str, as_of: str, bound: str) -> dict[str, Any]:  # noqa: PLR0913, PLR0917
    if field == "-":
        return {}
    more = {"scope": scope, "period": period, "bound": bound}
    figure = {"value": _number(value), "unit": unit, "as_of": as_of, "source": "s1"}
    figure |= {key: word for key, word in more.items() if word != "-"}
    kind, _, measure = field.partition(".")
    if measure:
        return {"headcount": [{**figure, "measure": measure}]}
    return {"metrics": [{**figure, "name": kind}]}


def _judge(policy: Policy, criterion: Criterion, **fields: Any) -> Verdict:
    brand = make_brand(**{**_fields(policy, criterion), **fields})
    case = Judge(POLICIES.values(), DAY).hear(brand)
    [judgement] = [each for each in case.judge(criterion.level) if each.policy.id == policy.id]
    return next(verdict for verdict in judgement.verdicts if verdict.criterion is criterion)


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: "/".join(row[:3]))
def test_thresholds_decide_at_their_edges(row: list[str]) -> None:
    """A brand with the figure of the row has the row's outcome, for the row's reason, told in a whole sentence."""
    policy = POLICIES[row[0]]
    criterion = _criterion(policy, row[1])
    verdict = _judge(policy, criterion, **_figure(*row[3:10]))
    assert [verdict.outcome, verdict.reason] == row[10:]
    assert sentence(verdict).endswith("。")
    assert "None" not in sentence(verdict)


def test_every_numeric_criterion_has_its_cases() -> None:
    """Each numeric criterion of each policy is tried below, at and above, missing, stale and with another measure."""
    tried: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in THRESHOLDS:
        tried[row[0], row[1]].add(row[2])
    for policy in POLICIES.values():
        for criterion in policy.criteria:
            if criterion.kind == "threshold":
                # One park is the least there can be: below it is none, which a record does not state.
                least = {"below"} if criterion.unit == "家" and criterion.value == 1 else set()
                assert tried[policy.id, criterion.id] >= EDGES - least, (policy.id, criterion.id)


@pytest.mark.parametrize("row", _rows("intervals.tsv"), ids="/".join)
def test_roundness_leaves_open_what_it_must(row: list[str]) -> None:
    """超过, 约 and 近 decide where every number they can stand for decides alike, and only there."""
    value, bound, op, threshold, answer = row
    interval = interval_of(_number(value), None if bound == "-" else bound)  # type: ignore[arg-type]
    assert passes(interval, op, _number(threshold)) is ANSWERS[answer]  # type: ignore[arg-type]


@given(
    st.integers(1, 10**9),
    st.sampled_from([None, "over", "nearly", "about"]),
    st.sampled_from([">=", ">", "<=", "<"]),
    st.integers(1, 10**9),
)
def test_what_is_decided_holds_for_every_number(value: int, bound: Any, op: CriterionOp, threshold: int) -> None:
    """Where a rounded figure decides, the middle of what it can stand for decides the same."""
    interval = interval_of(value, bound)
    answer = passes(interval, op, threshold)
    middle = float((interval.low + interval.high) / 2)
    exact = passes(interval_of(middle, None), op, threshold)

    assert exact is not None
    assert answer in {None, exact}


@given(st.integers(1, 10**8), st.integers(0, 10**7))
def test_more_people_never_turn_met_into_unmet(value: int, more: int) -> None:
    """Of two exact figures the greater meets a least number wherever the smaller does."""
    criterion = _criterion(POLICIES["jiangsu-2022-40"], "service-1")
    smaller, greater = (
        passes(interval_of(each, None), criterion.op or ">=", criterion.value or 0) for each in (value, value + more)
    )

    assert greater or not smaller


def _headcount(value: int, **more: Any) -> dict[str, Any]:
    return {"value": value, "measure": "employed", "scope": "brand", "as_of": "2025", "source": "s1", **more}


def _service(*figures: dict[str, Any], **fields: Any) -> Verdict:
    policy = POLICIES["jiangsu-2022-40"]
    return _judge(policy, _criterion(policy, "service-1"), headcount=list(figures), **fields)


def test_the_newest_fitting_figure_decides() -> None:
    """Of several figures that fit, the newest decides, and it is named with its date."""
    verdict = _service(_headcount(20000, as_of="2023"), _headcount(8000, as_of="2024-05"))
    assert (verdict.outcome, verdict.reason) == (Outcome.UNMET, "short")
    assert sentence(verdict) == "2024 年 5 月从业人员 8,000 人，没有达到“不少于 1 万人”。"


def test_figures_of_one_date_must_agree() -> None:
    """Two figures of one date that decide differently decide nothing; two that decide alike do."""
    assert _service(_headcount(20000), _headcount(8000)).reason == "figures-differ"
    assert "2 万人、8,000 人" in sentence(_service(_headcount(20000), _headcount(8000)))
    assert _service(_headcount(20000), _headcount(30000)).outcome is Outcome.MET


def test_a_figure_of_tomorrow_is_not_known_today() -> None:
    """On a past day a figure of a later date does not count."""
    verdict = _service(_headcount(20000, as_of="2025-07"))
    assert verdict.reason == "no-usable-figure"
    assert "以后的数" in sentence(verdict)


def test_another_scope_never_decides_and_is_told() -> None:
    """A figure of the whole trade, however large, leaves the criterion open, and the sentence says why."""
    verdict = _service(_headcount(900000, scope="industry"))
    assert verdict.outcome is Outcome.UNKNOWN
    assert sentence(verdict) == "有数，但不能用：2025 年从业人员 90 万人（是全产业口径）。"


def test_a_lead_is_said_to_be_one() -> None:
    """A verdict that rests on a source of grade C says so."""
    lead = [{"id": "s1", "publisher": "某网", "grade": "C"}]
    assert "来源只是线索" in sentence(_service(_headcount(20000), sources=lead))


def test_an_inferred_category_is_said_to_be_one() -> None:
    """Where only an editor says which category a brand is of, a verdict says so; what is missing needs no doubt."""
    assert "类别由编者推断" in sentence(_service(_headcount(20000), category_basis="inferred"))
    assert "类别" not in sentence(_service(category_basis="inferred"))
