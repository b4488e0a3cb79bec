# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.checks import checked
from .object_kind import ObjectKind

ListObjectsKind = TypeAliasType(
    "ListObjectsKind", Annotated[list[ObjectKind], checked({"uniqueItems": True})]
)
