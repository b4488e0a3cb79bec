"""Where operations are called: of servers of an operation, a path item and the document, the nearest count."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from specloom import grammar
from specloom.config import PackageConfig
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.schemas import Document

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_SOME_HOST = "https://host.invalid"


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A part of the URL of a server that callers choose.

    Attributes:
        name: in braces.
        default: its value, unless a caller gives another.
        values: all that it may have; () for any.
        description: Markdown, untrusted.
    """

    name: str
    default: str
    values: tuple[str, ...] = ()
    description: str = field(default="", compare=False)

    @property
    def is_constant(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.values) == 1


@dataclass(frozen=True, slots=True)
class Server:
    """Where something is called: its URL by default, and that with its variables in braces."""

    url: str
    template: str
    variables: Mapping[str, ServerVariable] = field(default_factory=dict)


class Servers:
    """Where the operations of a document are called.

    Attributes:
        shared: the server of all operations that have none of their own; its URLs are "" where no server has a host.
        path: of the document's first server where no server has a host, as a URL without one; else "" likewise.
        variables: of these, and of the servers of operations, by name.
    """

    def __init__(self, document: Document, config: PackageConfig) -> None:
        nothing = Server("", "")
        self.shared = Server(config.server, config.server.rstrip("/")) if config.server else _server(document, nothing)
        at_some_host = nothing if self.shared.url else _server(document, Server(_SOME_HOST, _SOME_HOST))
        self.path = Server(
            at_some_host.url.removeprefix(_SOME_HOST),
            at_some_host.template.removeprefix(_SOME_HOST),
            at_some_host.variables,
        )
        self.variables = {**self.shared.variables, **self.path.variables}
        for item in document.get("paths", {}).values():
            for _, _, operation in grammar.operations(item):
                for name, variable in _server(operation, self.shared).variables.items():
                    self.variables.setdefault(name, variable)

    def own(self, operation: Mapping[str, Any]) -> Server:
        """Where an operation is called if that is not the shared server: its first server with a host, else "".

        A relative URL is taken from the shared server, since the place of the document, which OpenAPI has in mind, is
        unknown to whoever calls the API. Of its variables, callers choose those that mean the same everywhere.
        """
        server = _server(operation, self.shared)
        if server.template == self.shared.template:
            return Server("", "")
        return Server(server.url, _filled(server.template, self.fixed(server)))

    def diagnostics(self, operation: Mapping[str, Any], at: Pointer, *, signed: bool) -> Iterator[Diagnostic]:
        """Tell of servers of an operation that can't be called, or had better not be, and of variables in them.

        Args:
            operation: of the normal form.
            at: its place.
            signed: whether the operation is called with credentials.
        """
        if not operation.get("servers"):
            return
        server, default = _server(operation, self.shared), self.shared.url
        if not server.url:
            yield Diagnostic(
                "server-without-host",
                "no server of this operation has a host, so it is called at the base URL of the client",
                (*at, "servers"),
                "write the URL of a server as https://host/path",
                Severity.WARNING,
            )
        for name in self.fixed(server):
            yield Diagnostic(
                "server-variable-fixed",
                f"clients have another variable {name!r}, so this one is always {server.variables[name].default!r}",
                (*at, "servers"),
                "describe it alike at every server, or call it otherwise",
                Severity.WARNING,
            )
        yield from _query_diagnostics(operation, at, default)
        if signed and server.url.startswith("http:") and default.startswith("https:"):
            yield Diagnostic(
                "server-without-tls",
                f"credentials go to the server of this operation, {server.url}, where anyone on the way can read them",
                (*at, "servers"),
                "write its URL with https",
                Severity.WARNING,
            )

    def fixed(self, server: Server) -> dict[str, str]:
        """The variables of a server that mean something else elsewhere, with their values."""
        return {name: each.default for name, each in server.variables.items() if each != self.variables[name]}


def default_server(document: Document, config: PackageConfig) -> str:
    """Where requests go by default: what package.yaml says, else the document's first server with a host, else ""."""
    return config.server or _first(document, "")


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
        url = _by_default(server)
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


def _by_default(server: Mapping[str, Any]) -> str:
    """The URL of a server with the defaults of its variables; what it doesn't declare stays as it is."""
    return _filled(str(server.get("url", "")), {name: each.default for name, each in _variables(server).items()})


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), template)


def _variables(server: Mapping[str, Any]) -> dict[str, ServerVariable]:
    """The variables that a server declares, by name; those that have no default are none."""
    found: dict[str, ServerVariable] = {}
    for name, said in server.get("variables", {}).items():
        if "default" in said:
            default = str(said["default"])
            listed = [str(value) for value in said.get("enum") or ()]
            values = (*([] if default in listed or not listed else [default]), *listed)
            found[name] = ServerVariable(name, default, values, str(said.get("description") or ""))
    return found


def _server(holder: Mapping[str, Any], base: Server) -> Server:
    """The first server that can be called, with the variables that are in its URL; its URLs are "" for none."""
    for index, url in _urls(holder, base.url):
        if called := _called(url):
            server = holder["servers"][index]
            variables = {**base.variables, **_variables(server)}
            template = re.split(r"[?#]", _joined(server, base.template))[0].rstrip("/")
            template = _filled(template, {name: each.default for name, each in variables.items() if each.is_constant})
            used = {name: variables[name] for name in _VARIABLE.findall(template) if name in variables}
            by_default = _filled(template, {name: each.default for name, each in used.items()})
            # Whatever is written in an odd way is left as it is by default.
            return Server(called, template, used) if used and _called(by_default) == called else Server(called, called)
    return Server("", "")


def _joined(server: Mapping[str, Any], base: str) -> str:
    """The URL of a server, relative to a base, with its variables in braces."""
    template, url = str(server.get("url", "")), _by_default(server)
    if url.startswith("//"):
        return "https:" + template
    return template if not base or urlsplit(url).scheme else urljoin(base.rstrip("/") + "/", template)
