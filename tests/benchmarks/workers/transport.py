"""The server's part: a transport that answers at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.benchmarks.workers.samples import MEDIA_TYPE, RECEIVED, encoded, flat, mixed, page

ONE = encoded(RECEIVED["Kafka"])
LISTS = {"list": page(mixed(100)), "flat list": page(flat(100))}


def answering(http: Any, content: bytes) -> Any:
    """A transport of an HTTP library that always answers with this content."""
    headers = {"content-type": MEDIA_TYPE}
    return http.MockTransport(lambda request: http.Response(200, content=content, headers=headers))


def plain_client(http: Any, transport: Any) -> Any:
    """A client of the HTTP library itself, that sends the same headers."""
    return http.Client(transport=transport, headers={"accept": MEDIA_TYPE, "authorization": "Bearer token"})


def plain_get(client: Any, url: str) -> Callable[[], object]:
    """What an SDK is compared with: the same GET, its JSON decoded into dictionaries."""
    return lambda: client.get(url).json()
