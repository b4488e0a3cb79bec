# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from .._runtime.unions import known_when_sent

PhotometryBand = TypeAliasType("PhotometryBand", Literal["U", "B", "V", "R", "I"])
"""In which colour."""

OpenPhotometryBand = TypeAliasType(
    "OpenPhotometryBand", Annotated[PhotometryBand | str, known_when_sent("U", "B", "V", "R", "I")]
)
"""One of `PhotometryBand`; any other value as well where it is received."""
