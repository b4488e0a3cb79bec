# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field

from .._runtime.models import ResponseModel
from .observation import Observation


class ObservationPage(ResponseModel):
    """One page of observations."""

    items: list[Observation]
    """The observations on this page."""

    next_cursor: Annotated[str | None, Field(alias="nextCursor")]
    """Where the next page begins; null on the last one."""
