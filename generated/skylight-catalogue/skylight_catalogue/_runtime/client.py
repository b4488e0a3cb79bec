"""The two clients that a package builds on, one that blocks and one that awaits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import Any, Final, ParamSpec, Self, TypeVar, Unpack, cast

import httpx2

from .connection import Connection, LoopConnection, shared_tls_context
from .core import Core, check_options, client_headers, client_timeout, make_core, merge_options
from .credentials import Credentials
from .effects import arun, run
from .errors import ConfigurationError
from .options import AsyncClientOptions, RequestOptions, SyncClientOptions, unfit_option, unknown_option
from .package import Package
from .raw import RawResponse, want_raw

P = ParamSpec("P")
T = TypeVar("T")

NO_VARIABLES: Final[Mapping[str, str]] = {}


class _Client:
    """What both kinds have in common."""

    core: Core
    """What the resources of the client build on; not meant for callers."""

    @property
    def base_url(self) -> str:
        """The server that calls go to, unless the API's document gives an operation one of its own."""
        return self.core.base_url

    def with_options(self, **options: Unpack[RequestOptions]) -> Self:
        """A copy with other options for its calls. It shares the connections and the access token.

        Raises:
            TypeError: There is no such option.
            ConfigurationError: An option is of no use, such as a timeout below 0.

        """
        if problem := unknown_option(options, RequestOptions.__optional_keys__):
            raise TypeError(problem)
        if problem := unfit_option(options):
            raise ConfigurationError(problem)
        clone = object.__new__(type(self))
        # Resources, cached on the client, belong to the client that made them.
        clone.__dict__.update(
            (name, value)
            for name, value in vars(self).items()
            if not isinstance(getattr(type(self), name, None), cached_property)
        )
        clone.core = replace(self.core, options=merge_options(self.core.options, options))
        return clone

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for {self.base_url}>"


class SyncClient(_Client):
    """A client that blocks. One client may be used from many threads."""

    def __init__(
        self,
        package: Package,
        credentials: Credentials,
        variables: Mapping[str, str] = NO_VARIABLES,
        **options: Unpack[SyncClientOptions],
    ) -> None:
        check_options(options, credentials, package)
        headers, timeout = client_headers(package, options), client_timeout(options)
        transport = options.get("transport")
        proxy = options.get("proxy")

        def build() -> httpx2.Client:
            # A transport brings its own TLS.
            verify = shared_tls_context() if transport is None else True
            return httpx2.Client(headers=headers, timeout=timeout, proxy=proxy, transport=transport, verify=verify)

        self._connection: Connection[httpx2.Client] = Connection(httpx2.Client, build, options.get("http_client"))
        self.core: Core = make_core(package, credentials, self._connection, variables, options)

    def raw(self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        """Call a method of this client and get its answer as it came.

        Args:
            method: The method, say `client.streams.get_stream_connection`.
            *args: Its arguments.
            **kwargs: Its keyword arguments.

        Raises:
            APIStatusError: The server answered with an error.

        """
        withdraw = want_raw()
        try:
            return cast("RawResponse[T]", method(*args, **kwargs))
        finally:
            withdraw()

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        content_type: str = "application/json",
        options: RequestOptions | None = None,
    ) -> RawResponse[Any]:
        """Call what no method of this client is for, as its methods call: signed, repeated, with the same errors.

        Args:
            method: The HTTP method, say `"GET"`.
            path: What follows the base URL, from its slash, with a query if it has one; or a URL that begins with it.
            body: Sent as JSON: a model or plain data. Of another content type, what that asks for: a dictionary for a
                form, otherwise text, bytes, a path or an open file.
            content_type: Of the body.
            options: Of this call.

        Returns:
            The answer. What `parse` makes of it goes by its content type: JSON as plain data, text, or bytes.

        Raises:
            InvalidArgumentError: The path is none of the server's.
            APIStatusError: The server answered with an error.

        """
        from .other_calls import other_call

        return run(other_call(self.core, method, path, body, content_type, options), self._connection)

    def close(self) -> None:
        """Close the connections. This client and its copies refuse further calls."""
        http = self._connection.close()
        if http is not None:
            self._connection.sockets.shut_down()
            http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(_Client):
    """A client that awaits. One client may be used from many tasks, and in one event loop after another."""

    def __init__(
        self,
        package: Package,
        credentials: Credentials,
        variables: Mapping[str, str] = NO_VARIABLES,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        check_options(options, credentials, package)
        headers, timeout = client_headers(package, options), client_timeout(options)
        transport = options.get("transport")
        proxy = options.get("proxy")

        def build() -> httpx2.AsyncClient:
            # A transport brings its own TLS.
            verify = shared_tls_context() if transport is None else True
            return httpx2.AsyncClient(headers=headers, timeout=timeout, proxy=proxy, transport=transport, verify=verify)

        self._connection = LoopConnection(httpx2.AsyncClient, build, options.get("http_client"))
        self.core: Core = make_core(package, credentials, self._connection, variables, options)

    async def raw(self, method: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        """Call a method of this client and get its answer as it came.

        Args:
            method: The method, say `client.streams.get_stream_connection`.
            *args: Its arguments.
            **kwargs: Its keyword arguments.

        Raises:
            APIStatusError: The server answered with an error.

        """
        withdraw = want_raw()
        try:
            return cast("RawResponse[T]", await method(*args, **kwargs))
        finally:
            withdraw()

    async def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        content_type: str = "application/json",
        options: RequestOptions | None = None,
    ) -> RawResponse[Any]:
        """Call what no method of this client is for, as its methods call: signed, repeated, with the same errors.

        Args:
            method: The HTTP method, say `"GET"`.
            path: What follows the base URL, from its slash, with a query if it has one; or a URL that begins with it.
            body: Sent as JSON: a model or plain data. Of another content type, what that asks for: a dictionary for a
                form, otherwise text, bytes, a path or an open file.
            content_type: Of the body.
            options: Of this call.

        Returns:
            The answer. What `parse` makes of it goes by its content type: JSON as plain data, text, or bytes.

        Raises:
            InvalidArgumentError: The path is none of the server's.
            APIStatusError: The server answered with an error.

        """
        from .other_calls import other_call

        return await arun(other_call(self.core, method, path, body, content_type, options), self._connection)

    async def aclose(self) -> None:
        """Close the connections. This client and its copies refuse further calls."""
        http = self._connection.close()
        if http is not None:
            await http.aclose()

    async def close(self) -> None:
        """The same as `aclose`."""
        await self.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


def methods_of(group: str) -> type:
    """A base of clients that have the methods of a group as their own: they are found in it when they are asked for.

    The group itself as a base would be imported with the client, and all that its methods need.

    Args:
        group: The attribute that the client has it as.

    """

    class OwnMethods:
        def __getattr__(self, name: str) -> object:
            # Whatever is missing in a client that is being made is private.
            if not name.startswith("_") and hasattr(methods := getattr(self, group), name):
                return getattr(methods, name)
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=self)

        def __dir__(self) -> list[str]:
            own = (name for name in dir(getattr(self, group)) if not name.startswith("_"))
            return sorted({*super().__dir__(), *own})

    return OwnMethods
