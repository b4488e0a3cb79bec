"""The HTTP client behind a client: built on first use, shared by its copies, closed once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from .errors import ClosedClientError, ConfigurationError
from .forks import renew_after_fork
from .sockets import OpenSockets

if TYPE_CHECKING:
    import ssl
    from asyncio import AbstractEventLoop

    import httpx2

HttpT = TypeVar("HttpT", bound="httpx2.Client | httpx2.AsyncClient")


class Connection(Generic[HttpT]):
    """Holds the HTTP client of a client and of all copies of it.

    Args:
        kind: The class of the HTTP client.
        build: Makes the HTTP client.
        custom: The user's own, used in its place; closing it is then the user's business.

    Raises:
        ConfigurationError: The user's own is of another kind, such as one that awaits where calls block.

    """

    def __init__(self, kind: type[HttpT], build: Callable[[], HttpT], custom: HttpT | None) -> None:
        _check_kind(custom, kind)
        self._build: Callable[[], HttpT] = build
        self._custom: HttpT | None = custom
        self._http: HttpT | None = custom
        self.closed: bool = False
        self.sockets: OpenSockets = OpenSockets()
        self._lock = threading.Lock()
        renew_after_fork(self, type(self)._renew)

    @property
    def custom(self) -> HttpT | None:
        """The user's own HTTP client, if there is one."""
        return self._custom

    @property
    def signs_itself(self) -> bool:
        """Whether the user's own HTTP client brings its own authentication."""
        return self._custom is not None and self._custom.auth is not None

    def http(self) -> HttpT:
        """The HTTP client, built on the first call.

        Raises:
            ClosedClientError: The client is closed.

        """
        http = self._http
        if http is None or self.closed:
            with self._lock:
                if self.closed:
                    raise _closed()
                http = self._http
                if http is None:
                    http = self._http = self._build()
        return http

    def close(self) -> HttpT | None:
        """Refuse all further calls.

        Returns:
            The HTTP client that is to be closed now, if there is one.

        """
        with self._lock:
            self.closed = True
            http, self._http = self._http, None
            return http if self._custom is None else None

    def _renew(self) -> None:
        # Connections of the parent process cannot be shared with it, and another thread may have held the lock.
        self._lock = threading.Lock()
        self._http = self._custom
        self.sockets.let_go()
        self.sockets = OpenSockets()


class LoopConnection(Connection["httpx2.AsyncClient"]):
    """Holds one HTTP client for each event loop that calls are made in, since connections belong to their loop."""

    def __init__(
        self, kind: type[httpx2.AsyncClient], build: Callable[[], httpx2.AsyncClient], custom: httpx2.AsyncClient | None
    ) -> None:
        super().__init__(kind, build, custom)
        self._by_loop: dict[AbstractEventLoop | None, httpx2.AsyncClient] = {}

    def http(self) -> httpx2.AsyncClient:
        """The HTTP client of this event loop, built on the first call in it.

        Raises:
            ClosedClientError: The client is closed.

        """
        if self._custom is not None:
            return super().http()
        loop = _running_loop()
        http = self._by_loop.get(loop)
        if http is None or self.closed:
            with self._lock:
                if self.closed:
                    raise _closed()
                http = self._by_loop.get(loop)
                if http is None:
                    # What belongs to a loop that is closed can't be used any more, not even to close it.
                    living = {each: of for each, of in self._by_loop.items() if each is None or not each.is_closed()}
                    http = living[loop] = self._build()
                    self._by_loop = living
        return http

    def close(self) -> httpx2.AsyncClient | None:
        """Refuse all further calls.

        Returns:
            The HTTP client of this event loop, if there is one that is to be closed now.

        """
        super().close()
        with self._lock:
            held, self._by_loop = self._by_loop, {}
            return held.get(_running_loop())

    def _renew(self) -> None:
        super()._renew()
        self._by_loop = {}


def _running_loop() -> AbstractEventLoop | None:
    """The event loop that this is called in; None in that of another library, and outside of any."""
    from asyncio import get_running_loop

    try:
        return get_running_loop()
    except RuntimeError:
        return None


def _closed() -> ClosedClientError:
    return ClosedClientError("the client is closed; make a new one to call again")


def _check_kind(custom: object, kind: type) -> None:
    if custom is not None and not isinstance(custom, kind):
        given = f"{type(custom).__module__}.{type(custom).__qualname__}"
        raise ConfigurationError(f"http_client must be an httpx2.{kind.__name__}, and is a {given}")


@cache
def shared_tls_context() -> ssl.SSLContext:
    """The TLS context of this process. It takes far longer to build than all the rest of a client."""
    import httpx2

    return httpx2.create_ssl_context()
