"""What the calls of one client share, whether it blocks or awaits."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx2

from .connection import Connection
from .credentials import Credentials
from .effects import Clock
from .errors import ConfigurationError
from .options import ClientOptions, RequestOptions, SyncClientOptions, unfit_option, unknown_option
from .package import Package
from .retries import RetryPolicy
from .servers import checked_variables, filled, variables_of

if TYPE_CHECKING:
    from .operation import Operation
    from .plan import Plan

DEFAULT_MAX_RETRIES = 2
DEFAULT_MAX_RESPONSE_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Core:
    """The settings of a client and what its copies share.

    Args:
        package: The package it belongs to.
        credentials: What it can sign requests with.
        connection: Its HTTP client.
        base_url: The server, without a slash at the end; "" where there is none that every operation shares.
        is_own_url: Whether the user named the server, so that all calls go there.
        headers: Sent with every request. The HTTP client adds them, unless it is the user's own.
        options: For every call, where the call does not say otherwise.
        policy: How failed attempts are repeated.
        follow_redirects: Whether redirects are followed.
        max_response_bytes: How large an answer may be.
        clock: Where time and chance come from.
        headers_of: The headers of calls, by what they depend on.
        variables: What was chosen of the URLs of servers, by name.
        servers: Those of operations, with that in place, by what they are without.

    """

    package: Package
    credentials: Credentials
    connection: Connection[Any]
    base_url: str
    is_own_url: bool
    headers: Mapping[str, str]
    options: RequestOptions
    policy: RetryPolicy
    follow_redirects: bool
    max_response_bytes: int | None
    clock: Clock
    headers_of: dict[tuple[Plan, str | None], Mapping[str, str]]
    variables: Mapping[str, str]
    servers: dict[str, str] = field(default_factory=dict[str, str])


def check_options(options: ClientOptions, credentials: Credentials, package: Package) -> None:
    """Refuse options of a client that only a type checker would have refused.

    Raises:
        ConfigurationError: No request could be sent with the value of an option.
        TypeError: There is no such option.

    """
    arguments = [*credentials.arguments, *(variable.argument for variable in package.variables)]
    if problem := unknown_option(options, {*arguments, *SyncClientOptions.__optional_keys__}):
        raise TypeError(problem)
    if problem := unfit_option(options):
        raise ConfigurationError(problem)


def make_core(
    package: Package,
    credentials: Credentials,
    connection: Connection[Any],
    variables: Mapping[str, str],
    options: ClientOptions,
) -> Core:
    """Put the settings of a client together.

    Raises:
        ConfigurationError: The base URL is not one, or an option has no effect beside another.

    """
    if connection.custom is not None:
        _refuse_beside(options, "http_client", "transport", "proxy")
    if options.get("transport") is not None:
        _refuse_beside(options, "transport", "proxy")
    defaults: RequestOptions = {"max_retries": options.get("max_retries", DEFAULT_MAX_RETRIES)}
    given = options.get("base_url")
    values = checked_variables(package, variables)
    path = filled(package.path, package, values)
    server = _with_path(given, path) if given else filled(package.server, package, values)
    if given:
        _refuse_unused(package, values, package.path if server != given else "")
    if connection.custom is not None and "timeout" in options:
        defaults["timeout"] = options["timeout"]
    return Core(
        package=package,
        credentials=credentials,
        connection=connection,
        base_url=_checked_url(server, path) if server or not package.has_other_servers else "",
        is_own_url=bool(given),
        headers=client_headers(package, options),
        options=defaults,
        policy=options.get("retry_policy") or RetryPolicy(),
        follow_redirects=options.get("follow_redirects", False),
        max_response_bytes=options.get("max_response_bytes", DEFAULT_MAX_RESPONSE_BYTES),
        clock=options.get("clock") or Clock(),
        headers_of={},
        variables=values,
    )


def _refuse_beside(options: Mapping[str, Any], given: str, *others: str) -> None:
    """Refuse options that would have no effect, since another one takes their place."""
    for other in others:
        if options.get(other) is not None:
            raise ConfigurationError(f"{other} has no effect beside {given}, which brings its own")


def client_headers(package: Package, options: ClientOptions) -> Mapping[str, str]:
    """The headers of every request of a client."""
    return override({"User-Agent": user_agent(package)}, options.get("default_headers", {}))


def client_timeout(options: ClientOptions) -> float | httpx2.Timeout | None:
    """The timeout of a client: by default a minute for the server, ten seconds for the connection."""
    return options["timeout"] if "timeout" in options else httpx2.Timeout(60.0, connect=10.0)


@cache
def user_agent(package: Package) -> str:
    """Package, Python and operating system, with versions."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"{package.name}/{package.version} Python/{python} ({sys.platform})"


def override(headers: Mapping[str, str], more: Mapping[str, str]) -> Mapping[str, str]:
    """Headers with others added or put in their place, whatever the case of their names."""
    if not more:
        return headers
    replaced = {name.lower() for name in more}
    return {name: value for name, value in headers.items() if name.lower() not in replaced} | dict(more)


def merge_options(base: RequestOptions, more: RequestOptions) -> RequestOptions:
    """Options over others; extra headers, parameters and members are put together."""
    merged: RequestOptions = {**base, **more}
    if "extra_headers" in base and "extra_headers" in more:
        merged["extra_headers"] = override(base["extra_headers"], more["extra_headers"])
    if "extra_query" in base and "extra_query" in more:
        merged["extra_query"] = {**base["extra_query"], **more["extra_query"]}
    if "extra_body" in base and "extra_body" in more:
        merged["extra_body"] = {**base["extra_body"], **more["extra_body"]}
    return merged


def server_of(core: Core, operation: Operation[Any]) -> str:
    """The server that an operation is called at: the user's, its own, or that of the package.

    Raises:
        ConfigurationError: There is none.

    """
    if core.is_own_url or operation.server is None:
        server = core.base_url
    elif "{" in operation.server:
        server = core.servers.get(operation.server) or _own_server(core, operation.server)
    else:
        server = operation.server
    if not server:
        raise _no_server(filled(core.package.path, core.package, core.variables))
    return server


def _own_server(core: Core, template: str) -> str:
    path = filled(core.package.path, core.package, core.variables)
    url = core.servers[template] = _checked_url(filled(template, core.package, core.variables), path)
    return url


def _refuse_unused(package: Package, values: Mapping[str, str], used: str) -> None:
    """Refuse values of variables beside a base URL, which has none but those of its path."""
    unused = [each for each in package.variables if each not in variables_of(used, package)]
    for variable in unused:
        if values[variable.name] != variable.default:
            raise ConfigurationError(f"{variable.argument} has no effect beside base_url, which is all of the URL")


def _with_path(url: str, path: str) -> str:
    """A base URL, with the path that the API's document names behind its host if nothing is there, not even a slash."""
    return url if "/" in url.partition("://")[2] else url + path


def _no_server(path: str) -> ConfigurationError:
    like = f"https://host{path or '/path'}"
    return ConfigurationError(f"the API's document names no host: give the client a base_url that looks like {like}")


def _checked_url(url: str, path: str) -> str:
    if not url:
        raise _no_server(path)
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise ConfigurationError(f"the base URL is none: {error}") from error
    if parsed.userinfo:
        raise ConfigurationError("the base URL must not hold a user name or a password; pass credentials as arguments")
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.query or parsed.fragment:
        raise ConfigurationError(f"the base URL must look like https://host/path, and is {url!r}")
    return url.rstrip("/")
