"""The open sockets of a blocking HTTP client, so that closing it wakes the threads that wait on them."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any
from weakref import WeakSet


class OpenSockets:
    """Sockets as they are opened; closing one alone would leave a thread that reads from it waiting."""

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._closed = False
        self._lock = threading.Lock()

    def watch(self, event: str, info: dict[str, Any]) -> None:
        """Take note of a new connection: the `trace` extension of a request."""
        stream = info.get("return_value")
        if not event.endswith((".connect_tcp.complete", ".connect_unix_socket.complete", ".start_tls.complete")):
            return
        opened = stream.get_extra_info("socket") if stream is not None else None
        if isinstance(opened, socket.socket):
            with self._lock:
                self._sockets.add(opened)
                closed = self._closed
            if closed:
                _shut_down(opened)

    def shut_down(self) -> None:
        """End all connections, and those that are just being made."""
        with self._lock:
            self._closed = True
            opened = list(self._sockets)
        for one in opened:
            _shut_down(one)

    def let_go(self) -> None:
        """Close this process's ends, after a fork: the connections go on in the process that made them."""
        # Another thread may have held the lock.
        for one in list(self._sockets):
            one.close()


def _shut_down(opened: socket.socket) -> None:
    with suppress(OSError):
        # Not the method of a TLS socket: it would pull the TLS state from under the thread that reads.
        socket.socket.shutdown(opened, socket.SHUT_RDWR)
