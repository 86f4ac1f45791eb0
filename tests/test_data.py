"""Readings, filings and diagnostics as data, and the schemas that say which data they are."""

from __future__ import annotations

import copy
import importlib.util
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import FIXTURES, TEXTS, name_of, reading_of
from fixture_files import expectation_of
from hypothesis import given
from hypothesis import strategies as st

import form4_grammar as f4
from form4_grammar.data.checking import compiled

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
SCHEMAS = {what: f4.json_schema(what) for what in ("filing", "reading", "diagnostic")}
FITS = {what: jsonschema.Draft202012Validator(schema).is_valid for what, schema in SCHEMAS.items()}
# What a key of a filing is replaced with: some of it fits here and there.
VALUES = (None, True, "4", "x", "", "12.5", "-1", "1_0", "1e5", "NaN", "2024-02-30", "2024-02-28", "F1", 5, 2.5, [], {})


def data_of(path: Path) -> dict[str, Any]:
    return copy.deepcopy(reading_of(path).to_dict(places=True))


def places_in(data: Any, *way: Any) -> list[tuple[Any, ...]]:
    """The way to everything within data."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for key, inner in items for found in [(*way, key), *places_in(inner, *way, key)]]


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_a_reading_survives_being_data(path: Path) -> None:
    reading = reading_of(path)
    data = reading.to_dict(places=True)
    assert FITS["reading"](data)
    assert all(FITS["diagnostic"](diagnostic.to_dict()) for diagnostic in reading.diagnostics)
    back = f4.Reading.from_json(json.dumps(data))
    assert (back.filing, back.diagnostics) == (reading.filing, reading.diagnostics)
    assert back.spans() == reading.spans()
    assert str(back.layout) == str(reading.layout)
    assert back.with_rules().diagnostics == reading.with_rules().diagnostics
    assert back.to_dict(places=True) == data
    assert "places" not in reading.to_dict()


def test_a_reading_without_places_has_no_spans() -> None:
    back = f4.Reading.from_dict(reading_of(PURCHASE).to_dict())
    assert back.spans() == {}
    with pytest.raises(KeyError):
        back.span("issuer.name")


def test_a_schema_has_an_id_with_its_version_and_is_one() -> None:
    for what, schema in SCHEMAS.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"urn:form4-grammar:schema:2:{what}"
        assert schema["title"].lower() == what
    with pytest.raises(ValueError, match="no schema 'page'; there are filing, reading, diagnostic"):
        f4.json_schema("page")  # type: ignore[arg-type]


@pytest.mark.parametrize("what", ["filing", "reading", "diagnostic"])
def test_an_inlined_schema_has_no_references_and_takes_the_same(what: Any) -> None:
    inlined = f4.json_schema(what, inline=True)
    assert "$ref" not in json.dumps(inlined)
    if what == "reading":
        is_valid = jsonschema.Draft202012Validator(inlined).is_valid
        assert is_valid(data_of(PURCHASE))
        assert not is_valid(data_of(PURCHASE) | {"filing": {}})


@pytest.mark.parametrize("what", ["filing", "reading", "diagnostic"])
def test_the_schema_names_the_objects_as_the_classes_are(what: Any) -> None:
    objects = {name for name, part in SCHEMAS[what].get("$defs", {}).items() if part.get("type") == "object"}
    assert not {name for name in objects if not name.endswith("Cell") and not hasattr(f4, name)}


def test_from_dict_lists_every_fault() -> None:
    with pytest.raises(f4.DataError) as refusal:
        f4.from_dict({"form_type": "99"})
    paths = [fault.path for fault in refusal.value.faults]
    assert sorted(paths) == sorted(SCHEMAS["filing"]["required"])
    [told] = [fault.message for fault in refusal.value.faults if fault.path == "form_type"]
    assert told.endswith(" or null, found '99'")
    copied = pickle.loads(pickle.dumps(refusal.value))
    assert (copied.faults, str(copied)) == (refusal.value.faults, str(refusal.value))


def test_a_row_is_checked_as_the_kind_that_it_says_it_is() -> None:
    data = data_of(PURCHASE)["filing"]
    data["non_derivative"] = [{"kind": "holding"}, {"kind": "sale"}, {}, 5]
    with pytest.raises(f4.DataError) as refusal:
        f4.from_dict(data)
    found = {fault.path: fault.message for fault in refusal.value.faults}
    assert "non_derivative[0].security_title" in found
    assert "non_derivative[0].transaction_date" not in found
    assert found["non_derivative[1].kind"] == "expected \"holding\", found 'sale'"
    assert found["non_derivative[2].kind"] == "this key is missing"
    assert found["non_derivative[3]"] == "expected an object, found 5"


@pytest.mark.parametrize("path", [PURCHASE, FIXTURES / "option-exercise" / "current-markdownify.md"], ids=name_of)
@given(draw=st.data())
def test_data_are_refused_where_the_schema_refuses_them(path: Path, draw: st.DataObject) -> None:
    data = data_of(path)["filing"]
    way = draw.draw(st.sampled_from(places_in(data)))
    parent = data
    for key in way[:-1]:
        parent = parent[key]
    change = draw.draw(st.sampled_from(("remove", "add", "replace")))
    if change == "replace":
        parent[way[-1]] = draw.draw(st.sampled_from(VALUES))
    elif change == "remove":
        del parent[way[-1]]
    elif isinstance(parent, dict):
        parent["colour"] = "red"
    # jsonschema takes any text for a date that has the pattern of one, unless it is told to look.
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    fits = jsonschema.Draft202012Validator(SCHEMAS["filing"], format_checker=checker).is_valid(data)
    try:
        filing = f4.from_dict(data)
    except f4.DataError:
        assert not fits
    else:
        assert fits
        assert f4.to_dict(filing) == data


def test_a_newer_version_of_the_schema_says_so() -> None:
    with pytest.raises(f4.DataError, match="schema version 99 is newer than 2"):
        f4.Reading.from_dict({"schema": 99, "something": "new"})
    with pytest.raises(f4.DataError, match="this is a reading"):
        f4.from_dict(reading_of(PURCHASE).to_dict())
    with pytest.raises(f4.DataError, match="holds no reading"):
        f4.Reading.from_json("[]")
    with pytest.raises(f4.DataError, match=r"this is no JSON: .* \(line 1, column 2\)"):
        f4.Reading.from_json("{")


def test_to_dict_of_something_else_says_what_to_call() -> None:
    reading: Any = reading_of(PURCHASE)
    with pytest.raises(TypeError, match="a reading has a method to_dict"):
        f4.to_dict(reading)
    with pytest.raises(TypeError, match="a reading has a method to_json"):
        f4.to_json(reading)


def test_a_keyword_that_would_not_be_checked_is_refused() -> None:
    with pytest.raises(ValueError, match="maxLength"):
        compiled({"type": "string", "maxLength": 5})


def test_generated_models_have_the_names_of_the_classes_and_take_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pydantic", reason="pydantic is not installed")
    generator = pytest.importorskip("datamodel_code_generator", reason="datamodel-code-generator is not installed")
    made = tmp_path / "models.py"
    generator.generate(
        json.dumps(SCHEMAS["reading"]),
        input_file_type=generator.InputFileType.JsonSchema,
        output=made,
        output_model_type=generator.DataModelType.PydanticV2BaseModel,
        formatters=[],
    )
    spec = importlib.util.spec_from_file_location("models", made)
    assert spec
    assert spec.loader
    models = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "models", models)  # where pydantic looks names up
    spec.loader.exec_module(models)
    names = {name for name in vars(models) if hasattr(getattr(models, name), "model_fields")}
    assert not {name for name in names if name[-1].isdigit()}
    assert {"Reading", "Diagnostic", "NonDerivativeTransaction", "DerivativeHolding", "ReportingOwner"} <= names
    for path in TEXTS[:20]:
        models.Reading.model_validate(reading_of(path).to_dict(places=True))


def test_pydantic_takes_a_filing_as_a_field() -> None:
    pydantic = pytest.importorskip("pydantic", reason="pydantic is not installed")
    from typing import Annotated

    filing_field = Annotated[
        f4.Filing,
        pydantic.PlainValidator(lambda value: value if isinstance(value, f4.Filing) else f4.from_dict(value)),
        pydantic.PlainSerializer(f4.to_dict),
        pydantic.WithJsonSchema(f4.json_schema("filing", inline=True)),
    ]
    adapter = pydantic.TypeAdapter(filing_field)
    filing = reading_of(PURCHASE).filing
    assert filing is not None
    assert adapter.validate_python(f4.to_dict(filing)) == filing
    assert adapter.validate_json(adapter.dump_json(filing)) == filing
    assert adapter.json_schema()["title"] == "Filing"
    with pytest.raises(pydantic.ValidationError, match="form_type: this key is missing"):
        adapter.validate_python({})


def test_the_fixtures_have_readings_without_a_filing() -> None:
    """Without them, the tests above would not show that a reading's filing may be null."""
    assert any(reading_of(path).filing is None for path in TEXTS)
    assert any("filing" in expectation_of(path).values for path in TEXTS)
