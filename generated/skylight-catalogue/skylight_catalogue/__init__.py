# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""Typed client for the catalogue of the Skylight observatory, synchronous and asynchronous."""

from ._runtime.lazy import lazy_module

# Type checkers know better; to import it takes longer than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import dicts as dicts
    from . import models as models
    from ._runtime.effects import Clock as Clock
    from ._runtime.errors import APIConnectionError as APIConnectionError
    from ._runtime.errors import APIError as APIError
    from ._runtime.errors import APIStatusError as APIStatusError
    from ._runtime.errors import APITimeoutError as APITimeoutError
    from ._runtime.errors import BadGatewayError as BadGatewayError
    from ._runtime.errors import BadRequestError as BadRequestError
    from ._runtime.errors import ClientError as ClientError
    from ._runtime.errors import ClosedClientError as ClosedClientError
    from ._runtime.errors import ConfigurationError as ConfigurationError
    from ._runtime.errors import ConflictError as ConflictError
    from ._runtime.errors import FailedDependencyError as FailedDependencyError
    from ._runtime.errors import ForbiddenError as ForbiddenError
    from ._runtime.errors import GatewayTimeoutError as GatewayTimeoutError
    from ._runtime.errors import GoneError as GoneError
    from ._runtime.errors import InsufficientStorageError as InsufficientStorageError
    from ._runtime.errors import InternalServerError as InternalServerError
    from ._runtime.errors import InvalidArgumentError as InvalidArgumentError
    from ._runtime.errors import InvalidResponseError as InvalidResponseError
    from ._runtime.errors import LengthRequiredError as LengthRequiredError
    from ._runtime.errors import LockedError as LockedError
    from ._runtime.errors import MethodNotAllowedError as MethodNotAllowedError
    from ._runtime.errors import MissingCredentialsError as MissingCredentialsError
    from ._runtime.errors import NotAcceptableError as NotAcceptableError
    from ._runtime.errors import NotFoundError as NotFoundError
    from ._runtime.errors import NotImplementedServerError as NotImplementedServerError
    from ._runtime.errors import PaginationError as PaginationError
    from ._runtime.errors import PayloadTooLargeError as PayloadTooLargeError
    from ._runtime.errors import PaymentRequiredError as PaymentRequiredError
    from ._runtime.errors import PreconditionFailedError as PreconditionFailedError
    from ._runtime.errors import PreconditionRequiredError as PreconditionRequiredError
    from ._runtime.errors import RedirectError as RedirectError
    from ._runtime.errors import RequestTimeoutError as RequestTimeoutError
    from ._runtime.errors import ResponseTooLargeError as ResponseTooLargeError
    from ._runtime.errors import ServerError as ServerError
    from ._runtime.errors import ServiceUnavailableError as ServiceUnavailableError
    from ._runtime.errors import TokenError as TokenError
    from ._runtime.errors import TooManyRequestsError as TooManyRequestsError
    from ._runtime.errors import UnauthorizedError as UnauthorizedError
    from ._runtime.errors import UnavailableForLegalReasonsError as UnavailableForLegalReasonsError
    from ._runtime.errors import UnprocessableEntityError as UnprocessableEntityError
    from ._runtime.errors import UnsupportedMediaTypeError as UnsupportedMediaTypeError
    from ._runtime.options import RequestOptions as RequestOptions
    from ._runtime.pagination import AsyncPage as AsyncPage
    from ._runtime.pagination import Page as Page
    from ._runtime.raw import RawResponse as RawResponse
    from ._runtime.retries import RetryPolicy as RetryPolicy
    from ._runtime.streaming import AsyncStreamedItems as AsyncStreamedItems
    from ._runtime.streaming import AsyncStreamedResponse as AsyncStreamedResponse
    from ._runtime.streaming import StreamedItems as StreamedItems
    from ._runtime.streaming import StreamedResponse as StreamedResponse
    from ._runtime.unions import UnknownTag as UnknownTag
    from ._runtime.unions import UnknownVariant as UnknownVariant
    from .client import AsyncSkylightCatalogue as AsyncSkylightCatalogue
    from .client import SkylightCatalogue as SkylightCatalogue
    from .error_codes import DuplicateObservationError as DuplicateObservationError
    from .error_codes import InvalidValueError as InvalidValueError
    from .error_codes import NotInCatalogueError as NotInCatalogueError
    from .error_codes import UnknownKeyError as UnknownKeyError
    from .models import Astrometry as Astrometry
    from .models import AstrometryPosition as AstrometryPosition
    from .models import AstrometryPositionFirstItem as AstrometryPositionFirstItem
    from .models import AstrometryPositionSecondItem as AstrometryPositionSecondItem
    from .models import CelestialObject as CelestialObject
    from .models import Comet as Comet
    from .models import CometOrbit as CometOrbit
    from .models import Galaxy as Galaxy
    from .models import GalaxyShape as GalaxyShape
    from .models import ListObjectsKind as ListObjectsKind
    from .models import Measurement as Measurement
    from .models import Nebula as Nebula
    from .models import NebulaGlowsBy as NebulaGlowsBy
    from .models import ObjectKind as ObjectKind
    from .models import ObjectPage as ObjectPage
    from .models import Observation as Observation
    from .models import ObservationPage as ObservationPage
    from .models import ObservationRequest as ObservationRequest
    from .models import OpenPhotometryBand as OpenPhotometryBand
    from .models import Photometry as Photometry
    from .models import PhotometryBand as PhotometryBand
    from .models import Problem as Problem
    from .models import ProblemType as ProblemType
    from .models import Spectroscopy as Spectroscopy
    from .models import SpectroscopyLinesValue as SpectroscopyLinesValue
    from .models import Star as Star
    from .models import UnknownCelestialObject as UnknownCelestialObject
    from .models import UnknownMeasurement as UnknownMeasurement

__version__ = "1.0.0"
"""The version of this package."""

_MODULES = {
    "APIConnectionError": "._runtime.errors",
    "APIError": "._runtime.errors",
    "APIStatusError": "._runtime.errors",
    "APITimeoutError": "._runtime.errors",
    "Astrometry": ".models",
    "AstrometryPosition": ".models",
    "AstrometryPositionFirstItem": ".models",
    "AstrometryPositionSecondItem": ".models",
    "AsyncPage": "._runtime.pagination",
    "AsyncSkylightCatalogue": ".client",
    "AsyncStreamedItems": "._runtime.streaming",
    "AsyncStreamedResponse": "._runtime.streaming",
    "BadGatewayError": "._runtime.errors",
    "BadRequestError": "._runtime.errors",
    "CelestialObject": ".models",
    "ClientError": "._runtime.errors",
    "Clock": "._runtime.effects",
    "ClosedClientError": "._runtime.errors",
    "Comet": ".models",
    "CometOrbit": ".models",
    "ConfigurationError": "._runtime.errors",
    "ConflictError": "._runtime.errors",
    "DuplicateObservationError": ".error_codes",
    "FailedDependencyError": "._runtime.errors",
    "ForbiddenError": "._runtime.errors",
    "Galaxy": ".models",
    "GalaxyShape": ".models",
    "GatewayTimeoutError": "._runtime.errors",
    "GoneError": "._runtime.errors",
    "InsufficientStorageError": "._runtime.errors",
    "InternalServerError": "._runtime.errors",
    "InvalidArgumentError": "._runtime.errors",
    "InvalidResponseError": "._runtime.errors",
    "InvalidValueError": ".error_codes",
    "LengthRequiredError": "._runtime.errors",
    "ListObjectsKind": ".models",
    "LockedError": "._runtime.errors",
    "Measurement": ".models",
    "MethodNotAllowedError": "._runtime.errors",
    "MissingCredentialsError": "._runtime.errors",
    "Nebula": ".models",
    "NebulaGlowsBy": ".models",
    "NotAcceptableError": "._runtime.errors",
    "NotFoundError": "._runtime.errors",
    "NotImplementedServerError": "._runtime.errors",
    "NotInCatalogueError": ".error_codes",
    "ObjectKind": ".models",
    "ObjectPage": ".models",
    "Observation": ".models",
    "ObservationPage": ".models",
    "ObservationRequest": ".models",
    "OpenPhotometryBand": ".models",
    "Page": "._runtime.pagination",
    "PaginationError": "._runtime.errors",
    "PayloadTooLargeError": "._runtime.errors",
    "PaymentRequiredError": "._runtime.errors",
    "Photometry": ".models",
    "PhotometryBand": ".models",
    "PreconditionFailedError": "._runtime.errors",
    "PreconditionRequiredError": "._runtime.errors",
    "Problem": ".models",
    "ProblemType": ".models",
    "RawResponse": "._runtime.raw",
    "RedirectError": "._runtime.errors",
    "RequestOptions": "._runtime.options",
    "RequestTimeoutError": "._runtime.errors",
    "ResponseTooLargeError": "._runtime.errors",
    "RetryPolicy": "._runtime.retries",
    "ServerError": "._runtime.errors",
    "ServiceUnavailableError": "._runtime.errors",
    "SkylightCatalogue": ".client",
    "Spectroscopy": ".models",
    "SpectroscopyLinesValue": ".models",
    "Star": ".models",
    "StreamedItems": "._runtime.streaming",
    "StreamedResponse": "._runtime.streaming",
    "TokenError": "._runtime.errors",
    "TooManyRequestsError": "._runtime.errors",
    "UnauthorizedError": "._runtime.errors",
    "UnavailableForLegalReasonsError": "._runtime.errors",
    "UnknownCelestialObject": ".models",
    "UnknownKeyError": ".error_codes",
    "UnknownMeasurement": ".models",
    "UnknownTag": "._runtime.unions",
    "UnknownVariant": "._runtime.unions",
    "UnprocessableEntityError": "._runtime.errors",
    "UnsupportedMediaTypeError": "._runtime.errors",
}

__all__ = ["__version__", *_MODULES]  # pyright: ignore[reportUnsupportedDunderAll]
if not TYPE_CHECKING:  # A type checker would take any name at all for one that __getattr__ gives.
    __getattr__, __dir__ = lazy_module(__name__, _MODULES, ("dicts", "models"))
