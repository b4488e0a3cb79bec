"""What a package knows of itself and of its API."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorFields:
    """Which members of an error body carry its code, its reason and its detail; dots lead into objects."""

    code: str | None = None
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """What the calls of one package have in common.

    Args:
        name: The name of the distribution, for the user agent.
        version: Its version.
        server: The URL that paths are relative to, unless a client is given another.
        errors: Where an error body says what is wrong.

    """

    name: str
    version: str
    server: str
    errors: ErrorFields = ErrorFields()
