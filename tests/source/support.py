"""Reading what a test has written: what comes of it, or how it is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.references import iter_refs, local_pointer
from specloom.source import read_bundled, read_document

Files = Callable[..., Path]
"""Writes files, by name, and returns the path of the root document."""

Write = Callable[..., Path]
"""Writes one file, and returns its path."""


def bundle(path: Path) -> dict[str, Any]:
    data = read_bundled(path).data
    for pointer, ref in iter_refs(data):
        assert local_pointer(data, ref) is not None, f"{ref} at {pointer} leads nowhere"
    return data


def codes(path: Path) -> list[str]:
    with pytest.raises(SpecError) as caught:
        read_bundled(path)
    assert all(item.location is not None and item.location.line for item in caught.value.diagnostics)
    return [item.code for item in caught.value.diagnostics]


def schema_root(schema: str) -> str:
    return f"openapi: 3.1.0\ncomponents:\n  schemas:\n    Root: {schema}\n"


def refusal(path: Path) -> tuple[str, int, int]:
    """Read a file that can't be read, and return the code and the place of the one diagnostic."""
    with pytest.raises(SpecError) as caught:
        read_document(path)
    (found,) = caught.value.diagnostics
    assert found.location is not None
    assert found.location.file == path
    assert found.message
    assert found.hint
    return found.code, found.location.line, found.location.column
