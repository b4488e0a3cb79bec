# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel


class FieldViolation(ResponseModel):
    """One field of a request that was refused, and why."""

    description: str
    """Why the field was refused."""

    field: str
    """Path of the field inside the request body."""
