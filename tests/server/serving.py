"""Serves ASGI applications on loopback, from a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from .app import Provider, Receive, Scope, Send


class Host:
    """Listens on a free port and hands each request to the provider of the moment.

    Starting and stopping uvicorn takes a quarter of a second, so one host outlives many tests, each with a
    provider of its own.
    """

    def __init__(self) -> None:
        self.provider = Provider()
        self._transports: dict[Any, asyncio.Transport] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self,
            http=self._protocol(),
            ws="none",
            lifespan="off",
            loop="asyncio",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        # The socket listens already: whoever connects before the thread has started waits in its backlog.
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="provider", daemon=True
        )

    def renew(self) -> Provider:
        """Put a new provider in the place of the last one."""
        self.provider = Provider()
        self.provider.base_url = self.base_url
        return self.provider

    def start(self) -> None:
        """Begin to serve."""
        self.renew()
        self._thread.start()

    def stop(self) -> None:
        """Close every connection and wait for the thread to end."""
        self._server.should_exit = True
        self._thread.join(timeout=60)
        if self._thread.is_alive():
            raise RuntimeError("the server did not stop")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, with its transport at hand for faults that close it."""
        await self.provider({**scope, "transport": self._transports[scope["client"]]}, receive, send)

    def _protocol(self) -> type[asyncio.Protocol]:
        transports = self._transports

        class Protocol(H11Protocol):
            """Remembers the transports, which ASGI keeps from an application."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its base
                super().connection_made(transport)
                transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                transports.pop(self.client, None)

        return Protocol


@contextmanager
def serve() -> Iterator[Host]:
    """Serve a provider for the time of a block."""
    host = Host()
    host.start()
    try:
        yield host
    finally:
        host.stop()
