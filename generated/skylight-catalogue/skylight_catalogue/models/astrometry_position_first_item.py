# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

AstrometryPositionFirstItem = TypeAliasType(
    "AstrometryPositionFirstItem", Annotated[float, Field(ge=0.0, lt=360.0)]
)
