# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""Bodies as plain data, for type checkers: each of these may be passed where the model of its name is taken."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from ._runtime.types import StrictDateTime
from .models import AstrometryPosition, OpenPhotometryBand, SpectroscopyLinesValue


class AstrometryDict(TypedDict):
    method: Literal["astrometry"]
    position: AstrometryPosition


class ObservationRequestDict(TypedDict):
    observedAt: StrictDateTime | str
    observer: str
    telescope: NotRequired[str]
    measurement: MeasurementDict


class PhotometryDict(TypedDict):
    method: Literal["photometry"]
    band: OpenPhotometryBand
    magnitude: float


class SpectroscopyDict(TypedDict):
    method: Literal["spectroscopy"]
    lines: dict[str, SpectroscopyLinesValue]


MeasurementDict: TypeAlias = "PhotometryDict | SpectroscopyDict | AstrometryDict"
