"""Files that are sent: open ones, and those that a path leads to."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TypeGuard, cast

_CHUNK = 64 * 1024


class PathFile:
    """The file at a path, open only while it is read, and read anew each time that it is sent.

    Raises:
        OSError: There is no such file, or it can't be read.

    """

    def __init__(self, path: os.PathLike[str]) -> None:
        self.name: str = os.fspath(path)
        self._file: IO[bytes] | None = None
        with Path(path).open("rb") as file:
            self._size = os.fstat(file.fileno()).st_size

    def read(self, size: int = -1) -> bytes:
        """Read on; after the last byte the file is closed."""
        if self._file is None:
            self._file = Path(self.name).open("rb")  # noqa: SIM115 - closed by whoever reads to the end
        data = self._file.read(size)
        if not data or size < 0:
            self._close()
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go back to the start; an offset from the end only tells how large the file is."""
        self._close()
        return self._size if whence == os.SEEK_END else 0

    def tell(self) -> int:
        """Where it is read from when it is sent: its start."""
        return 0

    def seekable(self) -> bool:
        """It can be read again."""
        return True

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(_CHUNK):
            yield chunk

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def __del__(self) -> None:
        # A request that broke off has not read to the end.
        if getattr(self, "_file", None) is not None:
            self._close()


class OnceFile:
    """What can be read only once, such as a pipe. The HTTP client would take the length of one for 0."""

    def __init__(self, file: IO[bytes]) -> None:
        name = getattr(file, "name", None)
        self.name: str = name if isinstance(name, str) and name else "upload"
        self.read = file.read


def is_path(value: object) -> TypeGuard[os.PathLike[str]]:
    """Whether a value is a path; text is none."""
    return isinstance(value, os.PathLike)


def is_text_file(value: object) -> bool:
    """Whether a value is a file that is open for text, so that its bytes can't be read."""
    return isinstance(value, io.TextIOBase)


def readable(content: bytes | IO[bytes] | os.PathLike[str]) -> bytes | IO[bytes]:
    """What the HTTP client can send as often as it needs to, or as often as that is possible.

    Raises:
        OSError: There is no file at the path.

    """
    if isinstance(content, bytes):
        return content
    if is_path(content):
        return cast("IO[bytes]", PathFile(content))
    file = cast("IO[bytes]", content)
    return file if can_rewind(file) else cast("IO[bytes]", OnceFile(file))


def can_rewind(file: IO[bytes]) -> bool:
    """Whether a file can be read again from where it is."""
    seekable = getattr(file, "seekable", None)
    return bool(seekable()) if callable(seekable) else hasattr(file, "seek")
