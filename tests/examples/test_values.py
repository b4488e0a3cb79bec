from typing import Any

import jsonschema  # type: ignore[import-untyped] # it has no types of its own
import pytest
from specloom.examples.fits import fits
from specloom.examples.values import Examples
from specloom.schemas import Schema, ref_to


def examples(schemas: dict[str, Schema] | None = None) -> Examples:
    return Examples({"components": {"schemas": schemas or {}}})


def is_valid(made: Examples, schema: Schema, value: Any) -> bool:
    whole = {**schema, "components": made.document["components"]}
    return bool(jsonschema.Draft202012Validator(whole).is_valid(value))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 30},
        {"type": "string", "maxLength": 3},
        {"type": "string", "minLength": 4, "maxLength": 4},
        {"type": "string", "pattern": "^[0-9]{3}$"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "date-time", "pattern": "^2020.*"},
        {"type": "string", "format": "date", "pattern": "^1999-"},
        {"maxLength": 2},
        {"minLength": 30},
        {"pattern": "^a*$"},
        {"type": "integer", "multipleOf": 0.123},
        {"type": "integer", "multipleOf": 2.5, "minimum": 7},
        {"type": "array", "prefixItems": [{"type": "boolean"}, {"type": "boolean"}], "uniqueItems": True},
        {"type": "integer", "minimum": 7, "maximum": 7},
        {"type": "number", "minimum": 7, "maximum": 7},
        {"type": "integer", "exclusiveMinimum": 100, "multipleOf": 8},
        {"type": "integer", "maximum": -3},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001},
        {"type": "number", "exclusiveMinimum": 0.5, "maximum": 0.75},
        {"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 8, "multipleOf": 7},
        {"type": "number", "exclusiveMinimum": 0.5, "maximum": 1, "multipleOf": 0.25},
        {"type": "boolean"},
        {"type": "null"},
        {"type": ["string", "null"]},
        {"enum": ["a", "b"]},
        {"const": {"a": [1]}},
        {"type": "array", "items": {"type": "integer"}, "minItems": 3, "uniqueItems": True},
        {"type": "array", "items": {"enum": ["a", "b", "c"]}, "minItems": 3, "uniqueItems": True},
        {"type": "array", "maxItems": 0},
        {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": {"type": "boolean"}},
        {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
        {"type": "object", "additionalProperties": {}, "propertyNames": {"enum": ["usd", "eur"]}, "minProperties": 2},
        {"type": "object", "additionalProperties": {}, "propertyNames": {"pattern": "^[0-9]{3}$"}, "minProperties": 1},
        {"type": "object", "properties": {"a": {}, "b": {}}, "minProperties": 1},
        {"anyOf": [{"type": "null"}, {"type": "integer"}]},
    ],
)
def test_what_is_made_up_fits(schema: Schema) -> None:
    made = examples()

    for value in made.payloads(schema).values():
        assert fits(schema, value, {})
        assert is_valid(made, schema, value)
    assert made.diagnostics == []


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string", "example": "mine"}, "mine"),
        ({"type": "string", "examples": ["mine"]}, "mine"),
        ({"type": "string", "default": "mine"}, "mine"),
        ({"type": "string", "default": "d", "example": "mine"}, "mine"),
        ({"type": "integer", "example": "one"}, 81),
        ({"type": "string", "format": "date-time", "example": "1/2/2003"}, "2025-03-12T09:30:00Z"),
        ({"type": "string", "format": "date-time", "example": "2020-01-01T00:00:00.000Z"}, "2025-03-12T09:30:00Z"),
        ({"type": "string", "pattern": "^a", "example": "b"}, "abc"),
        ({"type": "string", "format": "password", "example": "hunter2"}, "secret-some"),
    ],
)
def test_examples_of_the_document_come_first_where_they_fit(schema: Schema, value: Any) -> None:
    if "pattern" in schema:
        assert examples().full(schema, "some").startswith("a")
    else:
        assert examples().full(schema, "some") == value


def test_fields_have_values_of_their_own() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}, "ccc": {"type": "integer"}},
    }

    assert examples().full(schema) == {"a": "example-a", "b": "example-b", "ccc": 31}


def test_minimal_full_and_nulls() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": ["string", "null"]}, "c": {"type": "integer"}},
        "required": ["a"],
    }

    assert examples().payloads(schema) == {
        "full": {"a": "example-a", "b": "example-b", "c": 11},
        "minimal": {"a": "example-a"},
        "nulls": {"a": "example-a", "b": None},
    }


def test_nulls_keep_the_rules_of_the_whole() -> None:
    nullable: Schema = {"type": ["string", "null"]}
    schema: Schema = {
        "type": "object",
        "properties": {"kind": {"enum": ["a", "b"]}, "a": nullable, "b": nullable},
        "required": ["kind", "a"],
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"properties": {"a": {"type": "string"}}},
    }
    assert examples().nulls(schema) == {"kind": "a", "a": "example-a", "b": None}


def test_where_not_everything_can_be_at_once_the_least_is_shown() -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "string"},
            "b": {"type": "string"},
            "k": {"type": "object", "properties": {"z": {"type": "string"}}},
        },
        "patternProperties": {"^k": {"type": "string"}},
        "minProperties": 2,
    }
    found = examples()
    assert found.full(schema) == found.minimal(schema) == {"a": "example-a", "b": "example-b"}


def test_schemas_that_hold_themselves_end() -> None:
    tree: Schema = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "left": {"$ref": ref_to("Tree")},
            "more": {"type": "array", "items": {"$ref": ref_to("Tree")}},
            "by_name": {"type": "object", "additionalProperties": {"$ref": ref_to("Tree")}},
            "next": {"anyOf": [{"$ref": ref_to("Tree")}, {"type": "null"}]},
        },
        "required": ["name", "next"],
    }
    made = examples({"Tree": tree})

    full = made.full({"$ref": ref_to("Tree")})
    assert full == {"name": "example-name", "more": [], "by_name": {}, "next": None}
    assert is_valid(made, {"$ref": "#/components/schemas/Tree"}, full)


def test_a_schema_without_end_is_noticed() -> None:
    endless: Schema = {"type": "object", "properties": {"next": {"$ref": ref_to("Endless")}}, "required": ["next"]}
    made = examples({"Endless": endless})

    assert made.full({"$ref": ref_to("Endless")}) is None
    assert [diagnostic.code for diagnostic in made.diagnostics] == ["no-example"]


def test_a_pattern_that_no_text_of_the_format_is_known_for_is_noticed() -> None:
    made = examples()
    assert made.full({"type": "string", "format": "date", "pattern": "[0-9]+(?=T)"}) is None
    assert [one.code for one in made.diagnostics] == ["no-example"]


NUMBERS: Schema = {"type": "array", "items": {"type": "integer"}}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 10**400},
        {"type": "string", "minLength": 10**9, "pattern": "^a"},
        {"type": "string", "pattern": "^(a{1000}){1000000}$"},
        {"type": "string", "pattern": "^(){1000000000}$"},
        {**NUMBERS, "minItems": 10**400},
        {**NUMBERS, "minItems": 4000, "items": {**NUMBERS, "minItems": 4000}},
        {**NUMBERS, "contains": {"const": 1}, "minContains": 10**9},
        {"type": "object", "minProperties": 10**9, "additionalProperties": {"type": "integer"}},
    ],
    ids=str,
)
def test_what_would_be_very_large_is_noticed(schema: Schema) -> None:
    made = examples()
    assert made.payloads(schema)["full"] is None
    assert {diagnostic.code for diagnostic in made.diagnostics} == {"no-example"}


def test_what_is_large_leaves_room_for_others() -> None:
    made = examples()
    for name in ("first", "second"):
        assert len(made.full({**NUMBERS, "minItems": 3000}, name)) == 3000
    assert made.diagnostics == []


def test_an_unknown_pattern_is_noticed() -> None:
    made = examples()

    made.full({"type": "string", "pattern": r"^(.)\1$"}, "twice")

    assert "no example is known for 'twice'" in made.diagnostics[0].message


def test_every_alternative_is_found_once() -> None:
    cat: Schema = {"type": "object", "properties": {"kind": {"const": "cat"}}, "required": ["kind"]}
    dog: Schema = {"type": "object", "properties": {"kind": {"const": "dog"}}, "required": ["kind"]}
    pet: Schema = {"oneOf": [{"$ref": ref_to("Cat")}, {"$ref": ref_to("Dog")}]}
    made = examples({"Cat": cat, "Dog": dog, "Pet": pet})
    schema = {"anyOf": [{"$ref": ref_to("Pet")}, {"$ref": ref_to("Cat")}, {"type": "null"}, {"type": "integer"}]}

    assert [variant.name for variant in made.variants(schema)] == ["Cat", "Dog", ""]
    assert not made.is_told_apart(schema)


def test_a_tag_leads_to_the_variant_that_it_is_an_example_of() -> None:
    sent: Schema = {"type": "object", "properties": {"state": {"enum": ["new", "gone"]}}, "required": ["state"]}
    done: Schema = {"type": "object", "properties": {"state": {"const": "new"}}, "required": ["state"]}
    members = [{"$ref": ref_to("Sent")}, {"$ref": ref_to("Done")}]
    mapping = {"new": ref_to("Done"), "gone": ref_to("Sent")}
    union: Schema = {"oneOf": members, "discriminator": {"propertyName": "state", "mapping": mapping}}
    made = examples({"Sent": sent, "Done": done, "Union": union})

    assert made.full({"$ref": ref_to("Sent")}) == {"state": "gone"}


def test_what_may_lack_its_tag_has_it_all_the_same() -> None:
    """By itself it can do without; wherever a union takes it, nothing leads to it then."""
    union = {
        "oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}],
        "discriminator": {
            "propertyName": "k",
            "mapping": {"1": "#/components/schemas/B", "c": "#/components/schemas/C"},
        },
    }
    schemas: dict[str, Schema] = {
        "U": union,
        "B": {"type": "object", "required": ["b"], "properties": {"k": {"const": 1}, "b": {"type": "string"}}},
        "C": {"type": "object", "maxProperties": 0, "properties": {"k": {"const": "c"}}},
        "Z": {"type": "object", "required": ["u"], "properties": {"u": {"$ref": "#/components/schemas/U"}}},
    }
    examples = Examples({"components": {"schemas": schemas}})
    expected = {"k": 1, "b": "example-b"}
    assert examples.minimal(union) == examples.minimal(schemas["B"]) == expected
    assert examples.minimal({"$ref": "#/components/schemas/B"}) == expected
    assert examples.minimal(schemas["Z"]) == {"u": expected}
    assert examples.minimal(schemas["C"]) == {}, "what would break a rule is left out"
