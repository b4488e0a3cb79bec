# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import ResponseModel
from .galaxy_shape import GalaxyShape


class Galaxy(ResponseModel):
    """An island of stars outside of our own."""

    kind: Literal["galaxy"] = "galaxy"
    """What kind of object it is."""

    designation: str
    """What astronomers call it."""

    name: str | None
    """What everybody calls it; null where only astronomers know it."""

    magnitude: float
    """How bright it looks from here; smaller is brighter."""

    position: tuple[float, float]
    """Right ascension and declination, in degrees (J2000)."""

    shape: GalaxyShape | str
    """What it looks like."""

    redshift: float | None = None
    """How much its light is stretched; negative if it comes nearer."""
