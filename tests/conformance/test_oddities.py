"""What public documents hold that is odd or wrong, and all the same clear: it is said, and the package is whole."""

import json
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import ValidationError

from tests.conformance.calls import Api
from tests.conformance.parts import NOTHING, answer, ref, warnings
from tests.support.packages import build, document, roundtrip


def test_headers_that_differ_in_their_capitals_are_one(tmp_path: Path) -> None:
    once = {"name": "X-Once", "in": "header", "required": True, "schema": {"type": "string"}}
    also = {"name": "x-once", "in": "header", "schema": {"type": "string"}}
    shared = {"name": "x-ONCE", "in": "header", "schema": {"type": "integer"}}
    paths = {
        "/a": {"parameters": [shared], "get": {"operationId": "a", "parameters": [once, also], **NOTHING}},
        "/b": {"get": {"operationId": "b", "parameters": [also, once], **NOTHING}},
        # The same letters in another place are another parameter.
        "/c": {
            "get": {"operationId": "c", "parameters": [{**once, "in": "query"}, {**also, "in": "query"}], **NOTHING}
        },
    }
    assert warnings(document(paths), tmp_path) == ["duplicate-parameter", "duplicate-parameter"]
    api = Api(document(paths), tmp_path)
    for method in (api.default.a, api.default.b):
        with pytest.raises(TypeError):
            method()
        method(x_once="one")
        assert api.server.last.headers["x-once"] == "one"
    api.default.c(x_once="one", x_once_2="two")
    assert api.server.target == "/c?X-Once=one&x-once=two"


def test_keywords_of_another_type(tmp_path: Path) -> None:
    tags = {"type": "array", "items": {"type": "string"}, "required": ["items"], "minProperties": 1}
    name = {"type": ["string", "null"], "properties": {"a": {}}, "items": {"type": "integer"}}
    schemas = {"Thing": {"type": "object", "properties": {"tags": tags, "name": name}}, "Tags": tags}
    both = {"type": "object", "properties": {"thing": ref("Thing"), "tags": ref("Tags")}}
    assert set(warnings(roundtrip(schemas, both), tmp_path)) == {"keyword-without-effect"}
    beside = {"Thing": {**ref("Word"), "properties": {"a": {}}}, "Word": {"type": "string"}}
    assert warnings(roundtrip(beside, ref("Thing")), tmp_path) == ["keyword-without-effect"]
    api = Api(roundtrip(schemas, both), tmp_path)
    value = {"thing": {"tags": [], "name": "x"}, "tags": ["a"]}
    api.server.answers(json.dumps(value))
    assert api.default.send(value).thing.tags == []
    with pytest.raises(ValidationError):
        api.default.send({"tags": {"items": 1}})


def test_limits_of_another_type(tmp_path: Path) -> None:
    """They hold for nothing: a list has no length of text."""
    fields: dict[str, Any] = {
        "tags": {"type": "array", "items": {"type": "string"}, "minLength": 1, "maxLength": 2, "minimum": 1},
        "map": {"type": "object", "additionalProperties": {"type": "integer"}, "minLength": 1, "pattern": "a"},
        "name": {"type": ["string", "null"], "multipleOf": 7, "minItems": 3},
        "size": {"type": "integer", "minLength": 3, "pattern": "^x", "exclusiveMaximum": 9},
        "either": {"type": ["string", "number"], "minLength": 2, "minimum": 5},
    }
    source = roundtrip({"Thing": {"type": "object", "properties": fields}}, ref("Thing"))
    found = [
        str(one.pointer[-1]) for one in build(source, tmp_path).diagnostics if one.code == "keyword-without-effect"
    ]
    assert sorted(found) == [
        "maxLength", "minItems", "minLength", "minLength", "minLength", "minimum", "multipleOf", "pattern", "pattern",
    ]  # fmt: skip
    api = Api(source, tmp_path)
    for value in ({"tags": [], "map": {}, "name": "", "size": 1}, {"tags": ["a", "b", "c"], "either": 5}):
        api.server.answers(json.dumps(value))
        api.default.send(value)
        assert json.loads(api.server.last.content) == value
    for bad in ({"size": 9}, {"either": 4}, {"either": "a"}):
        with pytest.raises(ValidationError):
            api.default.send(bad)


def test_a_recursive_reference_of_2019(tmp_path: Path) -> None:
    schemas = {
        "All": {
            "$recursiveAnchor": True,
            "type": "object",
            "required": ["type", "filters"],
            "properties": {
                "type": {"enum": ["and", "or"]},
                "filters": {
                    "type": "array",
                    "items": {"oneOf": [ref("One"), {"$recursiveRef": "#"}], "discriminator": {"propertyName": "type"}},
                },
            },
        },
        "One": {"type": "object", "required": ["type"], "properties": {"type": {"enum": ["eq", "ne"]}}},
    }
    api = Api(roundtrip(schemas, ref("All")), tmp_path)
    value = {"type": "or", "filters": [{"type": "eq"}, {"type": "and", "filters": [{"type": "ne"}]}]}
    api.server.answers(json.dumps(value))
    assert type(api.default.send(value).filters[1].filters[0]).__name__ == "One"
    with pytest.raises(ValidationError):
        api.default.send({"type": "or", "filters": [{"type": "and", "filters": [{"type": "gt"}]}]})


def test_a_pointer_that_leads_through_references(tmp_path: Path) -> None:
    inner = "#/paths/~1a/get/responses/200/content/application~1json/schema/properties/held/items/properties/size"
    schemas = {
        "Outer": {"type": "object", "properties": {"held": {"type": "array", "items": ref("Held")}}},
        "Held": {"type": "object", "properties": {"size": {"type": "integer", "maximum": 3}}},
    }
    source = document(
        {
            "/a": {"get": {"operationId": "a", "responses": answer(ref("Outer"))}},
            "/b": {
                "put": {
                    "operationId": "b",
                    "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": inner}}}},
                    **NOTHING,
                }
            },
        },
        schemas,
    )
    api = Api(source, tmp_path)
    api.default.b(3)
    with pytest.raises(ValidationError):
        api.default.b(4)


def test_references_that_lead_through_each_other_for_ever(tmp_path: Path) -> None:
    paths = {"/a": {"get": {"operationId": "a", "responses": answer({"$ref": "#/components/schemas/A/items"})}}}
    schemas = {"A": {"$ref": "#/components/schemas/A/properties/a"}}
    with pytest.raises(Exception, match="leads nowhere"):
        build(document(paths, schemas), tmp_path)


def test_a_body_that_is_referred_to_as_an_answer(tmp_path: Path) -> None:
    shared = {"required": True, "content": {"application/json": {"schema": ref("Thing")}}}
    source = document(
        {"/a": {"get": {"operationId": "a", "responses": {"200": {"$ref": "#/components/requestBodies/Thing"}}}}},
        {"Thing": {"type": "object", "properties": {"a": {"type": "string"}}}},
        components={"requestBodies": {"Thing": shared}},
    )
    built = build(source, tmp_path)
    assert [one.code for one in built.diagnostics] == ["wrong-ref"]
    api = Api(source, tmp_path)
    api.server.answers('{"a": "x"}')
    assert type(api.default.a()).__name__ == "Thing"


@pytest.mark.parametrize(
    ("text_format", "sent", "kind"),
    [
        ("date", "2025-03-12", "date"),
        ("date-time", "2025-03-12T09:30:00Z", "datetime"),
        ("time", "09:30:00Z", "time"),
        ("uuid", "123e4567-e89b-42d3-a456-426614174000", "UUID"),
    ],
)
def test_answers_that_are_nothing_but_a_format(text_format: str, sent: str, kind: str, tmp_path: Path) -> None:
    schema = {"type": "array", "items": {"type": "string", "format": text_format}}
    api = Api(document({"/a": {"get": {"operationId": "a", "responses": answer(schema)}}}), tmp_path)
    api.server.answers(json.dumps([sent]))
    assert [type(one).__name__ for one in api.default.a()] == [kind]


def test_files_in_json_are_text(tmp_path: Path) -> None:
    """Where a form is offered as well, the form is sent, since JSON can't hold a file."""
    upload = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
    as_json = {"application/json": {"schema": ref("Text")}}
    as_either = {"application/json": {"schema": ref("Upload")}, "multipart/form-data": {"schema": ref("Upload")}}
    source = document(
        {
            "/a": {"post": {"operationId": "a", "requestBody": {"required": True, "content": as_json}, **NOTHING}},
            "/b": {"post": {"operationId": "b", "requestBody": {"required": True, "content": as_either}, **NOTHING}},
        },
        {"Upload": upload, "Text": upload},
    )
    api = Api(source, tmp_path)
    api.default.a({"file": "text"})
    assert json.loads(api.server.last.content) == {"file": "text"}
    api.default.b({"file": b"bytes"})
    assert api.server.last.headers["content-type"].startswith("multipart/form-data")


def test_a_file_that_is_only_sent_and_may_be_null_is_no_secret(tmp_path: Path) -> None:
    photo = {"type": ["string", "null"], "format": "binary", "writeOnly": True}
    form = {"multipart/form-data": {"schema": {"type": "object", "properties": {"photo": photo}}}}
    source = document({"/a": {"post": {"operationId": "a", "requestBody": {"content": form}, **NOTHING}}})
    api = Api(source, tmp_path)
    api.default.a({"photo": b"bytes"})
    assert b"\r\n\r\nbytes\r\n" in api.server.last.content


def test_pages_are_asked_for_in_json_only(tmp_path: Path) -> None:
    page = {"type": "object", "properties": {"items": {"type": "array", "items": {"type": "integer"}}}}
    content = {"text/csv": {"schema": {"type": "string"}}, "application/json": {"schema": page}}
    operation = {
        "operationId": "a",
        "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "It.", "content": content}},
    }
    rules = [{"items": "items", "page": "page"}]
    found = build(document({"/a": {"get": operation}}), tmp_path, pagination=rules).diagnostics
    assert ("content-not-in-pages", "text/csv") in [(one.code, one.pointer[-1]) for one in found]
    api = Api(document({"/a": {"get": operation}}), tmp_path, pagination=rules)
    api.server.answers('{"items": [1]}')
    assert api.default.a().items == [1]
    assert api.server.last.headers["accept"] == "application/json"
    api.server.answers("1,2", "text/csv")
    with pytest.raises(api.models.InvalidResponseError):
        api.default.a()
    client = api.client()
    raw = client.raw(client.default.a, options={"extra_headers": {"Accept": "text/csv"}})
    assert raw.content == b"1,2"
    assert api.server.last.headers["accept"] == "text/csv"


def test_a_tag_that_is_not_required_where_nothing_asks_for_it(tmp_path: Path) -> None:
    """The same classes, once told apart by their tag and once by what else they hold."""
    schemas = {
        "Chunk": {"oneOf": [ref("File"), ref("Link")], "discriminator": {"propertyName": "type"}},
        "File": {
            "type": "object",
            "required": ["id"],
            "properties": {"type": {"const": "File", "default": "File"}, "id": {"type": "string"}},
            "additionalProperties": False,
        },
        "Link": {
            "type": "object",
            "required": ["url"],
            "properties": {"type": {"const": "Link", "default": "Link"}, "url": {"type": "string"}},
            "additionalProperties": False,
        },
        "Both": {
            "type": "object",
            "properties": {"tagged": ref("Chunk"), "plain": {"anyOf": [ref("File"), ref("Link")]}},
        },
    }
    api = Api(roundtrip(schemas, ref("Both")), tmp_path)
    value = {"tagged": {"type": "Link", "url": "u"}, "plain": {"id": "i"}}
    api.server.answer = httpx2.Response(200, json=value)
    assert type(api.default.send(value).plain).__name__ == "File"
    assert json.loads(api.server.last.content) == value
    api.default.send(api.models.models.Both(plain=api.models.models.File(id="i")))
    assert json.loads(api.server.last.content) == {"plain": {"type": "File", "id": "i"}}
    with pytest.raises(ValidationError):
        api.default.send({"tagged": {"url": "u"}})


def test_a_tag_that_is_null_is_sent_like_any_other(tmp_path: Path) -> None:
    pending = {"type": "object", "required": ["state"], "properties": {"state": {"type": "null"}, "since": {}}}
    finished = {"type": "object", "required": ["state"], "properties": {"state": {"const": "finished"}}}
    outcome = {"oneOf": [ref("Pending"), ref("Finished")], "discriminator": {"propertyName": "state"}}
    api = Api(roundtrip({"Outcome": outcome, "Pending": pending, "Finished": finished}, ref("Outcome")), tmp_path)
    api.server.answers(b'{"state": null}')
    received = api.default.send(api.models.Pending(since=1))
    assert json.loads(api.server.last.content) == {"state": None, "since": 1}
    api.default.send(received)
    assert json.loads(api.server.last.content) == {"state": None}
    # Where no tag has chosen it, plain data has to hold it, too.
    api = Api(roundtrip({"Outcome": outcome, "Pending": pending, "Finished": finished}, ref("Pending")), tmp_path)
    with pytest.raises(ValidationError):
        api.default.send({"since": 1})


def test_content_of_an_answer_that_has_none(tmp_path: Path) -> None:
    responses = {"200": answer({"type": "integer"})["200"], "204": answer({"type": "object"})["200"]}
    source = document({"/a": {"get": {"operationId": "get", "responses": responses}}})
    assert warnings(source, tmp_path) == ["content-of-no-content"]
    api = Api(source, tmp_path)
    assert api.default.get() is None
    api.server.answers("3")
    assert api.default.get() == 3


def test_schemas_far_inside_each_other(tmp_path: Path) -> None:
    """As deep as a document may nest, which is far deeper than anybody writes."""
    inside: dict[str, Any] = {"type": "integer"}
    listed: dict[str, Any] = {"type": "integer"}
    value: Any = 7
    item: Any = 7
    for _ in range(90):
        inside, value = {"type": "object", "required": ["a"], "properties": {"a": inside}}, {"a": value}
        listed, item = {"type": "array", "items": listed}, [item]
    line = {f"L{n}": {"allOf": [ref(f"L{n + 1}")], "properties": {f"p{n}": {"type": "integer"}}} for n in range(90)}
    line["L90"] = {"type": "object", "required": ["p90"], "properties": {"p90": {"type": "integer"}}}
    both = {"type": "object", "properties": {"inside": inside, "listed": listed, "line": ref("L0")}}
    api = Api(roundtrip(line, both), tmp_path)
    given = {"inside": value, "listed": item, "line": {"p0": 1, "p45": 2, "p90": 3}}
    api.server.answers(json.dumps(given))
    assert api.default.send(given).line.p45 == 2
    assert json.loads(api.server.last.content) == given
    with pytest.raises(ValidationError):
        api.default.send({**given, "line": {"p0": 1}})


def test_a_union_that_is_sent_of_what_is_received_by_itself(tmp_path: Path) -> None:
    """Sent, the tag chooses and has to be known; received by itself, any other is taken."""
    kinds = {name: {"type": "object", "properties": {"kind": {"type": "string"}}} for name in ("Cat", "Dog")}
    pet = {
        "oneOf": [ref(name) for name in kinds],
        "discriminator": {"propertyName": "kind", "mapping": {name.lower(): ref(name)["$ref"] for name in kinds}},
    }
    body = {"required": True, "content": {"application/json": {"schema": ref("Pet")}}}
    paths = {"/pets": {"post": {"operationId": "add", "requestBody": body, "responses": answer(ref("Cat"))}}}
    api = Api(document(paths, {"Pet": pet, **kinds}), tmp_path)
    api.server.answers('{"kind": "tiger"}')
    assert api.default.add({"kind": "dog"}).kind == "tiger"
    assert json.loads(api.server.last.content) == {"kind": "dog"}
    with pytest.raises(ValidationError):
        api.default.add({"kind": "tiger"})


def test_truth_values_come_before_numbers(tmp_path: Path) -> None:
    """Where pydantic has to guess what it writes, it takes the first that will do, and any number does for `True`."""
    properties: dict[str, Any] = {
        "listed": {"type": ["integer", "boolean", "null"]},
        "chosen": {"oneOf": [{"type": "number"}, {"type": "boolean"}]},
        "named": {"anyOf": [ref("Amount"), ref("Flag")]},
        "mixed": {"enum": [1.5, True, False, "text"]},
        "limited": {"type": ["number", "boolean"], "minimum": 1},
    }
    schemas = {
        "Sent": {"type": "object", "properties": properties},
        "Amount": {"type": "number"},
        "Flag": {"type": "boolean"},
    }
    body = {"required": True, "content": {"application/json": {"schema": ref("Sent")}}}
    built = build(document({"/a": {"post": {"requestBody": body, **NOTHING}}}, schemas), tmp_path)
    models = "".join(text for path, text in built.files.items() if "/models/" in path)
    found = re.findall(r"\b(\w+) \| (int|float|\w*Limited\w*|Annotated\[float)", models)
    assert len(found) == len(properties)
    assert {first for first, _ in found} == {"bool"}


def test_times_are_held_to_a_pattern_as_they_were_given(tmp_path: Path) -> None:
    """Python writes `Z`, whatever was given; what is sent is the text."""
    moment = {"type": "string", "format": "date-time", "pattern": r"\+00:00$"}
    thing = {"type": "object", "properties": {"at": moment, "all": {"type": "array", "items": moment}}}
    api = Api(roundtrip({"Thing": thing}, ref("Thing")), tmp_path)
    api.server.answers("{}")
    value = {"at": "2010-10-22T00:00:00+00:00", "all": ["2011-10-22T00:00:00+00:00"]}
    api.default.send(value)
    assert json.loads(api.server.last.content) == value
    for text in ("2010-10-22T00:00:00Z", "2010-10-22T00:00:00+01:00"):
        with pytest.raises(ValidationError):
            api.default.send({"at": text})


def test_a_keyword_that_json_schema_has_no_more(tmp_path: Path) -> None:
    thing = {"type": "object", "properties": {"a": {}, "b": {}}, "dependencies": {"a": ["b"]}}
    operation = {"requestBody": {"content": {"application/json": {"schema": thing}}}, **NOTHING}
    assert warnings(document({"/things": {"post": operation}}), tmp_path) == ["unchecked-keyword"]


def test_a_constant_that_an_object_can_not_be(tmp_path: Path) -> None:
    thing = {"type": "object", "properties": {"a": {"type": "string"}}, "const": "text"}
    assert warnings(roundtrip({"Thing": thing}, ref("Thing")), tmp_path) == ["value-type"]
    api = Api(roundtrip({"Thing": thing}, ref("Thing")), tmp_path / "again")
    assert api.models.Thing(a="b").a == "b"


def test_parts_of_what_can_have_none(tmp_path: Path) -> None:
    choice = {"oneOf": [{"const": "a", "properties": {"b": {}}}, {"const": "c"}]}
    assert warnings(roundtrip({"Choice": choice}, ref("Choice")), tmp_path) == ["keyword-without-effect"]


def test_a_range_is_not_what_json_is_sent_as(tmp_path: Path) -> None:
    ranged, named = "application/*+json", "application/json"
    paths = {
        f"/{name}": {
            "post": {
                "operationId": name,
                "requestBody": {"content": {media_type: {"schema": schema} for media_type in media_types}},
                **NOTHING,
            }
        }
        for name, media_types, schema in (
            ("both", (ranged, named), {"type": "object", "properties": {"a": {"type": "string"}}}),
            ("only", (ranged,), {"type": "string"}),
        )
    }
    api = Api(document(paths), tmp_path)
    for send in (lambda: api.default.both({"a": "b"}), lambda: api.default.only("a")):
        send()
        assert api.server.last.headers["content-type"] == named


@pytest.mark.parametrize(("limits", "found"), [({"minLength": 1}, []), ({"maxLength": 2}, ["enum-value-forbidden"])])
def test_limits_beside_a_constant(tmp_path: Path, limits: dict[str, int], found: list[str]) -> None:
    thing = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "fixed", **limits}}}
    source = roundtrip({"Thing": thing}, ref("Thing"))
    assert warnings(source, tmp_path) == found
    assert Api(source, tmp_path / "again").models.Thing().kind == "fixed"


def test_multiples_of_numbers_as_large_as_json_has(tmp_path: Path) -> None:
    """No float holds some of them, and none the quotients of others."""
    thing = {
        "type": "object",
        "properties": {
            "listed": {"type": "number", "multipleOf": 0.5, "enum": [1e308, 0.5]},
            "great": {"type": "integer", "minimum": 10**399, "example": 10**400},
            "vast": {"type": "number", "minimum": 10**399},
            "uneven": {"type": "integer", "not": {"multipleOf": 10}},
            "fine": {"type": "number", "not": {"multipleOf": 0.01}},
        },
    }
    api = Api(roundtrip({"Thing": thing}, ref("Thing")), tmp_path)
    value = {"listed": 1e308, "uneven": 10**17 + 1, "fine": 0.075}
    api.server.answers(json.dumps(value))
    api.default.send(value)
    assert json.loads(api.server.last.content) == value
    for wrong in ({"uneven": 10**17}, {"uneven": 10**400}, {"fine": 0.07}, {"fine": 1e308}):
        with pytest.raises(ValidationError):
            api.default.send(wrong)
