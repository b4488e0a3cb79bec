"""What OpenAPI 3.2 adds: methods of any name, content that comes item by item, and what else has to be told of."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from specloom.diagnostics import SpecError

from tests.conformance.calls import Api
from tests.conformance.parts import NOTHING
from tests.support.packages import build, document


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


THING = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
EVENT = {
    "type": "object",
    "required": ["data"],
    "properties": {"data": {"type": "string"}, "event": {"enum": ["on", "off"]}, "retry": {"type": "integer"}},
}


def items(name: str, media_type: str, schema: dict[str, Any], **others: Any) -> dict[str, Any]:
    content = {media_type: {"itemSchema": schema}, **others}
    return {"get": {"operationId": name, "responses": {"200": {"description": "They.", "content": content}}}}


@pytest.fixture(scope="module")
def streams(tmp_path_factory: pytest.TempPathFactory) -> Api:
    thing = {"$ref": "#/components/schemas/Thing"}
    paths = {
        "/lines": items("lines", "application/jsonl", thing),
        "/sequence": items("sequence", "application/json-seq", {"oneOf": [thing, {"type": "string"}]}),
        "/events": items("events", "text/event-stream", EVENT),
        "/either": items("either", "application/x-ndjson", thing, **{"application/json": {"schema": thing}}),
    }
    return Api(newest(paths, {"Thing": THING}), tmp_path_factory.mktemp("streams"))


@pytest.mark.parametrize(
    ("method", "media_type", "content", "expected"),
    [
        ("lines", "application/jsonl", b'{"a": 1}\n\n{"a":\t2}\r\n{"a": 3}', [{"a": 1}, {"a": 2}, {"a": 3}]),
        ("lines", "application/jsonl", b"", []),
        ("sequence", "application/json-seq", b'\x1e{"a": 1}\n\x1e"x\\u001e"\n', [{"a": 1}, "x\x1e"]),
        (
            "events",
            "text/event-stream; charset=utf-8",
            b"\xef\xbb\xbf: hello\r\ndata: one\r\ndata:two\r\nid: 7\r\n\r\nevent: on\n\ndata\n\n"
            b"event: off\rdata: \xc3\xa9\rretry: 10\rretry: soon\rother: x\r\rdata: never ends",
            [{"data": "one\ntwo", "id": "7"}, {"data": ""}, {"data": "é", "event": "off", "retry": 10}],
        ),
    ],
)
def test_answers_that_come_item_by_item(
    streams: Api, method: str, media_type: str, content: bytes, expected: list[Any]
) -> None:
    """Wherever the network parts them, and for both kinds of client."""
    for size in (1, 2, 5, 1000):
        pieces = [content[at : at + size] for at in range(0, len(content), size)]

        async def sent(pieces: list[bytes] = pieces) -> AsyncIterator[bytes]:
            for piece in pieces:
                yield piece

        async def awaited(stream: Any) -> list[Any]:
            answer = httpx2.Response(200, content=stream, headers={"content-type": media_type})
            async with streams.module.AsyncExample(transport=httpx2.MockTransport(lambda _: answer)) as client:
                return [item async for item in await getattr(client.default, method)()]

        streams.server.answer = httpx2.Response(200, content=iter(pieces), headers={"content-type": media_type})
        blocking = list(getattr(streams.default, method)())
        assert [plain(item) for item in blocking] == expected
        assert blocking == asyncio.run(awaited(sent()))


def plain(item: Any) -> Any:
    return item if isinstance(item, str) else item.model_dump(by_alias=True, exclude_unset=True)


def test_items_are_asked_for_and_given_one_by_one(streams: Api) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b'{"a": 1}\n'

    streams.server.answer = httpx2.Response(200, content=endless(), headers={"content-type": "application/jsonl"})
    # The server of the tests reads what it answers with, so here is one that doesn't.
    client = streams.module.Example(transport=httpx2.MockTransport(lambda _: streams.server.answer))
    with client.default.lines() as answer:
        things = iter(answer)
        assert [type(next(things)).__name__ for _ in range(3)] == ["Thing", "Thing", "Thing"]
    assert answer.http_response.is_closed
    assert answer.http_response.request.headers["accept"] == "application/jsonl"


def test_items_that_do_not_fit(streams: Api) -> None:
    for content in (b'{"a": 1}\n{"b": 2}\n', b'{"a": 1}\n{"a"'):
        streams.server.answers(content, "application/jsonl")
        answer = iter(streams.default.lines())
        assert next(answer).a == 1
        with pytest.raises(streams.models.InvalidResponseError, match="lines: an item of the answer does not fit"):
            next(answer)
    streams.server.answers('{"a": 1}', "application/json")
    with pytest.raises(streams.models.InvalidResponseError, match="the answer is application/json"):
        streams.default.lines()


@pytest.mark.parametrize("method", ["lines", "events"])
def test_an_item_without_end(streams: Api, method: str) -> None:
    kind = {"lines": "application/jsonl", "events": "text/event-stream"}[method]
    answer = httpx2.Response(200, content=iter([b"data: " + b"x" * 60] * 3), headers={"content-type": kind})
    client = streams.module.Example(transport=httpx2.MockTransport(lambda _: answer), max_response_bytes=100)
    with pytest.raises(streams.models.ResponseTooLargeError, match="more than 100 bytes"):
        list(getattr(client.default, method)())


def test_items_or_something_else(streams: Api) -> None:
    """Where the server chooses, the answer is read as a whole."""
    streams.server.answers('{"a": 1}', "application/json")
    assert plain(streams.default.either()) == {"a": 1}
    streams.server.answers('{"a": 1}\n{"a": 2}\n', "application/x-ndjson")
    assert list(map(plain, streams.default.either())) == [{"a": 1}, {"a": 2}]


def test_items_as_they_came(streams: Api) -> None:
    streams.server.answers('{"a": 1}\n{"a": 2}\n', "application/jsonl")
    client = streams.client()
    answer = client.raw(client.default.lines)
    assert answer.content == b'{"a": 1}\n{"a": 2}\n'
    assert list(map(plain, answer.parse())) == [{"a": 1}, {"a": 2}]


def test_items_of_another_kind_are_told_of(tmp_path: Path) -> None:
    sent = {"required": True, "content": {"multipart/mixed": {"itemSchema": THING}}}
    paths = {
        "/sent": {"post": {"operationId": "send", "requestBody": sent, **NOTHING}},
        "/parts": items("parts", "multipart/mixed", THING),
    }
    found = [(one.code, one.pointer[1]) for one in build(newest(paths), tmp_path).diagnostics]
    assert found == [("item-schema-unused", "/sent"), ("item-schema-unused", "/parts")]


@pytest.mark.parametrize(
    ("media_type", "given", "sent"),
    [
        ("application/jsonl", [{"a": 1}, {"a": 2}], b'{"a":1}\n{"a":2}\n'),
        ("application/x-ndjson; charset=utf-8", ({"a": at} for at in (1, 2)), b'{"a":1}\n{"a":2}\n'),
        ("application/json-seq", [{"a": 1}], b'\x1e{"a":1}\n'),
        ("application/jsonl", [], b""),
    ],
)
def test_items_that_are_sent(tmp_path: Path, media_type: str, given: Any, sent: bytes) -> None:
    body = {"required": True, "content": {media_type: {"itemSchema": THING}}}
    source = newest({"/sent": {"post": {"operationId": "send", "requestBody": body, **NOTHING}}})
    assert build(source, tmp_path).diagnostics == []
    api = Api(source, tmp_path)
    api.default.send(given)
    assert api.server.last.content == sent
    assert api.server.last.headers["content-type"] == media_type
    for wrong in ([{"a": "x"}], b'{"a":1}', None):
        with pytest.raises(ValueError, match=r"a|list|required"):
            api.default.send(wrong)


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("schema", "codes"),
    [
        ({"$ref": "#/components/schemas/Things"}, set()),
        ({"type": "array", "items": THING}, set()),
        # To the letter of OpenAPI 3.2 no list would fit; a schema of each line is what is meant.
        ({"$ref": "#/components/schemas/Thing"}, {"schema-of-items"}),
    ],
)
def test_the_schema_of_all_lines_or_of_each(
    schema: dict[str, Any], codes: set[str], version: str, tmp_path: Path
) -> None:
    content = {"application/x-ndjson": {"schema": schema}}
    operation = {
        "operationId": "pass_on",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "They.", "content": content}},
    }
    listed = {"Things": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}, "Thing": THING}
    source = document({"/": {"post": operation}}, listed, openapi=version)
    assert {one.code for one in build(source, tmp_path).diagnostics} == codes
    api = Api(source, tmp_path)
    api.server.answers('{"a": 1}\n{"a": 2}\n', "application/x-ndjson")
    with api.default.pass_on([{"a": 3}]) as answer:
        assert list(map(plain, answer)) == [{"a": 1}, {"a": 2}]
    assert api.server.last.content == b'{"a":3}\n'
    with pytest.raises(ValueError, match="a"):
        api.default.pass_on([{"a": "x"}])


def test_lines_that_are_text_stay_text(tmp_path: Path) -> None:
    content = {"application/x-ndjson": {"schema": {"type": "string"}}}
    operation = {"operationId": "read", "responses": {"200": {"description": "They.", "content": content}}}
    api = Api(document({"/": {"get": operation}}), tmp_path)
    api.server.answers('{"a": 1}\n', "application/x-ndjson")
    with api.default.read() as answer:
        assert answer.read() == b'{"a": 1}\n'


def test_events_that_are_sent(tmp_path: Path) -> None:
    event = {"type": "object", "properties": {"data": {"type": "string"}, "retry": {"type": "integer"}}}
    body = {"required": True, "content": {"text/event-stream": {"itemSchema": event}}}
    api = Api(newest({"/sent": {"post": {"operationId": "send", "requestBody": body, **NOTHING}}}), tmp_path)
    api.default.send([{"data": "a\nb", "retry": 3}, {"data": "c"}])
    assert api.server.last.content == b"data: a\ndata: b\nretry: 3\n\ndata: c\n\n"


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


def test_the_encoding_of_a_whole_query_is_told_where_nothing_acts_on_it(tmp_path: Path) -> None:
    thing = {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}}}
    content = {"schema": thing, "encoding": {"a": {"style": "pipeDelimited"}}}
    whole = {"name": "q", "in": "querystring", "content": {"application/x-www-form-urlencoded": content}}
    source = newest({"/a": {"get": {"operationId": "x", "parameters": [whole], **NOTHING}}})
    assert [one.code for one in build(source, tmp_path).diagnostics] == ["encoding-unsupported"]


def test_where_a_default_takes_every_other_tag_there_is_no_class_for_unknown_ones(tmp_path: Path) -> None:
    kinds = {name: {"type": "object", "properties": {"kind": {"type": "string"}}} for name in ("Cat", "Other", "Bolt")}
    tags = {"propertyName": "kind", "mapping": {"cat": "Cat"}}
    unions = {
        "Pet": {"oneOf": references("Cat", "Other"), "discriminator": {**tags, "defaultMapping": "Other"}},
        "Part": {"oneOf": references("Cat", "Bolt"), "discriminator": tags},
    }
    answers = {
        f"/{name}": {"get": {"responses": {"200": {"description": "It.", "content": json_of(name)}}}} for name in unions
    }
    models = Api(newest(answers, kinds | unions), tmp_path).models
    assert [hasattr(models, name) for name in ("UnknownPart", "UnknownPet")] == [True, False]


def references(*names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def json_of(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": references(name)[0]}}


def test_a_method_without_a_summary_says_what_it_calls(tmp_path: Path) -> None:
    told = {"summary": "Look around", **NOTHING}
    api = Api(newest({"/things/{id}": {"query": NOTHING, "get": told}}), tmp_path)
    found = [getattr(type(api.default), name).__doc__ or "" for name in ("query_things_by_id", "get_things_by_id")]
    assert [doc.splitlines()[0] for doc in found] == ["QUERY /things/{id}.", "Look around."]
