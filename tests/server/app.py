"""The provider: a plain ASGI application that a test scripts and asks from its own thread."""

from __future__ import annotations

import asyncio
import socket
import struct
from asyncio import Transport
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Literal

from .api import Api
from .digest import Digest
from .faults import Fault
from .messages import Answer, Request, encode
from .store import Store
from .tokens import PATH as TOKEN_PATH
from .tokens import Tokens

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Place = Literal["any", "token", "api"]

CLIENT_ID = "mdb_sa_id_0123456789"
CLIENT_SECRET = "mdb_sa_sk_swordfish"
PUBLIC_KEY = "abcdefgh"
PRIVATE_KEY = "6a0fe2ab-swordfish"


class Provider:
    """The whole server but its socket.

    Attributes:
        requests: Every request seen, oldest first, those for tokens and those refused among them.
        failures: What went wrong in the server itself; the fixture fails a test that leaves any.
    """

    def __init__(self) -> None:
        self.store = Store()
        self.tokens = Tokens(CLIENT_ID, CLIENT_SECRET)
        self.digest = Digest(PUBLIC_KEY, PRIVATE_KEY)
        self.api = Api(self.store, self.tokens, self.digest)
        self.requests: list[Request] = []
        self.failures: list[Exception] = []
        self.base_url = ""
        """Where it is served; set by whoever serves it."""
        self._faults: dict[Place, deque[Fault]] = {"any": deque(), "token": deque(), "api": deque()}

    def script(self, *faults: Fault, at: Place = "api") -> None:
        """Queue faults, one for each coming request.

        Args:
            faults: See the module `faults`.
            at: "api" counts only requests to the API that have been authenticated, so that the challenge of
                a digest takes none; "token" the requests for a token; "any" all of them, before anything is
                looked at.
        """
        self._faults[at].extend(faults)

    @property
    def unused_faults(self) -> int:
        """How many queued faults no request has met."""
        return sum(len(queue) for queue in self._faults.values())

    @property
    def api_requests(self) -> list[Request]:
        """The requests seen but those for a token."""
        return [request for request in self.requests if request.path != TOKEN_PATH]

    def answer(self, request: Request) -> Answer:
        """Decide what a request is answered."""
        return self._faulty("any", request, lambda: self._routed(request))

    def _routed(self, request: Request) -> Answer:
        if request.path == TOKEN_PATH:
            return self._faulty("token", request, lambda: self.tokens.answer(request))
        return self.api.answer(request, lambda work: self._faulty("api", request, work))

    def _faulty(self, place: Place, request: Request, work: Callable[[], Answer]) -> Answer:
        queue = self._faults[place]
        return queue.popleft()(request, work) if queue else work()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, as ASGI asks."""
        request = await _received(scope, receive)
        if request is None:
            return
        self.requests.append(request)
        try:
            answer = self.answer(request)
        except Exception as failure:
            self.failures.append(failure)
            answer = Answer(500, encode({"failure": repr(failure)}), "application/json")
        await _deliver(answer, receive, send, scope["transport"])


async def _received(scope: Scope, receive: Receive) -> Request | None:
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    query = scope["query_string"].decode("latin-1")
    return Request(
        method=scope["method"],
        target=scope["raw_path"].decode("latin-1") + (f"?{query}" if query else ""),
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]),
        body=body,
    )


async def _deliver(answer: Answer, receive: Receive, send: Send, transport: Transport) -> None:
    if answer.delay and await _gone(receive, answer.delay):
        return
    if answer.drop == "headers":
        await _hang_up(answer, receive, transport)
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": list(_headers(answer))})
    half = len(answer.body) // 2
    if answer.pause or answer.drop == "body":
        await send({"type": "http.response.body", "body": answer.body[:half], "more_body": True})
        if answer.pause and await _gone(receive, answer.pause):
            return
        if answer.drop == "body":
            await _hang_up(answer, receive, transport)
            return
        await send({"type": "http.response.body", "body": answer.body[half:]})
    else:
        await send({"type": "http.response.body", "body": answer.body})


def _headers(answer: Answer) -> Iterable[tuple[bytes, bytes]]:
    if answer.content_type is not None:
        yield b"content-type", answer.content_type.encode("latin-1")
    for name, value in answer.headers:
        yield name.encode("latin-1"), value.encode("latin-1")
    yield b"content-length", str(len(answer.body)).encode()


async def _gone(receive: Receive, seconds: float) -> bool:
    # Waiting for the client to leave, not sleeping: a test that has timed out holds nothing up.
    try:
        await asyncio.wait_for(_disconnected(receive), seconds)
    except TimeoutError:
        return False
    return True


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _hang_up(answer: Answer, receive: Receive, transport: Transport) -> None:
    if answer.reset:
        _linger_zero(transport)
        transport.abort()
    else:
        transport.close()
    # Otherwise uvicorn would take the missing answer for a mistake and send a 500.
    await _disconnected(receive)


def _linger_zero(transport: Transport) -> None:
    # A socket closed with a linger time of nothing sends RST and not FIN.
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
