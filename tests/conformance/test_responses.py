"""Responses: by status, range and default; several content types; what is not documented."""

import inspect
from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import Severity

from tests.conformance.calls import Api, document_of
from tests.support.packages import build, document


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(document_of("responses"), tmp_path_factory.mktemp("responses"))


def name(value: object) -> str:
    return type(value).__name__


@pytest.mark.parametrize(
    ("status", "content", "kind"),
    [(200, '{"a": "x"}', "A"), (201, '{"b": "x"}', "B"), (203, '{"other": "x"}', "Statuses")],
)
def test_successes_by_status(api: Api, status: int, content: str, kind: str) -> None:
    api.server.answers(content, status=status)
    assert name(api.default.statuses()).startswith(kind)


@pytest.mark.parametrize(
    ("status", "media_type", "content", "kind"),
    [
        (404, "application/json", '{"id": "x"}', "Missing"),
        (400, "application/json", '{"message": "x"}', "Wrong"),
        (418, "application/json", '{"message": "x"}', "Wrong"),
        (503, "text/plain", "down", "str"),
        (333, "application/problem+json", '{"title": "x"}', "Problem"),
    ],
)
def test_errors_by_status(api: Api, status: int, media_type: str, content: str, kind: str) -> None:
    api.server.answers(content, media_type, status)
    with pytest.raises(api.models.APIStatusError) as caught:
        api.client(max_retries=0).default.statuses()
    assert caught.value.status_code == status
    assert name(caught.value.body) == kind


def test_default_alone_is_the_success(api: Api) -> None:
    """OpenAPI: default covers all statuses that are not listed; where none is, a success is among them."""
    api.server.answers('{"a": "x"}')
    assert name(api.default.only_default()) == "A"
    api.server.answers('{"a": "x"}', status=400)
    with pytest.raises(api.models.BadRequestError) as refused:
        api.default.only_default()
    assert name(refused.value.body) == "A"


def test_default_beside_a_success_is_for_errors(api: Api) -> None:
    api.server.answers("", status=204)
    assert api.default.default_is_for_errors() is None
    api.server.answers('{"message": "x"}', status=409)
    with pytest.raises(api.models.ConflictError) as caught:
        api.default.default_is_for_errors()
    assert name(caught.value.body) == "Wrong"


def test_several_content_types(api: Api) -> None:
    for media_type, content, kind in [
        ("application/json", '{"a": "x"}', "A"),
        ("application/json; charset=utf-8", '{"a": "x"}', "A"),
        ("text/plain", "x", "str"),
        ("text/csv", "a,b", "str"),
    ]:
        api.server.answers(content, media_type)
        assert name(api.default.content_types()) == kind, media_type
    assert api.server.last.headers["accept"] == "application/json, text/plain, text/csv"
    api.server.answers("x", "image/png")
    with pytest.raises(api.models.InvalidResponseError):
        api.default.content_types()


A, B = ({"$ref": f"#/components/schemas/{name}"} for name in "AB")
BESIDE_JSON: list[tuple[str, dict[str, Any], bool]] = [
    ("application/xml", A, False),
    ("application/vnd.example+xml", {"type": "string"}, False),
    ("text/plain", A, False),
    ("text/plain", {"type": "array", "items": A}, False),
    ("application/yaml", {"oneOf": [A, B]}, False),
    ("text/csv", {"type": "string"}, True),
    ("application/pdf", {"type": "string", "format": "binary"}, True),
]
"""What an answer may be instead of JSON, by its schema, and whether it is asked for."""


@pytest.fixture(scope="module")
def beside_json() -> dict[str, Any]:
    operations = {}
    for number, (other, schema, _) in enumerate(BESIDE_JSON):
        content = {other: {"schema": schema}, "application/json": {"schema": A}, "text/json": {"schema": A}}
        responses = {status: {"description": "It.", "content": content} for status in ("200", "400")}
        operations[f"/{number}"] = {"get": {"operationId": f"call_{number}", "responses": responses}}
    schemas = {name: {"type": "object", "properties": {name.lower(): {"type": "string"}}} for name in "AB"}
    return document(operations, schemas)


@pytest.fixture(scope="module")
def formats(beside_json: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(beside_json, tmp_path_factory.mktemp("formats"))


@pytest.mark.parametrize(("number", "other", "asked"), [(n, one[0], one[2]) for n, one in enumerate(BESIDE_JSON)])
def test_what_comes_as_json_is_not_asked_for_in_formats_that_nothing_reads(
    formats: Api, number: int, other: str, asked: bool
) -> None:
    """Many frameworks list every format that they can write: a model or bytes would be of no use to a caller.

    JSON comes first, since many servers answer with the first that they can.
    """
    client = formats.client()
    call = getattr(client.default, f"call_{number}")
    formats.server.answers('{"a": "x"}')
    assert call().a == "x"
    json = ["application/json", "text/json"]
    assert formats.server.last.headers["accept"] == ", ".join([*json, other] if asked else json)
    formats.server.answers("1", other, 400)
    with pytest.raises(formats.module.BadRequestError) as caught:
        call()
    assert caught.value.response.content == b"1"
    if not asked:
        assert inspect.signature(call).return_annotation == "models.A"
        formats.server.answers("1", other)
        with pytest.raises(formats.module.InvalidResponseError, match="not application/json"):
            call()
        assert client.raw(call, options={"extra_headers": {"Accept": other}}).content == b"1"
        assert formats.server.last.headers["accept"] == other


def test_formats_that_are_not_asked_for_are_told(beside_json: dict[str, Any], tmp_path: Path) -> None:
    found = [one for one in build(beside_json, tmp_path).diagnostics if one.code == "content-not-asked-for"]
    assert [(one.severity, one.pointer[1:]) for one in found] == [
        (Severity.NOTE, (f"/{number}", "get", "responses", "200", "content", other))
        for number, (other, _, asked) in enumerate(BESIDE_JSON)
        if not asked
    ]


def test_numbers_by_themselves_come_piece_by_piece(tmp_path: Path) -> None:
    numbers = {"content": {"text/csv": {"schema": {"type": "string"}}}}
    responses = {"200": {"description": "Numbers.", **numbers}, "400": {"description": "Why not.", **numbers}}
    own = Api(document({"/a": {"get": {"operationId": "a", "responses": responses}}}), tmp_path)
    own.server.answers("a,ü", "text/csv")
    with own.default.a() as response:
        assert b"".join(response.iter_bytes()) == "a,ü".encode()
    own.server.answers("why,not", "text/csv", 400)
    with pytest.raises(own.models.BadRequestError) as caught, own.default.a():
        pass
    assert caught.value.body == "why,not"


def test_a_file(api: Api) -> None:
    api.server.answers(b"\x1f\x8b", "application/gzip")
    with api.default.file() as response:
        assert b"".join(response.iter_bytes()) == b"\x1f\x8b"


def test_text(api: Api) -> None:
    api.server.answers("grüße".encode("latin-1"), "text/plain; charset=latin-1")
    assert api.default.text() == "grüße"


def test_text_of_an_error(tmp_path: Path) -> None:
    text = {"description": "Why.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    responses = {"204": {"description": "Nothing."}, "4XX": text}
    own = Api(document({"/a": {"get": {"operationId": "a", "responses": responses}}}), tmp_path)
    for status, media_type, body in ((401, "text/plain", "grüße"), (400, "text/html", None), (500, "text/plain", None)):
        own.server.answers("grüße".encode("latin-1"), f"{media_type}; charset=latin-1", status)
        with pytest.raises(own.models.APIStatusError) as caught:
            own.default.a()
        assert caught.value.body == body


def test_unions(api: Api) -> None:
    api.server.answers('{"b": "x"}')
    assert name(api.default.union()) == "B"
    api.server.answers('[{"a": "x"}]', status=202)
    assert [name(item) for item in api.default.union()] == ["A"]


def test_nothing_and_anything(api: Api) -> None:
    api.server.answers("")
    assert api.default.no_content() is None
    api.server.answers('{"x": [1, null]}')
    assert api.default.any_json() == {"x": [1, None]}
    api.server.answers("null")
    assert api.default.any_json() is None


def test_json_without_a_schema(tmp_path: Path) -> None:
    """A Media Type Object without a schema says nothing of its content: it may be anything, and nothing too."""
    bare = {"description": "-", "content": {"application/json": {}}}
    item = {
        "get": {"operationId": "read", "responses": {"200": bare}},
        "post": {"operationId": "make", "responses": {"201": bare, "204": {"description": "-"}, "default": bare}},
        "put": {"operationId": "only_default", "responses": {"default": bare}},
        "delete": {"operationId": "delete", "responses": {"200": bare}},
    }
    api = Api(document({"/a": item}), tmp_path)
    for status, call in ((200, api.default.read), (201, api.default.make), (200, api.default.only_default)):
        api.server.answers('{"x": [1, null]}', status=status)
        assert call() == {"x": [1, None]}
        api.server.answers("", status=status)
        assert call() is None
        api.server.answers("not JSON", status=status)
        with pytest.raises(api.models.InvalidResponseError):
            call()
    api.server.answers('{"x": 1}', status=400)
    with pytest.raises(api.models.BadRequestError) as refused:
        api.client(max_retries=0).default.make()
    assert refused.value.body == {"x": 1}
    api.server.answers("{}")
    assert api.default.delete() is None


def test_a_range_of_types(api: Api) -> None:
    api.server.answers(b"\x00", "image/png")
    with api.default.wildcard() as response:
        assert b"".join(response.iter_bytes()) == b"\x00"


def test_a_response_that_does_not_fit(api: Api) -> None:
    for content in ('{"a": 1}', "{}", "[]", "not JSON", ""):
        api.server.answers(content)
        with pytest.raises(api.models.InvalidResponseError):
            api.default.only_default()


def test_head(api: Api) -> None:
    api.server.answers("", "text/plain")
    assert api.default.head() is None
    api.server.answers("", "text/plain", 404)
    with pytest.raises(api.models.NotFoundError):
        api.default.head()
    # What is described is what GET would be answered with.
    for content_type in ("application/json", "application/pdf"):
        api.server.answers("", content_type)
        method = api.default.head_of_a
        assert method() is None
        assert inspect.signature(method).return_annotation == "None"
    assert api.server.last.headers["accept"] == "application/json, application/pdf"


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "multipart/form-data", "application/xml"])
def test_answers_that_nothing_reads_are_told(media_type: str, tmp_path: Path) -> None:
    """What is sent as a form is written as one; but answers are read as JSON, events and text."""
    content = {media_type: {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}
    operation = {"operationId": "a", "responses": {"200": {"description": "It.", "content": content}}}
    found = build(document({"/a": {"get": operation}}), tmp_path).diagnostics
    assert [(one.code, one.severity, one.pointer[-1]) for one in found] == [
        ("content-not-decoded", Severity.WARNING, media_type)
    ]
