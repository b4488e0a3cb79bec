"""What a caller can set: for one call, and for a client."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, TypedDict

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
    """What is wrong with options that only a type checker would have refused: the first that is none, or ""."""
    for name in options:
        if name not in known:
            from difflib import get_close_matches

            close = get_close_matches(name, known, 1)
            meant = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(sorted(known))}"
            return f"there is no option {name!r}; {meant}"
    return ""
