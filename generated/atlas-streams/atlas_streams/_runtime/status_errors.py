"""Errors that the server answers with, one class for each HTTP status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .failures import APIError, PortableResponse, both
from .headers import RateLimit, find_request_id, retry_after

if TYPE_CHECKING:
    import httpx2


class APIStatusError(APIError):
    """The server answered with an error. The class follows from the HTTP status, never from one in the body.

    Where the API documents its error codes, each has a class besides, and an error with that code is of both classes.

    Attributes:
        status_code: The HTTP status.
        error_code: The error code of the API.
        reason: The error in short, as the API puts it.
        detail: The error at length, as the API puts it.
        body: The documented error object or text, else the JSON value that came, else None.
        response: The answer.

    """

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


class UnauthorizedError(ClientError):
    """401: the credentials were not accepted."""


class PaymentRequiredError(ClientError):
    """402: the account has to be paid for."""


class ForbiddenError(ClientError):
    """403: the credentials do not allow this."""


class NotFoundError(ClientError):
    """404: there is no such thing."""


class MethodNotAllowedError(ClientError):
    """405: the resource does not know the method."""


class NotAcceptableError(ClientError):
    """406: the server cannot answer in the media type asked for."""


class RequestTimeoutError(ClientError):
    """408: the server waited too long for the request."""


class ConflictError(ClientError):
    """409: the request contradicts the present state."""


class GoneError(ClientError):
    """410: there was such a thing, and it is gone."""


class LengthRequiredError(ClientError):
    """411: the request has to say how long it is."""


class PreconditionFailedError(ClientError):
    """412: a condition of the request does not hold."""


class PayloadTooLargeError(ClientError):
    """413: the body is too large."""


class UnsupportedMediaTypeError(ClientError):
    """415: the server does not take this kind of body."""


class UnprocessableEntityError(ClientError):
    """422: the body is well formed and still wrong."""


class LockedError(ClientError):
    """423: the resource is locked."""


class FailedDependencyError(ClientError):
    """424: something else, which this depends on, failed."""


class PreconditionRequiredError(ClientError):
    """428: the request has to be conditional."""


class TooManyRequestsError(ClientError):
    """429: the rate limit is reached; see `retry_after` and `rate_limit`."""


class UnavailableForLegalReasonsError(ClientError):
    """451: the law forbids it."""


class InternalServerError(ServerError):
    """500: the server failed."""


class NotImplementedServerError(ServerError):
    """501: the server cannot do this."""


class BadGatewayError(ServerError):
    """502: a server behind the server failed."""


class ServiceUnavailableError(ServerError):
    """503: the server cannot take requests now; see `retry_after`."""


class GatewayTimeoutError(ServerError):
    """504: a server behind the server did not answer in time."""


class InsufficientStorageError(ServerError):
    """507: the server has no room left."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    406: NotAcceptableError,
    408: RequestTimeoutError,
    409: ConflictError,
    410: GoneError,
    411: LengthRequiredError,
    412: PreconditionFailedError,
    413: PayloadTooLargeError,
    415: UnsupportedMediaTypeError,
    422: UnprocessableEntityError,
    423: LockedError,
    424: FailedDependencyError,
    428: PreconditionRequiredError,
    429: TooManyRequestsError,
    451: UnavailableForLegalReasonsError,
    500: InternalServerError,
    501: NotImplementedServerError,
    502: BadGatewayError,
    503: ServiceUnavailableError,
    504: GatewayTimeoutError,
    507: InsufficientStorageError,
}
_BY_GROUP: dict[int, type[APIStatusError]] = {3: RedirectError, 4: ClientError, 5: ServerError}


def class_for_status(status: int) -> type[APIStatusError]:
    """The exception class of an HTTP status."""
    return _BY_STATUS.get(status) or _BY_GROUP.get(status // 100, APIStatusError)


def class_for_code(of_code: type[APIStatusError], status: int) -> type[APIStatusError]:
    """The exception class of an error code that comes with an HTTP status.

    Args:
        of_code: The class of the code. It extends the class of the one status that the code is documented with, or
            what the classes of several have in common.
        status: The status.

    Returns:
        A class that is both. With a status that the code is not documented with, the class of the status alone.

    """
    of_status = class_for_status(status)
    if of_status in of_code.__bases__:
        return of_code
    return both(of_code, of_status) if issubclass(of_status, of_code.__bases__) else of_status
