"""What is mended in a document that isn't one's own: each with a warning at its place, and nothing else changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import Severity, SpecError, format_pointer
from specloom.mending import mend

from tests.support.packages import build, document


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


TEXT = {"type": "string"}
OBJECT = {"type": "object"}


@pytest.mark.parametrize(
    ("given", "expected", "at"),
    [
        ({"A": {"oneOf": [ref("A"), TEXT]}}, {"A": {"oneOf": [TEXT]}}, "A/oneOf/0"),
        ({"A": {"anyOf": [TEXT, {"oneOf": [ref("A")]}]}}, {"A": {"anyOf": [TEXT]}}, "A/anyOf/1/oneOf/0"),
        (
            {"A": {"oneOf": [TEXT, ref("B")]}, "B": {"oneOf": [OBJECT, ref("A")]}},
            {"A": {"oneOf": [TEXT, ref("B")]}, "B": {"oneOf": [OBJECT]}},
            "B/oneOf/1",
        ),
        ({"A": {"oneOf": [ref("A")], "title": "a"}}, {"A": {"title": "a"}}, "A/oneOf/0"),
        ({"A": {"allOf": [OBJECT, ref("A")]}}, {"A": {"allOf": [OBJECT]}}, "A/allOf/1"),
        ({"A": {"allOf": [{**ref("A"), **OBJECT}]}}, {"A": {"allOf": [OBJECT]}}, "A/allOf/0"),
        ({"A": ref("B"), "B": {**ref("A"), "title": "b"}}, {"A": ref("B"), "B": {"title": "b"}}, "B"),
    ],
)
def test_circles_that_say_nothing(given: dict[str, Any], expected: dict[str, Any], at: str) -> None:
    mended, found = mend(document({}, given))
    assert mended["components"]["schemas"] == expected
    assert [(one.code, format_pointer(one.pointer)) for one in found] == [
        ("circle-of-schemas", f"#/components/schemas/{at}")
    ]


@pytest.mark.parametrize(
    "schemas",
    [
        {"Base": {"oneOf": [ref("Cat")]}, "Cat": {"allOf": [ref("Base"), OBJECT]}},
        {"Node": {"properties": {"next": ref("Node")}, "oneOf": [TEXT, {"items": ref("Node")}]}},
        {"A": {"allOf": [ref("B"), ref("C")]}, "B": {"allOf": [ref("C")]}, "C": OBJECT},
        {"A": {"not": ref("A"), "if": ref("A")}},
    ],
)
def test_other_circles_stay(schemas: dict[str, Any]) -> None:
    given = document({}, schemas)
    assert mend(given) == (given, [])


def test_links_that_lead_nowhere() -> None:
    links = {
        "good": {"operationId": "a"},
        "named": {"$ref": "#/components/links/Good"},
        "bare": {"description": "To nothing."},
        "dangling": {"$ref": "#/components/links/None"},
        "broken": {"$ref": "#/components/links/Bad"},
    }
    given = document({"/a": {"get": {"responses": {"200": {"description": "", "links": links}}}}})
    given["components"] = {"links": {"Good": {"operationRef": "#/paths/~1a/get"}, "Bad": {}}}
    mended, found = mend(given)
    assert list(mended["paths"]["/a"]["get"]["responses"]["200"]["links"]) == ["good", "named"]
    assert list(mended["components"]["links"]) == ["Good"]
    assert {one.code for one in found} == {"broken-link"}
    assert len(found) == 4


def test_what_references_use_of_extensions_becomes_components(tmp_path: Path) -> None:
    answer = {"description": "It.", "content": {"application/json": {"schema": {"$ref": "#/x-own/types/pet"}}}}
    given = document(
        {
            "/a": {"get": {"operationId": "get_a", "responses": {"200": {"$ref": "#/components/x-answers/ok"}}}},
            "/b": {"$ref": "#/x-paths/b"},
        },
        {"pet": TEXT},
    )
    given["x-own"] = {"types": {"pet": {"type": "object", "properties": {"next": {"$ref": "#/x-own/types/pet"}}}}}
    given["x-paths"] = {"b": {"get": {"operationId": "get_b", "responses": {"200": answer}}}}
    given["components"]["x-answers"] = {"ok": answer}
    mended, found = mend(given)
    assert [(one.code, one.message.split()[0]) for one in found] == [
        ("ref-into-extension", "'#/components/x-answers/ok'"),
        ("ref-into-extension", "'#/x-paths/b'"),
        ("ref-into-extension", "'#/x-own/types/pet'"),
    ]
    files = build(mended, tmp_path).files
    resource = files["example/resources/default.py"]
    assert resource.count("def get_a") == resource.count("def get_b") == 2
    assert "next:" in files["example/models/pet2.py"]


def test_what_stands_among_the_schemas_is_what_it_is_used_as(tmp_path: Path) -> None:
    """By its shape, that is: a schema is nothing else, whatever refers to it."""
    schemas = {
        "limit": {"name": "limit", "in": "query", "required": True, "schema": {"type": "integer"}},
        "ok": {"description": "It.", "content": {"application/json": {"schema": TEXT, "examples": {"a": ref("some")}}}},
        "some": {"summary": "Some.", "value": "x"},
    }
    operation = {"operationId": "get_a", "parameters": [ref("limit")], "responses": {"200": ref("ok")}}
    mended, found = mend(document({"/a": {"get": operation}}, schemas))
    assert [(one.code, one.pointer[-3:]) for one in found if one.code == "wrong-ref"] == [
        ("wrong-ref", ("parameters", 0, "$ref")),
        ("wrong-ref", ("responses", "200", "$ref")),
        ("wrong-ref", ("examples", "a", "$ref")),
    ]
    assert "self, *, limit: int" in build(mended, tmp_path).files["example/resources/default.py"]
    assert mended["components"]["examples"] == {"some": schemas["some"]}


def test_a_schema_in_the_place_of_a_body_is_that_of_its_json(tmp_path: Path) -> None:
    operation = {"operationId": "a", "requestBody": ref("A"), "responses": {"200": ref("A"), "400": ref("None")}}
    mended, found = mend(document({"/a": {"post": operation}}, {"A": {**OBJECT, "properties": {"a": TEXT}}}))
    assert [(one.code, one.pointer[-2:]) for one in found] == [
        ("wrong-ref", ("requestBody", "$ref")),
        ("wrong-ref", ("200", "$ref")),
        ("dangling-ref", ("400", "$ref")),
    ]
    assert "body: models.A" in build(mended, tmp_path).files["example/resources/default.py"]


@pytest.mark.parametrize("other", [TEXT, {"name": "limit"}, {"type": "object", "properties": {"in": TEXT}}])
def test_a_schema_is_no_parameter(other: dict[str, Any], tmp_path: Path) -> None:
    operation = {"parameters": [ref("A")], "responses": {"204": {"description": ""}}}
    mended, found = mend(document({"/a": {"get": operation}}, {"A": other}))
    assert found == []
    with pytest.raises(SpecError) as refused:
        build(mended, tmp_path)
    assert [one.code for one in refused.value.diagnostics] == ["wrong-ref"]


def test_a_parameter_or_header_for_its_schema(tmp_path: Path) -> None:
    of_header = {"description": "", "headers": {"X-Id": {"schema": {"$ref": "#/components/headers/Id"}}}}
    of_parameter = {"name": "id", "in": "path", "required": True, "schema": {"$ref": "#/components/parameters/id"}}
    given = document(
        {"/{id}": {"get": {"operationId": "a", "parameters": [of_parameter], "responses": {"204": of_header}}}}
    )
    given["components"] = {
        "headers": {"Id": {"schema": TEXT}},
        "parameters": {"id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}},
    }
    mended, found = mend(given)
    assert [(one.code, one.pointer[-3]) for one in found] == [("wrong-ref", 0), ("wrong-ref", "X-Id")]
    assert "self, id: int" in build(mended, tmp_path).files["example/resources/default.py"]


@pytest.mark.parametrize(("given", "meant"), [(3.0, "3.0.0"), (3.1, "3.1.0"), ("3.2", "3.2.0")])
def test_a_version_of_two_numbers(given: object, meant: str, tmp_path: Path) -> None:
    source = document({"/a": {"get": {"operationId": "get_a", "responses": {"204": {"description": ""}}}}})
    mended, found = mend({**source, "openapi": given})
    assert mended == {**source, "openapi": meant}
    assert [(one.code, one.pointer, one.severity) for one in found] == [
        ("openapi-version", ("openapi",), Severity.NOTE)
    ]
    build(mended, tmp_path)


@pytest.mark.parametrize("given", ["3.1.0", "3.0.3-rc1", 4.0, 31, True, None, [3.1]])
def test_other_versions_stay(given: object) -> None:
    source = {**document(), "openapi": given}
    assert mend(source) == (source, [])


def test_a_number_for_a_version_is_an_error_in_a_fragment(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as refused:
        build({**document(), "openapi": 3.1}, tmp_path)
    [found] = refused.value.diagnostics
    assert (found.code, found.pointer) == ("openapi-version", ("openapi",))
    assert "text of three numbers" in found.hint


def test_server_variables_without_a_default() -> None:
    """The first value of an enum will do; a name is no value, and could be part of the host that credentials go to."""
    variables = {"n": {"enum": ["v1", "v2"]}, "region": {"description": "Where."}, "port": {"default": "443"}}
    servers = [{"url": "https://{region}.test"}, {"url": "https://a.test:{port}/{n}", "variables": variables}]
    nothing = {"responses": {"204": {"description": ""}}}
    source = document({"/a": {"servers": servers, "get": {"servers": servers, **nothing}}}, servers=servers)
    mended, found = mend(source)
    expected = [
        servers[0],
        {**servers[1], "variables": {"n": {"default": "v1", **variables["n"]}, "port": variables["port"]}},
    ]
    item = mended["paths"]["/a"]
    assert mended["servers"] == item["servers"] == item["get"]["servers"] == expected
    assert [(one.code, one.pointer[-1]) for one in found] == [("missing-field", "n"), ("missing-field", "region")] * 3


PET = {"type": "object"}
MEDIA = {"schema": TEXT}


@pytest.mark.parametrize(
    ("given", "expected", "at"),
    [
        ({"type": "array", "items": "string"}, {"type": "array", "items": TEXT}, "items"),
        ({"items": "Pet"}, {"items": ref("Pet")}, "items"),
        ({"items": "Nobody"}, {"items": {}}, "items"),
        (
            {"properties": {"a": "Boolean", "b": TEXT}},
            {"properties": {"a": {"type": "boolean"}, "b": TEXT}},
            "properties/a",
        ),
        ({"oneOf": [TEXT, "Pet"]}, {"oneOf": [TEXT, ref("Pet")]}, "oneOf/1"),
        ({"allOf": ref("Pet")}, {"allOf": [ref("Pet")]}, "allOf"),
        ({"anyOf": TEXT}, {"anyOf": [TEXT]}, "anyOf"),
        ({"required": "a"}, {"required": ["a"]}, "required"),
        ({"additionalProperties": "false"}, {"additionalProperties": False}, "additionalProperties"),
        ({"properties": {"a": {"enum": "b"}}}, {"properties": {"a": {"enum": ["b"]}}}, "properties/a/enum"),
    ],
)
def test_schemas_that_are_only_named_and_lists_of_one(given: dict[str, Any], expected: dict[str, Any], at: str) -> None:
    mended, found = mend(document({}, {"A": given, "Pet": PET}))
    assert mended["components"]["schemas"]["A"] == expected
    assert [(one.code, format_pointer(one.pointer)) for one in found] == [
        ("wrong-type", f"#/components/schemas/A/{at}")
    ]
    assert found[0].severity is Severity.WARNING


def test_what_could_be_several_schemas_is_no_list_of_one() -> None:
    given = document({}, {"A": {"oneOf": {"one": TEXT, "two": PET}}, "B": {"const": "Pet", "default": "Pet"}})
    assert mend(given) == (given, [])


@pytest.mark.parametrize(
    ("body", "expected", "at"),
    [
        ({"content": None, "text/plain": MEDIA}, {"content": {"text/plain": MEDIA}}, "requestBody/text~1plain"),
        ({"required": True, "a/b": None}, {"required": True, "content": {"a/b": {}}}, "requestBody/a~1b"),
        ({"description": "Something."}, None, "requestBody"),
        ({"content": None}, None, "requestBody"),
    ],
)
def test_bodies_without_content(body: dict[str, Any], expected: dict[str, Any] | None, at: str) -> None:
    mended, found = mend(document({"/a": {"put": {"requestBody": body, "responses": {}}}}))
    assert mended["paths"]["/a"]["put"].get("requestBody") == expected
    assert [format_pointer(one.pointer) for one in found] == [f"#/paths/~1a/put/{at}"]


def test_media_types_beside_the_content_of_a_response() -> None:
    responses = {"200": {"description": "It.", "a/b": MEDIA}, "400": {"content": {"a/b": {}}, "c/d": {}}}
    mended, found = mend(document({"/a": {"get": {"responses": responses}}}))
    held = mended["paths"]["/a"]["get"]["responses"]
    assert held["200"] == {"description": "It.", "content": {"a/b": MEDIA}}
    assert held["400"] == responses["400"]  # Left to the check of the structure, which says that it means nothing.
    assert [one.code for one in found] == ["unknown-field"]


def test_answers_headers_and_examples_that_are_nowhere_say_nothing() -> None:
    def nowhere(section: str) -> dict[str, str]:
        return {"$ref": f"#/components/{section}/None"}

    good = {
        "description": "It.",
        "headers": {"A": nowhere("headers")},
        "content": {"a/b": {"examples": {"e": nowhere("examples")}}},
    }
    given = document({"/a": {"get": {"responses": {"200": good, "403": nowhere("responses")}}}})
    mended, found = mend(given)
    responses = mended["paths"]["/a"]["get"]["responses"]
    assert responses["403"] == {"description": ""}
    assert responses["200"]["headers"] == {"A": {"schema": {}}}
    assert responses["200"]["content"] == {"a/b": {"examples": {"e": {}}}}
    assert [one.code for one in found] == ["dangling-ref"] * 3


@pytest.mark.parametrize(
    ("given", "expected", "at"),
    [
        ({"items": ref("No")}, {"items": {}}, "items"),
        ({"anyOf": [ref("No"), {"type": "null"}]}, {"anyOf": [{}, {"type": "null"}]}, "anyOf/0"),
        ({"allOf": [OBJECT, ref("No")]}, {"allOf": [OBJECT, {"additionalProperties": True}]}, "allOf/1"),
        (
            {"oneOf": [ref("No"), ref("B")], "discriminator": {"propertyName": "kind"}},
            {"oneOf": [ref("B")], "discriminator": {"propertyName": "kind"}},
            "oneOf/0",
        ),
    ],
)
def test_schemas_that_are_nowhere_are_read_as_far_as_they_go(
    given: dict[str, Any], expected: dict[str, Any], at: str
) -> None:
    mended, found = mend(document({}, {"A": given, "B": OBJECT}))
    assert mended["components"]["schemas"]["A"] == expected
    assert [(one.code, format_pointer(one.pointer)) for one in found] == [
        ("dangling-ref", f"#/components/schemas/A/{at}/$ref")
    ]


def test_where_no_alternative_is_anywhere_any_value_is_allowed() -> None:
    mended, found = mend(document({}, {"A": {"oneOf": [ref("No")], "discriminator": {"propertyName": "kind"}}}))
    assert mended["components"]["schemas"]["A"]["oneOf"] == [{}]
    assert len(found) == 1


def test_parameters_and_bodies_that_are_nowhere_stay_errors() -> None:
    for field, section in (("parameters", "parameters"), ("requestBody", "requestBodies")):
        ref = {"$ref": f"#/components/{section}/None"}
        given = document({"/a": {"put": {field: [ref] if field == "parameters" else ref, "responses": {}}}})
        assert mend(given) == (given, [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "int64", "minimum": 1}, {"type": "integer", "minimum": 1}),
        ({"type": "Double"}, {"type": "number"}),
        ({"type": "bool"}, {"type": "boolean"}),
        ({"type": "date-time"}, {"type": "string", "format": "date-time"}),
        ({"type": "date", "format": "day"}, {"type": "string", "format": "day"}),
        ({"type": "dict"}, {"type": "object"}),
        ({"type": "thing", "title": "t"}, {"title": "t"}),
    ],
)
def test_types_that_have_other_names_elsewhere(given: dict[str, Any], expected: dict[str, Any]) -> None:
    mended, found = mend(document({}, {"A": given}))
    assert mended["components"]["schemas"]["A"] == expected
    assert [(one.code, format_pointer(one.pointer)) for one in found] == [
        ("unknown-type", "#/components/schemas/A/type")
    ]


def test_what_stands_where_swagger_had_it() -> None:
    get = {
        "parameters": [
            {"name": "a", "in": "query", "required": True, "type": "array", "items": TEXT, "description": "It."},
            {"name": "b", "in": "query", "type": "string", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {"description": "It.", "schema": ref("A"), "headers": {"X": {"type": "integer", "minimum": 1}}},
        },
    }
    mended, found = mend(document({"/a": {"get": get}}, {"A": OBJECT}))
    a, b = mended["paths"]["/a"]["get"]["parameters"]
    schema = {"type": "array", "items": TEXT}
    assert a == {"name": "a", "in": "query", "required": True, "description": "It.", "schema": schema}
    assert b == get["parameters"][1]
    assert mended["paths"]["/a"]["get"]["responses"]["200"] == {
        "description": "It.",
        "content": {"application/json": {"schema": ref("A")}},
        "headers": {"X": {"schema": {"type": "integer", "minimum": 1}}},
    }
    assert [one.code for one in found] == ["unknown-field"] * 3


@pytest.mark.parametrize("name", ["Page[a/B]", "a/b/C"])
def test_names_with_a_slash_that_is_not_escaped(name: str) -> None:
    mended, found = mend(document({}, {"A": {"items": ref(name)}, name: TEXT}))
    assert mended["components"]["schemas"]["A"] == {"items": ref(name.replace("/", "~1"))}
    assert [(one.code, format_pointer(one.pointer)) for one in found] == [
        ("dangling-ref", "#/components/schemas/A/items/$ref")
    ]


def test_what_stands_inside_of_a_component_is_none_with_a_slash_in_its_name() -> None:
    given = document({}, {"A": {"items": ref("B/items")}, "B": {"items": TEXT}, "B/items": OBJECT})
    assert mend(given) == (given, [])
