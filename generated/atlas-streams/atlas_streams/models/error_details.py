# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Any

from pydantic import Field

from .._runtime.models import ResponseModel
from .bad_request_detail import BadRequestDetail


class ErrorDetails(ResponseModel):
    """What the server says about a request that failed."""

    bad_request_detail: Annotated[BadRequestDetail | None, Field(alias="badRequestDetail")] = None
    """What exactly was wrong with the fields of a request."""

    detail: str | None = None
    """What went wrong, in a sentence for people."""

    error: int
    """HTTP status as the body gives it. The status of the response itself is the one to trust."""

    error_code: Annotated[str, Field(alias="errorCode")]
    """Name of the error for programs to compare, for example `RESOURCE_NOT_FOUND`."""

    parameters: list[Any] | None = None
    """The values that were filled into `detail`."""

    reason: str | None = None
    """Short text of the HTTP status, for example `Not Found`."""
