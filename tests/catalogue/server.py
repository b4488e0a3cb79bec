"""The catalogue, as its document describes it: pages by cursor, a key in a header, problems as RFC 9457 has them."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote
from uuid import UUID

import uvicorn

KEY = "s3cret-of-the-hill"
PROBLEMS = "https://catalogue.skylight.example/problems/"
PLATE = b"SIMPLE  =                    T"
KINDS = ("star", "galaxy", "nebula", "comet")

Json = dict[str, Any]
Receive = Callable[[], Awaitable[Json]]
Send = Callable[[Json], Awaitable[None]]


def objects() -> list[Json]:
    """One object of each kind, and one of a kind that the document does not know yet."""
    here = {"position": [10.68, 41.27]}
    return [
        {
            "kind": "star",
            "designation": "HD 48915",
            "name": "Sirius",
            "magnitude": -1.46,
            **here,
            "spectralType": "A0V",
        },
        {"kind": "galaxy", "designation": "M31", "name": "Andromeda", "magnitude": 3.4, **here, "shape": "spiral"},
        {"kind": "quasar", "designation": "3C 273", "name": None, "magnitude": 12.9, "jet": {"length": 200}},
        {"kind": "nebula", "designation": "M42", "name": None, "magnitude": 4.0, **here, "glowsBy": "emission"},
        {
            "kind": "comet",
            "designation": "1P/Halley",
            "name": "Halley",
            "magnitude": 28.2,
            "orbit": {"period": 75.3, "perihelion": "2061-07-28"},
        },
    ]


@dataclass
class Request:
    """A request, as the server got it."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


@dataclass
class Catalogue:
    """An ASGI application: objects and observations in memory, and every request that came."""

    objects: list[Json] = field(default_factory=objects)
    observations: list[Json] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    async def __call__(self, scope: Json, receive: Receive, send: Send) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        request = Request(
            scope["method"],
            unquote(scope["raw_path"].decode()),
            parse_qs(scope["query_string"].decode()),
            headers,
            json.loads(body) if body else None,
        )
        self.requests.append(request)
        status, content, media_type = self.answer(request)
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        kept = [(b"content-type", media_type.encode())] if media_type else []
        await send({"type": "http.response.start", "status": status, "headers": kept})
        await send({"type": "http.response.body", "body": data if media_type else b""})

    def answer(self, request: Request) -> tuple[int, Any, str]:
        if request.headers.get("x-catalogue-key") != KEY:
            return self.problem(401, "unknown-key", "There is no such key.")
        path = request.path.removeprefix("/v1")
        if path == "/objects":
            return self.list_objects(request)
        if match := re.fullmatch(r"/objects/(.+)/observations", path):
            return self.observed(request, match[1])
        if match := re.fullmatch(r"/objects/(.+)", path):
            found = next((one for one in self.objects if one["designation"] == match[1]), None)
            return (200, found, "application/json") if found else self.missing(match[1])
        if match := re.fullmatch(r"/observations/([^/]+)(/plate)?", path):
            found = next((one for one in self.observations if one["id"] == match[1]), None)
            if found is None:
                return self.missing(match[1])
            if match[2]:
                return 200, PLATE, "application/fits"
            self.observations.remove(found)
            return 204, b"", ""
        return self.missing(path)

    def list_objects(self, request: Request) -> tuple[int, Any, str]:
        kinds = request.query.get("kind", [",".join((*KINDS, "quasar"))])[0].split(",")
        limit = float(request.query.get("brighterThan", ["40"])[0])
        chosen = [one for one in self.objects if one["kind"] in kinds and one["magnitude"] < limit]
        return self.page(request, chosen)

    def observed(self, request: Request, designation: str) -> tuple[int, Any, str]:
        if all(one["designation"] != designation for one in self.objects):
            return self.missing(designation)
        if request.method == "GET":
            return self.page(request, self.observations)
        if any({**one, "id": ""} == {**request.body, "id": ""} for one in self.observations):
            return self.problem(409, "duplicate-observation", "You have reported this observation before.")
        made = {"id": str(UUID(int=len(self.observations) + 1)), **request.body}
        self.observations.append(made)
        return 201, made, "application/json"

    def page(self, request: Request, items: list[Json]) -> tuple[int, Any, str]:
        """Cursors say where to go on, in a way that is nobody's business."""
        start = int(request.query.get("cursor", ["at-0"])[0].removeprefix("at-"))
        end = start + int(request.query.get("limit", ["50"])[0])
        following = f"at-{end}" if end < len(items) else None
        return 200, {"items": items[start:end], "nextCursor": following}, "application/json"

    def missing(self, what: str) -> tuple[int, Any, str]:
        return self.problem(404, "not-in-catalogue", f"Nothing is called {what}.")

    def problem(self, status: int, kind: str, detail: str) -> tuple[int, Any, str]:
        title = kind.replace("-", " ").capitalize()
        body = {"type": PROBLEMS + kind, "title": title, "status": status, "detail": detail}
        return status, body, "application/problem+json"


@contextmanager
def serve(catalogue: Catalogue) -> Iterator[str]:
    """Serve a catalogue on loopback; gives the URL that its paths begin with."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        catalogue, ws="none", lifespan="off", loop="asyncio", log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
