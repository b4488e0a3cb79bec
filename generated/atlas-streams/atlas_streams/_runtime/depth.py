"""Room for Python to recurse in, while models are imported and built.

Both recurse into each model that one holds: by nine calls for each, of a hundred models that may hold each other, where
Python allows a thousand calls. Those of Python itself cost memory, not stack.
"""

from __future__ import annotations

import sys
from threading import Lock

_ENOUGH = 10_000


class _Depth:
    """The limit on recursion, higher as long as anyone needs it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._usual = 0

    def __enter__(self) -> None:
        with self._lock:
            self._users += 1
            limit = sys.getrecursionlimit()
            if limit < _ENOUGH:
                self._usual = limit
                sys.setrecursionlimit(_ENOUGH)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._users -= 1
            if not self._users and self._usual and sys.getrecursionlimit() == _ENOUGH:
                sys.setrecursionlimit(self._usual)
                self._usual = 0


DEEP = _Depth()
"""`with DEEP:` lets Python recurse deeper."""
