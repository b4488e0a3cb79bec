"""What can go wrong, one function each; a test queues them with `Provider.script`.

A fault is a function of the request and of the work that would answer it. It may do the work and change
what comes of it, or answer without doing it.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from .api import connections_in
from .messages import Answer, RefusedError, Request, encode

Fault = Callable[[Request, Callable[[], Answer]], Answer]


def none() -> Fault:
    """Nothing goes wrong, for a turn among others."""
    return lambda request, work: work()


def instead(answer: Answer) -> Fault:
    """Give this answer and do nothing."""
    return lambda request, work: answer


def changed(change: Callable[[Answer], Answer]) -> Fault:
    """Do the work and change the answer."""
    return lambda request, work: change(work())


def slow(seconds: float) -> Fault:
    """Do the work and wait before the headers."""
    return changed(lambda answer: replace(answer, delay=seconds))


def slow_body(seconds: float) -> Fault:
    """Do the work and wait in the middle of the body."""
    return changed(lambda answer: replace(answer, pause=seconds))


def drop(*, work_done: bool = False, reset: bool = False) -> Fault:
    """Close the connection before the headers, with the work done or not."""
    if work_done:
        return changed(lambda answer: replace(answer, drop="headers", reset=reset))
    return instead(Answer(500, drop="headers", reset=reset))


def drop_mid_body(*, reset: bool = False) -> Fault:
    """Do the work and close the connection after half of the body."""
    return changed(lambda answer: replace(answer, drop="body", reset=reset))


def expired_token() -> Fault:
    """Answer that the bearer token has expired."""
    headers = (("www-authenticate", 'Bearer error="invalid_token", error_description="The token expired"'),)
    return error(401, "NOT_ORG_GROUP_CREATOR", headers=headers)


def error(status: int, code: str, *, claimed: int | None = None, headers: tuple[tuple[str, str], ...] = ()) -> Fault:
    """Answer a documented error; `claimed` is the status that its body speaks of, if another."""
    refusal = RefusedError(status, code, "Scripted by a test.", error=claimed, headers=headers)
    return instead(Answer(status, encode(refusal.document()), "application/json", headers))


def server_error() -> Fault:
    """Answer 500 with a documented error."""
    return error(500, "UNEXPECTED_ERROR")


def rate_limited(retry_after: float | str | None = None) -> Fault:
    """Answer 429, telling when to try again: seconds, or an HTTP date."""
    return error(429, "RATE_LIMITED", headers=_retry_after(retry_after))


def unavailable(retry_after: float | str | None = None) -> Fault:
    """Answer 503, telling when to try again: seconds, or an HTTP date."""
    return error(503, "SERVICE_UNAVAILABLE", headers=_retry_after(retry_after))


def html_error(status: int = 502) -> Fault:
    """Answer a proxy's error page."""
    page = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>\n"
    return instead(Answer(status, page.encode(), "text/html; charset=utf-8"))


def redirect(location: str, status: int = 307) -> Fault:
    """Send the client elsewhere."""
    return instead(Answer(status, headers=(("location", location),)))


def invalid_json() -> Fault:
    """Do the work and cut its JSON off, under a Content-Length that fits."""
    return changed(lambda answer: replace(answer, body=answer.body[: len(answer.body) // 2]))


def wrong_content_type(content_type: str = "text/plain; charset=utf-8") -> Fault:
    """Do the work and declare another media type."""
    return changed(lambda answer: replace(answer, content_type=content_type))


def gzipped() -> Fault:
    """Do the work and compress the body."""
    return changed(lambda answer: _compressed(answer, gzip.compress(answer.body, mtime=0)))


def gzip_bomb(size: int = 256 * 2**20) -> Fault:
    """Answer a body of `size` bytes of white space (whole MiB), a thousand times smaller on the wire."""
    return lambda request, work: _compressed(replace(work(), body=b""), _bomb(size // 2**20))


def unknown_variant(tag: str = "Quantum") -> Fault:
    """Do the work and make every connection one of a type nobody knows yet, with nested data."""

    def change(connection: dict[str, Any]) -> None:
        for key in set(connection) - {"links", "name"}:
            del connection[key]
        connection["type"] = tag
        connection["entanglement"] = {"links": connection["links"], "pairs": [{"a": 1, "b": [None, 2.5]}]}

    return _edited(change)


def unknown_enum(value: str = "CARRIER_PIGEON") -> Fault:
    """Do the work and put an unknown value in the enum that each connection has room for."""

    def change(connection: dict[str, Any]) -> None:
        if connection["type"] == "Cluster":
            connection.setdefault("dbRoleToExecute", {})["type"] = value
        elif connection["type"] in ("Kafka", "S3", "AWSKinesisDataStreams"):
            connection.setdefault("networking", {}).setdefault("access", {})["type"] = value
        else:
            raise ValueError(f"a {connection['type']} connection has no enum to put {value} in")

    return _edited(change)


def extra_fields() -> Fault:
    """Do the work and add an unknown member to every object whose keys are not data."""

    def change(value: Any) -> None:
        if isinstance(value, dict):
            for item in list(value.values()):
                change(item)
            if "links" in value:
                value["addedLater"] = {"deep": [1, {"null": None}]}

    return _edited(change)


def _edited(change: Callable[[dict[str, Any]], None]) -> Fault:
    def edit(answer: Answer) -> Answer:
        document = answer.document()
        for connection in connections_in(document):
            change(connection)
        return replace(answer, body=encode(document))

    return changed(edit)


def _retry_after(value: float | str | None) -> tuple[tuple[str, str], ...]:
    return () if value is None else (("retry-after", str(value)),)


def _compressed(answer: Answer, body: bytes) -> Answer:
    return replace(answer, body=body, headers=(*answer.headers, ("content-encoding", "gzip")))


@cache
def _bomb(mebibytes: int) -> bytes:
    # A block that ends in a full flush depends on nothing before it, so one block stands in for all:
    # compressing takes the time of a single mebibyte, whatever the size.
    block = b" " * 2**20
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = compressor.compress(block) + compressor.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(mebibytes):
        check = zlib.crc32(block, check)
    end = compressor.flush(zlib.Z_FINISH)
    header = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    return header + piece * mebibytes + end + struct.pack("<II", check, (mebibytes << 20) % 2**32)
