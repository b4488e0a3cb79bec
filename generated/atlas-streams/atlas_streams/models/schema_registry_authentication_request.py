# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from .confluent_sasl_inherit_authentication import ConfluentSaslInheritAuthentication
from .confluent_user_info_authentication_request import ConfluentUserInfoAuthenticationRequest

SchemaRegistryAuthenticationRequest = TypeAliasType(
    "SchemaRegistryAuthenticationRequest",
    Annotated[
        ConfluentUserInfoAuthenticationRequest | ConfluentSaslInheritAuthentication,
        Field(discriminator="type"),
    ],
)
"""How to sign in to a schema registry."""
