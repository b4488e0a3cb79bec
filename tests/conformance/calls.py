"""A package and the server that it calls, for tests of operations."""

from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import httpx2

from tests.support.packages import generate


class Server:
    """Keeps the last request, and answers what it is told."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self.answer = httpx2.Response(204)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.requests.append(request)
        return self.answer

    def answers(
        self, content: bytes | str, media_type: str = "application/json", status: int = 200, **headers: str
    ) -> None:
        """Tell what to answer."""
        self.answer = httpx2.Response(status, content=content, headers={"content-type": media_type, **headers})

    @property
    def last(self) -> httpx2.Request:
        return self.requests[-1]

    @property
    def target(self) -> str:
        """Path and query of the last request, as they went over the wire."""
        return bytes(self.last.url.raw_path).decode()

    @property
    def query(self) -> str:
        """The query of the last request, decoded."""
        return unquote(self.target.partition("?")[2])


class Api:
    """A generated package with a client of it."""

    def __init__(self, source: dict[str, Any] | str, folder: Path, **config: Any) -> None:
        self.module: ModuleType = generate(source, folder, **config)
        self.server = Server()

    def client(self, **arguments: Any) -> Any:
        """A client that calls the server."""
        return self.module.Example(transport=httpx2.MockTransport(self.server), **arguments)

    @property
    def default(self) -> Any:
        """The methods of operations without a tag."""
        return self.client().default

    @property
    def models(self) -> Any:
        return self.module


def document_of(topic: str) -> str:
    """The document of one file of tests, from the folder `operations`."""
    return (Path(__file__).parent / "operations" / f"{topic}.yaml").read_text(encoding="utf-8")


HEAD = """
openapi: 3.1.0
info: {title: Example, version: '1'}
servers: [{url: 'https://api.example.com'}]
"""
"""How documents begin."""


def refusal(api: Api) -> tuple[type[Exception], ...]:
    from pydantic import ValidationError

    return (ValidationError, api.models.InvalidArgumentError)


def parts(api: Api) -> list[tuple[str, bytes]]:
    """The parts of the last form: the line that names each, and its content."""
    kind = api.server.last.headers["content-type"]
    assert kind.startswith("multipart/form-data; boundary=")
    boundary = kind.partition("boundary=")[2].encode()
    found = []
    for part in api.server.last.content.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        found.append((head.decode().strip(), content.removesuffix(b"\r\n")))
    return found
