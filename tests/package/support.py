"""One way to call both kinds of client, and the server's part."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import httpx2

GROUP_ID = "32b6e34b3d91647abb20e7b8"
TENANT = "tenant"
MEDIA_TYPE = "application/vnd.atlas.2025-03-12+json"
REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"
TAGS = ("Sample", "Cluster", "Kafka", "Https", "AWSLambda", "S3", "AWSKinesisDataStreams")
"""The variants of the reference page."""

LATER: dict[str, dict[str, Any]] = {
    "SchemaRegistry": {
        "type": "SchemaRegistry",
        "provider": "CONFLUENT",
        "schemaRegistryUrls": ["https://registry.example.com:8081"],
        "schemaRegistryAuthentication": {"type": "SASL_INHERIT"},
    },
    "AzureBlobStorage": {
        "type": "AzureBlobStorage",
        "region": "westeurope",
        "azure": {"servicePrincipalId": "5f1b7e0c", "storageAccountName": "archive"},
        "publicPrivateNetworking": {"access": {"type": "PRIVATE_LINK", "connectionId": GROUP_ID}},
    },
    "GCPPubSub": {
        "type": "GCPPubSub",
        "gcp": {"serviceAccountId": "streams@project.iam.gserviceaccount.com"},
        "publicPrivateNetworking": {"access": {"type": "PUBLIC"}},
    },
}
"""A request for each variant that came after the reference page, by tag."""


def sample(name: str) -> Any:
    """One JSON sample of the reference page."""
    return json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))


class Wire:
    """The server's part: one answer for every request, unless there is an answer for its turn."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self.turns: list[httpx2.Response] = []
        self._respond: Callable[[], httpx2.Response]
        self.answers(200, {"type": "Sample"})

    def answers(self, status: int, document: object = None, *, text: str | None = None, **headers: str) -> None:
        """Answer with JSON or with text; underscores of header names stand for hyphens."""
        content = b"" if document is None else json.dumps(document).encode()
        kind = MEDIA_TYPE if status < 300 else "application/json"
        if text is not None:
            content, kind = text.encode(), "text/html"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._respond = lambda: httpx2.Response(status, content=content, headers={"content-type": kind, **named})

    def breaks(self, error: type[httpx2.TransportError]) -> None:
        """Fail as the HTTP client does."""

        def fail() -> httpx2.Response:
            raise error("it broke", request=self.requests[-1])

        self._respond = fail

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        # A copy, since a request that is sent again with other credentials stays the same object.
        self.requests.append(
            httpx2.Request(request.method, request.url, headers=request.headers, content=request.content)
        )
        return self.turns.pop(0) if self.turns else self._respond()

    @property
    def sent(self) -> Any:
        """The body of the last request, decoded."""
        return json.loads(self.requests[-1].content)


class Api:
    """The methods of `client.streams`, called the same way on both kinds of client; group and tenant are set."""

    def __init__(self, kind: str, wire: Wire | None = None, **options: Any) -> None:
        # Here and not above: the end-to-end tests bring a copy of their own.
        from atlas_streams import AsyncAtlasStreams, AtlasStreams

        make: Callable[..., Any] = AsyncAtlasStreams if kind == "async" else AtlasStreams
        if wire is not None:
            options = {"transport": httpx2.MockTransport(wire), "max_retries": 0, **options}
        self.client = make(**options)
        self._loop = asyncio.Runner() if kind == "async" else None

    def create(self, body: object, **keywords: Any) -> Any:
        return self.finish(self.client.streams.create_stream_connection(GROUP_ID, TENANT, body, **keywords))

    def update(self, name: str, body: object, **keywords: Any) -> Any:
        return self.finish(self.client.streams.update_stream_connection(GROUP_ID, TENANT, name, body, **keywords))

    def get(self, name: str, *, group: Any = GROUP_ID, **keywords: Any) -> Any:
        return self.finish(self.client.streams.get_stream_connection(group, TENANT, name, **keywords))

    def delete(self, name: str, **keywords: Any) -> Any:
        return self.finish(self.client.streams.delete_stream_connection(GROUP_ID, TENANT, name, **keywords))

    def list(self, **keywords: Any) -> Any:
        return self.finish(self.client.streams.list_stream_connections(GROUP_ID, TENANT, **keywords))

    def items(self, page: Any) -> Any:
        """All items from a page on."""

        async def collect() -> list[Any]:
            return [item async for item in page]

        return list(page) if self._loop is None else self._loop.run(collect())

    def finish(self, value: Any) -> Any:
        """What a method gives, awaited if need be."""

        async def wait() -> Any:
            return await value

        return value if self._loop is None else self._loop.run(wait())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.finish(self.client.close())
        if self._loop is not None:
            self._loop.close()
