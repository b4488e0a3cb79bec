# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Literal

from pydantic import Field

from .._runtime.models import ResponseModel
from .nebula_glows_by import NebulaGlowsBy


class Nebula(ResponseModel):
    """A cloud of gas or dust."""

    kind: Literal["nebula"] = "nebula"
    """What kind of object it is."""

    designation: str
    """What astronomers call it."""

    name: str | None
    """What everybody calls it; null where only astronomers know it."""

    magnitude: float
    """How bright it looks from here; smaller is brighter."""

    position: tuple[float, float]
    """Right ascension and declination, in degrees (J2000)."""

    glows_by: Annotated[NebulaGlowsBy | str, Field(alias="glowsBy")]
    """Where its light comes from."""
