# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.limits import limited_when_sent

SpectroscopyLinesValue = TypeAliasType(
    "SpectroscopyLinesValue", Annotated[float, limited_when_sent(ge=0.0, le=1.0)]
)
