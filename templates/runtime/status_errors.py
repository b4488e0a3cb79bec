"""Errors that the server answers with, one class for each HTTP status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .failures import APIError, PortableResponse
from .headers import RateLimit, find_request_id, retry_after

if TYPE_CHECKING:
    import httpx2


class APIStatusError(APIError):
    """The server answered with an error. The class follows from the HTTP status alone, never from the body.

    Attributes:
        status_code: The HTTP status.
        error_code: The error code of the API.
        reason: The error in short, as the API puts it.
        detail: The error at length, as the API puts it.
        body: The documented error object, else the JSON value that came, else None.
        response: The answer.

    """

    STATUS: ClassVar[int | None] = None

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        response: httpx2.Response,
        error_code: str | None = None,
        reason: str | None = None,
        detail: str | None = None,
        body: Any = None,
    ) -> None:
        super().__init__(message)
        self.status_code: int = status_code
        self.error_code: str | None = error_code
        self.reason: str | None = reason
        self.detail: str | None = detail
        self.body: Any = body
        self.response: httpx2.Response = response

    def has_code(self, *codes: str) -> bool:
        """Whether the error code of the API is one of these."""
        return self.error_code in codes

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the answer."""
        return self.response.headers

    @property
    def request_id(self) -> str | None:
        """What the server calls this request; support will ask for it."""
        return find_request_id(self.response.headers)

    @property
    def rate_limit(self) -> RateLimit | None:
        """What the server says about its rate limit."""
        return RateLimit.find(self.response.headers)

    @property
    def retry_after(self) -> float | None:
        """How many seconds the server asks to wait before the next try."""
        return retry_after(self.response.headers.get("retry-after"))

    def __repr__(self) -> str:
        shown = {"error_code": self.error_code, "reason": self.reason, "detail": self.detail}
        members = [f"status_code={self.status_code}", *(f"{k}={v!r}" for k, v in shown.items() if v is not None)]
        return f"{type(self).__name__}({', '.join(members)})"

    def _state(self) -> dict[str, Any]:
        return {**self.__dict__, "response": PortableResponse(self.response)}


class RedirectError(APIStatusError):
    """3xx: the server points elsewhere, and the client does not follow."""


class ClientError(APIStatusError):
    """4xx: the request is at fault."""


class ServerError(APIStatusError):
    """5xx: the server is at fault."""


class BadRequestError(ClientError):
    """400: the server could not make sense of the request."""

    STATUS = 400


class UnauthorizedError(ClientError):
    """401: the credentials were not accepted."""

    STATUS = 401


class PaymentRequiredError(ClientError):
    """402: the account has to be paid for."""

    STATUS = 402


class ForbiddenError(ClientError):
    """403: the credentials do not allow this."""

    STATUS = 403


class NotFoundError(ClientError):
    """404: there is no such thing."""

    STATUS = 404


class MethodNotAllowedError(ClientError):
    """405: the resource does not know the method."""

    STATUS = 405


class NotAcceptableError(ClientError):
    """406: the server cannot answer in the media type asked for."""

    STATUS = 406


class RequestTimeoutError(ClientError):
    """408: the server waited too long for the request."""

    STATUS = 408


class ConflictError(ClientError):
    """409: the request contradicts the present state."""

    STATUS = 409


class GoneError(ClientError):
    """410: there was such a thing, and it is gone."""

    STATUS = 410


class LengthRequiredError(ClientError):
    """411: the request has to say how long it is."""

    STATUS = 411


class PreconditionFailedError(ClientError):
    """412: a condition of the request does not hold."""

    STATUS = 412


class PayloadTooLargeError(ClientError):
    """413: the body is too large."""

    STATUS = 413


class UnsupportedMediaTypeError(ClientError):
    """415: the server does not take this kind of body."""

    STATUS = 415


class UnprocessableEntityError(ClientError):
    """422: the body is well formed and still wrong."""

    STATUS = 422


class LockedError(ClientError):
    """423: the resource is locked."""

    STATUS = 423


class FailedDependencyError(ClientError):
    """424: something else, which this depends on, failed."""

    STATUS = 424


class PreconditionRequiredError(ClientError):
    """428: the request has to be conditional."""

    STATUS = 428


class TooManyRequestsError(ClientError):
    """429: the rate limit is reached; see `retry_after` and `rate_limit`."""

    STATUS = 429


class UnavailableForLegalReasonsError(ClientError):
    """451: the law forbids it."""

    STATUS = 451


class InternalServerError(ServerError):
    """500: the server failed."""

    STATUS = 500


class NotImplementedServerError(ServerError):
    """501: the server cannot do this."""

    STATUS = 501


class BadGatewayError(ServerError):
    """502: a server behind the server failed."""

    STATUS = 502


class ServiceUnavailableError(ServerError):
    """503: the server cannot take requests now; see `retry_after`."""

    STATUS = 503


class GatewayTimeoutError(ServerError):
    """504: a server behind the server did not answer in time."""

    STATUS = 504


class InsufficientStorageError(ServerError):
    """507: the server has no room left."""

    STATUS = 507


_BY_STATUS: dict[int, type[APIStatusError]] = {
    kind.STATUS: kind
    for group in (ClientError, ServerError)
    for kind in group.__subclasses__()
    if kind.STATUS is not None
}


def class_for_status(status: int) -> type[APIStatusError]:
    """The exception class of an HTTP status."""
    if kind := _BY_STATUS.get(status):
        return kind
    groups: dict[int, type[APIStatusError]] = {3: RedirectError, 4: ClientError, 5: ServerError}
    return groups.get(status // 100, APIStatusError)
