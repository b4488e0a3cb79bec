"""The log of a package: one line for every attempt, to a logger of its name, silent unless asked for.

A line holds the method, the URL before credentials are added, the status, the time and the attempt. It
never holds a header or a body.
"""

from __future__ import annotations

import logging

LOGGER = logging.getLogger(__name__.split(".")[0])
LOGGER.addHandler(logging.NullHandler())


def log_answer(method: str, url: str, status: int, seconds: float, attempt: int) -> None:
    """Log an attempt that was answered."""
    LOGGER.info("%s %s: %d in %.0f ms (attempt %d)", method, url, status, seconds * 1000, attempt)


def log_failure(method: str, url: str, error: Exception, seconds: float, attempt: int) -> None:
    """Log an attempt that was not answered."""
    LOGGER.info("%s %s: %s after %.0f ms (attempt %d)", method, url, type(error).__name__, seconds * 1000, attempt)
