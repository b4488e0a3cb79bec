"""Answers that are not held in memory: read piece by piece, or written straight to a file."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from .headers import find_request_id
from .transport_errors import translated

if TYPE_CHECKING:
    import httpx2


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
