"""A small API, callers for both kinds of client, a clock that does not wait, and a server of raw sockets."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from typing import Annotated, Any

import httpx2
from pydantic import BaseModel, Field
from runtime.client import AsyncClient, SyncClient
from runtime.credentials import Credentials, Option, Setting, bearer, client_credentials
from runtime.effects import Clock
from runtime.models import ResponseModel
from runtime.operation import Binary, Body, Empty, Envelope, Json, Operation, PageRule, Parameter, Text
from runtime.options import RequestOptions
from runtime.package import ErrorFields, Package
from runtime.resource import AsyncResource, Resource

DATED = "application/vnd.atlas.2025-03-12+json"
ID = "32b6e34b3d91647abb20e7b8"
PACKAGE = Package(
    name="atlas-streams",
    version="20250312001.0.0",
    server="https://api.test/v2",
    errors=ErrorFields(code="errorCode", reason="reason", detail="detail"),
    security=(("Accounts",), ("Digest",)),
)


class Thing(ResponseModel):
    name: str


class Things(ResponseModel):
    results: list[Thing]
    total_count: int | None = Field(default=None, alias="totalCount")


class Problem(ResponseModel):
    error: int
    detail: str | None = None


class NewThing(BaseModel):
    name: str
    size: int | None = None


_ERRORS = {"404": (Json("application/json", lambda: Problem),), "5XX": (Json("application/json", lambda: Problem),)}
_SECURITY = PACKAGE.security

GET: Operation[Thing] = Operation(
    "get_thing",
    "GET",
    "/groups/{groupId}/things/{name}",
    (
        Parameter("groupId", "path", Annotated[str, Field(pattern="^([a-f0-9]{24})$")]),
        Parameter("name", "path", str),
        Parameter("envelope", "query", bool),
        Parameter("tags", "query", lambda: list[str]),
        Parameter("X-Trace", "header", str),
        Parameter("session", "cookie", str),
    ),
    responses={"200": (Json(DATED, lambda: Thing),)},
    errors=_ERRORS,
    security=_SECURITY,
    envelope=Envelope(),
)
CREATE: Operation[Thing] = Operation(
    "create_thing",
    "POST",
    "/things",
    (Parameter("envelope", "query", bool),),
    body=Body("application/json", lambda: NewThing),
    responses={"200": (Json(DATED, lambda: Thing),)},
    errors=_ERRORS,
    security=_SECURITY,
    envelope=Envelope(),
)
DELETE: Operation[None] = Operation("delete_thing", "DELETE", "/things/1", responses={"204": (Empty(),)})
LIST: Operation[Things] = Operation(
    "list_things",
    "GET",
    "/things",
    (Parameter("pageNum", "query", int), Parameter("itemsPerPage", "query", int), Parameter("envelope", "query", bool)),
    responses={"200": (Json("application/json", lambda: Things),)},
    pagination=PageRule("results", "totalCount", "pageNum", "itemsPerPage"),
    envelope=Envelope(),
)
CURSOR: Operation[Any] = Operation(
    "list_by_cursor",
    "GET",
    "/cursor",
    (Parameter("after", "query", str),),
    responses={"200": (Json("application/json", lambda: dict[str, Any]),)},
    pagination=PageRule("data", cursor="after", next_cursor="paging.next"),
)
LINK: Operation[Any] = Operation(
    "list_by_link",
    "GET",
    "/link",
    responses={"200": (Json("application/json", lambda: dict[str, Any]),)},
    pagination=PageRule("data", next_link="next"),
    security=(("Accounts",), ()),
)
EXPORT: Operation[bytes] = Operation(
    "export_things",
    "GET",
    "/export",
    responses={"200": (Binary("application/vnd.atlas.2025-03-12+gzip"), Text("text/csv"))},
)


def operation(method: str = "GET", **members: Any) -> Operation[Any]:
    """An operation of its own for one test."""
    defaults: dict[str, Any] = {"responses": {"200": (Json("application/json", lambda: Any),)}}
    return Operation("do_it", method, members.pop("path", "/it"), **(defaults | members))


class ThingResource(Resource):
    def call(
        self, operation: Operation[Any], body: object = None, options: RequestOptions | None = None, **args: Any
    ) -> Any:
        return self._call(operation, args, body, options)

    def get(self, name: str, options: RequestOptions | None = None, **args: Any) -> Thing:
        return self._call(GET, {"groupId": ID, "name": name, **args}, None, options)

    def create(self, body: object, options: RequestOptions | None = None, **args: Any) -> Thing:
        return self._call(CREATE, args, body, options)

    def page(self, operation: Operation[Any], options: RequestOptions | None = None, **args: Any) -> Any:
        return self._page(operation, args, None, options)

    def stream(self, operation: Operation[Any], options: RequestOptions | None = None, **args: Any) -> Any:
        return self._stream(operation, args, None, options)


class AsyncThingResource(AsyncResource):
    async def call(
        self, operation: Operation[Any], body: object = None, options: RequestOptions | None = None, **args: Any
    ) -> Any:
        return await self._call(operation, args, body, options)

    async def get(self, name: str, options: RequestOptions | None = None, **args: Any) -> Thing:
        return await self._call(GET, {"groupId": ID, "name": name, **args}, None, options)

    async def create(self, body: object, options: RequestOptions | None = None, **args: Any) -> Thing:
        return await self._call(CREATE, args, body, options)

    async def page(self, operation: Operation[Any], options: RequestOptions | None = None, **args: Any) -> Any:
        return await self._page(operation, args, None, options)

    async def stream(self, operation: Operation[Any], options: RequestOptions | None = None, **args: Any) -> Any:
        return await self._stream(operation, args, None, options)


class FakeClock(Clock):
    """A clock that jumps instead of waiting; chance always gives its most."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.time

    def now(self) -> float:
        return 1_700_000_000.0 + self.time

    def random(self) -> float:
        return 1.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


def token() -> Credentials:
    """A ready bearer token."""
    return Credentials({"Accounts": [bearer(Setting("access_token", "T0"))]})


def accounts(token_url: str = "/oauth/token", clock: Clock | None = None) -> Credentials:
    """Client credentials."""
    return Credentials(
        {
            "Accounts": [
                client_credentials(
                    Setting("client_id", "me"), Setting("client_secret", "s3cret"), token_url, clock=clock
                )
            ]
        }
    )


def options_of(**schemes: Option) -> Credentials:
    return Credentials({name: [option] for name, option in schemes.items()})


class Caller:
    """One client, sync or async, called the same way."""

    def __init__(self, kind: str, handler: Any = None, credentials: Credentials | None = None, **options: Any) -> None:
        self.kind = kind
        self.clock = options.setdefault("clock", FakeClock())
        if callable(handler):
            options["transport"] = httpx2.MockTransport(handler)
        self.loop = asyncio.Runner() if kind == "async" else None
        make: Any = AsyncClient if kind == "async" else SyncClient
        self.client: Any = make(PACKAGE, credentials or token(), **options)

    def resource(self, client: Any = None) -> Any:
        return (AsyncThingResource if self.kind == "async" else ThingResource)(client or self.client)

    def finish(self, value: Any) -> Any:
        """What a call gives, awaited if need be."""
        if self.loop is None:
            return value

        async def wait() -> Any:
            return await value

        return self.loop.run(wait())

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *args, **kwargs: self.finish(getattr(self.resource(), name)(*args, **kwargs))

    def request(self, *args: Any, **kwargs: Any) -> Any:
        """A call that no method is for."""
        return self.finish(self.client.request(*args, **kwargs))

    def raw(self, name: str, *args: Any, **kwargs: Any) -> Any:
        return self.finish(self.client.raw(getattr(self.resource(), name), *args, **kwargs))

    def items(self, page: Any) -> list[Any]:
        """All items from a page on."""
        if self.loop is None:
            return list(page)

        async def collect() -> list[Any]:
            return [item async for item in page]

        return self.finish(collect())  # type: ignore[no-any-return]  # what collect gives

    def close(self) -> None:
        self.finish(self.client.close())
        if self.loop is not None:
            self.loop.close()


class Wire:
    """A handler for `MockTransport` that plays answers in order, the last one for ever, and keeps requests."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, type) and issubclass(answer, httpx2.RequestError):
            raise answer("it broke", request=request)
        if callable(answer):
            answer = answer(request)
            if isinstance(answer, httpx2.Response):
                return answer
        if isinstance(answer, int):
            return httpx2.Response(answer, json={"error": answer, "detail": f"detail of {answer}"})
        if isinstance(answer, httpx2.Response):
            return fresh(answer)
        return httpx2.Response(200, json=answer, headers={"content-type": DATED})

    @property
    def last(self) -> httpx2.Request:
        return self.requests[-1]


def fresh(answer: httpx2.Response) -> httpx2.Response:
    """The same answer again; one that was sent belongs to its request."""
    return httpx2.Response(answer.status_code, headers=answer.headers.multi_items(), content=answer.content)


class Chunked(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body of unknown length, for both kinds of client."""

    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        yield from self.chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            yield chunk


Script = Callable[[bytes], Iterable["bytes | float | str"]]
"""From the bytes of a request to what is sent: bytes, pauses in seconds, "reset" or "close"."""


class Server:
    """A server of raw sockets on loopback; every connection runs in a thread of its own."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[bytes] = []
        self.open: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def stop(self) -> None:
        """End every thread, and only then let go of sockets: their numbers may soon be those of another server's."""
        self.stopped.set()
        shut_down(self.listener)
        self.threads[0].join(60)
        self.listener.close()
        for connection in list(self.open):
            shut_down(connection)
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive(), "the server did not stop"

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.open.add(connection)
            self.threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
            self.threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            while request := self._read(connection):
                self.requests.append(request)
                for step in self.script(request):
                    if isinstance(step, float):
                        self.stopped.wait(step)
                    elif step == "reset":
                        linger = struct.pack("ii", 1, 0)
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                        return
                    elif step == "close":
                        return
                    else:
                        assert isinstance(step, bytes)
                        connection.sendall(step)
        except OSError:
            pass
        finally:
            # In this order: who waits until nothing is open may then rely on the end having reached the client.
            connection.close()
            self.open.discard(connection)

    @staticmethod
    def _read(connection: socket.socket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = connection.recv(65536)
            if not chunk:
                return b""
            data += chunk
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body


def shut_down(connection: socket.socket) -> None:
    """Wake whoever waits for a socket."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def http(status: int, body: bytes = b"", **headers: str) -> bytes:
    """An answer in bytes; underscores of header names stand for hyphens."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


OK = http(200, b'{"name": "a"}', Content_Type="application/json")


def script(*answers: list[Any]) -> Any:
    """What is sent for each request in turn, the last for ever."""
    left = list(answers)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]
