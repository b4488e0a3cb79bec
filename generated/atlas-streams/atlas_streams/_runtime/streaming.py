"""Answers that are not held in memory: read piece by piece, or written straight to a file."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Generic, Self, TypeVar

from .answers import decode_item
from .errors import ResponseTooLargeError
from .headers import find_request_id
from .items import decoder_for
from .media_types import essence
from .operation import Items
from .reading import head_of
from .transport_errors import translated

if TYPE_CHECKING:
    import httpx2


T = TypeVar("T")


class _Streamed:
    """An answer whose body is still to come.

    Attributes:
        http_response: The answer of the HTTP client.

    """

    def __init__(self, http_response: httpx2.Response, label: str) -> None:
        self.http_response: httpx2.Response = http_response
        self._label = label

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers."""
        return self.http_response.headers

    @property
    def request_id(self) -> str | None:
        """What the server calls this request."""
        return find_request_id(self.http_response.headers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code}>"


class StreamedResponse(_Streamed):
    """An answer read piece by piece. Use it in a `with` statement, which frees its connection."""

    def iter_bytes(self, chunk_size: int | None = None) -> Generator[bytes]:
        """The body, decompressed, in pieces of a size, or as they arrive.

        Raises:
            APIConnectionError: The connection broke off.

        """
        with translated(self._label, self.http_response):
            yield from self.http_response.iter_bytes(chunk_size)

    def read(self) -> bytes:
        """The whole body."""
        return b"".join(self.iter_bytes())

    def write_to(self, path: str | os.PathLike[str]) -> int:
        """Write the body to a file, which appears when it is complete and not before.

        Returns:
            How many bytes were written.

        """
        with self, _replacing(Path(path)) as file:
            return sum(file.write(chunk) for chunk in self.iter_bytes())

    def close(self) -> None:
        """Let go of what was not read."""
        self.http_response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class StreamedItems(StreamedResponse, Generic[T]):
    """An answer of one item after another. Iterate over it, best in a `with` block, which frees it."""

    def __init__(self, http_response: httpx2.Response, label: str, source: ItemSource) -> None:
        super().__init__(http_response, label)
        self._source = source

    def __iter__(self) -> Iterator[T]:
        """Each item when it has arrived, decoded; after the last, the connection is free.

        Raises:
            APIConnectionError: The connection broke off.
            InvalidResponseError: An item is not what is documented, or larger than `max_response_bytes`.

        """
        with self:
            for chunk in self.iter_bytes():
                yield from self._source.take(chunk)
            yield from self._source.end()


class AsyncStreamedResponse(_Streamed):
    """An answer read piece by piece. Use it in an `async with` statement, which frees its connection."""

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncGenerator[bytes]:
        """The body, decompressed, in pieces of a size, or as they arrive.

        Raises:
            APIConnectionError: The connection broke off.

        """
        with translated(self._label, self.http_response):
            async with aclosing(self.http_response.aiter_bytes(chunk_size)) as chunks:
                async for chunk in chunks:
                    yield chunk

    async def read(self) -> bytes:
        """The whole body."""
        return b"".join([chunk async for chunk in self.iter_bytes()])

    async def write_to(self, path: str | os.PathLike[str]) -> int:
        """Write the body to a file, which appears when it is complete and not before.

        Returns:
            How many bytes were written.

        """
        from anyio.to_thread import run_sync

        written = 0
        async with self:
            with _replacing(Path(path)) as file:
                async for chunk in self.iter_bytes():
                    written += await run_sync(file.write, chunk)
        return written

    async def aclose(self) -> None:
        """Let go of what was not read."""
        await self.http_response.aclose()

    async def close(self) -> None:
        """The same as `aclose`."""
        await self.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


class AsyncStreamedItems(AsyncStreamedResponse, Generic[T]):
    """An answer of one item after another. Iterate over it, best in an `async with` block, which frees it."""

    def __init__(self, http_response: httpx2.Response, label: str, source: ItemSource) -> None:
        super().__init__(http_response, label)
        self._source = source

    async def __aiter__(self) -> AsyncIterator[T]:
        """Each item when it has arrived, decoded; after the last, the connection is free.

        Raises:
            APIConnectionError: The connection broke off.
            InvalidResponseError: An item is not what is documented, or larger than `max_response_bytes`.

        """
        async with self, aclosing(self.iter_bytes()) as chunks:
            async for chunk in chunks:
                for item in self._source.take(chunk):
                    yield item
            for item in self._source.end():
                yield item


class ItemSource:
    """Makes items of the bytes of one answer."""

    def __init__(self, content: Items, response: httpx2.Response, label: str, limit: int | None) -> None:
        self._content = content
        self._response = response
        self._label = label
        self._limit = limit
        self._decoder = decoder_for(essence(content.media_type), content.data)

    def take(self, chunk: bytes) -> Iterator[Any]:
        """The items that a piece completes."""
        for item in self._decoder.feed(chunk):
            yield decode_item(self._label, self._content, item, self._response)
        if self._limit is not None and self._decoder.waiting > self._limit:
            raise ResponseTooLargeError(
                f"{self._label}: an item holds more than {self._limit:,} bytes; max_response_bytes sets the limit",
                response=head_of(self._response),
            )

    def end(self) -> Iterator[Any]:
        """The items that only the end completes."""
        for item in self._decoder.end():
            yield decode_item(self._label, self._content, item, self._response)


@contextmanager
def _replacing(path: Path) -> Generator[IO[bytes]]:
    """A file that takes the place of `path` at the end, unless something goes wrong before."""
    partial = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        with partial.open("xb") as file:
            yield file
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
