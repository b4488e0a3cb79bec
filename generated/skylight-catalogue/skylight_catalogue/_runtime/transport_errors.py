"""Failures of the connection, told in the words of this package."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import httpx2

from .errors import APIConnectionError, APIError, APITimeoutError, InvalidResponseError

_TIMEOUTS: dict[type[httpx2.TimeoutException], str] = {
    httpx2.ConnectTimeout: "the connection was not made in time",
    httpx2.PoolTimeout: "no connection became free in time",
    httpx2.WriteTimeout: "the request could not be sent in time",
}


def connection_error(label: str, error: httpx2.TransportError) -> APIConnectionError:
    """The exception to raise for a failure of the HTTP client, which becomes its cause."""
    host = error.request.url.netloc.decode("ascii", "replace")
    failure: APIConnectionError
    if isinstance(error, httpx2.TimeoutException):
        problem = _TIMEOUTS.get(type(error), "the server did not answer in time")
        failure = APITimeoutError(f"{label}: {problem} ({host})")
    else:
        failure = APIConnectionError(f"{label}: the connection to {host} failed: {str(error) or type(error).__name__}")
    failure.__cause__ = error
    return failure


@contextmanager
def translated(label: str, response: httpx2.Response) -> Generator[None]:
    """Raise this package's errors for those of the HTTP client, while an answer is read piece by piece."""
    failure: APIError
    try:
        yield
    except httpx2.TransportError as error:
        failure = connection_error(label, error)
    except httpx2.DecodingError as error:
        failure = InvalidResponseError(f"{label}: the answer cannot be decompressed", response=response)
        failure.__cause__ = error
    else:
        return
    raise failure
