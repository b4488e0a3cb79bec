"""What a package knows of itself and of its API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .status_errors import APIStatusError


@dataclass(frozen=True, slots=True)
class ErrorFields:
    """Which members of an error body carry its code, its reason and its detail.

    Dots lead into objects, and numbers into lists; of several paths, the first that leads to a text counts.
    """

    code: str | tuple[str, ...] = ()
    reason: str | tuple[str, ...] = ()
    detail: str | tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A part of the URL of a server that is chosen when a client is made.

    Args:
        name: In the URL, where it stands in braces.
        argument: Of the client.
        default: Its value, unless the client is given another.
        values: All that it may have; none for any.

    """

    name: str
    argument: str
    default: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """What the calls of one package have in common.

    Args:
        name: The name of the distribution, for the user agent.
        version: Its version.
        server: The URL that paths are relative to, unless a client is given another; "" where there is none.
        errors: Where an error body says what is wrong.
        error_classes: Gives the exception classes of the error codes that the API documents. It is asked when the
            first such error comes.
        has_other_servers: Whether some operations are called at servers of their own.
        path: The path of the server, where the API's document names only that, such as "/api/v3".
        variables: What stands in braces in these, and in the servers of operations.
        security: How most operations are signed: alternatives, each the names of the schemes it needs together.

    """

    name: str
    version: str
    server: str
    errors: ErrorFields = ErrorFields()
    error_classes: Callable[[], Mapping[str, type[APIStatusError]]] = dict
    has_other_servers: bool = False
    path: str = ""
    variables: tuple[ServerVariable, ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
