"""The runtime is copied into packages and is none itself: here it is imported as the package `runtime`."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "templates" / "runtime"


def _import(name: str, file: Path, package: Path | None = None) -> None:
    if name in sys.modules:
        return
    places = None if package is None else [str(package)]
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=places)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])


_import("runtime", FOLDER / "__init__.py", FOLDER)
_import("runtime_support", HERE / "support.py")


@pytest.fixture(params=["sync", "async"])
def caller(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Makes callers of the sync or of the async client, which the test need not tell apart."""
    from runtime_support import Caller

    made: list[Caller] = []

    def make(*args: Any, **kwargs: Any) -> Caller:
        made.append(Caller(request.param, *args, **kwargs))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Any]]:
    """Starts servers on loopback that do what a test tells them, byte by byte."""
    from runtime_support import Server

    started: list[Server] = []

    def start(*args: Any) -> Server:
        started.append(Server(*args))
        return started[-1]

    yield start
    for server in started:
        server.stop()
