# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""Typed client for the stream connections of MongoDB Atlas, synchronous and asynchronous."""

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
    from .client import AsyncAtlasStreams as AsyncAtlasStreams
    from .client import AtlasStreams as AtlasStreams
    from .models import AWSConnectionConfig as AWSConnectionConfig
    from .models import AWSConnectionConfigRequest as AWSConnectionConfigRequest
    from .models import AWSKinesisDataStreamsConnection as AWSKinesisDataStreamsConnection
    from .models import (
        AWSKinesisDataStreamsConnectionRequest as AWSKinesisDataStreamsConnectionRequest,
    )
    from .models import AWSLambdaConnection as AWSLambdaConnection
    from .models import AWSLambdaConnectionRequest as AWSLambdaConnectionRequest
    from .models import AzureBlobStorageConnection as AzureBlobStorageConnection
    from .models import AzureBlobStorageConnectionRequest as AzureBlobStorageConnectionRequest
    from .models import AzureConnectionConfig as AzureConnectionConfig
    from .models import AzureConnectionConfigRequest as AzureConnectionConfigRequest
    from .models import BadRequestDetail as BadRequestDetail
    from .models import ClusterConnection as ClusterConnection
    from .models import ClusterConnectionRequest as ClusterConnectionRequest
    from .models import ConfluentSaslInheritAuthentication as ConfluentSaslInheritAuthentication
    from .models import ConfluentUserInfoAuthentication as ConfluentUserInfoAuthentication
    from .models import (
        ConfluentUserInfoAuthenticationRequest as ConfluentUserInfoAuthenticationRequest,
    )
    from .models import DbRole as DbRole
    from .models import DbRoleRequest as DbRoleRequest
    from .models import DbRoleType as DbRoleType
    from .models import ErrorDetails as ErrorDetails
    from .models import FieldViolation as FieldViolation
    from .models import GCPConnectionConfig as GCPConnectionConfig
    from .models import GCPConnectionConfigRequest as GCPConnectionConfigRequest
    from .models import GCPPubSubConnection as GCPPubSubConnection
    from .models import GCPPubSubConnectionRequest as GCPPubSubConnectionRequest
    from .models import HttpsConnection as HttpsConnection
    from .models import HttpsConnectionRequest as HttpsConnectionRequest
    from .models import KafkaAuthentication as KafkaAuthentication
    from .models import KafkaAuthenticationRequest as KafkaAuthenticationRequest
    from .models import KafkaConnection as KafkaConnection
    from .models import KafkaConnectionRequest as KafkaConnectionRequest
    from .models import KafkaSecurity as KafkaSecurity
    from .models import KafkaSecurityRequest as KafkaSecurityRequest
    from .models import Link as Link
    from .models import Networking as Networking
    from .models import NetworkingAccess as NetworkingAccess
    from .models import NetworkingAccessRequest as NetworkingAccessRequest
    from .models import NetworkingAccessType as NetworkingAccessType
    from .models import NetworkingRequest as NetworkingRequest
    from .models import PublicPrivateNetworking as PublicPrivateNetworking
    from .models import PublicPrivateNetworkingAccess as PublicPrivateNetworkingAccess
    from .models import PublicPrivateNetworkingAccessRequest as PublicPrivateNetworkingAccessRequest
    from .models import PublicPrivateNetworkingAccessType as PublicPrivateNetworkingAccessType
    from .models import PublicPrivateNetworkingRequest as PublicPrivateNetworkingRequest
    from .models import S3Connection as S3Connection
    from .models import S3ConnectionRequest as S3ConnectionRequest
    from .models import SampleConnection as SampleConnection
    from .models import SampleConnectionRequest as SampleConnectionRequest
    from .models import SchemaRegistryAuthentication as SchemaRegistryAuthentication
    from .models import SchemaRegistryAuthenticationRequest as SchemaRegistryAuthenticationRequest
    from .models import SchemaRegistryConnection as SchemaRegistryConnection
    from .models import SchemaRegistryConnectionRequest as SchemaRegistryConnectionRequest
    from .models import (
        SchemaRegistryConnectionRequestSchemaRegistryUrls as SchemaRegistryConnectionRequestSchemaRegistryUrls,
    )
    from .models import StreamsConnection as StreamsConnection
    from .models import StreamsConnectionPage as StreamsConnectionPage
    from .models import StreamsConnectionRequest as StreamsConnectionRequest
    from .models import StreamsConnectionState as StreamsConnectionState
    from .models import UnknownSchemaRegistryAuthentication as UnknownSchemaRegistryAuthentication
    from .models import UnknownStreamsConnection as UnknownStreamsConnection

__version__ = "20250312001.0.0"
"""The version of this package."""

API_VERSION = "2025-03-12"
"""The version of the API that this package asks for."""

_MODULES = {
    "APIConnectionError": "._runtime.errors",
    "APIError": "._runtime.errors",
    "APIStatusError": "._runtime.errors",
    "APITimeoutError": "._runtime.errors",
    "AWSConnectionConfig": ".models",
    "AWSConnectionConfigRequest": ".models",
    "AWSKinesisDataStreamsConnection": ".models",
    "AWSKinesisDataStreamsConnectionRequest": ".models",
    "AWSLambdaConnection": ".models",
    "AWSLambdaConnectionRequest": ".models",
    "AsyncAtlasStreams": ".client",
    "AsyncPage": "._runtime.pagination",
    "AsyncStreamedItems": "._runtime.streaming",
    "AsyncStreamedResponse": "._runtime.streaming",
    "AtlasStreams": ".client",
    "AzureBlobStorageConnection": ".models",
    "AzureBlobStorageConnectionRequest": ".models",
    "AzureConnectionConfig": ".models",
    "AzureConnectionConfigRequest": ".models",
    "BadGatewayError": "._runtime.errors",
    "BadRequestDetail": ".models",
    "BadRequestError": "._runtime.errors",
    "ClientError": "._runtime.errors",
    "Clock": "._runtime.effects",
    "ClosedClientError": "._runtime.errors",
    "ClusterConnection": ".models",
    "ClusterConnectionRequest": ".models",
    "ConfigurationError": "._runtime.errors",
    "ConflictError": "._runtime.errors",
    "ConfluentSaslInheritAuthentication": ".models",
    "ConfluentUserInfoAuthentication": ".models",
    "ConfluentUserInfoAuthenticationRequest": ".models",
    "DbRole": ".models",
    "DbRoleRequest": ".models",
    "DbRoleType": ".models",
    "ErrorDetails": ".models",
    "FailedDependencyError": "._runtime.errors",
    "FieldViolation": ".models",
    "ForbiddenError": "._runtime.errors",
    "GCPConnectionConfig": ".models",
    "GCPConnectionConfigRequest": ".models",
    "GCPPubSubConnection": ".models",
    "GCPPubSubConnectionRequest": ".models",
    "GatewayTimeoutError": "._runtime.errors",
    "GoneError": "._runtime.errors",
    "HttpsConnection": ".models",
    "HttpsConnectionRequest": ".models",
    "InsufficientStorageError": "._runtime.errors",
    "InternalServerError": "._runtime.errors",
    "InvalidArgumentError": "._runtime.errors",
    "InvalidResponseError": "._runtime.errors",
    "KafkaAuthentication": ".models",
    "KafkaAuthenticationRequest": ".models",
    "KafkaConnection": ".models",
    "KafkaConnectionRequest": ".models",
    "KafkaSecurity": ".models",
    "KafkaSecurityRequest": ".models",
    "LengthRequiredError": "._runtime.errors",
    "Link": ".models",
    "LockedError": "._runtime.errors",
    "MethodNotAllowedError": "._runtime.errors",
    "MissingCredentialsError": "._runtime.errors",
    "Networking": ".models",
    "NetworkingAccess": ".models",
    "NetworkingAccessRequest": ".models",
    "NetworkingAccessType": ".models",
    "NetworkingRequest": ".models",
    "NotAcceptableError": "._runtime.errors",
    "NotFoundError": "._runtime.errors",
    "NotImplementedServerError": "._runtime.errors",
    "Page": "._runtime.pagination",
    "PaginationError": "._runtime.errors",
    "PayloadTooLargeError": "._runtime.errors",
    "PaymentRequiredError": "._runtime.errors",
    "PreconditionFailedError": "._runtime.errors",
    "PreconditionRequiredError": "._runtime.errors",
    "PublicPrivateNetworking": ".models",
    "PublicPrivateNetworkingAccess": ".models",
    "PublicPrivateNetworkingAccessRequest": ".models",
    "PublicPrivateNetworkingAccessType": ".models",
    "PublicPrivateNetworkingRequest": ".models",
    "RawResponse": "._runtime.raw",
    "RedirectError": "._runtime.errors",
    "RequestOptions": "._runtime.options",
    "RequestTimeoutError": "._runtime.errors",
    "ResponseTooLargeError": "._runtime.errors",
    "RetryPolicy": "._runtime.retries",
    "S3Connection": ".models",
    "S3ConnectionRequest": ".models",
    "SampleConnection": ".models",
    "SampleConnectionRequest": ".models",
    "SchemaRegistryAuthentication": ".models",
    "SchemaRegistryAuthenticationRequest": ".models",
    "SchemaRegistryConnection": ".models",
    "SchemaRegistryConnectionRequest": ".models",
    "SchemaRegistryConnectionRequestSchemaRegistryUrls": ".models",
    "ServerError": "._runtime.errors",
    "ServiceUnavailableError": "._runtime.errors",
    "StreamedItems": "._runtime.streaming",
    "StreamedResponse": "._runtime.streaming",
    "StreamsConnection": ".models",
    "StreamsConnectionPage": ".models",
    "StreamsConnectionRequest": ".models",
    "StreamsConnectionState": ".models",
    "TokenError": "._runtime.errors",
    "TooManyRequestsError": "._runtime.errors",
    "UnauthorizedError": "._runtime.errors",
    "UnavailableForLegalReasonsError": "._runtime.errors",
    "UnknownSchemaRegistryAuthentication": ".models",
    "UnknownStreamsConnection": ".models",
    "UnknownTag": "._runtime.unions",
    "UnknownVariant": "._runtime.unions",
    "UnprocessableEntityError": "._runtime.errors",
    "UnsupportedMediaTypeError": "._runtime.errors",
}

__all__ = ["API_VERSION", "__version__", *_MODULES]  # pyright: ignore[reportUnsupportedDunderAll]
if not TYPE_CHECKING:  # A type checker would take any name at all for one that __getattr__ gives.
    __getattr__, __dir__ = lazy_module(__name__, _MODULES, ("dicts", "models"))
