# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

DbRoleType = TypeAliasType("DbRoleType", Literal["BUILT_IN", "CUSTOM"])
"""Whether Atlas provides the role (`BUILT_IN`) or the project defined it (`CUSTOM`)."""
