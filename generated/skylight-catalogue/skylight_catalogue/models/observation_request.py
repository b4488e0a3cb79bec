# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel
from .._runtime.types import StrictDateTime
from .measurement import Measurement


class ObservationRequest(RequestModel):
    """What somebody has seen of an object."""

    received_as: ClassVar[str] = "Observation"

    observed_at: Annotated[StrictDateTime, Field(alias="observedAt")]
    """When it was."""

    observer: Annotated[str, Field(min_length=1)]
    """Who has seen it."""

    telescope: str | None = None
    """What it was seen with.

    The API's default is `"naked eye"`.
    """

    measurement: Measurement
    """What was measured."""
