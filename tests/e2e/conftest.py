"""The installed package and a server on loopback."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ..package.support import Api
from ..server import CLIENT_ID, CLIENT_SECRET, PRIVATE_KEY, PUBLIC_KEY, Provider
from ..server.fixtures import elsewhere, elsewhere_host, provider, provider_host
from ..support.installed import PROJECT, Installed

__all__ = ["elsewhere", "elsewhere_host", "provider", "provider_host"]

HERE = Path(__file__).parent
CREDENTIALS = {
    "account": {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET},
    "key": {"public_key": PUBLIC_KEY, "private_key": PRIVATE_KEY},
}

Connect = Callable[..., Api]


@cache
def package() -> Installed:
    folder = Path(tempfile.mkdtemp(prefix="specloom-e2e-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Installed(PROJECT, "atlas_streams", folder)


def package_for(node: pytest.Item | pytest.Collector) -> AbstractContextManager[None]:
    # Pytest calls some hooks of a conftest for tests of other folders too.
    return package() if node.path.is_relative_to(HERE) else nullcontext()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let the test modules of this folder import the installed package."""
    with package_for(collector):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let the tests of this folder use the installed package."""
    with package_for(item):
        return (yield)


@pytest.fixture(scope="session")
def installed() -> Path:
    """Where the package is installed."""
    return package().folder


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, provider: Provider) -> Iterator[Connect]:
    """Makes clients of either kind for the server, with a service account unless told otherwise."""
    from atlas_streams import RetryPolicy

    made: list[Api] = []

    def connect(credentials: str = "account", **options: Any) -> Api:
        defaults: dict[str, Any] = {"base_url": provider.base_url, "timeout": 5.0}
        defaults["retry_policy"] = RetryPolicy(first_delay=0.01)
        made.append(Api(request.param, **defaults | CREDENTIALS.get(credentials, {}) | options))
        return made[-1]

    yield connect
    for api in made:
        api.__exit__()


@pytest.fixture
def api(connect: Connect) -> Api:
    """A client with a service account."""
    return connect()
