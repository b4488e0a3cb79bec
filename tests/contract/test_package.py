"""The installed package, with its own document as the judge of all that it sends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import httpx2
import pytest

from . import prism
from .variants import BODIES, classes

GROUP_ID = "32b6e34b3d91647abb20e7b8"
TENANT = "tenant"


@pytest.fixture
def violations() -> Iterator[list[str]]:
    """Collects what Prism finds wrong, a test that leaves any fails."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def client(package: ModuleType, prism_url: str, violations: list[str]) -> Iterator[Any]:
    def note(response: httpx2.Response) -> None:
        violations.extend(response.headers.get_list(prism.VIOLATIONS))

    with (
        httpx2.Client(event_hooks={"response": [note]}, trust_env=False) as http_client,
        package.AtlasStreams(base_url=prism_url, access_token="token", http_client=http_client) as client,
    ):
        yield client


def typed(package: ModuleType, body: dict[str, Any]) -> Any:
    return classes(package)[body["type"]].model_validate(body)


def test_the_package_has_a_class_for_every_kind_in_its_document(package: ModuleType) -> None:
    assert list(classes(package)) == list(BODIES)


@pytest.mark.parametrize("tag", BODIES)
@pytest.mark.parametrize("form", ["model", "dict"])
def test_every_variant_is_created(package: ModuleType, client: Any, tag: str, form: str) -> None:
    body = typed(package, BODIES[tag]) if form == "model" else BODIES[tag]
    connection = client.streams.create_stream_connection(GROUP_ID, TENANT, body)
    assert connection.type in BODIES


def test_a_connection_is_created_the_way_the_readme_shows(package: ModuleType, client: Any) -> None:
    body = package.KafkaConnectionRequest(
        name="orders",
        bootstrap_servers="broker:9092",
        authentication={"mechanism": "PLAIN", "username": "sam", "password": "swordfish"},
        config={"group.protocol.type": "consumer"},
    )
    assert client.streams.create_stream_connection(GROUP_ID, TENANT, body).type in BODIES


def test_the_other_operations(package: ModuleType, client: Any) -> None:
    streams = client.streams
    assert streams.list_stream_connections(GROUP_ID, TENANT) is not None
    assert streams.get_stream_connection(GROUP_ID, TENANT, "orders").type in BODIES
    patch = {"type": "Kafka", "config": {"debug": "all"}}
    assert streams.update_stream_connection(GROUP_ID, TENANT, "orders", patch).type in BODIES
    streams.delete_stream_connection(GROUP_ID, TENANT, "orders")


def test_every_variant_is_created_asynchronously(package: ModuleType, prism_url: str, violations: list[str]) -> None:
    async def note(response: httpx2.Response) -> None:
        violations.extend(response.headers.get_list(prism.VIOLATIONS))

    async def create() -> None:
        async with (
            httpx2.AsyncClient(event_hooks={"response": [note]}, trust_env=False) as http_client,
            package.AsyncAtlasStreams(base_url=prism_url, access_token="token", http_client=http_client) as client,
        ):
            for tag in BODIES:
                body = typed(package, BODIES[tag])
                assert (await client.streams.create_stream_connection(GROUP_ID, TENANT, body)).type in BODIES

    asyncio.run(create())
