"""The dated media types: which are known, and which date answers which request."""

from __future__ import annotations

import re

from .messages import RefusedError, Request

DATES = (
    "2023-01-01",
    "2023-02-01",
    "2023-10-01",
    "2023-11-15",
    "2024-05-30",
    "2024-08-05",
    "2024-10-23",
    "2024-11-13",
    "2025-02-19",
    "2025-03-12",
)
"""All dates published, oldest first."""

VERSIONS = ("2023-02-01",)
"""The dates at which the stream-connection resource changed, oldest first."""

_DATED = re.compile(r"application/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json")


def negotiate(request: Request) -> str:
    """Choose the response's media type: the newest version at or before the date asked for.

    Raises:
        RefusedError: 406 when no member of Accept names a known date at which the resource existed.
    """
    for member in (request.header("accept") or "").split(","):
        date = _known_date(member)
        versions = [version for version in VERSIONS if date is not None and version <= date]
        if versions:
            return f"application/vnd.atlas.{versions[-1]}+json"
    raise RefusedError(406, "INVALID_VERSION_DATE", "Accept names no version of this resource.")


def check_content_type(request: Request) -> None:
    """Refuse a body that is not declared as JSON, plain or dated.

    Raises:
        RefusedError: 415.
    """
    declared = request.header("content-type") or ""
    if declared.partition(";")[0].strip().lower() != "application/json" and _known_date(declared) is None:
        raise RefusedError(415, "UNSUPPORTED_MEDIA_TYPE", f"A body of type {declared!r} is not understood.")


def _known_date(media_type: str) -> str | None:
    match = _DATED.fullmatch(media_type.partition(";")[0].strip().lower())
    return match[1] if match is not None and match[1] in DATES else None
