# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel
from .problem_type import ProblemType


class Problem(ResponseModel):
    """Why a request failed, as RFC 9457 says it."""

    type: ProblemType | str
    """What kind of problem it is."""

    title: str
    """The same in a few words."""

    status: int
    """The status of the response."""

    detail: str | None = None
    """What was wrong this time."""
