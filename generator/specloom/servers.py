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
_SOME_HOST = "https://host.invalid"


def default_server(document: Document, config: PackageConfig) -> str:
    """Where requests go by default: what package.yaml says, else the document's first server with a host, else ""."""
    return config.server or _first(document, "")


def server_path(document: Document, config: PackageConfig) -> str:
    """The path of the document's first server, where no server has a host: `/api/v3`; else "".

    OpenAPI has such a URL begin where the document is served from, which only the user of a package may know.
    """
    return "" if default_server(document, config) else _first(document, _SOME_HOST).removeprefix(_SOME_HOST)


def own_server(operation: Mapping[str, Any], default: str) -> str:
    """Where an operation is called if that is not the default: its first server with a host, else "".

    A relative URL is taken from the default server, since the place of the document, which OpenAPI has in mind, is
    unknown to whoever calls the API.
    """
    server = _first(operation, default)
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
    if not server and not _first(operation, default):
        yield Diagnostic(
            "server-without-host",
            "no server of this operation has a host, so it is called at the base URL of the client",
            (*at, "servers"),
            "write the URL of a server as https://host/path",
            Severity.WARNING,
        )
    yield from _query_diagnostics(operation, at, default)
    if signed and server.startswith("http:") and default.startswith("https:"):
        yield Diagnostic(
            "server-without-tls",
            f"credentials go to the server of this operation, {server}, where anyone on the way can read them",
            (*at, "servers"),
            "write its URL with https",
            Severity.WARNING,
        )


def shared_server_diagnostics(document: Document, config: PackageConfig, *, needed: bool) -> Iterator[Diagnostic]:
    """Tell of servers of the document that can't be called as they are.

    Args:
        document: a normal form.
        config: what package.yaml says.
        needed: whether an operation has no server of its own.
    """
    server = default_server(document, config)
    if not server and needed:
        message = "no server of this document has a host, so every client has to be given a base_url"
        hint = "add `servers` with a URL like https://host/path, or set `server` in package.yaml"
        yield Diagnostic("server-without-host", message, ("servers",), hint, Severity.NOTE)
    if not config.server:
        yield from _query_diagnostics(document, (), server or _SOME_HOST)


def _query_diagnostics(holder: Mapping[str, Any], at: Pointer, base: str) -> Iterator[Diagnostic]:
    """Tell of a query or a fragment in the URL of the server that is called: a path follows it, so neither can count.

    OpenAPI 3.2, Server Object, forbids them; 3.0 and 3.1 don't say what becomes of them.
    """
    for index, url in _urls(holder, base):
        if not _called(url):
            continue
        if len(parts := re.split(r"(?=[?#])", url, maxsplit=1)) == 2:
            yield Diagnostic(
                "server-with-query",
                f"the URL of a server ends with its path, so {parts[1]!r} is not sent",
                (*at, "servers", index, "url"),
                "make it a parameter of the operations; till then, pass it with `extra_query`",
                Severity.WARNING,
            )
        return


def _first(holder: Mapping[str, Any], base: str) -> str:
    """The URL of the first server that can be called, without the slash at its end; "" if there is none."""
    return next(filter(None, (_called(url) for _, url in _urls(holder, base))), "")


def _urls(holder: Mapping[str, Any], base: str) -> Iterator[tuple[int, str]]:
    """The URLs of servers, each with its position, with the defaults of their variables in place."""
    for index, server in enumerate(holder.get("servers", ())):
        url = _VARIABLE.sub(partial(_value, server.get("variables", {})), str(server.get("url", "")))
        try:
            # Whoever leaves out the scheme leaves it to where the document is served from.
            yield index, urljoin(base.rstrip("/") + "/" if base else "https:" * url.startswith("//"), url)
        except ValueError:
            continue


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
    is_base = parsed.scheme in ("http", "https") and parsed.host
    return str(parsed.copy_with(query=None, fragment=None)).rstrip("/") if is_base else ""


def _value(variables: Mapping[str, Any], found: re.Match[str]) -> str:
    """The default of a variable; what the server doesn't declare stays as it is."""
    return str(variables.get(found[1], {}).get("default", found[0]))
