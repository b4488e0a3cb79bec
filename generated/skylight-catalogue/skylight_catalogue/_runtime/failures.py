"""The base of all errors, and those that are not about one HTTP status."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .headers import find_request_id

if TYPE_CHECKING:
    import httpx2


ErrorT = TypeVar("ErrorT", bound="APIError")


class APIError(Exception):
    """The base of every error of this package."""

    def __reduce__(self) -> tuple[Callable[..., APIError], tuple[Any, ...]]:
        return _restore, (self._kinds(), self.args, self._state())

    def _kinds(self) -> tuple[type[APIError], ...]:
        """The class of this error; where two were put together for it, these."""
        kind = type(self)
        return kind.__bases__ if "_put_together" in vars(kind) else (kind,)

    def _state(self) -> dict[str, Any]:
        return dict(self.__dict__)


class ConfigurationError(APIError, ValueError):
    """The client cannot work as it was configured."""


class MissingCredentialsError(ConfigurationError):
    """The operation needs credentials and none that it accepts are set; the message names them."""


class InvalidArgumentError(APIError, ValueError):
    """An argument was refused before anything was sent. The message names it and never shows its value."""


class ClosedClientError(APIError):
    """The client was closed, before the call or while it was running."""


class APIConnectionError(APIError):
    """No complete answer arrived: the connection failed or broke off. `__cause__` says how."""


class APITimeoutError(APIConnectionError):
    """No answer arrived in time."""


class TokenError(APIError):
    """The token endpoint did not give an access token.

    Attributes:
        status_code: The HTTP status of the token endpoint.
        error_code: The OAuth error code, say `invalid_client`.
        detail: The explanation that came with it.

    """

    def __init__(self, message: str, *, response: httpx2.Response, error_code: str | None, detail: str | None) -> None:
        super().__init__(message)
        self.status_code: int = response.status_code
        self.error_code: str | None = error_code
        self.detail: str | None = detail
        self.retry_after_header: str | None = response.headers.get("retry-after")


class PaginationError(APIError):
    """The next page cannot be followed: the server points back to this page, or to another server."""


class InvalidResponseError(APIError):
    """The server reports success, but the answer is not what is documented. The message never shows the body.

    Attributes:
        response: The answer.

    """

    def __init__(self, message: str, *, response: httpx2.Response) -> None:
        super().__init__(message)
        self.response: httpx2.Response = response

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def request_id(self) -> str | None:
        """What the server calls this request; support will ask for it."""
        return find_request_id(self.response.headers)

    def _state(self) -> dict[str, Any]:
        return {**self.__dict__, "response": PortableResponse(self.response)}


class ResponseTooLargeError(InvalidResponseError):
    """The answer, decompressed, holds more bytes than the client accepts."""


class PortableResponse:
    """An answer on its way through pickle: without its request, which carries credentials and secrets."""

    def __init__(self, response: httpx2.Response) -> None:
        self.status: int = response.status_code
        self.headers: list[tuple[str, str]] = [
            (name, value)
            for name, value in response.headers.multi_items()
            if name not in {"content-encoding", "content-length", "transfer-encoding", "set-cookie"}
        ]
        self.content: bytes = response.content if response.is_closed else b""

    def restore(self) -> httpx2.Response:
        """The answer again, as far as it could travel."""
        import httpx2

        return httpx2.Response(self.status, headers=self.headers, content=self.content)


_PUT_TOGETHER: dict[tuple[type[APIError], type[APIError]], type[APIError]] = {}


def both(first: type[ErrorT], second: type[APIError]) -> type[ErrorT]:
    """One class, made once, for errors that are of two classes; it is called as the first."""
    kind = _PUT_TOGETHER.get((first, second))
    if kind is None:
        members = {"__module__": first.__module__, "__doc__": first.__doc__, "_put_together": True}
        kind = _PUT_TOGETHER.setdefault((first, second), type(first.__name__, (first, second), members))
    return cast("type[ErrorT]", kind)


def _restore(kinds: tuple[type[APIError], ...], args: tuple[Any, ...], state: dict[str, Any]) -> APIError:
    kind = kinds[0] if len(kinds) == 1 else both(*kinds)
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(
        {name: value.restore() if isinstance(value, PortableResponse) else value for name, value in state.items()}
    )
    return error
