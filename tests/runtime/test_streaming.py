"""Answers read piece by piece, or written to a file."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path
from typing import Any

import httpx2
import pytest
from runtime.errors import InvalidResponseError, NotFoundError
from runtime_support import EXPORT, Chunked, Wire

CONTENT = b"line\n" * 1000


def exported(request: httpx2.Request) -> httpx2.Response:
    packed = gzip.compress(CONTENT)
    headers = {"content-type": "text/csv", "content-encoding": "gzip", "x-request-id": "r"}
    return httpx2.Response(200, stream=Chunked(packed[:20], packed[20:]), headers=headers)


def pieces(api: Any, stream: Any, size: int | None) -> list[bytes]:
    if api.kind == "sync":
        return list(stream.iter_bytes(size))

    async def collect() -> list[bytes]:
        return [piece async for piece in stream.iter_bytes(size)]

    return api.finish(collect())  # type: ignore[no-any-return]  # what collect gives


def test_in_pieces(caller: Any) -> None:
    api = caller(exported)
    stream = api.stream(EXPORT)
    assert (stream.status_code, stream.request_id, stream.headers["content-type"]) == (200, "r", "text/csv")
    assert repr(stream).endswith("StreamedResponse 200>")
    assert not stream.http_response.is_closed
    parts = pieces(api, stream, 1024)
    assert [len(part) for part in parts] == [1024, 1024, 1024, 1024, 904]
    assert b"".join(parts) == CONTENT
    assert stream.http_response.is_closed


def test_as_a_whole(caller: Any) -> None:
    api = caller(exported)
    assert api.finish(api.stream(EXPORT).read()) == CONTENT


def test_into_a_file(caller: Any, tmp_path: Path) -> None:
    api = caller(exported)
    target = tmp_path / "things.csv"
    assert api.finish(api.stream(EXPORT).write_to(target)) == 5000
    assert target.read_bytes() == CONTENT
    assert api.finish(api.stream(EXPORT).write_to(str(target))) == 5000
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there(caller: Any, tmp_path: Path) -> None:
    api = caller(exported)
    stream = api.stream(EXPORT)
    with pytest.raises(FileNotFoundError):
        api.finish(stream.write_to(tmp_path / "none" / "things.csv"))
    assert stream.http_response.is_closed


def test_what_is_not_read_is_let_go(caller: Any) -> None:
    api = caller(exported)
    stream = api.stream(EXPORT)
    if api.kind == "sync":
        with stream as same:
            assert same is stream
    else:

        async def leave() -> None:
            async with stream as same:
                assert same is stream

        asyncio.run(leave())
    assert stream.http_response.is_closed
    again = api.stream(EXPORT)
    api.finish(again.close())
    assert again.http_response.is_closed


def test_an_error_is_raised_at_once(caller: Any) -> None:
    api = caller(Wire(404))
    with pytest.raises(NotFoundError, match="detail of 404"):
        api.stream(EXPORT)


def test_a_stream_that_cannot_be_decompressed(caller: Any, tmp_path: Path) -> None:
    def broken(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=Chunked(b"no gzip"), headers={"content-encoding": "gzip"})

    api = caller(broken)
    with pytest.raises(InvalidResponseError, match="export_things: the answer cannot be decompressed"):
        api.finish(api.stream(EXPORT).write_to(tmp_path / "things.csv"))
    assert list(tmp_path.iterdir()) == []


def test_a_stream_is_got_again_after_a_failure(caller: Any) -> None:
    wire = Wire(503, exported)
    api = caller(wire)
    assert api.finish(api.stream(EXPORT).read()) == CONTENT
    assert len(wire.requests) == 2
