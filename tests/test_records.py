"""The repository's own records pass every check and keep the promises made about them."""

import re

from generator.build.surveying import survey
from generator.diagnostics import Severity
from generator.model.brand import Brand, Headcount, Metric
from generator.records import read_records
from generator.records.singly import source_references
from generator.report import as_text
from tests.project import AS_OF, REPOSITORY

RECORDS = read_records(REPOSITORY)


def test_every_record_passes() -> None:
    """Reading and checking the repository's records finds nothing but advice on names, not even a warning."""
    found = survey(REPOSITORY, AS_OF).findings
    findings = [each for each in found if each.rule.severity > Severity.HINT or each.rule.code[0] != "N"]
    assert findings == [], as_text(findings)


def test_there_are_a_hundred_brands_and_six_policies() -> None:
    """The directory holds 100 brands and the six policy documents; each file is one record."""
    assert (len(RECORDS.brands), len(RECORDS.policies)) == (100, 6)
    assert survey(REPOSITORY, AS_OF).files == 106


def _figures(brand: Brand) -> list[tuple[str, str, str]]:
    figures: list[Headcount | Metric] = [*brand.headcount, *brand.metrics]
    return [(each.as_of, each.source, brand.id) for each in figures]


def test_every_figure_has_a_date_and_a_source() -> None:
    """No number stands without its date and a source of the same record."""
    for brand in RECORDS.brands:
        known = {source.id for source in brand.sources}
        for as_of, source, brand_id in _figures(brand):
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", as_of), brand_id
            assert source in known, brand_id


def test_every_story_and_person_has_a_source() -> None:
    """No story and no person stands without a source, and every person has a basis of publication."""
    for brand in RECORDS.brands:
        assert all(story.sources for story in brand.stories)
        assert all(figure.sources and figure.basis for figure in brand.figures)
        assert all(figure.consent for figure in brand.figures if figure.basis == "consent")


def test_only_good_sources_are_linked() -> None:
    """Only sources of grade A and A- have a public address; every source that can be found is graded."""
    for brand in RECORDS.brands:
        for source in brand.sources:
            assert (source.public_url is not None) == (source.url is not None and source.grade in {"A", "A-"})


def test_sources_named_are_there() -> None:
    """Whatever a record says of a source's id, the source is in the record."""
    for brand in RECORDS.brands:
        used = {source_id for _, source_id in source_references(brand)}
        assert used <= {source.id for source in brand.sources}, brand.id


def test_no_private_details() -> None:
    """No record holds a mobile telephone number, an identity number or a private mail address."""
    for path in sorted(REPOSITORY.glob("brands/*/*.yml")):
        text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), path
        assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", text), path
        assert not re.search(r"[\w.]+@(?:qq|163|126|gmail|sina)\.", text), path


def test_records_name_the_schema_for_editors() -> None:
    """The first line of every record tells editors its schema, by a path that is there."""
    for path in sorted([*REPOSITORY.glob("brands/*/*.yml"), *REPOSITORY.glob("policies/*.yml")]):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert match, path
        assert (path.parent / match.group(1)).resolve().is_file(), path


def test_names_follow_their_place() -> None:
    """Each brand lies in the folder of its province and has an id in pinyin."""
    for brand in RECORDS.brands:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", brand.id)
        assert brand.path == f"brands/{brand.path.split('/')[1]}/{brand.id}.yml"


# --- policies ---------------------------------------------------------------------------------------------------

WORDS = {
    ">=": ("不少于", "不低于", "达到", "以上", "至少", "不得少于", "不得低于"),
    ">": ("超过", "大于", "高于", "多于"),
    "<=": ("不超过", "以内", "不高于", "不多于"),
    "<": ("小于", "低于", "少于"),
}


def test_comparisons_say_what_the_words_say() -> None:
    """“不少于” is >= and “超过” is >: each threshold compares as its text does."""
    for policy in RECORDS.policies:
        for criterion in policy.criteria:
            if criterion.kind == "threshold" and criterion.op:
                assert any(word in criterion.text for word in WORDS[criterion.op]), (
                    policy.id,
                    criterion.id,
                    criterion.text,
                )


def test_thresholds_are_whole() -> None:
    """Every threshold has its figure, comparison, value and unit; every attestation has none of them."""
    for policy in RECORDS.policies:
        for criterion in policy.criteria:
            parts = (criterion.field, criterion.op, criterion.value, criterion.unit)
            whole = all(part is not None for part in parts)
            assert whole if criterion.kind == "threshold" else not any(part is not None for part in parts), (
                policy.id,
                criterion.id,
            )


def test_every_item_of_a_policy_names_its_clause() -> None:
    """No criterion, target, step, benefit or ground stands without the clause it comes from, and ids are unique."""
    for policy in RECORDS.policies:
        grounds = policy.withdrawal.grounds if policy.withdrawal else ()
        for items in (policy.criteria, policy.targets, policy.procedure, policy.support, policy.materials, grounds):
            assert all(item.clause for item in items), policy.id
            ids = [item.id for item in items if hasattr(item, "id")]
            assert len(set(ids)) == len(ids), policy.id


def test_references_inside_a_policy_lead_somewhere() -> None:
    """Kinds, grades and training minima that a policy refers to are there."""
    for policy in RECORDS.policies:
        kinds = {kind.id for kind in policy.kinds}
        criteria = {criterion.id: criterion for criterion in policy.criteria}
        for criterion in policy.criteria:
            assert set(criterion.kinds) <= kinds, (policy.id, criterion.id)
            assert not criterion.waiver or set(criterion.waiver.kinds) <= kinds, (policy.id, criterion.id)
        assert set(policy.training_minima) <= set(criteria), policy.id
        grades = {grade.id for grade in policy.assessment.grades} if policy.assessment else set()
        assert {each.grade for each in policy.support if each.grade} <= grades, policy.id


def test_notices_last_five_working_days() -> None:
    """Where a policy has a notice with a period, it is at least 5 working days."""
    for policy in RECORDS.policies:
        for step in policy.procedure:
            if step.step == "notice" and step.period:
                assert (step.period.op, step.period.value, step.period.unit) == (">=", 5, "工作日"), policy.id
