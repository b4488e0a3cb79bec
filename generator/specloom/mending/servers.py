"""Servers that say where calls go, in documents that aren't one's own."""

from typing import Any

from specloom.diagnostics import Pointer
from specloom.mending.telling import Warn


def with_servers(node: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Leave out servers without a URL, and give variables the first value of their enum where they have no default.

    Or leave them to whoever calls: a value that nobody has named must not be guessed, since it may be part of the
    host that credentials go to.

    Args:
        node: the document, a path item or an operation; it stays as it is.
        at: its place.
        warn: is told of each.
    """
    servers = node.get("servers")
    if not isinstance(servers, list):
        return node
    read = [_server(server, (*at, "servers", index), warn) for index, server in enumerate(servers)]
    return {**node, "servers": [server for server in read if server is not None]}


def _server(server: Any, at: Pointer, warn: Warn) -> Any:
    """Read one server; None where it is to be left out."""
    if not isinstance(server, dict):
        return server
    url, variables = server.get("url"), server.get("variables")
    if url is None:
        warn("missing-field", "`url` is missing from a server", at, "it is left out; add what is missing")
        return None
    if isinstance(url, str) and url != url.strip():
        warn("wrong-server", f"the URL {url!r} has spaces around it", at, "they are left out")
        server = {**server, "url": url.strip()}
    if isinstance(variables, dict):
        read = {name: _variable(each, (*at, "variables", name), warn) for name, each in variables.items()}
        server = {**server, "variables": {name: each for name, each in read.items() if each is not None}}
    return server


def _variable(variable: Any, at: Pointer, warn: Warn) -> Any:
    """Give one variable a default; None where there is no value to take."""
    if not isinstance(variable, dict) or variable.get("default") is not None:
        return variable
    values = variable.get("enum")
    first = values[0] if isinstance(values, list) and values else None
    taken = "it is left out" if first is None else f"the first of its values is taken, {first!r}"
    warn("missing-field", f"`default` is missing from the server variable {at[-1]!r}", at, f"{taken}; add one")
    return None if first is None else {**variable, "default": first}
