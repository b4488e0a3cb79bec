"""Server-sent events that a document describes by `schema`: of the JSON in the data of each, or of the event."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance.calls import Api
from tests.conformance.parts import ref
from tests.support.packages import build, document

TEXT = {"type": "string"}
SCHEMAS: dict[str, Any] = {
    "Chunk": {
        "oneOf": [{"$ref": "#/components/schemas/Delta"}, {"$ref": "#/components/schemas/Stop"}],
        "discriminator": {"propertyName": "type", "mapping": {"delta": "Delta", "stop": "Stop"}},
    },
    "Delta": {"type": "object", "required": ["type", "text"], "properties": {"type": TEXT, "text": TEXT}},
    "Stop": {"type": "object", "required": ["type"], "properties": {"type": TEXT, "id": TEXT}},
    "Event": {"oneOf": [{"$ref": "#/components/schemas/Said"}, {"$ref": "#/components/schemas/Done"}]},
    "Named": {"type": "object", "required": ["event"], "properties": {"event": TEXT, "id": TEXT}},
    "Said": {
        "allOf": [
            {"$ref": "#/components/schemas/Named"},
            {
                "type": "object",
                "required": ["data"],
                "properties": {"event": {"enum": ["said"]}, "data": {"$ref": "#/components/schemas/Delta"}},
            },
        ]
    },
    "Done": {
        "type": "object",
        "required": ["event", "data"],
        "properties": {"event": {"enum": ["done"]}, "data": {"type": "string", "enum": ["[DONE]"]}},
    },
    "Plain": {"type": "object", "required": ["data"], "properties": {"data": TEXT, "retry": {"type": "integer"}}},
}


def answers(schema: dict[str, Any], status: str = "200", **others: Any) -> dict[str, Any]:
    content = {"text/event-stream; charset=utf-8": {"schema": schema}, **others}
    return {status: {"description": "They.", "content": content}}


def operation(name: str, responses: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"operationId": name, "responses": responses}}


PATHS = {
    "/chunks": operation("chunks", answers(ref("Chunk"))),
    "/listed": operation("listed", {"200": {"$ref": "#/components/responses/Listed"}}),
    "/events": operation("events", answers(ref("Event"))),
    "/plain": operation("plain", answers(ref("Plain"))),
    "/text": operation("text", answers(TEXT)),
    "/either": operation("either", answers(ref("Chunk"), **{"application/json": {"schema": ref("Stop")}})),
    "/refused": operation("refused", {"204": {"description": "Nothing."}, **answers(ref("Plain"), "400")}),
}
LISTED = {"Listed": answers({"type": "array", "items": ref("Chunk")})["200"]}


@pytest.fixture(scope="module", params=["3.0.3", "3.1.0", "3.2.0"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Api:
    source = document(PATHS, SCHEMAS, openapi=request.param, components={"responses": LISTED})
    return Api(source, tmp_path_factory.mktemp("events"))


DATA = [{"type": "delta", "text": "[DONE]\n{"}, {"type": "stop", "id": "1"}]
SENT = "".join(f"id: {at}\ndata: {json.dumps(one)}\n\n" for at, one in enumerate(DATA))


def seen(items: list[Any]) -> list[tuple[str, Any]]:
    return [(type(item).__name__, item.model_dump(mode="json", by_alias=True, exclude_unset=True)) for item in items]


@pytest.mark.parametrize("method", ["chunks", "listed"])
def test_the_data_is_the_item(api: Api, method: str) -> None:
    expected = list(zip(("Delta", "Stop"), DATA, strict=True))
    content = f": wait\n\ndata:\n\n{SENT}data: [DONE]\n\n".encode()

    async def awaited() -> list[Any]:
        answer = httpx2.Response(200, content=content, headers={"content-type": "text/event-stream"})
        async with api.module.AsyncExample(transport=httpx2.MockTransport(lambda _: answer)) as client:
            return [item async for item in await getattr(client.default, method)()]

    api.server.answers(content, "text/event-stream")
    assert seen(list(getattr(api.default, method)())) == expected
    assert seen(asyncio.run(awaited())) == expected


def test_data_in_several_lines(api: Api) -> None:
    api.server.answers(b'data: {"type":\ndata: "stop"}\n\n', "text/event-stream")
    assert seen(list(api.default.chunks())) == [("Stop", {"type": "stop"})]


@pytest.mark.parametrize("data", ["{", "[DONE] now", '{"type": "delta"}', "text"])
def test_data_that_does_not_fit(api: Api, data: str) -> None:
    api.server.answers(f"{SENT}data: {data}\n\n", "text/event-stream")
    items = iter(api.default.chunks())
    assert [next(items), next(items)]
    with pytest.raises(api.module.InvalidResponseError, match="chunks: an item of the answer does not fit"):
        next(items)


def test_the_event_is_the_item_and_its_data_is_read(api: Api) -> None:
    content = 'event: said\nid: 7\ndata: {"type": "delta", "text": "a"}\n\nevent: done\ndata: [DONE]\n\n'
    api.server.answers(content, "text/event-stream")
    said, done = api.default.events()
    assert (type(said).__name__, type(said.data).__name__, said.data.text, said.id) == ("Said", "Delta", "a", "7")
    assert (type(done).__name__, done.data) == ("Done", "[DONE]")


def test_the_event_is_the_item_and_its_data_is_text(api: Api) -> None:
    api.server.answers('retry: 3\ndata: {"a": 1}\n\n', "text/event-stream")
    assert seen(list(api.default.plain())) == [("Plain", {"data": '{"a": 1}', "retry": 3})]


def test_text_stays_text(api: Api) -> None:
    api.server.answers(SENT, "text/event-stream")
    with api.default.text() as answer:
        assert answer.read() == SENT.encode()


def test_events_or_something_else(api: Api) -> None:
    """As the server chooses: events come one by one, since they may have no end."""

    def endless() -> Iterator[bytes]:
        while True:
            yield SENT.encode()

    def answer(content: Any, media_type: str) -> httpx2.MockTransport:
        answer = httpx2.Response(200, content=content, headers={"content-type": media_type})
        return httpx2.MockTransport(lambda _: answer)

    async def awaited() -> list[tuple[str, Any]]:
        async with api.module.AsyncExample(transport=answer(SENT.encode(), "text/event-stream")) as client:
            events = [item async for item in await client.default.either()]
        async with api.module.AsyncExample(transport=answer(b'{"type": "stop"}', "application/json")) as client:
            return seen([*events, await client.default.either()])

    with api.module.Example(transport=answer(endless(), "text/event-stream")).default.either() as events:
        assert type(next(iter(events))).__name__ == "Delta"
    assert events.http_response.is_closed
    api.server.answers('{"type": "stop"}')
    stop = ("Stop", {"type": "stop"})
    assert seen([api.default.either()]) == [stop]
    assert asyncio.run(awaited()) == [*zip(("Delta", "Stop"), DATA, strict=True), stop]
    api.server.answers("text", "text/plain")
    with pytest.raises(api.module.InvalidResponseError, match="either: the answer, status 200, is text/plain, not"):
        api.default.either()


def test_events_or_something_else_as_they_came(api: Api) -> None:
    api.server.answers(SENT, "text/event-stream")
    client = api.client()
    answer = client.raw(client.default.either)
    assert answer.content == SENT.encode()
    assert [type(item).__name__ for item in answer.parse()] == ["Delta", "Stop"]


def test_how_they_are_read_is_told(tmp_path: Path) -> None:
    found = build(document(PATHS, SCHEMAS, components={"responses": LISTED}), tmp_path).diagnostics
    assert sorted((str(one.code), one.pointer[1]) for one in found) == [
        ("content-not-decoded", "/refused"),
        ("schema-of-events", "/chunks"),
        ("schema-of-events", "/either"),
        ("schema-of-events", "/events"),
        ("schema-of-events", "responses"),
    ]


READ = {"type": "string", "contentMediaType": "application/json", "contentSchema": ref("Delta")}
DESCRIBED: dict[str, Any] = {
    "Added": {
        "type": "object",
        "required": ["event", "data"],
        "properties": {"event": {"const": "added"}, "data": {"$ref": "#/components/schemas/DeltaText"}},
    },
    "DeltaText": READ,
    "Counted": {
        "allOf": [
            {"type": "object", "required": ["event"], "properties": {"event": {"const": "counted"}}},
            {"required": ["data"], "properties": {"data": {**READ, "contentSchema": {"type": "integer"}}}},
        ]
    },
    "Noted": {
        "type": "object",
        "required": ["event", "data"],
        "properties": {"event": {"const": "noted"}, "data": TEXT},
    },
    "Change": {"oneOf": [ref("Added"), ref("Counted"), ref("Noted")]},
    "Kept": {"type": "object", "properties": {"data": READ}},
}


def test_the_content_schema_of_data_is_that_of_what_it_holds(tmp_path: Path) -> None:
    def events(name: str, schema: dict[str, Any]) -> dict[str, Any]:
        content = {"text/event-stream": {"itemSchema": schema}}
        return operation(name, {"200": {"description": "They.", "content": content}})

    as_json = {"200": {"description": "One.", "content": {"application/json": {"schema": ref("Kept")}}}}
    paths = {
        "/changes": events("changes", ref("Change")),
        "/inline": events("inline", {"type": "object", "required": ["data"], "properties": {"data": READ}}),
        "/kept": events("kept", ref("Kept")),
        "/json": operation("json", as_json),
    }
    own = Api(document(paths, {**SCHEMAS, **DESCRIBED}, openapi="3.2.0"), tmp_path)
    delta = json.dumps(DATA[0])
    own.server.answers(
        f"event: added\ndata: {delta}\n\nevent: counted\ndata: 5\n\nevent: noted\ndata: [x]\n\n"
        'event: noted\ndata: {"a":  1}\n\n',
        "text/event-stream",
    )
    with own.default.changes() as stream:
        added, counted, *noted = stream
    assert type(added.data).__name__ == "Delta"
    assert added.data.text == DATA[0]["text"]
    assert counted.data == 5
    assert [note.data for note in noted] == ["[x]", '{"a":  1}']
    own.server.answers(f"data: {delta}\n\n", "text/event-stream")
    with own.default.inline() as stream:
        assert [type(event.data).__name__ for event in stream] == ["Delta"]
    with own.default.kept() as stream:
        assert [event.data for event in stream] == [delta]
    own.server.answers(json.dumps({"data": delta}))
    assert own.default.json().data == delta
    own.server.answers('event: added\ndata: {"type": 1}\n\n', "text/event-stream")
    with own.default.changes() as stream, pytest.raises(own.models.InvalidResponseError):
        next(iter(stream))


def test_an_error_may_come_as_events(tmp_path: Path) -> None:
    content = {"content": {"text/event-stream": {"itemSchema": ref("Added")}}}
    responses = {"200": {"description": "They.", **content}, "4XX": {"description": "Why not.", **content}}
    own = Api(document({"/a": operation("a", responses)}, {**SCHEMAS, **DESCRIBED}, openapi="3.2.0"), tmp_path)
    for text, body in [
        (f"event: added\ndata: {json.dumps(DATA[0])}\n\n", [("Added", {"event": "added", "data": DATA[0]})]),
        ("event: odd\ndata: x\n\n", "event: odd\ndata: x\n\n"),
    ]:
        own.server.answers(text, "text/event-stream", 400)
        with pytest.raises(own.models.BadRequestError) as caught, own.default.a():
            pass
        found = caught.value.body
        assert (found if isinstance(found, str) else seen(found)) == body
