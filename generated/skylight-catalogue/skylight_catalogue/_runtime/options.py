"""What a caller can set: for one call, and for a client."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from .headers import is_header_name, is_header_text

if TYPE_CHECKING:
    import httpx2

    from .effects import Clock
    from .retries import RetryPolicy


class RequestOptions(TypedDict, total=False):
    """Options of one call, or of all calls of `client.with_options(...)`.

    Attributes:
        timeout: Seconds to wait for the server, or an `httpx2.Timeout`; None waits for ever.
        max_retries: How often a failed attempt is repeated.
        extra_headers: Headers to add or replace.
        extra_query: Query parameters to add or replace.
        extra_body: Members to add to a JSON object, or replace in it; they are sent unchecked.

    """

    timeout: float | httpx2.Timeout | None
    max_retries: int
    extra_headers: Mapping[str, str]
    extra_query: Mapping[str, object]
    extra_body: Mapping[str, object]


class ClientOptions(TypedDict, total=False):
    """Options of a client of either kind.

    Attributes:
        base_url: The server of all calls, in place of every one that the package names: also calls that the API's
            document sends to a server of their own go here. Where the document names only a path and no host, a base
            URL without a path gets that one; with a path, were it only `/`, it is taken as it is.
        timeout: Seconds to wait for the server, or an `httpx2.Timeout`; None waits for ever.
        max_retries: How often a failed attempt is repeated; 2 by default.
        retry_policy: How long to wait before a repetition.
        default_headers: Headers to send with every request.
        follow_redirects: Whether redirects are followed; another host never receives credentials.
        max_response_bytes: How large an answer may be, decompressed; None for no limit.
        proxy: The URL of a proxy.
        clock: Where time and chance come from, for tests.

    """

    base_url: str | None
    timeout: float | httpx2.Timeout | None
    max_retries: int
    retry_policy: RetryPolicy
    default_headers: Mapping[str, str]
    follow_redirects: bool
    max_response_bytes: int | None
    proxy: str | httpx2.Proxy | None
    clock: Clock


class SyncClientOptions(ClientOptions, total=False):
    """Options of a client.

    Attributes:
        http_client: The `httpx2.Client` to use. It stays open when this client is closed, and brings its own
            timeout, proxy and connection limits; where it has an `auth`, that signs the requests.
        transport: The transport to use.

    """

    http_client: httpx2.Client | None
    transport: httpx2.BaseTransport | None


class AsyncClientOptions(ClientOptions, total=False):
    """Options of an async client.

    Attributes:
        http_client: The `httpx2.AsyncClient` to use. It stays open when this client is closed, and brings its
            own timeout, proxy and connection limits; where it has an `auth`, that signs the requests.
        transport: The transport to use.

    """

    http_client: httpx2.AsyncClient | None
    transport: httpx2.AsyncBaseTransport | None


def unknown_option(options: Mapping[str, object], known: Collection[str]) -> str:
    """Which of the options is none, with those that there are, or ""."""
    for name in options:
        if name not in known:
            from difflib import get_close_matches

            close = get_close_matches(name, known, 1)
            meant = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(sorted(known))}"
            return f"there is no option {name!r}; {meant}"
    return ""


def unfit_option(options: Mapping[str, Any]) -> str:
    """What is wrong with the values of options, of the first that no request could be sent with, or ""."""
    for name, value in options.items():
        check = _CHECKS.get(name)
        if check is not None and (problem := check(value)):
            return f"{name} {problem}"
    return ""


def _timeout(value: object) -> str:
    import httpx2

    if value is None or isinstance(value, httpx2.Timeout):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0:
        return ""
    return "must be a number of seconds above 0, an httpx2.Timeout, or None, which waits for ever"


def _count(value: object) -> str:
    is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if is_count else "must be a whole number, 0 or above"


def _count_or_none(value: object) -> str:
    return "" if value is None or not _count(value) else f"{_count(value)}, or None for no limit"


def _members(value: object) -> str:
    return "" if isinstance(value, Mapping) else "must be a mapping, by name"


def _headers(value: Any) -> str:
    if problem := _members(value):
        return problem
    for name, text in value.items():
        if not isinstance(name, str) or not is_header_name(name):
            return f"must not hold {name!r}, which no header can be called"
        if not isinstance(text, str) or not is_header_text(text):
            return f"must hold printable ASCII text only, which {name!r} is not"
    return ""


def _proxy(value: Any) -> str:
    import httpx2

    if value is None or isinstance(value, httpx2.Proxy):
        return ""
    try:
        httpx2.Proxy(value)
    except (TypeError, ValueError, httpx2.InvalidURL):
        return "must be a URL such as http://host:port"
    return ""


_CHECKS: Mapping[str, Callable[[Any], str]] = {
    "timeout": _timeout,
    "max_retries": _count,
    "max_response_bytes": _count_or_none,
    "default_headers": _headers,
    "extra_headers": _headers,
    "extra_query": _members,
    "extra_body": _members,
    "proxy": _proxy,
}
