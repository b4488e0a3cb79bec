"""Authentication schemes: each takes a request, signs it, has it sent, and answers a refusal."""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal, Protocol, TypeAlias

import httpx2

from .effects import Ask, Flow, Send
from .errors import ConfigurationError
from .parameters import check_header
from .reading import Discard
from .styles import encode

SendRequest: TypeAlias = Callable[[], Flow[httpx2.Response]]
"""Sends the request as it now stands, through the schemes that come after."""


class Scheme(Protocol):
    """A configured authentication scheme."""

    def authenticate(self, request: httpx2.Request, send: SendRequest) -> Flow[httpx2.Response]:
        """Sign the request, send it, and give back the answer."""
        ...


class BearerToken:
    """A ready access token, or a function that gives the present one.

    Args:
        token: The token, or a function asked before every request; an async client may be given an async one.

    """

    def __init__(self, token: str | Callable[[], str | Awaitable[str]]) -> None:
        self._token = token

    def authenticate(self, request: httpx2.Request, send: SendRequest) -> Flow[httpx2.Response]:
        """Put the token into the Authorization header."""
        token = self._token if isinstance(self._token, str) else (yield Ask(self._token))
        if not isinstance(token, str) or not token:
            given = f"a {type(token).__name__}" if token else repr(token)
            raise ConfigurationError(f"the function that gives the bearer token gave {given}, not a token")
        request.headers["Authorization"] = check_header("the bearer token", f"Bearer {token}")
        return (yield from send())


class Basic:
    """HTTP Basic: a user name and a password with every request."""

    def __init__(self, username: str, password: str) -> None:
        self._header = basic_header(username, password)

    def authenticate(self, request: httpx2.Request, send: SendRequest) -> Flow[httpx2.Response]:
        """Put name and password into the Authorization header."""
        request.headers["Authorization"] = self._header
        return (yield from send())


class ApiKey:
    """A key in a header, a query parameter or a cookie."""

    def __init__(self, key: str, name: str, place: Literal["header", "query", "cookie"]) -> None:
        self._key = check_header("the API key", key)
        self._name = name
        self._place = place

    def authenticate(self, request: httpx2.Request, send: SendRequest) -> Flow[httpx2.Response]:
        """Put the key into its place."""
        pair = f"{encode(self._name)}={encode(self._key)}"
        if self._place == "header":
            request.headers[self._name] = self._key
        elif self._place == "cookie":
            cookies = request.headers.get("Cookie")
            request.headers["Cookie"] = f"{cookies}; {pair}" if cookies else pair
        else:
            query = request.url.query.decode("ascii")
            request.url = request.url.copy_with(query=f"{query}&{pair}".lstrip("&").encode("ascii"))
        return (yield from send())


class Digest:
    """HTTP Digest (RFC 7616): the password itself is never sent.

    The server counts how often its nonce was used, so a nonce belongs to one request at a time. httpx2 keeps
    one nonce in each of its DigestAuth objects; here, every request under way borrows one of its own.
    """

    def __init__(self, username: str, password: str) -> None:
        self._username = username
        self._password = password
        self._idle: deque[httpx2.DigestAuth] = deque()

    def authenticate(self, request: httpx2.Request, send: SendRequest) -> Flow[httpx2.Response]:
        """Answer the server's challenge, or an earlier one that still holds."""
        try:
            digest = self._idle.pop()
        except IndexError:
            digest = httpx2.DigestAuth(self._username, self._password)
        steps = digest.auth_flow(request)
        try:
            next(steps)
            response = yield from send()
            try:
                steps.send(response)
            except StopIteration:
                return response
            yield Discard(response)
            return (yield from send())
        finally:
            steps.close()
            self._idle.append(digest)


def basic_header(username: str, password: str) -> str:
    """The Authorization header of HTTP Basic."""
    return "Basic " + b64encode(f"{username}:{password}".encode()).decode("ascii")


def sign_and_send(
    request: httpx2.Request, schemes: tuple[Scheme, ...], *, own_auth: bool = False
) -> Flow[httpx2.Response]:
    """Send a request through its authentication schemes, the first one outermost."""

    def send() -> Flow[httpx2.Response]:
        response: httpx2.Response = yield Send(request, auth_of_client=own_auth)
        return response

    for scheme in reversed(schemes):
        send = partial(scheme.authenticate, request, send)
    return (yield from send())
