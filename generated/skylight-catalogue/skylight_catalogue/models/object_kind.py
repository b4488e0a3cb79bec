# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

ObjectKind = TypeAliasType("ObjectKind", Literal["star", "galaxy", "nebula", "comet"])
"""What kind of object something in the sky is."""
