"""Headers: which texts they hold, and what those of an answer mean: request id, rate limits, when to come back."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A token, as RFC 9110 has it (section 5.6.2)."""

_UNFIT = re.compile(r"[^\t\x20-\x7e]")

_REQUEST_ID_NAMES = ("x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "x-trace-id")


def is_header_name(text: str) -> bool:
    """Whether a header can be called this."""
    return _NAME.fullmatch(text) is not None


def is_header_text(text: str) -> bool:
    """Whether a header can hold this: no line break, no other control character, and none beyond ASCII."""
    return _UNFIT.search(text) is None


def find_request_id(headers: Mapping[str, str]) -> str | None:
    """What the server calls the request, by the usual headers."""
    return next((headers[name] for name in _REQUEST_ID_NAMES if name in headers), None)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A rate limit as the `RateLimit-*` or `X-RateLimit-*` headers report it, each value as far as it is known.

    Attributes:
        limit: How many requests a window allows.
        remaining: How many of them are left.
        reset: When the window ends: the server's own number, seconds from now or since 1970.

    """

    limit: int | None
    remaining: int | None
    reset: float | None

    @classmethod
    def find(cls, headers: Mapping[str, str]) -> RateLimit | None:
        """The rate limit in these headers, None if they say nothing about it."""
        limit, remaining, reset = (_number(headers, name) for name in ("limit", "remaining", "reset"))
        if limit is None and remaining is None and reset is None:
            return None
        return cls(
            limit=None if limit is None else int(limit),
            remaining=None if remaining is None else int(remaining),
            reset=reset,
        )


def retry_after(value: str | None, now: float | None = None) -> float | None:
    """How many seconds a `Retry-After` header asks to wait.

    Args:
        value: The header, a number of seconds or an HTTP date.
        now: The time since 1970 that a date is compared with, by default the present.

    Returns:
        The seconds, at least 0; None if there is no such header or it makes no sense.

    """
    if value is None:
        return None
    seconds = _finite(value)
    if seconds is None:
        from email.utils import parsedate_to_datetime

        try:
            seconds = parsedate_to_datetime(value).timestamp() - (time.time() if now is None else now)
        except (ValueError, OverflowError):
            return None
    return max(seconds, 0.0)


def _number(headers: Mapping[str, str], name: str) -> float | None:
    for full_name in (f"ratelimit-{name}", f"x-ratelimit-{name}", f"x-rate-limit-{name}"):
        if full_name in headers:
            # A list may follow the number ("100, 100;w=60"): windows, of which the first counts.
            return _finite(headers[full_name].partition(",")[0].partition(";")[0])
    return None


def _finite(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
