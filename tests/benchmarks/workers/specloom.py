"""What calls cost with the generated package, and with httpx2 and hand-written models."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
from atlas_streams import AsyncAtlasStreams, AtlasStreams  # type: ignore[import-not-found,unused-ignore]  # see codecs
from pydantic import TypeAdapter

from tests.benchmarks.workers import handwritten, keeping
from tests.benchmarks.workers.blocks import print_times, without_collection
from tests.benchmarks.workers.samples import GET_URL, ID, LIST_URL
from tests.benchmarks.workers.transport import LISTS, ONE, answering, plain_client, plain_get

_CONNECTION: TypeAdapter[Any] = TypeAdapter(handwritten.Connection)
_BATCH = 50


def _one() -> dict[str, Callable[[], object]]:
    transport = answering(httpx2, ONE)
    plain = plain_client(httpx2, transport)
    client = AtlasStreams(access_token="token", transport=transport)
    return {
        "raw": plain_get(plain, GET_URL),
        "pydantic": lambda: _CONNECTION.validate_json(plain.get(GET_URL).content),
        "sdk": lambda: client.streams.get_stream_connection(ID, "tenant", "orders"),
    }


def _many(content: bytes) -> dict[str, Callable[[], object]]:
    transport = answering(httpx2, content)
    plain = plain_client(httpx2, transport)
    client = AtlasStreams(access_token="token", transport=transport)
    ways: dict[str, Callable[[], object]] = {
        "raw": plain_get(plain, LIST_URL),
        "pydantic": lambda: handwritten.Page.model_validate_json(plain.get(LIST_URL).content),
        "pydantic, keeping": lambda: keeping.Page.model_validate_json(plain.get(LIST_URL).content),
        "sdk": lambda: client.streams.list_stream_connections(ID, "tenant"),
    }
    return ways | {f"{way}, no collection": without_collection(action) for way, action in ways.items()}


def _async_one(loop: asyncio.AbstractEventLoop) -> dict[str, Callable[[], object]]:
    transport = answering(httpx2, ONE)
    headers = {"accept": "application/json", "authorization": "Bearer token"}
    plain = httpx2.AsyncClient(transport=transport, headers=headers)
    client = AsyncAtlasStreams(access_token="token", transport=transport)

    async def raw() -> None:
        for _ in range(_BATCH):
            (await plain.get(GET_URL)).json()

    async def sdk() -> None:
        for _ in range(_BATCH):
            await client.streams.get_stream_connection(ID, "tenant", "orders")

    return {
        f"raw x {_BATCH}": lambda: loop.run_until_complete(raw()),
        f"sdk x {_BATCH}": lambda: loop.run_until_complete(sdk()),
    }


if __name__ == "__main__":
    print_times(
        {
            "get": _one(),
            **{name: _many(content) for name, content in LISTS.items()},
            "async get": _async_one(asyncio.new_event_loop()),
            "construct": {"construct": lambda: AtlasStreams(access_token="token")},
        }
    )
