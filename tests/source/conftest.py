"""Files that a test writes and then reads."""

import socket
from pathlib import Path

import pytest

from tests.source.support import Files, Write


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Writes files, by name, and returns the path of the root document."""

    def write(root: str, **others: str) -> Path:
        folder = tmp_path / "spec"
        for name, content in {"openapi.yaml": root, **others}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return folder / "openapi.yaml"

    return write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: str | bytes, name: str = "openapi.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
