"""What OpenAPI 3.2 adds: methods of any name, content that comes item by item, and what else has to be told of."""

import json
from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import SpecError

from tests.conformance.calls import Api
from tests.support.packages import build, document

NOTHING: dict[str, Any] = {"responses": {"204": {"description": "Nothing."}}}


def newest(paths: dict[str, Any], schemas: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return document(paths, schemas, **more) | {"openapi": "3.2.0"}


def body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def test_methods_of_any_name(tmp_path: Path) -> None:
    inline = {"type": "object", "required": ["colour"], "properties": {"colour": {"enum": ["red", "blue"]}}}
    answer = {"200": {"description": "It.", "content": {"application/json": {"schema": inline}}}}
    item = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
        "query": {"operationId": "search", "requestBody": body(inline), "responses": answer},
        "additionalOperations": {
            "COPY": {"operationId": "copyThing", **NOTHING},
            "VERSION-CONTROL": NOTHING,
            "Link": {"requestBody": body(inline), **NOTHING},
        },
    }
    api = Api(newest({"/things/{id}": item}), tmp_path)
    value = {"colour": "red"}
    api.server.answers(json.dumps(value))
    assert type(api.default.search(1, value)).__name__ == "SearchResponse"
    assert json.loads(api.server.last.content) == value
    api.server.answers(b"", status=204)
    called = ["QUERY"]
    api.default.copy_thing(1)
    called.append(api.server.last.method)
    api.default.version_control_things_by_id(1)
    called.append(api.server.last.method)
    api.default.link_things_by_id(1, api.models.LinkThingsByIdRequest(colour="blue"))
    called.append(api.server.last.method)
    assert called == ["QUERY", "COPY", "VERSION-CONTROL", "Link"]
    assert {request.url.path for request in api.server.requests} == {"/things/1"}


@pytest.mark.parametrize("method", ["POST", "A B", "A\r\nX: 1", ""])
def test_what_is_no_method_of_another_name(method: str, tmp_path: Path) -> None:
    with pytest.raises(SpecError) as refused:
        build(newest({"/a": {"additionalOperations": {method: NOTHING}}}), tmp_path)
    assert [(one.code, one.pointer[-1]) for one in refused.value.diagnostics] == [("wrong-method", method)]


def test_content_that_comes_item_by_item(tmp_path: Path) -> None:
    """It is given as it comes, and that is said."""
    answers = {
        media_type: {"description": "It.", "content": {media_type: {"itemSchema": {"type": "object"}}}}
        for media_type in ("text/event-stream", "application/jsonl")
    }
    source = newest(
        {
            f"/{at}": {"get": {"operationId": f"get{at}", "responses": {"200": one}}}
            for at, one in enumerate(answers.values())
        }
    )
    found = [(one.code, one.pointer[1]) for one in build(source, tmp_path).diagnostics]
    assert found == [("item-schema-unused", "/0"), ("item-schema-unused", "/1")]
    api = Api(source, tmp_path)
    api.server.answers("data: 1\n\n", "text/event-stream")
    assert api.default.get0() == "data: 1\n\n"


def test_a_media_type_that_is_shared(tmp_path: Path) -> None:
    shared = {"application/json": {"$ref": "#/components/mediaTypes/Thing"}}
    operation = {
        "operationId": "send",
        "requestBody": {"required": True, "content": shared},
        "responses": {"200": {"summary": "It.", "content": shared}},
    }
    thing = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
    components = {"mediaTypes": {"Thing": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    api = Api(newest({"/a": {"post": operation}}, {"Thing": thing}, components=components), tmp_path)
    api.server.answers('{"a": 1}')
    assert type(api.default.send({"a": 2})).__name__ == "Thing"


def test_a_whole_query_whose_content_is_missing(tmp_path: Path) -> None:
    whole = {"name": "q", "in": "querystring", "schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}
    source = newest({"/a": {"get": {"operationId": "x", "parameters": [whole], **NOTHING}}})
    assert [one.code for one in build(source, tmp_path).diagnostics] == ["missing-field"]
    api = Api(source, tmp_path)
    api.default.x(q={"a": 1})
    assert api.server.target == "/a?a=1"
