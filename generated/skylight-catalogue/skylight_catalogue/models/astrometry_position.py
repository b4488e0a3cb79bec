# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from .astrometry_position_first_item import AstrometryPositionFirstItem
from .astrometry_position_second_item import AstrometryPositionSecondItem

AstrometryPosition = TypeAliasType(
    "AstrometryPosition",
    Annotated[
        tuple[AstrometryPositionFirstItem, AstrometryPositionSecondItem], Field(strict=False)
    ],
)
