# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

StreamsConnectionState = TypeAliasType(
    "StreamsConnectionState", Literal["PENDING", "READY", "DELETING", "FAILED"]
)
"""How far the connection has come: being set up (`PENDING`), usable (`READY`), on its way out
(`DELETING`) or broken (`FAILED`).
"""
