"""Everything that can go wrong with a call, as exceptions.

APIError
+-- ConfigurationError          a client that cannot work as configured (also a ValueError)
|   +-- MissingCredentialsError     nothing set that the operation accepts
+-- InvalidArgumentError        refused before anything was sent (also a ValueError)
+-- ClosedClientError           the client is closed
+-- APIConnectionError          no complete answer
|   +-- APITimeoutError             not in time
+-- TokenError                  the token endpoint gave no token
+-- InvalidResponseError        a success that is not what is documented
|   +-- ResponseTooLargeError       more bytes than the client accepts
+-- PaginationError             a next page that cannot be followed
+-- APIStatusError              the answer is an error, one class for each HTTP status
    +-- RedirectError               3xx
    +-- ClientError                 4xx: BadRequestError, UnauthorizedError, NotFoundError, ...
    +-- ServerError                 5xx: InternalServerError, BadGatewayError, ...
"""

from .failures import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ClosedClientError,
    ConfigurationError,
    InvalidArgumentError,
    InvalidResponseError,
    MissingCredentialsError,
    PaginationError,
    ResponseTooLargeError,
    TokenError,
)
from .status_errors import (
    APIStatusError,
    BadGatewayError,
    BadRequestError,
    ClientError,
    ConflictError,
    FailedDependencyError,
    ForbiddenError,
    GatewayTimeoutError,
    GoneError,
    InsufficientStorageError,
    InternalServerError,
    LengthRequiredError,
    LockedError,
    MethodNotAllowedError,
    NotAcceptableError,
    NotFoundError,
    NotImplementedServerError,
    PayloadTooLargeError,
    PaymentRequiredError,
    PreconditionFailedError,
    PreconditionRequiredError,
    RedirectError,
    RequestTimeoutError,
    ServerError,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnauthorizedError,
    UnavailableForLegalReasonsError,
    UnprocessableEntityError,
    UnsupportedMediaTypeError,
)

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "BadGatewayError",
    "BadRequestError",
    "ClientError",
    "ClosedClientError",
    "ConfigurationError",
    "ConflictError",
    "FailedDependencyError",
    "ForbiddenError",
    "GatewayTimeoutError",
    "GoneError",
    "InsufficientStorageError",
    "InternalServerError",
    "InvalidArgumentError",
    "InvalidResponseError",
    "LengthRequiredError",
    "LockedError",
    "MethodNotAllowedError",
    "MissingCredentialsError",
    "NotAcceptableError",
    "NotFoundError",
    "NotImplementedServerError",
    "PaginationError",
    "PayloadTooLargeError",
    "PaymentRequiredError",
    "PreconditionFailedError",
    "PreconditionRequiredError",
    "RedirectError",
    "RequestTimeoutError",
    "ResponseTooLargeError",
    "ServerError",
    "ServiceUnavailableError",
    "TokenError",
    "TooManyRequestsError",
    "UnauthorizedError",
    "UnavailableForLegalReasonsError",
    "UnprocessableEntityError",
    "UnsupportedMediaTypeError",
]
