# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Fixtures of all tests: a server, and a client of either kind that talks to it."""

from collections.abc import AsyncIterator

import pytest

from skylight_catalogue import AsyncSkylightCatalogue, SkylightCatalogue

from .support import Server


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """What runs the tests that await."""
    return "asyncio"


@pytest.fixture
def server() -> Server:
    """What stands in for the API."""
    return Server()


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the credentials of whoever runs the tests out of them."""
    for name in ("SKYLIGHT_CATALOGUE_KEY",):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=["sync", "async"])
async def client(
    request: pytest.FixtureRequest, server: Server
) -> AsyncIterator[SkylightCatalogue | AsyncSkylightCatalogue]:
    """A client, once of each kind."""
    if request.param == "sync":
        with SkylightCatalogue(
            api_key="test-api-key", transport=server.transport, max_retries=0
        ) as blocking:
            yield blocking
    else:
        async with AsyncSkylightCatalogue(
            api_key="test-api-key", transport=server.transport, max_retries=0
        ) as awaiting:
            yield awaiting
