"""Files that are sent, as bodies and as parts of forms: open ones, and those that a path leads to."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from runtime import errors, types
from runtime.errors import InvalidArgumentError
from runtime.models import RequestModel
from runtime.operation import Body
from runtime_support import Wire, operation


def test_a_file_is_sent_from_the_same_place_each_time(caller: Any, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"head" + b"x" * 100_000)
    body = Body("application/octet-stream", lambda: bytes)
    with path.open("rb") as file, path.open("rb") as unseekable:
        file.seek(4)
        wire = Wire(503, {})
        caller(wire).call(operation("PUT", body=body), file)
        assert [request.content for request in wire.requests] == [b"x" * 100_000] * 2
        assert wire.last.headers["content-length"] == "100000"
        unseekable.seekable = lambda: False  # type: ignore[method-assign]  # as of a pipe
        caller(wire).call(operation("PUT", body=body), unseekable)
        assert len(wire.last.content) == 100_004
        wire = Wire(503)
        with pytest.raises(errors.ServiceUnavailableError):
            caller(wire).call(operation("PUT", body=body), unseekable)
        assert len(wire.requests) == 1, "what is read once cannot be repeated"
    with pytest.raises(InvalidArgumentError, match="the body must be bytes, text, a path or an open binary file"):
        caller(wire).call(operation("PUT", body=body), 7)


class Pipe(io.RawIOBase):
    """What can be read once, and lies about its length."""

    def __init__(self, content: bytes) -> None:
        self.left = [content]

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self.left.pop() if self.left else b""

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_RDONLY)


class Upload(RequestModel):
    file: types.Upload


UPLOAD = Body("multipart/form-data", lambda: Upload)


@pytest.mark.parametrize("name", [None, "b.pdf"])
def test_a_path_is_sent_as_the_file_there_each_time(caller: Any, tmp_path: Path, name: str | None) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100_000)
    wire = Wire(503, {})
    caller(wire).call(operation("PUT", body=UPLOAD), Upload(file=(name, path) if name else path))
    shown = (
        b'filename="b.pdf"\r\nContent-Type: application/pdf'
        if name
        else b'filename="a.txt"\r\nContent-Type: text/plain'
    )
    for request in wire.requests:
        assert shown + b"\r\n\r\n" + b"x" * 100_000 + b"\r\n--" in request.content
        assert int(request.headers["content-length"]) == len(request.content)
    assert len(wire.requests) == 2
    wire = Wire(503, {})
    caller(wire).call(operation("PUT", body=Body("application/octet-stream", lambda: bytes)), path)
    assert [request.content for request in wire.requests] == [b"x" * 100_000] * 2
    assert wire.last.headers["content-length"] == "100000"
    with pytest.raises(FileNotFoundError):
        caller(wire).call(operation("PUT", body=UPLOAD), Upload(file=tmp_path / "nothing"))
    assert len(wire.requests) == 2


def test_a_part_that_is_read_once_is_sent_once_and_whole(caller: Any) -> None:
    wire = Wire({})
    caller(wire).call(operation("PUT", body=UPLOAD), Upload(file=Pipe(b"hello")))
    assert b'filename="upload"\r\nContent-Type: application/octet-stream\r\n\r\nhello\r\n--' in wire.last.content
    assert "content-length" not in wire.last.headers
    wire = Wire(503)
    with pytest.raises(errors.ServiceUnavailableError):
        caller(wire).call(operation("PUT", body=UPLOAD), Upload(file=("a", Pipe(b"hello"))))
    assert len(wire.requests) == 1, "another attempt would send an empty file"


def test_a_file_that_is_open_for_text_is_refused(caller: Any, tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("w+", encoding="utf-8") as file:
        for given in (file, ("a.txt", file), io.StringIO("a")):
            with pytest.raises(ValidationError, match="an open binary file"):
                Upload(file=given)
        with pytest.raises(InvalidArgumentError, match="an open binary file"):
            caller(Wire()).call(operation("PUT", body=Body("application/octet-stream", lambda: bytes)), file)
