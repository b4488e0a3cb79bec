"""When a failed attempt is worth another, and how long to wait before it."""

from __future__ import annotations

from dataclasses import dataclass

import httpx2

from .effects import Clock
from .headers import retry_after

_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE"})
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
_NOT_THE_NETWORK = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)
_TRANSIENT = frozenset({500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How failed attempts are repeated.

    Every wait is drawn at random between 0 and an upper end that doubles each time ("full jitter"). A wait
    that the server asks for is kept instead, up to `max_retry_after`.

    Args:
        first_delay: The upper end of the first wait, in seconds.
        max_delay: What the upper end grows to.
        max_retry_after: The longest wait that a server can ask for.
        budget: No further attempt starts once it would begin later than this after the first, in seconds.

    """

    first_delay: float = 0.5
    max_delay: float = 8.0
    max_retry_after: float = 30.0
    budget: float = 60.0

    def delay(self, retry: int, elapsed: float, asked: float | None, clock: Clock) -> float | None:
        """How long to wait before a retry.

        Args:
            retry: Which retry it would be, counted from 1.
            elapsed: Seconds since the first attempt began.
            asked: The wait that the server asks for.
            clock: Where chance comes from.

        Returns:
            Seconds; None if the time budget is used up.

        """
        if asked is not None:
            seconds = min(asked, self.max_retry_after)
        else:
            seconds = clock.random() * min(self.max_delay, self.first_delay * 2 ** (retry - 1))
        return None if elapsed + seconds > self.budget else seconds


def may_repeat_after_error(method: str, error: Exception, *, while_calling: bool) -> bool:
    """Whether a request may be sent again after its connection failed.

    Args:
        method: The HTTP method.
        error: What the HTTP client raised.
        while_calling: False if it failed on a request that came before, say for a token.

    """
    if not isinstance(error, httpx2.TransportError) or isinstance(error, _NOT_THE_NETWORK):
        return False
    return not while_calling or isinstance(error, _NEVER_SENT) or method in _IDEMPOTENT


def may_repeat_after_status(method: str, status: int, headers: httpx2.Headers) -> bool:
    """Whether a request may be sent again after this answer; one that may have taken effect is not."""
    if status == 429 or (status == 503 and "retry-after" in headers):
        return True
    return status in _TRANSIENT and method in _IDEMPOTENT


def asked_delay(status: int, header: str | None, clock: Clock) -> float | None:
    """The wait that the server asks for, where it means one."""
    return retry_after(header, clock.now()) if status in (429, 503) else None
