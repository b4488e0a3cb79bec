"""Where a member `stream` of the body decides what the answer is, the method takes it, and its type says what comes."""

import asyncio
import inspect
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support.packages import document, generate
from tests.support.type_checks import mypy

BOOLEAN: dict[str, Any] = {"type": "boolean"}
TEXT: dict[str, Any] = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
ANSWERS: dict[str, Any] = {
    "application/json": {"schema": {"$ref": "#/components/schemas/Whole"}},
    "text/event-stream": {"schema": {"$ref": "#/components/schemas/Piece"}},
}


def paths(body: dict[str, Any], content: dict[str, Any] = ANSWERS, **operation: Any) -> dict[str, Any]:
    sent = {"required": True, "content": {"application/json": {"schema": body}}}
    responses = {"200": {"description": "It.", "content": content}}
    return {"/talk": {"post": {"operationId": "talk", "requestBody": sent, "responses": responses, **operation}}}


def question(stream: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}, "stream": stream}}


def made(tmp_path: Path, body: dict[str, Any], content: dict[str, Any] = ANSWERS, **operation: Any) -> Any:
    return generate(document(paths(body, content, **operation), {"Whole": TEXT, "Piece": TEXT}), tmp_path)


class Talker:
    """A server that answers as it is asked to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(json.loads(request.content))
        if self.asked[-1].get("stream") is True:
            content = b'data: {"text":"a"}\n\ndata: {"text":"b"}\n\n'
            return httpx2.Response(200, content=content, headers={"content-type": "text/event-stream"})
        return httpx2.Response(200, json={"text": "ab"})


def test_it_is_sent_and_says_what_comes(tmp_path: Path) -> None:
    package, talker = made(tmp_path, question(BOOLEAN)), Talker()
    client = package.Example(transport=httpx2.MockTransport(talker))
    said = {"text": "x"}

    assert [piece.text for piece in client.talk(said, stream=True)] == ["a", "b"]
    assert client.talk(said, stream=False).text == "ab"
    assert client.talk(said).text == "ab"
    assert [piece.text for piece in client.talk({"text": "x", "stream": True})] == ["a", "b"]
    # What is asked for in the call is what counts.
    assert client.talk({"text": "x", "stream": True}, stream=False).text == "ab"
    options = {"extra_body": {"more": 1}}
    assert len(list(client.talk(said, stream=True, options=options))) == 2

    asked = [request.get("stream") for request in talker.asked]
    assert asked == [True, False, None, True, False, True]
    assert talker.asked[-1] == {"text": "x", "more": 1, "stream": True}
    assert options == {"extra_body": {"more": 1}}
    assert client.raw(client.talk, said, stream=True).content.startswith(b"data:")


def test_it_is_awaited_as_well(tmp_path: Path) -> None:
    package, talker = made(tmp_path, question(BOOLEAN)), Talker()

    async def call() -> None:
        async with package.AsyncExample(transport=httpx2.MockTransport(talker)) as client:
            assert [piece.text async for piece in await client.talk({"text": "x"}, stream=True)] == ["a", "b"]
            assert (await client.talk({"text": "x"}, stream=False)).text == "ab"

    asyncio.run(call())


def test_a_server_that_does_otherwise(tmp_path: Path) -> None:
    package = made(tmp_path, question(BOOLEAN))
    client = package.Example(transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json={"text": "ab"})))
    with pytest.raises(package.InvalidResponseError, match="not one item after another"):
        client.talk({"text": "x"}, stream=True)


def test_type_checkers_know_what_comes(tmp_path: Path) -> None:
    package = made(tmp_path, question(BOOLEAN))
    program = f"""
from {package.__name__} import AsyncExample, Example

client = Example()
reveal_type(client.default.talk({{"text": "x"}}, stream=True))
reveal_type(client.default.talk({{"text": "x"}}, stream=False))
reveal_type(client.default.talk({{"text": "x"}}))

async def talk(client: AsyncExample, stream: bool) -> None:
    reveal_type(await client.default.talk({{"text": "x"}}, stream=True))
    reveal_type(await client.default.talk({{"text": "x"}}, stream=stream))
"""
    told = mypy(package, program, tmp_path)
    revealed = [line.split('"')[1].replace(f"{package.__name__}.", "") for line in told if "Revealed" in line]
    whole, pieces = "models.whole.Whole", "_runtime.streaming.StreamedItems[models.piece.Piece]"
    waiting = pieces.replace("StreamedItems", "AsyncStreamedItems")
    assert revealed == [pieces, whole, f"{whole} | {pieces}", waiting, f"{whole} | {waiting}"]
    assert len(told) == len(revealed)


@pytest.mark.parametrize(
    "body",
    [
        question({"type": ["boolean", "null"]}),
        question({"enum": [True]}),
        {"oneOf": [{"type": "object", "required": ["a"], "properties": {"a": {}}}, question(BOOLEAN)]},
        {"allOf": [question(BOOLEAN), {"properties": {"other": {}}}]},
    ],
)
def test_it_is_found(body: dict[str, Any], tmp_path: Path) -> None:
    assert "stream" in _taken(made(tmp_path, body))


def _taken(package: Any) -> list[str]:
    return list(inspect.signature(package.Example().default.talk).parameters)


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (question({"type": "string"}), ANSWERS),
        ({"type": "object", "properties": {"text": {"type": "string"}}}, ANSWERS),
        (question(BOOLEAN), {"application/json": ANSWERS["application/json"]}),
        (question(BOOLEAN), {"text/event-stream": ANSWERS["text/event-stream"]}),
        ({"type": "array", "items": question(BOOLEAN)}, ANSWERS),
    ],
)
def test_it_is_not_taken_where_it_decides_nothing(body: dict[str, Any], content: Any, tmp_path: Path) -> None:
    assert "stream" not in _taken(made(tmp_path, body, content))


def test_a_parameter_of_that_name_stays_what_it_is(tmp_path: Path) -> None:
    parameter = {"name": "stream", "in": "query", "schema": {"type": "string"}}
    package, talker = made(tmp_path, question(BOOLEAN), parameters=[parameter]), Talker()
    client = package.Example(transport=httpx2.MockTransport(talker))
    assert client.talk({"text": "x"}, stream="a").text == "ab"
    assert talker.asked == [{"text": "x"}]
