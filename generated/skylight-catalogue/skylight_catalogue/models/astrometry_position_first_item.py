# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.limits import limited_when_sent

AstrometryPositionFirstItem = TypeAliasType(
    "AstrometryPositionFirstItem", Annotated[float, limited_when_sent(ge=0.0, lt=360.0)]
)
