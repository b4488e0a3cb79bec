"""OAuth 2.0 client credentials: a token fetched when first needed, shared, and renewed in time."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

import httpx2

from .auth import SendRequest, basic_header
from .effects import Clock, Flow, Lock, Send
from .errors import ConfigurationError, TokenError
from .json_values import json_object
from .reading import Discard, Read

PURPOSE = "purpose"
"""The extension by which a request for a token tells itself from the call it is for."""
HOME = "home"
"""The extension that names the server of the API, on a call that goes to another one."""

_MAX_LEEWAY = 60.0
_MAX_TOKEN_ANSWER = 1_000_000


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token and, on the monotonic clock, when to stop using it."""

    value: str = field(repr=False)
    use_until: float


class ClientCredentials:
    """Access tokens from a token endpoint (RFC 6749, section 4.4).

    A token is fetched on first use, by one request however many calls wait for it, and shared by all. It is
    renewed shortly before it expires, counted on a clock that nobody sets, and once after a 401.

    Args:
        token_url: The token endpoint, https or on this machine; if relative, on the server of the API.
        client_id: The name of the client.
        client_secret: Its secret, sent to the token endpoint only, by HTTP Basic.
        scopes: The scopes to ask for.
        clock: What the age of a token is measured on.

    """

    def __init__(
        self,
        token_url: str,
        client_id: str,
        client_secret: str,
        *,
        scopes: Sequence[str] = (),
        clock: Clock | None = None,
    ) -> None:
        self._token_url = token_url
        self._basic = basic_header(quote_plus(client_id), quote_plus(client_secret))
        scopes = scopes.split() if isinstance(scopes, str) else scopes
        self._form = urlencode({"grant_type": "client_credentials"} | ({"scope": " ".join(scopes)} if scopes else {}))
        self._clock = clock or Clock()
        self._lock = Lock()
        self._token: AccessToken | None = None
        self._failure: Exception | None = None
        self._failures = 0

    def authenticate(self, request: httpx2.Request, send: SendRequest) -> Flow[httpx2.Response]:
        """Send with the shared token; if it is refused, once more with a new one."""
        token = yield from self._valid_token(request, refused=None)
        request.headers["Authorization"] = f"Bearer {token.value}"
        response = yield from send()
        if response.status_code != 401:
            return response
        yield Discard(response)
        token = yield from self._valid_token(request, refused=token)
        request.headers["Authorization"] = f"Bearer {token.value}"
        return (yield from send())

    def _valid_token(self, request: httpx2.Request, refused: AccessToken | None) -> Flow[AccessToken]:
        """The shared token, or a new one if that is missing, about to expire, or the one refused."""
        if token := self._usable(refused):
            return token
        failures = self._failures
        release: Callable[[], None] = yield self._lock.acquire()
        try:
            if token := self._usable(refused):
                return token
            if self._failure is not None and self._failures != failures:
                # The fetch that this call was waiting for has failed; a fetch for each waiting call would too.
                raise copy.copy(self._failure)
            try:
                self._token = token = yield from self._fetch(request)
            except (TokenError, httpx2.TransportError) as error:
                self._failure = copy.copy(error)
                self._failures += 1
                raise
            return token
        finally:
            release()

    def _usable(self, refused: AccessToken | None) -> AccessToken | None:
        token = self._token
        if token is None or token is refused or self._clock.monotonic() >= token.use_until:
            return None
        return token

    def _fetch(self, request: httpx2.Request) -> Flow[AccessToken]:
        url = httpx2.URL(request.extensions.get(HOME, request.url)).join(self._token_url)
        require_safe(url, "the token endpoint")
        asked_at = self._clock.monotonic()
        token_request = httpx2.Request(
            "POST",
            url,
            headers={
                "Accept": "application/json",
                "Authorization": self._basic,
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": request.headers.get("User-Agent", ""),
            },
            content=self._form.encode("ascii"),
            extensions={"timeout": request.extensions.get("timeout", {}), PURPOSE: "token"},
        )
        response: httpx2.Response = yield Send(token_request)
        response = yield Read(response, _MAX_TOKEN_ANSWER)
        return read_token(response, asked_at)


def read_token(response: httpx2.Response, asked_at: float) -> AccessToken:
    """The token in an answer of a token endpoint.

    Raises:
        TokenError: There is none; the message says why, and never shows the answer.

    """
    answer = json_object(response.content)
    error_code, detail = (
        value if isinstance(value := answer.get(name), str) else None for name in ("error", "error_description")
    )

    def refuse(problem: str) -> TokenError:
        where = response.request.url.copy_with(query=None)
        return TokenError(
            f"{where} gave no access token: {problem}", response=response, error_code=error_code, detail=detail
        )

    if response.status_code != 200:
        explained = ", ".join(text for text in (error_code, detail) if text)
        raise refuse(f"status {response.status_code}" + (f", {explained}" if explained else ""))
    token = answer.get("access_token")
    if not (isinstance(token, str) and token.isascii() and token.isprintable() and token and " " not in token):
        raise refuse("the answer does not hold one")
    if str(answer.get("token_type", "bearer")).lower() != "bearer":
        raise refuse("its type is not 'bearer'")
    lifetime = _seconds(answer.get("expires_in"))
    if lifetime is None:
        raise refuse("expires_in is not a number of seconds")
    return AccessToken(token, use_until=asked_at + lifetime - min(_MAX_LEEWAY, lifetime / 4))


def require_safe(url: httpx2.URL, what: str) -> None:
    """Make sure that a secret can be sent to a URL.

    Raises:
        ConfigurationError: It is neither https nor on this machine.

    """
    host = url.host
    local = host in ("localhost", "::1") or (host.startswith("127.") and host.replace(".", "").isdecimal())
    if not (url.scheme == "https" or (url.scheme == "http" and local)):
        raise ConfigurationError(f"{what} is {url.scheme}://{url.host}, and a secret goes by https only")


def _seconds(value: object) -> float | None:
    """A lifetime in seconds; without one, a token is used until it is refused."""
    if value is None:
        return math.inf
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < math.inf else None
