"""Fixtures for any folder of tests: a conftest imports `provider` (and `elsewhere`) and its host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .app import Provider
from .serving import Host, serve


@pytest.fixture(scope="session")
def provider_host() -> Iterator[Host]:
    """The socket and thread that all providers of a run share."""
    with serve() as host:
        yield host


@pytest.fixture(scope="session")
def elsewhere_host() -> Iterator[Host]:
    """A second socket and thread, started only for tests that ask for it."""
    with serve() as host:
        yield host


@pytest.fixture
def provider(provider_host: Host) -> Iterator[Provider]:
    """A new provider, with nothing stored, scripted or seen."""
    yield from _renewed(provider_host)


@pytest.fixture
def elsewhere(elsewhere_host: Host) -> Iterator[Provider]:
    """A provider at another address, where a redirect may point."""
    yield from _renewed(elsewhere_host)


def _renewed(host: Host) -> Iterator[Provider]:
    provider = host.renew()
    yield provider
    assert not provider.failures, f"the server itself failed: {provider.failures}"
