"""Null as a body, and no body."""

import pytest

from tests.conformance.calls import Api, document_of, refusal
from tests.support.packages import document


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(document_of("bodies"), tmp_path_factory.mktemp("bodies"))


def test_null_that_is_a_body_of_its_own(api: Api) -> None:
    for value, sent in ((None, b"null"), ({"text": "x"}, b'{"text":"x"}')):
        api.default.nothing(value)
        assert api.server.last.content == sent
        assert api.server.last.headers["content-type"] == "application/json"
    for method in (api.default.merge_patch, api.default.form, api.default.text):
        with pytest.raises(refusal(api)):
            method(None)
    api.default.anything(None)
    assert api.server.last.content == b"null"


NULLABLE = {
    "object": {"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]},
    "component": {"$ref": "#/components/schemas/Maybe"},
    "text": {"type": ["string", "null"]},
    "nothing": {"type": "null"},
}


@pytest.fixture(scope="module")
def optional(tmp_path_factory: pytest.TempPathFactory) -> Api:
    """Operations whose body may be left out, and may be null or not."""
    schemas = {**NULLABLE, "never": {"$ref": "#/components/schemas/Thing"}, "anything": {}}
    thing = {"type": "object", "properties": {"a": {"type": "integer"}}}
    paths = {}
    for name, schema in schemas.items():
        content = {"application/json": {"schema": schema, "example": None}}
        operation = {
            "operationId": name,
            "requestBody": {"content": content},
            "responses": {"204": {"description": "-"}},
        }
        paths[f"/{name}"] = {"post": operation}
    text = {"text/plain": {"schema": {"type": "string"}}}
    several = {"application/json": {"schema": NULLABLE["object"]}, **text}
    operation = {
        "operationId": "several",
        "requestBody": {"content": several},
        "responses": {"204": {"description": "-"}},
    }
    source = document({**paths, "/several": {"post": operation}}, {"Thing": thing, "Maybe": NULLABLE["object"]})
    return Api(source, tmp_path_factory.mktemp("optional"))


def sent(api: Api) -> tuple[str | None, bytes]:
    return api.server.last.headers.get("content-type"), api.server.last.content


@pytest.mark.parametrize("name", NULLABLE)
def test_null_is_a_body_of_its_own_where_there_need_not_be_one(optional: Api, name: str) -> None:
    """A document that says both tells an empty body from null (Media Type Object, Request Body Object)."""
    method = getattr(optional.default, name)
    method()
    assert sent(optional) == (None, b"")
    method(None)
    assert sent(optional) == ("application/json", b"null")
    assert "None is sent as null; to send no body, leave it out." in " ".join(method.__doc__.split())


@pytest.mark.parametrize("name", ["never", "anything"])
def test_none_is_no_body_where_null_is_not_said_to_be_one(optional: Api, name: str) -> None:
    for arguments in ((), (None,)):
        getattr(optional.default, name)(*arguments)
        assert sent(optional) == (None, b"")


def test_null_in_one_of_several_content_types(optional: Api) -> None:
    method = optional.default.several
    for arguments in ({}, {"content_type": "text/plain"}, {"content_type": "text/plain", "body": None}):
        method(**arguments)
        assert sent(optional) == (None, b"")
    for content_type in (None, "application/json"):
        method(None, content_type=content_type)
        assert sent(optional) == ("application/json", b"null")
        method({"a": 1}, content_type=content_type)
        assert sent(optional) == ("application/json", b'{"a":1}')
