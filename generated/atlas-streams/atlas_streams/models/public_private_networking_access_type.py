# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

PublicPrivateNetworkingAccessType = TypeAliasType(
    "PublicPrivateNetworkingAccessType", Literal["PUBLIC", "PRIVATE_LINK"]
)
"""Kind of network: the public internet (`PUBLIC`, which is what you get if you leave it out), or the
private link of the cloud at the other end (`PRIVATE_LINK`), whichever of the three that is.
"""
