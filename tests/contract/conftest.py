from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from types import ModuleType
from typing import NoReturn

import pytest

from . import prism
from .variants import DOCUMENT


def absent(reason: str) -> NoReturn:
    """Skip, or fail where the contract is what somebody asked for: `make test-contract` sets the variable."""
    if os.environ.get("SPECLOOM_CONTRACT") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def prism_url() -> Iterator[str]:
    """The address of a Prism that judges requests by the package's document."""
    reason = prism.missing(DOCUMENT)
    if reason is not None:
        absent(reason)
    with prism.running(DOCUMENT) as url:
        yield url


@pytest.fixture(scope="session")
def package(prism_url: str) -> ModuleType:
    """The generated package, as installed."""
    try:
        return importlib.import_module("atlas_streams")
    except ModuleNotFoundError as error:
        absent(f"the generated package is not installed: {error}")
