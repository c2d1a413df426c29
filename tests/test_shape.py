"""The JSON Schemas, the model and the messages made from both: they never drift apart."""

import json
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import jsonschema_rs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.messages import RULES
from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.records import read_records
from generator.records.loading import parse_record
from generator.records.shape import check_shape
from generator.schema_text import Schema, SchemaName, field_at, label, labels, read_schema, resolve, title
from generator.source import Source, parse_yaml
from tests.project import RECORD, REPOSITORY

BOTH = pytest.mark.parametrize(("name", "model"), [("brand", Brand), ("policy", Policy)], ids=["brand", "policy"])
FROM_THE_PATH = {"id", "path"}
SAYING = {"title", "description", "examples", "default", "errorMessage", "patternErrorMessage", "x-labels"}
MEASURING = {"x-units", "x-periods", "x-maximum", "x-ops"}
"""What the checks beyond the shape read, by generator/model/measures.py."""
JOINING = {"$schema", "$id", "$ref", "$defs", "properties", "items", "if", "then", "else", "not", "dependentRequired"}
ANSWERED = {
    "type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems", "anyOf", "oneOf", "required", "additionalProperties",
}  # fmt: skip


def _nodes(schema: Schema, node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Every definition below *node* with its place in the schema."""
    if isinstance(node, list):
        for each in node:
            yield from _nodes(schema, each, path)
    if not isinstance(node, dict):
        return
    yield path, node
    for key, child in node.items():
        if key in {"properties", "$defs"}:
            for name, each in child.items():
                yield from _nodes(schema, each, (*path, name))
        elif key in {"items", "anyOf", "oneOf", "if", "then", "else", "not"}:
            yield from _nodes(schema, child, path)


def _bare(hint: Any) -> Any:
    """The type of one value: without ``None``, out of its tuple."""
    if get_origin(hint) in {typing.Union, types.UnionType}:
        [hint] = [each for each in get_args(hint) if each is not type(None)]
    return get_args(hint)[0] if get_origin(hint) is tuple else hint


def _differences(schema: Schema, node: Schema, model: type[Any], where: str) -> Iterator[str]:
    hints = typing.get_type_hints(model)
    given_by_path = FROM_THE_PATH if where in {"brand", "policy"} else set()
    fields = {each.name: each for each in msgspec.structs.fields(model) if each.name not in given_by_path}
    if set(fields) != set(node["properties"]):
        yield f"{where}: {sorted(set(fields) ^ set(node['properties']))}"
    needed = {name for name, each in fields.items() if each.required}
    if needed != set(node.get("required", ())):
        yield f"{where} requires: {sorted(needed ^ set(node.get('required', ())))}"
    for name in set(fields) & set(node["properties"]):
        child = resolve(schema, node["properties"][name])
        child = resolve(schema, child["items"]) if "items" in child else child
        hint = _bare(hints[name])
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            yield from _differences(schema, child, hint, f"{where}.{name}")
        elif get_origin(hint) is Literal and list(get_args(hint)) != child.get("enum"):
            yield f"{where}.{name}: {get_args(hint)} or {child.get('enum')}"


@BOTH
def test_model_and_schema_have_the_same_fields(name: SchemaName, model: type[Any]) -> None:
    """At every level the model has the schema's keys, requires what it requires, and knows the same choices."""
    schema = read_schema(name)
    assert list(_differences(schema, schema, model, name)) == []


@BOTH
def test_schemas_are_sound(name: SchemaName, model: type[Any]) -> None:  # noqa: ARG001
    """The schemas are valid JSON Schemas of 2020-12, every reference leads somewhere, no definition is left over."""
    schema = read_schema(name)
    jsonschema_rs.meta.validate(schema)
    text = json.dumps(schema)
    for definition in schema["$defs"]:
        assert f'"#/$defs/{definition}"' in text, definition
    for _, node in _nodes(schema, schema):
        if "$ref" in node:
            assert node["$ref"].removeprefix("#/$defs/") in schema["$defs"]


@BOTH
def test_every_field_speaks_chinese(name: SchemaName, model: type[Any]) -> None:  # noqa: ARG001
    """Every field has a short Chinese title, so that no message must fall back on its key."""
    schema = read_schema(name)
    for path, node in _nodes(schema, schema):
        for key, child in node.get("properties", {}).items():
            if "type" in node:  # in an if or an else, keys are named only to be compared
                assert len(str(resolve(schema, child).get("title", ""))) in range(1, 13), (*path, key)


@BOTH
def test_every_choice_has_a_label(name: SchemaName, model: type[Any]) -> None:  # noqa: ARG001
    """Every choice of every enumeration has a Chinese label, each label once, and none is left over."""
    schema = read_schema(name)
    for path, node in _nodes(schema, schema):
        choices = node.get("enum")
        if choices and not all(ord(character) > 0x2000 or character in "%元" for each in choices for character in each):
            named = node.get("x-labels", {})
            assert list(named) == choices, path
            assert len(set(named.values())) == len(named), path


@BOTH
def test_examples_keep_to_the_schema(name: SchemaName, model: type[Any]) -> None:  # noqa: ARG001
    """Every example a user may copy is valid where it stands."""
    schema = read_schema(name)
    for path, node in _nodes(schema, schema):
        for example in node.get("examples", ()):
            checked = {**resolve(schema, node), "$defs": schema["$defs"]}
            assert jsonschema_rs.validator_for(checked).is_valid(example), (path, example)


@BOTH
def test_every_keyword_has_its_message(name: SchemaName, model: type[Any]) -> None:  # noqa: ARG001
    """The schemas use no keyword of JSON Schema that the shape check has no words for."""
    schema = read_schema(name)
    used = {key for _, node in _nodes(schema, schema) for key in node}
    assert used <= SAYING | MEASURING | JOINING | ANSWERED


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        ("division", 1, "S104"), ("category", "x", "S106"), ("industry", "62", "S107"), ("summary", "短", "S110"),
        ("summary", "长" * 161, "S109"), ("published", "2026年", "S108"), ("aliases", [], "S112"), ("aliases", ["甲", "甲"], "S113"),
        ("services", {}, "S112"), ("name", {}, "S112"), ("name", {"worker": "工"}, "S114"), ("sources", [{"id": "s1"}], "S101"),
        ("updated", None, "S104"), ("notes", "一句", "S104"), ("notes", [[]], "S104"), ("locality", True, "S104"), ("sources", {}, "S104"),
        ("metrics", [{"name": "revenue", "value": 0, "unit": "元", "as_of": 2024, "source": "s1"}], "S111"),
    ],
)  # fmt: skip
def test_each_departure_has_its_code(at: str, value: object, code: str) -> None:
    """A value that departs from the schema in one way is told by the rule for that way, with all words filled in."""
    data, _ = parse_yaml(RECORD, "a.yml")
    assert isinstance(data, dict)
    faults = check_shape("brand", {**data, at: value})
    assert code in {fault.code for fault in faults}
    for fault in faults:
        for template in (
            RULES[fault.code].zh,
            RULES[fault.code].en,
            RULES[fault.code].hint_zh,
            RULES[fault.code].hint_en,
        ):
            assert "None" not in template.format_map(fault.values)


def test_all_faults_are_told_at_once() -> None:
    """One pass over a record with many faults tells all of them."""
    faults = check_shape(
        "brand", {"name": 1, "category": "x", "sources": [{}], "catagory": "service", "published": "2026年"}
    )
    assert [(fault.code, fault.path) for fault in faults if fault.code != "S101"] and len(faults) >= 8  # noqa: PT018


def test_what_a_number_should_have_been() -> None:
    """A count with its unit is answered with the number to write."""
    for written, meant in {
        "20万": "200000",
        "20 万人": "200000",
        "1.5亿": "150000000",
        "28,110": "28110",
        "超过20万人": "200000",
    }.items():
        record = {
            "headcount": [{"value": written, "measure": "employed", "scope": "brand", "as_of": 2024, "source": "s1"}]
        }
        hints = [fault.values["fix"] for fault in check_shape("brand", record) if fault.code == "S104"]
        assert hints == [f"写成 {meant}"]


@pytest.mark.parametrize(
    ("path", "value"),
    [(("recognitions", 0, "level"), "province"), (("figures", 0, "role"), "leader"), (("metrics", 0, "name"), "revenue"),
     (("carriers", 0, "kind"), "park"), (("sources", 0, "grade"), "A-"), (("headcount", 0, "measure"), "driven")],
)  # fmt: skip
def test_labels_lead_back_to_their_ids(path: tuple[str | int, ...], value: str) -> None:
    """Whoever writes a Chinese label is told the id that is meant."""
    word = field_at("brand", path)["x-labels"][value]
    record = {path[0]: [{path[2]: word}]}
    suggested = [fault.values["suggestion"] for fault in check_shape("brand", record) if fault.code == "S105"]
    assert suggested == [value]


def test_words_come_from_the_schema() -> None:
    """Titles and labels are those of the schema; a value without a label stands for itself."""
    assert title("headcount.as_of") == "数据日期"
    assert title("policy:criteria.op") == "比较"
    assert label("recognitions.level", "province") == "省级"
    assert label("recognitions.level", "galaxy") == "galaxy"
    assert list(labels("category")) == ["skill", "service", "culture", "livelihood"]


# --- any data ---------------------------------------------------------------------------------------------------

ODD_VALUES = (
    st.none() | st.booleans() | st.integers(-5, 10**12) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12)
    | st.sampled_from(["2014年", "2024-02-30", "s99", "潜江", " 潜江 ", "高品质服务类", "A-", "javascript:x", "x" * 400])
    | st.sampled_from(["[]", "{}", "[[]]", '{"x": [1]}', "[null]"]).map(json.loads)
)  # fmt: skip


@pytest.fixture(scope="module")
def real() -> list[Any]:
    """The data of some real records, rich ones among them."""
    files = sorted((REPOSITORY / "brands").glob("*/*.yml"), key=lambda path: path.stat().st_size)
    some = (files[0], files[len(files) // 2], files[-2], files[-1])
    return [parse_yaml(path.read_text(encoding="utf-8"), path.name)[0] for path in some]


def _spots(data: Any) -> list[tuple[Any, Any]]:
    """Every place in *data* a value can be put: its container and its key."""
    items = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [(data, key) for key, _ in items] + [spot for _, each in items for spot in _spots(each)]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_change_gives_a_brand_or_findings(real: list[Any], data: st.DataObject) -> None:
    """Put anything anywhere into a record: it becomes a brand, or findings with places, and nothing is raised."""
    record = json.loads(json.dumps(data.draw(st.sampled_from(real))))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(_spots(record)))
        if isinstance(container, dict) and data.draw(st.integers(0, 3)) == 0:
            key = data.draw(st.text(max_size=8))
        container[key] = data.draw(ODD_VALUES)
    text = json.dumps(record, ensure_ascii=False)
    parsed, findings = parse_yaml(text, "brands/hubei/a.yml")
    if findings:
        return
    brand, findings = parse_record(Source("brands/hubei/a.yml", text, parsed), "brand", Brand)
    assert (brand is None) is bool(findings)
    for finding in findings:
        assert finding.span.line == 1
        assert all((finding.message_zh, finding.message_en, finding.hint_zh, finding.hint_en))


def test_every_real_record_becomes_itself() -> None:
    """What the model holds of each real record is what the file says: nothing is lost or made up on the way."""
    records = read_records(REPOSITORY)
    for brand in records.brands:
        data, _ = parse_yaml((REPOSITORY / brand.path).read_text(encoding="utf-8"), brand.path)
        assert isinstance(data, dict)
        held = {
            key: value
            for key, value in msgspec.structs.asdict(brand).items()
            if value not in (None, ()) and key not in FROM_THE_PATH
        }
        assert set(held) == set(data), brand.path
        assert Path(brand.path).stem == brand.id
        for key in ("sources", "headcount", "figures", "stories", "timeline"):
            assert len(held.get(key, ())) == len(data.get(key, ()))
