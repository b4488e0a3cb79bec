# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""All models of the API; each is imported when it is first used."""

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_module

if TYPE_CHECKING:
    from .astrometry import Astrometry as Astrometry
    from .astrometry_position import AstrometryPosition as AstrometryPosition
    from .astrometry_position_first_item import (
        AstrometryPositionFirstItem as AstrometryPositionFirstItem,
    )
    from .astrometry_position_second_item import (
        AstrometryPositionSecondItem as AstrometryPositionSecondItem,
    )
    from .celestial_object import CelestialObject as CelestialObject
    from .celestial_object import UnknownCelestialObject as UnknownCelestialObject
    from .comet import Comet as Comet
    from .comet_orbit import CometOrbit as CometOrbit
    from .galaxy import Galaxy as Galaxy
    from .galaxy_shape import GalaxyShape as GalaxyShape
    from .list_objects_kind import ListObjectsKind as ListObjectsKind
    from .measurement import Measurement as Measurement
    from .measurement import UnknownMeasurement as UnknownMeasurement
    from .nebula import Nebula as Nebula
    from .nebula_glows_by import NebulaGlowsBy as NebulaGlowsBy
    from .object_kind import ObjectKind as ObjectKind
    from .object_page import ObjectPage as ObjectPage
    from .observation import Observation as Observation
    from .observation_page import ObservationPage as ObservationPage
    from .observation_request import ObservationRequest as ObservationRequest
    from .photometry import Photometry as Photometry
    from .photometry_band import OpenPhotometryBand as OpenPhotometryBand
    from .photometry_band import PhotometryBand as PhotometryBand
    from .problem import Problem as Problem
    from .problem_type import ProblemType as ProblemType
    from .spectroscopy import Spectroscopy as Spectroscopy
    from .spectroscopy_lines_value import SpectroscopyLinesValue as SpectroscopyLinesValue
    from .star import Star as Star

_MODULES: dict[str, str] = {
    "Astrometry": ".astrometry",
    "AstrometryPosition": ".astrometry_position",
    "AstrometryPositionFirstItem": ".astrometry_position_first_item",
    "AstrometryPositionSecondItem": ".astrometry_position_second_item",
    "CelestialObject": ".celestial_object",
    "Comet": ".comet",
    "CometOrbit": ".comet_orbit",
    "Galaxy": ".galaxy",
    "GalaxyShape": ".galaxy_shape",
    "ListObjectsKind": ".list_objects_kind",
    "Measurement": ".measurement",
    "Nebula": ".nebula",
    "NebulaGlowsBy": ".nebula_glows_by",
    "ObjectKind": ".object_kind",
    "ObjectPage": ".object_page",
    "Observation": ".observation",
    "ObservationPage": ".observation_page",
    "ObservationRequest": ".observation_request",
    "OpenPhotometryBand": ".photometry_band",
    "Photometry": ".photometry",
    "PhotometryBand": ".photometry_band",
    "Problem": ".problem",
    "ProblemType": ".problem_type",
    "Spectroscopy": ".spectroscopy",
    "SpectroscopyLinesValue": ".spectroscopy_lines_value",
    "Star": ".star",
    "UnknownCelestialObject": ".celestial_object",
    "UnknownMeasurement": ".measurement",
}

__all__ = list(_MODULES)  # pyright: ignore[reportUnsupportedDunderAll]
if not TYPE_CHECKING:  # A type checker would take any name at all for one that __getattr__ gives.
    __getattr__, __dir__ = lazy_module(__name__, _MODULES)
