"""Raw access: the status, headers and bytes of any call, and its result on demand."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Generic, TypeVar

from .headers import RateLimit, find_request_id

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")

_wanted: ContextVar[bool] = ContextVar("raw_response_wanted", default=False)


class RawResponse(Generic[T]):
    """A successful answer as it came.

    Attributes:
        http_response: The answer of the HTTP client.

    """

    def __init__(self, http_response: httpx2.Response, parse: Callable[[], T]) -> None:
        self.http_response: httpx2.Response = http_response
        self._parse = parse

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers."""
        return self.http_response.headers

    @property
    def content(self) -> bytes:
        """The body, decompressed."""
        return self.http_response.content

    @property
    def request_id(self) -> str | None:
        """What the server calls this request."""
        return find_request_id(self.http_response.headers)

    @property
    def rate_limit(self) -> RateLimit | None:
        """What the server says about its rate limit."""
        return RateLimit.find(self.http_response.headers)

    def parse(self) -> T:
        """What the method would have returned.

        Raises:
            InvalidResponseError: The answer is not what is documented.

        """
        return self._parse()

    def __repr__(self) -> str:
        return f"<RawResponse {self.status_code}, {len(self.content):,} bytes>"


def want_raw() -> Callable[[], None]:
    """Ask the next call in this context for a raw response; gives back what withdraws the wish."""
    token = _wanted.set(True)
    return lambda: _wanted.reset(token)


def raw_wanted() -> bool:
    """Whether this call is to give a raw response. The wish holds for one call."""
    wanted = _wanted.get()
    if wanted:
        _wanted.set(False)
    return wanted
