# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel
from .._runtime.types import Date


class CometOrbit(ResponseModel):
    """The ellipse that it follows around the sun."""

    period: float | None
    """Years until it is back; null if it never comes back."""

    perihelion: Date
    """The day on which it is nearest to the sun."""
