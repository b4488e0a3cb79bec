"""The effects that deal with the body of an answer: read it within a limit, or let go of it."""

from __future__ import annotations

from contextlib import aclosing, closing, suppress

import httpx2

from .connection import Connection
from .errors import ResponseTooLargeError


class Read:
    """Read the body of an answer, up to a number of decompressed bytes.

    The outcome is an answer whose content is there. Where the bytes had to be counted, it is a new one, since
    an answer read piece by piece does not keep its content.
    """

    __slots__ = ("limit", "response")

    def __init__(self, response: httpx2.Response, limit: int | None) -> None:
        self.response: httpx2.Response = response
        self.limit: int | None = limit

    def perform(self, on: Connection[httpx2.Client]) -> httpx2.Response:
        """Do it, blocking."""
        if self._bounded():
            self.response.read()
            return self.response
        counted = _Counted(self)
        try:
            for chunk in self.response.iter_bytes():
                counted.add(chunk)
        finally:
            self.response.close()
        return counted.response()

    async def aperform(self, on: Connection[httpx2.AsyncClient]) -> httpx2.Response:
        """Do it, awaiting."""
        if self._bounded():
            await self.response.aread()
            return self.response
        counted = _Counted(self)
        try:
            async for chunk in self.response.aiter_bytes():
                counted.add(chunk)
        finally:
            await self.response.aclose()
        return counted.response()

    def _bounded(self) -> bool:
        """Whether the headers promise few enough bytes; the HTTP client holds the server to its promise."""
        if self.limit is None or self.response.is_closed:
            return True
        headers = self.response.headers
        length = headers.get("content-length", "")
        return "content-encoding" not in headers and length.isdecimal() and int(length) <= self.limit


class _Counted:
    """A body read piece by piece."""

    def __init__(self, read: Read) -> None:
        self._source = read.response
        self._limit = read.limit
        self._chunks: list[bytes] = []
        self._length = 0

    def add(self, chunk: bytes) -> None:
        self._length += len(chunk)
        if self._limit is not None and self._length > self._limit:
            raise ResponseTooLargeError(
                f"the answer holds more than {self._limit:,} bytes; max_response_bytes sets the limit",
                response=head_of(self._source),
            )
        self._chunks.append(chunk)

    def response(self) -> httpx2.Response:
        return httpx2.Response(
            self._source.status_code,
            headers=_lasting_headers(self._source),
            content=b"".join(self._chunks),
            request=self._source.request,
            extensions=self._source.extensions,
        )


def head_of(response: httpx2.Response) -> httpx2.Response:
    """An answer without its body, for an error about a body that cannot be used."""
    return httpx2.Response(response.status_code, headers=_lasting_headers(response), request=response.request)


def _lasting_headers(response: httpx2.Response) -> list[tuple[str, str]]:
    """The headers that still hold once a body is decompressed."""
    about_transfer = ("content-encoding", "content-length", "transfer-encoding")
    return [pair for pair in response.headers.multi_items() if pair[0].lower() not in about_transfer]


class Discard:
    """Let go of an answer that nobody needs; a short one is read, which saves the connection."""

    __slots__ = ("_left", "response")

    def __init__(self, response: httpx2.Response) -> None:
        self.response: httpx2.Response = response
        self._left = 64 * 1024

    def perform(self, on: Connection[httpx2.Client]) -> None:
        """Do it, blocking."""
        with suppress(httpx2.TransportError), closing(self.response):
            for chunk in () if self.response.is_closed else self.response.iter_raw():
                if self._enough(chunk):
                    break

    async def aperform(self, on: Connection[httpx2.AsyncClient]) -> None:
        """Do it, awaiting."""
        with suppress(httpx2.TransportError):
            async with aclosing(self.response):
                if not self.response.is_closed:
                    async with aclosing(self.response.aiter_raw()) as chunks:
                        async for chunk in chunks:
                            if self._enough(chunk):
                                break

    def _enough(self, chunk: bytes) -> bool:
        self._left -= len(chunk)
        return self._left < 0
