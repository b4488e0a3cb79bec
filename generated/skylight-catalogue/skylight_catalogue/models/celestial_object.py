# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Tag
from typing_extensions import TypeAliasType

from .._runtime.unions import UnknownTag, UnknownVariant, by_tag
from .comet import Comet
from .galaxy import Galaxy
from .nebula import Nebula
from .star import Star


class UnknownCelestialObject(UnknownVariant):
    """A kind of `CelestialObject` that this version of the package does not know; it can't be sent."""

    kind: Literal[UnknownTag.UNKNOWN] = UnknownTag.UNKNOWN
    tag_property = "kind"
    known_tags: ClassVar[tuple[Any, ...]] = (
        "star",
        "galaxy",
        "nebula",
        "comet",
    )


CelestialObject = TypeAliasType(
    "CelestialObject",
    Annotated[
        Annotated[Star, Tag("Star")]
        | Annotated[Galaxy, Tag("Galaxy")]
        | Annotated[Nebula, Tag("Nebula")]
        | Annotated[Comet, Tag("Comet")]
        | Annotated[UnknownCelestialObject, Tag("UnknownCelestialObject")],
        by_tag(
            "kind",
            "kind",
            {
                "star": "Star",
                "galaxy": "Galaxy",
                "nebula": "Nebula",
                "comet": "Comet",
            },
            "UnknownCelestialObject",
        ),
    ],
)
"""Something in the sky. Its `kind` says what it is, and so what is known of it."""
