"""Runs Prism, a mock server that no one here wrote, as the judge of what is sent to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = Path(__file__).parent / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
START_SECONDS = 60
VIOLATIONS = "sl-violations"
"""The response header in which Prism says what is wrong, even where it answers 200."""


def missing(document: Path) -> str | None:
    """Say what Prism needs and does not find on this machine, if anything."""
    if shutil.which("node") is None:
        return "Node.js is not installed"
    if not COMMAND.exists():
        return "Prism is not installed; `make test-contract` installs it"
    if not document.exists():
        return f"{document} does not exist; `make generate` writes it"
    return None


@contextmanager
def running(document: Path) -> Iterator[str]:
    """Serve a document on a free port of loopback for the time of a block, and give the URL.

    Raises:
        RuntimeError: Prism ended or did not say that it is ready; with its output.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["node", str(COMMAND), "mock", "--host", "127.0.0.1", "--port", "0", str(document)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "NO_COLOR": "1"},
            )
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        said = log.read_text("utf-8", "replace")
        ready = re.search(r"Prism is listening on (http://\S+)", said)
        if ready is not None:
            return ready[1]
        if ended:
            raise RuntimeError(f"Prism ended with status {process.returncode}:\n{said}")
        time.sleep(0.05)
    raise RuntimeError(f"Prism was not ready after {START_SECONDS} s:\n{log.read_text('utf-8', 'replace')}")
