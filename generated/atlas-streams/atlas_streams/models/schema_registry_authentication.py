# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Tag
from typing_extensions import TypeAliasType

from .._runtime.unions import UnknownTag, UnknownVariant, by_tag
from .confluent_sasl_inherit_authentication import ConfluentSaslInheritAuthentication
from .confluent_user_info_authentication import ConfluentUserInfoAuthentication


class UnknownSchemaRegistryAuthentication(UnknownVariant):
    """A kind of `SchemaRegistryAuthentication` that this version of the package does not know; it can't be sent."""

    type: Literal[UnknownTag.UNKNOWN] = UnknownTag.UNKNOWN
    tag_property = "type"
    known_tags: ClassVar[tuple[Any, ...]] = (
        "USER_INFO",
        "SASL_INHERIT",
    )


SchemaRegistryAuthentication = TypeAliasType(
    "SchemaRegistryAuthentication",
    Annotated[
        Annotated[ConfluentUserInfoAuthentication, Tag("ConfluentUserInfoAuthentication")]
        | Annotated[ConfluentSaslInheritAuthentication, Tag("ConfluentSaslInheritAuthentication")]
        | Annotated[
            UnknownSchemaRegistryAuthentication, Tag("UnknownSchemaRegistryAuthentication")
        ],
        by_tag(
            "type",
            "type",
            {
                "USER_INFO": "ConfluentUserInfoAuthentication",
                "SASL_INHERIT": "ConfluentSaslInheritAuthentication",
            },
            "UnknownSchemaRegistryAuthentication",
        ),
    ],
)
"""How to sign in to a schema registry."""
