# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

AstrometryPositionSecondItem = TypeAliasType(
    "AstrometryPositionSecondItem", Annotated[float, Field(ge=-90.0, le=90.0)]
)
