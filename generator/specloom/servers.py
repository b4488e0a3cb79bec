"""Where operations are called: of servers of an operation, a path item and the document, the nearest count."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import urljoin

from specloom.config import PackageConfig
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.schemas import Document

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def default_server(document: Document, config: PackageConfig) -> str:
    """Where requests go by default: what package.yaml says, else the document's first server with a host, else ""."""
    return config.server or next(_usable(document, ""), "")


def own_server(operation: Mapping[str, Any], default: str) -> str:
    """Where an operation is called if that is not the default: its first server with a host, else "".

    A relative URL is taken from the default server, since the place of the document, which OpenAPI has in mind, is
    unknown to whoever calls the API.
    """
    server = next(_usable(operation, default), "")
    return "" if server == default.rstrip("/") else server


def server_diagnostics(
    operation: Mapping[str, Any], at: Pointer, default: str, *, signed: bool
) -> Iterator[Diagnostic]:
    """Tell of servers of an operation that can't be called, or had better not be.

    Args:
        operation: of a normal form.
        at: its place.
        default: where other operations are called.
        signed: whether the operation is called with credentials.
    """
    if not operation.get("servers"):
        return
    server = own_server(operation, default)
    if not server and not any(_usable(operation, default)):
        yield Diagnostic(
            "server-without-host",
            "no server of this operation has a host, so it is called at the base URL of the client",
            (*at, "servers"),
            "write the URL of a server as https://host/path",
            Severity.WARNING,
        )
    if signed and server.startswith("http:") and default.startswith("https:"):
        yield Diagnostic(
            "server-without-tls",
            f"credentials go to the server of this operation, {server}, where anyone on the way can read them",
            (*at, "servers"),
            "write its URL with https",
            Severity.WARNING,
        )


def _usable(holder: Mapping[str, Any], base: str) -> Iterator[str]:
    """The URLs of servers that can be called, without the slash at their end."""
    for server in holder.get("servers", ()):
        variables = server.get("variables", {})
        url = _VARIABLE.sub(partial(_value, variables), str(server.get("url", "")))
        try:
            whole = urljoin(base.rstrip("/") + "/", url) if base else url
        except ValueError:
            continue
        if called := _called(whole):
            yield called


@cache
def _called(url: str) -> str:
    """What the HTTP client of a package makes of a URL, without the slash at its end; "" if it can't be called."""
    from httpx2 import URL, InvalidURL

    if not url.isprintable() or "{" in url:
        return ""
    try:
        parsed = URL(url)
    except InvalidURL:
        return ""
    is_base = parsed.scheme in ("http", "https") and parsed.host and not parsed.query and not parsed.fragment
    return str(parsed).rstrip("/") if is_base else ""


def _value(variables: Mapping[str, Any], found: re.Match[str]) -> str:
    """The default of a variable; what the server doesn't declare stays as it is."""
    return str(variables.get(found[1], {}).get("default", found[0]))
