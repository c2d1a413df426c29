"""Which policies hold for a brand, at which level it is judged, and what evidence other than figures does."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.criteria import Case, Judge, PoliciesOn, count_requirements, sentence
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.model.verdict import Outcome, Verdict
from generator.records import read_policies, read_records
from tests.brands import headcount, make_brand, recognition
from tests.project import REPOSITORY

POLICIES: Final = read_policies(REPOSITORY)[0]
BY_ID: Final = {policy.id: policy for policy in POLICIES}
IN_FORCE: Final = "2025-06-30"
"""On this day all six documents are in force."""
QUANZHOU: Final = "quanzhou-2024-4"


def _policy(policy_id: str = "hubei-2024", **fields: Any) -> Policy:
    """A policy of Hubei with one criterion for brands of each level named."""
    record = {
        "id": policy_id,
        "path": f"policies/{policy_id}.yml",
        "title": "湖北省办法",
        "issuers": ["湖北省人力资源和社会保障厅"],
        "division": "420000",
        "level": "province",
        "source": {"title": "湖北省办法"},
        "summary": "提要。",
        "listed": "2026-11-22",
        "issued": "2024-05-01",
    }
    return msgspec.convert({**record, **fields}, Policy)


def _criteria(*levels: str | None) -> list[dict[str, Any]]:
    return [
        {"id": f"c{at}", "kind": "attestation", "text": "有制度。", "clause": "一", **({"level": each} if each else {})}
        for at, each in enumerate(levels)
    ]


def _hear(brand: Brand, policies: Sequence[Policy] = POLICIES, day: str = IN_FORCE) -> Case:
    return Judge(policies, day).hear(brand)


def _verdict(brand: Brand, policy_id: str, criterion_id: str, day: str = IN_FORCE) -> Verdict:
    case = _hear(brand, day=day)
    return next(
        verdict
        for judgement in case.judge(None)
        for verdict in judgement.verdicts
        if (judgement.policy.id, verdict.criterion.id) == (policy_id, criterion_id)
    )


# --- which policies hold ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("division", "day", "expected"),
    [
        ("350505", IN_FORCE, ["national-2021-66", QUANZHOU]),  # a county in Quanzhou is under the city and the nation
        ("350405", IN_FORCE, ["national-2021-66"]),  # 沙县 is in Fujian, not in Quanzhou
        ("321002", IN_FORCE, ["national-2021-66", "jiangsu-2022-40", "yangzhou-2022"]),
        ("320100", IN_FORCE, ["national-2021-66", "jiangsu-2022-40"]),
        ("370100", IN_FORCE, ["national-2021-66", "shandong-2021-22"]),
        ("440000", IN_FORCE, ["national-2021-66", "guangdong-2021"]),
        ("321002", "2022-04-28", ["national-2021-66", "jiangsu-2022-40"]),  # the day before Yangzhou's is signed
        ("321002", "2022-04-29", ["national-2021-66", "jiangsu-2022-40", "yangzhou-2022"]),
        ("321002", "2021-08-30", []),
        ("350505", "2026-04-30", ["national-2021-66", QUANZHOU]),  # its term runs to April 2026
        ("350505", "2026-05-01", ["national-2021-66"]),
    ],
)
def test_policies_hold_by_place_and_day(division: str, day: str, expected: list[str]) -> None:
    """A brand is under the documents of its place and every place around it that are in force on the day."""
    assert [policy.id for policy in PoliciesOn(POLICIES, day).holding(division)] == expected


@pytest.mark.parametrize(
    ("fields", "day", "holds"),
    [
        ({}, "2024-05-01", True),
        ({}, "2024-04-30", False),
        ({"effective": "2024-06-01"}, "2024-05-31", False),
        ({"issued": "2024-05"}, "2024-05-01", True),
        ({"issued": "2024"}, "2023-12-31", False),
        ({"valid_until": "2025-03-31"}, "2025-03-31", True),
        ({"valid_until": "2025-03-31"}, "2025-04-01", False),
        ({"valid_until": "2025"}, "2025-12-31", True),
        ({"status": "lapsed"}, "2024-06-01", False),
        ({"status": "repealed"}, "2024-06-01", False),
        ({"status": "amended"}, "2024-06-01", True),
        ({"issued": None}, "2000-01-01", True),  # without any date nothing says that it does not hold yet
    ],
)
def test_a_policy_holds_between_its_dates(fields: dict[str, Any], day: str, *, holds: bool) -> None:
    """The first and the last day belong to a document's term; a lapsed one holds on none."""
    policy = _policy(**fields)
    assert (policy in PoliciesOn([policy], day).holding("429005")) is holds


def test_a_replaced_policy_holds_until_the_new_one_does() -> None:
    """The old document holds until the day before the one that replaces it takes effect."""
    old = _policy("hubei-2022", issued="2022-01-01")
    new = _policy("hubei-2024", issued="2024-05-01", effective="2024-06-01", replaces=["hubei-2022"])
    assert PoliciesOn([new, old], "2024-05-31").holding("429005") == (old,)
    assert PoliciesOn([new, old], "2024-06-01").holding("429005") == (new,)


# --- levels -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "held", "judged"),
    [
        (("county", "city"), None, "county"),
        (("county", "city"), "county", "county"),
        (("county", "city"), "city", "city"),
        (("county", "city"), "province", "province"),  # above all that is asked: nothing of it is for this brand
        (("city", "province"), "county", "city"),
        (("province",), None, "province"),
        ((None,), None, None),
        ((None,), "city", "city"),
    ],
)
def test_a_brand_is_judged_at_its_own_level_or_the_next(
    levels: tuple[str | None, ...], held: str | None, judged: str | None
) -> None:
    """A recognised brand is judged as what it is, another as an applicant at the lowest level that asks something."""
    brand = make_brand(recognitions=[recognition("valid", held)] if held else [])
    case = _hear(brand, [_policy(criteria=_criteria(*levels))])
    assert case.level == judged


def test_criteria_of_other_levels_are_for_other_brands() -> None:
    """At one level the criteria of other levels do not apply; those of no level always do."""
    case = _hear(make_brand(), [_policy(criteria=_criteria("county", "city", None))])
    [judgement] = case.judge("city")
    assert [verdict.outcome for verdict in judgement.verdicts] == ["NOT_APPLICABLE", "UNKNOWN", "UNKNOWN"]
    assert sentence(judgement.verdicts[0]) == "这一条用来认定县级品牌。"
    assert len(judgement.requirements) == 2


def test_the_way_up_tells_each_level() -> None:
    """From county to the highest level that asks anything: recognised or not, and which documents ask."""
    brand = make_brand(division="321002", category="service", recognitions=[recognition("valid", "city")])
    rungs = _hear(brand).rungs()
    assert [(rung.level, rung.recognised) for rung in rungs] == [("county", False), ("city", True), ("province", False)]
    assert [[each.policy.id for each in rung.judgements] for rung in rungs] == [
        [], ["yangzhou-2022"], ["jiangsu-2022-40"],
    ]  # fmt: skip
    assert _hear(make_brand()).rungs() == ()


def test_a_recognition_that_no_longer_holds_gives_no_level() -> None:
    """An expired or withdrawn recognition leaves the brand to be judged as an applicant."""
    brand = make_brand(recognitions=[recognition("expired", "province"), recognition("valid", "county")])
    assert _hear(brand, [_policy(criteria=_criteria("county", "city", "province"))]).level == "county"


# --- categories and kinds -----------------------------------------------------------------------------------------


def test_criteria_of_another_category_do_not_apply() -> None:
    """What is asked of one category is not asked of another, and the sentence names the one it is for."""
    brand = make_brand(division="320100", category="culture")
    verdict = _verdict(brand, "jiangsu-2022-40", "livelihood-3")
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_APPLICABLE, "other-category")
    assert sentence(verdict) == "这一条只用于民生保障类。"


def test_without_a_category_all_that_waits_for_it_is_one_requirement() -> None:
    """A brand of unknown category lacks one fact, not all conditions of four categories."""
    [judgement] = _hear(make_brand(division="320100")).judge("province")
    assert judgement.policy.id == "jiangsu-2022-40"
    waiting = [each for each in judgement.requirements if each.verdicts[0].reason == "category-unknown"]
    assert [len(each.verdicts) for each in waiting] == [22]
    assert count_requirements(judgement.requirements).unknown == 12


@pytest.mark.parametrize(
    ("fields", "criterion", "outcome", "reason"),
    [
        ({"industry": "H62"}, "trained-culture", "UNKNOWN", "no-figure"),
        ({"industry": "H62"}, "trained-trade", "NOT_APPLICABLE", "other-kind"),
        ({"industry": "H62"}, "trained-skill", "UNKNOWN", "kind-unknown"),  # no trade says what 技能培训类 is
        ({"industry": "C30"}, "trained-trade", "UNKNOWN", "no-figure"),
        ({"industry": "C30", "category": "culture"}, "trained-culture", "UNKNOWN", "no-figure"),
        ({}, "trained-trade", "UNKNOWN", "kind-unknown"),
        ({"kinds": [f"{QUANZHOU}/heritage"], "industry": "C30"}, "trained-culture", "UNKNOWN", "no-figure"),
        ({"kinds": [f"{QUANZHOU}/heritage"], "industry": "C30"}, "trained-trade", "NOT_APPLICABLE", "other-kind"),
        ({"kinds": [f"{QUANZHOU}/heritage"]}, "trained-skill", "NOT_APPLICABLE", "other-kind"),
        ({"kinds": ["other-policy/heritage"], "industry": "C30"}, "trained-trade", "UNKNOWN", "no-figure"),
    ],
)
def test_kinds_of_trade(fields: dict[str, Any], criterion: str, outcome: str, reason: str) -> None:
    """The authority's word on a brand's kind wins; else the trade decides as far as the document's table goes."""
    verdict = _verdict(make_brand(division="350505", **fields), QUANZHOU, criterion)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_an_inferred_kind_is_said_to_be_one() -> None:
    """A verdict that rests on a kind of trade read from the industry says so; one the authority settled does not."""
    metric = {"name": "trained_per_year", "value": 900, "unit": "人", "scope": "unit", "as_of": "2025", "source": "s1"}
    inferred = make_brand(division="350505", industry="H62", metrics=[metric])
    settled = make_brand(division="350505", kinds=[f"{QUANZHOU}/catering"], metrics=[metric])
    assert "门类由编者对照" in sentence(_verdict(inferred, QUANZHOU, "trained-culture"))
    assert "门类" not in sentence(_verdict(settled, QUANZHOU, "trained-culture"))


# --- evidence that is no figure ---------------------------------------------------------------------------------------


def _attested(criterion: str, outcome: str = "met", **more: Any) -> dict[str, Any]:
    return {"criterion": criterion, "outcome": outcome, "statement": "人社局核实过", "source": "s1", **more}


@pytest.mark.parametrize(
    ("evidence", "outcome", "reason"),
    [
        ([], "UNKNOWN", "no-evidence"),
        ([_attested(f"{QUANZHOU}/ledgers")], "MET", "attested"),
        ([_attested(f"{QUANZHOU}/ledgers", "unmet")], "UNMET", "refuted"),
        ([_attested(f"{QUANZHOU}/identity")], "UNKNOWN", "no-evidence"),
        ([_attested(f"{QUANZHOU}/ledgers", date="2025"), _attested(f"{QUANZHOU}/ledgers", "unmet", date="2024")], "MET", "attested"),
        ([_attested(f"{QUANZHOU}/ledgers", date="2024"), _attested(f"{QUANZHOU}/ledgers", "unmet", date="2025")], "UNMET", "refuted"),
        ([_attested(f"{QUANZHOU}/ledgers"), _attested(f"{QUANZHOU}/ledgers", "unmet")], "UNKNOWN", "evidence-differs"),
        ([_attested(f"{QUANZHOU}/ledgers", "waived")], "UNKNOWN", "no-evidence"),  # nothing there to relax
    ],
)  # fmt: skip
def test_evidence_decides_what_no_number_shows(evidence: list[dict[str, Any]], outcome: str, reason: str) -> None:
    """The newest evidence for a criterion decides it; of one date it must say one thing."""
    verdict = _verdict(make_brand(division="350505", attestations=evidence), QUANZHOU, "ledgers")
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"kinds": [f"{QUANZHOU}/heritage"]}, "WAIVED"),
        ({}, "WAIVED"),  # the authority's word implies the kind
        ({"kinds": [f"{QUANZHOU}/catering"]}, "UNMET"),  # only intangible heritage may be waived (三（三）)
    ],
)
def test_intangible_heritage_may_be_waived(fields: dict[str, Any], outcome: str) -> None:
    """Quanzhou's least number may be relaxed for intangible heritage where the bureau has agreed, and for no other."""
    brand = make_brand(
        division="350505",
        headcount=[headcount(900, measure="driven", as_of="2025")],
        attestations=[_attested(f"{QUANZHOU}/driven-county", "waived")],
        **fields,
    )
    verdict = _verdict(brand, QUANZHOU, "driven-county")
    assert verdict.outcome == outcome
    assert ("人社部门认可放宽：人社局核实过。" in sentence(verdict)) is (outcome == "WAIVED")


@pytest.mark.parametrize(
    ("metrics", "outcome"),
    [
        ({}, "UNKNOWN"),
        ({"parks": 1}, "MET"),
        ({"startup_bases": 2}, "MET"),
    ],
)
def test_of_alternatives_one_suffices(metrics: dict[str, int], outcome: str) -> None:
    """A park or a start-up base: either meets the requirement, and the other then lacks nothing."""
    figures = [
        {"name": name, "value": value, "unit": "家", "as_of": "2025", "source": "s1"} for name, value in metrics.items()
    ]
    [judgement] = _hear(make_brand(division="320100", category="skill", metrics=figures)).judge("province")
    [either] = [each for each in judgement.requirements if each.verdicts[0].criterion.any_of == "basic-8"]
    assert (len(either.verdicts), either.outcome) == (2, outcome)


def test_what_is_only_striven_for_is_never_lacking() -> None:
    """The figures of leading enterprises are aims (力争): told, but not counted."""
    [judgement] = _hear(make_brand(division="320100", category="skill")).judge("province")
    assert [requirement.verdicts[0].criterion.id for requirement in judgement.requirements if not requirement.hard] == [
        "basic-7-assets", "basic-7-sales", "basic-7-debt",
    ]  # fmt: skip
    assert count_requirements(judgement.requirements).total == 16


# --- all of it ----------------------------------------------------------------------------------------------------


@given(
    day=st.dates().map(lambda day: day.isoformat()),
    level=st.sampled_from([None, "county", "city", "province", "national"]),
)
def test_every_brand_can_be_judged_on_every_day(day: str, level: Any) -> None:
    """The real brands have a verdict for each criterion of each document that holds, whatever the day and level."""
    judge = Judge(POLICIES, day)
    for brand in REAL[:: max(1, len(REAL) // 12)]:
        case = judge.hear(brand)
        for judgement in case.judge(level):
            assert [verdict.criterion for verdict in judgement.verdicts] == list(judgement.policy.criteria)
            assert all(sentence(verdict).endswith("。") for verdict in judgement.verdicts)
        for rung in case.rungs():
            assert all(judgement.requirements for judgement in rung.judgements)


REAL: Final = read_records(REPOSITORY).brands


def test_brands_alike_share_their_verdicts_and_no_others() -> None:
    """Two brands of one category without evidence have the same verdicts; evidence of one never reaches the other."""
    judge = Judge(POLICIES, IN_FORCE)
    one, other = (make_brand(brand_id, division="320100", category="service") for brand_id in ("a", "b"))
    rich = make_brand("c", division="320100", category="service", headcount=[headcount(20000, as_of="2025")])
    first = judge.hear(one).judge("province")
    assert judge.hear(rich).judge("province") != first
    assert judge.hear(other).judge("province") == first
