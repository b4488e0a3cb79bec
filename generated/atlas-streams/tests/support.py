# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""What the tests share: a server that stands in for the API's, and ways to compare what was sent and received."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import parse_qsl, unquote

import httpx2
import pytest
from pydantic import BaseModel, TypeAdapter

Examples: TypeAlias = list[tuple[type[BaseModel], Mapping[str, Any]]]
"""Models, each with its payloads by name."""

Answers: TypeAlias = Mapping[tuple[str, str], tuple[int, str, object]]
"""By method and path: status, media type and content."""

_OF_THE_HTTP_CLIENT = {"accept-encoding", "connection", "content-length", "host", "user-agent"}


class Server:
    """Answers in place of the API's server, without a connection, and keeps the requests."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self.transport = httpx2.MockTransport(self._handle)
        self._answer: Callable[[httpx2.Request], httpx2.Response] | None = None

    @property
    def request(self) -> httpx2.Request:
        """The one request that was sent."""
        assert len(self.requests) == 1
        return self.requests[0]

    def answer(self, status: int, media_type: str = "", content: object = None) -> None:
        """Answer every request like this; without a media type, without a body.

        Args:
            status: The HTTP status.
            media_type: Of the content; a JSON one has the content encoded.
            content: Plain data for JSON, else bytes or text.

        """
        self._answer = lambda _: _response(status, media_type, content)

    def answer_by_path(self, usual: Answers, streamed: Answers | None = None) -> None:
        """Answer every request by its method and path, which may hold `{variables}`.

        Args:
            usual: Status, media type and content.
            streamed: The same, for requests that ask for one item after another.

        """

        def choose(request: httpx2.Request) -> httpx2.Response:
            answers = {**usual, **streamed} if streamed and _asks_for_items(request) else usual
            path = request.url.raw_path.decode().partition("?")[0]
            known = [template for method, template in answers if method == request.method and _matches(template, path)]
            assert known, f"nothing is known about {request.method} {request.url}"
            # `/pets/newest` is not a pet called "newest", and `/pets/7.txt` not one called "7.txt".
            meant = max(known, key=lambda each: (-each.count("{"), len("".join(_fixed_parts(each)))))
            return _response(*answers[request.method, meant])

        self._answer = choose

    def stand_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the network for every client that is made in this test."""

        def handle(_: object, request: httpx2.Request) -> httpx2.Response:
            return self.transport.handle_request(request)

        async def handle_async(_: object, request: httpx2.Request) -> httpx2.Response:
            return await self.transport.handle_async_request(request)

        monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
        monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", handle_async)

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        assert self._answer is not None, "the test doesn't say what the server answers"
        return self._answer(request)


def _asks_for_items(request: httpx2.Request) -> bool:
    is_json = _is_json(request.headers.get("content-type", ""))
    body: Any = json.loads(request.read() or b"null") if is_json else None
    return isinstance(body, dict) and cast("dict[str, Any]", body).get("stream") is True


def _matches(template: str, path: str) -> bool:
    return re.fullmatch("[^/]+".join(map(re.escape, _fixed_parts(template))), path) is not None


def _fixed_parts(template: str) -> list[str]:
    return re.split(r"\{[^{}]+\}", template)


def _response(status: int, media_type: str, content: object) -> httpx2.Response:
    if not media_type:
        return httpx2.Response(status)
    body = content if isinstance(content, bytes | str) and not _is_json(media_type) else json.dumps(content)
    return httpx2.Response(status, content=body, headers={"Content-Type": media_type})


def _is_json(media_type: str) -> bool:
    subtype = media_type.partition(";")[0].strip().lower().partition("/")[2]
    return subtype == "json" or subtype.endswith("+json") or subtype.startswith("json+")


@dataclass(frozen=True)
class Failure:
    """An error that the server answers with, and the exception that it has to become.

    Attributes:
        status: The HTTP status.
        exception: The class of the exception.
        media_type: Of the content; "" for an answer without a body.
        model: What the content is decoded into; `object` where nothing is described.
        content: Plain data.
        told: The error code, the reason and the detail that the exception has of it.

    """

    status: int
    exception: type[Exception]
    media_type: str
    model: type
    content: Any
    told: tuple[str | None, str | None, str | None]

    async def check(self, server: Server, call: Callable[[], Any]) -> None:
        """Have a call answered with the error, and look at what it raises."""
        server.answer(self.status, self.media_type, self.content)

        with pytest.raises(self.exception) as caught:
            await settle(call())

        error: Any = caught.value
        assert self.exception in type(error).mro()[:2]  # An error with a code of its own may be of two classes.
        assert error.status_code == self.status
        assert (error.error_code, error.reason, error.detail) == self.told
        assert isinstance(error.body, self.model)
        assert plain(error.body) == self.content


def sent_headers(request: httpx2.Request) -> dict[str, str]:
    """The headers that the API sees, by their names in small letters; without those of every HTTP client."""
    headers = {name: value for name, value in request.headers.items() if name not in _OF_THE_HTTP_CLIENT}
    if "content-type" in headers:
        # The boundary of a form in parts is another each time.
        headers["content-type"] = headers["content-type"].partition("; boundary=")[0]
    return headers


def sent_body(request: httpx2.Request) -> Any:
    """What was sent: JSON as the value it is, the fields of a form as a list of pairs, else bytes."""
    content = request.read()
    content_type = request.headers.get("content-type", "")
    essence = content_type.partition(";")[0].strip().lower()
    if _is_json(content_type):
        return json.loads(content)
    if essence == "application/x-www-form-urlencoded":
        return parse_qsl(content.decode(), keep_blank_values=True)
    if essence == "multipart/form-data":
        return list(_fields(content, content_type.partition("boundary=")[2].encode()))
    return content


def sent_items(request: httpx2.Request) -> list[Any]:
    """What was sent as JSON of several values, each in a line of its own."""
    # Those of a sequence begin with a record separator (RFC 7464, 2.2).
    start = "\x1e" if "json-seq" in request.headers["content-type"] else ""
    lines = request.read().decode().split("\n")
    assert lines.pop() == "", "the last line has no end"
    assert all(line.startswith(start) for line in lines), "there is no record separator"
    return [json.loads(line.removeprefix(start)) for line in lines]


def _fields(content: bytes, boundary: bytes) -> Iterator[tuple[str, str]]:
    """The fields of a form in parts."""
    for part in content.split(b"--" + boundary)[1:-1]:
        head, _, value = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(r' name="([^"]*)"', head.decode())
        assert name is not None, "this part has no name"
        # Of what can't stand between quotes, the number is written (the HTML standard, 4.10.21.8); `\\` is doubled.
        yield re.sub(r"%(?:22|0A|0D)|\\\\", lambda found: unquote(found[0])[:1], name[1]), value.decode()


async def settle(value: Any) -> Any:
    """The result of a method, which only that of an async client has to be awaited for."""
    return await value if isawaitable(value) else value


async def collected(items: Any) -> list[Any]:
    """All items that a method's result gives one after another."""
    return [item async for item in items] if hasattr(items, "__aiter__") else list(items)


def build(model: Any, payload: Any) -> Any:
    """Make a value of a model from plain data."""
    return TypeAdapter(model).validate_python(payload)


def decode(model: Any, payload: Any) -> Any:
    """Make a value of a model from what a server would send."""
    return TypeAdapter(model).validate_json(json.dumps(payload))


def plain(value: object) -> Any:
    """Make plain data from what a method returned: every field that is set, by its name on the wire."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, list):
        return [plain(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in cast("dict[str, object]", value).items()}
    return TypeAdapter[Any](Any).dump_python(value, mode="json")


def cases(payloads_of: Examples) -> list[Any]:
    """Parameters of a test, (model, payload): one case for each payload of each model."""
    return [
        pytest.param(model, payload, id=f"{model.__name__}-{name}")
        for model, payloads in payloads_of
        for name, payload in payloads.items()
    ]


def pages() -> list[str]:
    """The pages beside this folder that have examples."""
    folder = Path(__file__).parents[1]
    return ["README.md", *sorted(path.relative_to(folder).as_posix() for path in folder.glob("docs/*.md"))]


def python_examples(page: str) -> list[Any]:
    """Parameters of a test, (source): one case for each block of Python in a page beside this folder."""
    text = (Path(__file__).parents[1] / page).read_text(encoding="utf-8")
    blocks = re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    # A block begins on the line of the page that its traceback names.
    return [
        pytest.param("\n" * (line := text.count("\n", 0, found.start(1))) + found[1], id=f"{page}:{line + 1}")
        for found in blocks
    ]


def run_example(source: str, page: str) -> None:
    """Run an example as a program of its own."""
    exec(compile(source, page, "exec", dont_inherit=True), {"__name__": "__main__"})
