"""What calls cost with the client that openapi-python-client writes, over httpx."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import opc_client  # type: ignore[import-not-found]  # in its own environment
from opc_client.api.streams import (  # type: ignore[import-not-found]  # as above
    get_group_stream_connection,
    list_group_stream_connections,
)

from tests.benchmarks.workers.blocks import print_times
from tests.benchmarks.workers.samples import GET_URL, ID, LIST_URL, SERVER
from tests.benchmarks.workers.transport import LISTS, ONE, answering, plain_client, plain_get


def _client(transport: Any) -> Any:
    return opc_client.AuthenticatedClient(SERVER, "token", httpx_args={"transport": transport})


def _one() -> dict[str, Callable[[], object]]:
    transport = answering(httpx, ONE)
    client = _client(transport)
    return {
        "raw": plain_get(plain_client(httpx, transport), GET_URL),
        "sdk": lambda: get_group_stream_connection.sync(ID, "tenant", "orders", client=client),
    }


def _many(content: bytes) -> dict[str, Callable[[], object]]:
    transport = answering(httpx, content)
    client = _client(transport)
    return {
        "raw": plain_get(plain_client(httpx, transport), LIST_URL),
        "sdk": lambda: list_group_stream_connections.sync(ID, "tenant", client=client),
    }


def _construct() -> object:
    return opc_client.AuthenticatedClient(SERVER, "token").get_httpx_client()


if __name__ == "__main__":
    calls = {"get": _one(), **{name: _many(content) for name, content in LISTS.items()}}
    print_times({**calls, "construct": {"construct": _construct}})
