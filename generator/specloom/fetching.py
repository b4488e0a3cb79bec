"""Gets the provider's document from where it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

from specloom.config import read_config
from specloom.config_values import check_server
from specloom.diagnostics import Diagnostic, Location, SpecError

_LARGEST: Final = 256 * 1024 * 1024
_TIMEOUT: Final = 60.0  # seconds
_REDIRECTS: Final = 5
_CONFIG: Final = "package.yaml"


@contextmanager
def upstream_file(given: str | None, folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Have the provider's document as a file, for the time of a block.

    Args:
        given: a file or an address; None for what the package in the folder says.
        folder: of the package.

    Yields:
        The file, and what to call it if its own name doesn't say.

    Raises:
        SpecError: `no-upstream`: nobody says where it is; or it can't be had.
    """
    place = given or _configured(folder)
    if "://" not in place:
        yield Path(place), None
        return
    with TemporaryDirectory(prefix="specloom-") as name:
        yield fetch(place, Path(name)), place


def fetch(address: str, folder: Path) -> Path:
    """Download a document into a folder.

    Args:
        address: an https URL; http only on this machine. Redirects lead nowhere else.
        folder: for the file, which is called as at the end of the address.

    Raises:
        SpecError: `upstream-failed`.
    """
    import httpx2

    path = folder / (re.sub(r"[^A-Za-z0-9._-]", "_", urlsplit(address).path.rpartition("/")[2]) or "openapi.yaml")
    size = 0
    try:
        with httpx2.Client(timeout=_TIMEOUT) as client, path.open("wb") as file:
            for _ in range(_REDIRECTS + 1):
                with client.stream("GET", check_server(address)) as response:
                    if response.next_request is not None:
                        address = str(response.next_request.url)
                        continue
                    response.raise_for_status()
                    for chunk in response.iter_bytes():
                        size += len(chunk)
                        if size > _LARGEST:
                            raise ValueError(f"it is larger than {_LARGEST // 1024 // 1024} MB")
                        file.write(chunk)
                return path
            raise ValueError("it leads from one address to the next without end")
    except (httpx2.HTTPError, ValueError) as error:
        message = f"the document can't be had from {address}: {error}"
        raise SpecError(Diagnostic("upstream-failed", message, hint="Check the address.")) from None


def _configured(folder: Path) -> str:
    path = folder / _CONFIG
    upstream = read_config(path).upstream if path.is_file() else None
    if upstream is None:
        hint = "Give a file or an address, or write the address into package.yaml, as upstream."
        raise SpecError(
            Diagnostic("no-upstream", "nobody says where the document is", hint=hint, location=Location(path))
        )
    return upstream
