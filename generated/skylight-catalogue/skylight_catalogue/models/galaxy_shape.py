# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

GalaxyShape = TypeAliasType("GalaxyShape", Literal["spiral", "elliptical", "irregular"])
"""What it looks like."""
