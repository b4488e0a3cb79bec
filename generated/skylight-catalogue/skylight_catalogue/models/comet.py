# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import ResponseModel
from .comet_orbit import CometOrbit


class Comet(ResponseModel):
    """A visitor. It has no fixed position, but an orbit."""

    kind: Literal["comet"] = "comet"
    """What kind of object it is."""

    designation: str
    """What astronomers call it."""

    name: str | None
    """What everybody calls it; null where only astronomers know it."""

    magnitude: float
    """How bright it looks from here; smaller is brighter."""

    orbit: CometOrbit
    """The ellipse that it follows around the sun."""
