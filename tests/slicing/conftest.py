"""The provider's documents, each read once for all tests."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from specloom.source import read_document

Load = Callable[[str], dict[str, Any]]

_READ: dict[Path, dict[str, Any]] = {}


@pytest.fixture
def load(shared: Path, tmp_path: Path) -> Load:
    """Read a document of the shared specifications by its name; what it returns is to be left as it is."""

    def read(name: str) -> dict[str, Any]:
        path = shared / "specs" / f"{name}.gz"
        if not path.exists():
            pytest.skip(f"{name}.gz is not among the shared specifications")
        if path not in _READ:
            text = gzip.decompress(path.read_bytes())
            if name.endswith(".json"):
                _READ[path] = json.loads(text)
            else:
                copy = tmp_path / path.stem
                copy.write_bytes(text)
                _READ[path] = read_document(copy).data
        return _READ[path]

    return read
