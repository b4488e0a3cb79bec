# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from .._runtime.checks import checked

SchemaRegistryConnectionRequestSchemaRegistryUrls = TypeAliasType(
    "SchemaRegistryConnectionRequestSchemaRegistryUrls",
    Annotated[Annotated[list[str], Field(max_length=10)], checked({"uniqueItems": True})],
)
