"""One client, many threads or tasks, and one token for all of them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from atlas_streams import AsyncAtlasStreams, AtlasStreams

from ..server import CLIENT_ID, CLIENT_SECRET, GROUP_ID, TENANT, Provider, faults

ACCOUNT: dict[str, Any] = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


@pytest.fixture(autouse=True)
def one_connection_and_a_slow_token(provider: Provider) -> None:
    provider.store.add({"name": "a", "type": "Sample"})
    # Slow, so that all the others have come by the time the first token is there.
    provider.script(faults.slow(0.3), at="token")


def test_64_threads_fetch_one_token(provider: Provider) -> None:
    with AtlasStreams(base_url=provider.base_url, **ACCOUNT) as client, ThreadPoolExecutor(64) as pool:

        def read(_: int) -> str | None:
            connection = client.streams.get_stream_connection(GROUP_ID, TENANT, "a")
            assert connection.type == "Sample"
            return connection.name

        assert set(pool.map(read, range(64))) == {"a"}
        assert provider.tokens.fetches == 1
        provider.tokens.expire_all()
        assert set(pool.map(read, range(64))) == {"a"}
    assert provider.tokens.fetches == 2


def test_1000_tasks_fetch_one_token(provider: Provider) -> None:
    async def read_all() -> list[Any]:
        limits = httpx2.Limits(max_connections=20)
        async with (
            httpx2.AsyncClient(limits=limits, timeout=600) as http_client,
            AsyncAtlasStreams(base_url=provider.base_url, http_client=http_client, **ACCOUNT) as client,
        ):

            async def read() -> Any:
                return (await client.streams.get_stream_connection(GROUP_ID, TENANT, "a")).type

            first = await asyncio.gather(*(read() for _ in range(1000)))
            assert provider.tokens.fetches == 1
            provider.tokens.expire_all()
            return first + await asyncio.gather(*(read() for _ in range(100)))

    assert asyncio.run(read_all()) == ["Sample"] * 1100
    assert provider.tokens.fetches == 2
