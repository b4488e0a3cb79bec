# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import SharedModel
from .astrometry_position import AstrometryPosition


class Astrometry(SharedModel):
    """Where it was."""

    method: Literal["astrometry"] = "astrometry"
    """How it was measured."""

    position: AstrometryPosition
    """Right ascension and declination, in degrees (J2000)."""
