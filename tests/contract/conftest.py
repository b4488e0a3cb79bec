from __future__ import annotations

import importlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest

from ..package.support import LATER
from . import prism

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "generated" / "atlas-streams" / "openapi.yaml"
SAMPLES = ROOT / "tests" / "data" / "reference" / "requests"


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


@pytest.fixture(scope="session")
def samples() -> dict[str, dict[str, Any]]:
    """The request samples of the reference page and those of later variants by tag, with the name that a call needs."""
    documents = [json.loads(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
    documents += LATER.values()
    return {document["type"]: {"name": "sample", **document} for document in documents}
