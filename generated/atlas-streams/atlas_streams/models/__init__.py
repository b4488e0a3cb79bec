# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""All models of the API; each is imported when it is first used."""

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_module

if TYPE_CHECKING:
    from .aws_connection_config import AWSConnectionConfig as AWSConnectionConfig
    from .aws_connection_config_request import (
        AWSConnectionConfigRequest as AWSConnectionConfigRequest,
    )
    from .aws_kinesis_data_streams_connection import (
        AWSKinesisDataStreamsConnection as AWSKinesisDataStreamsConnection,
    )
    from .aws_kinesis_data_streams_connection_request import (
        AWSKinesisDataStreamsConnectionRequest as AWSKinesisDataStreamsConnectionRequest,
    )
    from .aws_lambda_connection import AWSLambdaConnection as AWSLambdaConnection
    from .aws_lambda_connection_request import (
        AWSLambdaConnectionRequest as AWSLambdaConnectionRequest,
    )
    from .bad_request_detail import BadRequestDetail as BadRequestDetail
    from .cluster_connection import ClusterConnection as ClusterConnection
    from .cluster_connection_request import ClusterConnectionRequest as ClusterConnectionRequest
    from .db_role import DbRole as DbRole
    from .db_role_request import DbRoleRequest as DbRoleRequest
    from .db_role_type import DbRoleType as DbRoleType
    from .error_details import ErrorDetails as ErrorDetails
    from .field_violation import FieldViolation as FieldViolation
    from .https_connection import HttpsConnection as HttpsConnection
    from .https_connection_request import HttpsConnectionRequest as HttpsConnectionRequest
    from .kafka_authentication import KafkaAuthentication as KafkaAuthentication
    from .kafka_authentication_request import (
        KafkaAuthenticationRequest as KafkaAuthenticationRequest,
    )
    from .kafka_connection import KafkaConnection as KafkaConnection
    from .kafka_connection_request import KafkaConnectionRequest as KafkaConnectionRequest
    from .kafka_security import KafkaSecurity as KafkaSecurity
    from .kafka_security_request import KafkaSecurityRequest as KafkaSecurityRequest
    from .link import Link as Link
    from .networking import Networking as Networking
    from .networking_access import NetworkingAccess as NetworkingAccess
    from .networking_access_request import NetworkingAccessRequest as NetworkingAccessRequest
    from .networking_access_type import NetworkingAccessType as NetworkingAccessType
    from .networking_request import NetworkingRequest as NetworkingRequest
    from .s3_connection import S3Connection as S3Connection
    from .s3_connection_request import S3ConnectionRequest as S3ConnectionRequest
    from .sample_connection import SampleConnection as SampleConnection
    from .sample_connection_request import SampleConnectionRequest as SampleConnectionRequest
    from .streams_connection import StreamsConnection as StreamsConnection
    from .streams_connection import UnknownStreamsConnection as UnknownStreamsConnection
    from .streams_connection_page import StreamsConnectionPage as StreamsConnectionPage
    from .streams_connection_request import StreamsConnectionRequest as StreamsConnectionRequest

_MODULES: dict[str, str] = {
    "AWSConnectionConfig": ".aws_connection_config",
    "AWSConnectionConfigRequest": ".aws_connection_config_request",
    "AWSKinesisDataStreamsConnection": ".aws_kinesis_data_streams_connection",
    "AWSKinesisDataStreamsConnectionRequest": ".aws_kinesis_data_streams_connection_request",
    "AWSLambdaConnection": ".aws_lambda_connection",
    "AWSLambdaConnectionRequest": ".aws_lambda_connection_request",
    "BadRequestDetail": ".bad_request_detail",
    "ClusterConnection": ".cluster_connection",
    "ClusterConnectionRequest": ".cluster_connection_request",
    "DbRole": ".db_role",
    "DbRoleRequest": ".db_role_request",
    "DbRoleType": ".db_role_type",
    "ErrorDetails": ".error_details",
    "FieldViolation": ".field_violation",
    "HttpsConnection": ".https_connection",
    "HttpsConnectionRequest": ".https_connection_request",
    "KafkaAuthentication": ".kafka_authentication",
    "KafkaAuthenticationRequest": ".kafka_authentication_request",
    "KafkaConnection": ".kafka_connection",
    "KafkaConnectionRequest": ".kafka_connection_request",
    "KafkaSecurity": ".kafka_security",
    "KafkaSecurityRequest": ".kafka_security_request",
    "Link": ".link",
    "Networking": ".networking",
    "NetworkingAccess": ".networking_access",
    "NetworkingAccessRequest": ".networking_access_request",
    "NetworkingAccessType": ".networking_access_type",
    "NetworkingRequest": ".networking_request",
    "S3Connection": ".s3_connection",
    "S3ConnectionRequest": ".s3_connection_request",
    "SampleConnection": ".sample_connection",
    "SampleConnectionRequest": ".sample_connection_request",
    "StreamsConnection": ".streams_connection",
    "StreamsConnectionPage": ".streams_connection_page",
    "StreamsConnectionRequest": ".streams_connection_request",
    "UnknownStreamsConnection": ".streams_connection",
}

__all__ = list(_MODULES)  # pyright: ignore[reportUnsupportedDunderAll]
if not TYPE_CHECKING:  # A type checker would take any name at all for one that __getattr__ gives.
    __getattr__, __dir__ = lazy_module(__name__, _MODULES)
