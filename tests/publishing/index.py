"""A real index on loopback: pypiserver, with a folder of its own, on a free port, for the time of a block."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USERNAME, PASSWORD = "maintainer", "swordfish"

# It ends when nobody holds the other end of its stdin: with the block, or with a process that was killed in it.
_SERVE = """
import os, sys, threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server
import pypiserver

class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

folder, *known = sys.argv[1:]
app = pypiserver.app(
    roots=[Path(folder)],
    authenticate=["update"],
    auther=lambda username, password: [username, password] == known,
    overwrite=False,
    disable_fallback=True,
)
server = make_server("127.0.0.1", 0, app, server_class=Server)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def serve_index(folder: Path) -> Iterator[str]:
    """Serve the distributions of a folder, and take new ones from whoever knows the password.

    Yields:
        The address that takes uploads.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(folder), USERNAME, PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port = process.stdout.readline().strip()
            if not port:
                raise RuntimeError("the index did not start")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.stdin.close()
            process.wait(timeout=60)
