# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import SharedModel
from .photometry_band import OpenPhotometryBand


class Photometry(SharedModel):
    """How bright it was."""

    method: Literal["photometry"] = "photometry"
    """How it was measured."""

    band: OpenPhotometryBand
    """In which colour."""

    magnitude: float
    """The brightness in that colour."""
