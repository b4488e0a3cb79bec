"""What earlier runs found out, by the content that it was found from.

One file for each package, in the folder of the user's caches. It stands outside of any repository: whoever can write
to a repository could otherwise say that what comes from it has been verified. It holds JSON under a hash, and one that
is damaged, or that another version of the toolkit or its templates wrote, counts as none. What a run doesn't ask for
is forgotten, so it never holds more than one package needs.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from specloom.manifest import digest

ENDING = ".cache"
_MOST = 256 * 1024 * 1024
"""How many bytes the caches of all packages may take together; the oldest go first."""


class Cache:
    """Results of earlier runs, in sections; each is text, or plain data, under the hash of what it depends on."""

    def __init__(self, path: Path | None = None, basis: str = "") -> None:
        """Read what there is.

        Args:
            path: of the file; None for a cache that is empty, and forgets.
            basis: hash of all that every result depends on: the toolkit, its templates, the versions of the rest.
        """
        self._path = path
        self._basis = basis
        self._before: Mapping[str, Mapping[str, Any]] = _read(path, basis) if path else {}
        self._now: dict[str, dict[str, Any]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no earlier run is known."""
        return not self._before

    def get(self, section: str, key: str) -> Any:
        """What was found earlier; None if it is not known."""
        found = self._before.get(section, {}).get(key)
        if found is not None:
            self.put(section, key, found)
        return found

    def put(self, section: str, key: str, value: Any) -> None:
        """Remember something for the next run."""
        self._now.setdefault(section, {})[key] = value

    def save(self) -> None:
        """Write down what this run has used; that it can't be written is no reason to fail."""
        if self._path is None or self._now == self._before:
            return
        from specloom.source import write_atomically

        body = json.dumps(self._now, ensure_ascii=True, separators=(",", ":")).encode()
        content = b"\n".join([digest(self._basis.encode() + body).encode(), body])
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, content)
            _make_room(self._path)


def _read(path: Path, basis: str) -> Mapping[str, Mapping[str, Any]]:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode() != digest(basis.encode() + body):
            return {}
        data = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return {}
    is_sound = isinstance(data, dict) and all(isinstance(section, dict) for section in data.values())
    return data if is_sound else {}


def _make_room(written: Path) -> None:
    """Remove the caches that were not written for the longest time, as far as all together are too large."""
    found = sorted(
        (
            (entry.stat().st_mtime, entry.stat().st_size, entry.path)
            for entry in os.scandir(written.parent)
            if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False)
        ),
        reverse=True,
    )
    total = 0
    for _, size, path in found:
        total += size
        if total > _MOST and path != os.fspath(written):
            Path(path).unlink(missing_ok=True)
