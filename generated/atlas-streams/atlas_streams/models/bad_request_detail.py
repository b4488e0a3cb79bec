# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel
from .field_violation import FieldViolation


class BadRequestDetail(ResponseModel):
    """What exactly was wrong with the fields of a request."""

    fields: list[FieldViolation] | None = None
    """One entry for each field that was refused."""
