"""Both kinds of client over a transport that plays the server's part."""

from collections.abc import Iterator

import pytest

from .support import Api, Wire


@pytest.fixture
def wire() -> Wire:
    """What the server answers, and what it was sent."""
    return Wire()


@pytest.fixture(params=["sync", "async"])
def api(request: pytest.FixtureRequest, wire: Wire) -> Iterator[Api]:
    """A client of either kind, with a ready token."""
    with Api(request.param, wire, access_token="token-0") as api:
        yield api


@pytest.fixture
def sync(wire: Wire) -> Iterator[Api]:
    """The client that blocks, for what has nothing to do with the kind of client."""
    with Api("sync", wire, access_token="token-0") as api:
        yield api


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the credentials of whoever runs the tests out of them."""
    for name in ("MONGODB_ATLAS_CLIENT_ID", "MONGODB_ATLAS_CLIENT_SECRET", "ACCESS_TOKEN", "PUBLIC_KEY", "PRIVATE_KEY"):
        monkeypatch.delenv(name, raising=False)
