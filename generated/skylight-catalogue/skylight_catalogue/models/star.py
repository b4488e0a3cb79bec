# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Literal

from pydantic import Field

from .._runtime.models import ResponseModel


class Star(ResponseModel):
    """A sun, near or far."""

    kind: Literal["star"] = "star"
    """What kind of object it is."""

    designation: str
    """What astronomers call it."""

    name: str | None
    """What everybody calls it; null where only astronomers know it."""

    magnitude: float
    """How bright it looks from here; smaller is brighter."""

    position: tuple[float, float]
    """Right ascension and declination, in degrees (J2000)."""

    spectral_type: Annotated[str, Field(alias="spectralType")]
    """Its class by temperature and luminosity."""

    parallax: float | None = None
    """How far it seems to move in half a year, in milliseconds of arc."""

    companions: list[str] | None = None
    """The stars that it goes around with, by designation."""
