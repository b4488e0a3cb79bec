# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Tag
from typing_extensions import TypeAliasType

from .._runtime.unions import UnknownTag, UnknownVariant, by_tag
from .astrometry import Astrometry
from .photometry import Photometry
from .spectroscopy import Spectroscopy


class UnknownMeasurement(UnknownVariant):
    """A kind of `Measurement` that this version of the package does not know; it can't be sent."""

    method: Literal[UnknownTag.UNKNOWN] = UnknownTag.UNKNOWN
    tag_property = "method"
    known_tags: ClassVar[tuple[Any, ...]] = (
        "photometry",
        "spectroscopy",
        "astrometry",
    )


Measurement = TypeAliasType(
    "Measurement",
    Annotated[
        Annotated[Photometry, Tag("Photometry")]
        | Annotated[Spectroscopy, Tag("Spectroscopy")]
        | Annotated[Astrometry, Tag("Astrometry")]
        | Annotated[UnknownMeasurement, Tag("UnknownMeasurement")],
        by_tag(
            "method",
            "method",
            {
                "photometry": "Photometry",
                "spectroscopy": "Spectroscopy",
                "astrometry": "Astrometry",
            },
            "UnknownMeasurement",
        ),
    ],
)
"""What was measured. Its `method` says how, and so what came of it."""
