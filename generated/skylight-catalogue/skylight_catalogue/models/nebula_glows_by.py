# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

NebulaGlowsBy = TypeAliasType("NebulaGlowsBy", Literal["emission", "reflection", "none"])
"""Where its light comes from."""
