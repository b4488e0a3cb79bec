# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field

from .._runtime.models import ResponseModel
from .._runtime.types import DateTime, Uuid
from .measurement import Measurement


class Observation(ResponseModel):
    """What somebody has seen of an object."""

    id: Uuid
    """The id that the catalogue gave it."""

    observed_at: Annotated[DateTime, Field(alias="observedAt")]
    """When it was."""

    observer: str
    """Who has seen it."""

    telescope: str | None = None
    """What it was seen with.

    The API's default is `"naked eye"`.
    """

    measurement: Measurement
    """What was measured."""
