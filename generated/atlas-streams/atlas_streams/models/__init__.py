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
    from .azure_blob_storage_connection import (
        AzureBlobStorageConnection as AzureBlobStorageConnection,
    )
    from .azure_blob_storage_connection_request import (
        AzureBlobStorageConnectionRequest as AzureBlobStorageConnectionRequest,
    )
    from .azure_connection_config import AzureConnectionConfig as AzureConnectionConfig
    from .azure_connection_config_request import (
        AzureConnectionConfigRequest as AzureConnectionConfigRequest,
    )
    from .bad_request_detail import BadRequestDetail as BadRequestDetail
    from .cluster_connection import ClusterConnection as ClusterConnection
    from .cluster_connection_request import ClusterConnectionRequest as ClusterConnectionRequest
    from .confluent_sasl_inherit_authentication import (
        ConfluentSaslInheritAuthentication as ConfluentSaslInheritAuthentication,
    )
    from .confluent_user_info_authentication import (
        ConfluentUserInfoAuthentication as ConfluentUserInfoAuthentication,
    )
    from .confluent_user_info_authentication_request import (
        ConfluentUserInfoAuthenticationRequest as ConfluentUserInfoAuthenticationRequest,
    )
    from .db_role import DbRole as DbRole
    from .db_role_request import DbRoleRequest as DbRoleRequest
    from .db_role_type import DbRoleType as DbRoleType
    from .error_details import ErrorDetails as ErrorDetails
    from .field_violation import FieldViolation as FieldViolation
    from .gcp_connection_config import GCPConnectionConfig as GCPConnectionConfig
    from .gcp_connection_config_request import (
        GCPConnectionConfigRequest as GCPConnectionConfigRequest,
    )
    from .gcp_pub_sub_connection import GCPPubSubConnection as GCPPubSubConnection
    from .gcp_pub_sub_connection_request import (
        GCPPubSubConnectionRequest as GCPPubSubConnectionRequest,
    )
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
    from .public_private_networking import PublicPrivateNetworking as PublicPrivateNetworking
    from .public_private_networking_access import (
        PublicPrivateNetworkingAccess as PublicPrivateNetworkingAccess,
    )
    from .public_private_networking_access_request import (
        PublicPrivateNetworkingAccessRequest as PublicPrivateNetworkingAccessRequest,
    )
    from .public_private_networking_access_type import (
        PublicPrivateNetworkingAccessType as PublicPrivateNetworkingAccessType,
    )
    from .public_private_networking_request import (
        PublicPrivateNetworkingRequest as PublicPrivateNetworkingRequest,
    )
    from .s3_connection import S3Connection as S3Connection
    from .s3_connection_request import S3ConnectionRequest as S3ConnectionRequest
    from .sample_connection import SampleConnection as SampleConnection
    from .sample_connection_request import SampleConnectionRequest as SampleConnectionRequest
    from .schema_registry_authentication import (
        SchemaRegistryAuthentication as SchemaRegistryAuthentication,
    )
    from .schema_registry_authentication import (
        UnknownSchemaRegistryAuthentication as UnknownSchemaRegistryAuthentication,
    )
    from .schema_registry_authentication_request import (
        SchemaRegistryAuthenticationRequest as SchemaRegistryAuthenticationRequest,
    )
    from .schema_registry_connection import SchemaRegistryConnection as SchemaRegistryConnection
    from .schema_registry_connection_request import (
        SchemaRegistryConnectionRequest as SchemaRegistryConnectionRequest,
    )
    from .schema_registry_connection_request_schema_registry_urls import (
        SchemaRegistryConnectionRequestSchemaRegistryUrls as SchemaRegistryConnectionRequestSchemaRegistryUrls,
    )
    from .streams_connection import StreamsConnection as StreamsConnection
    from .streams_connection import UnknownStreamsConnection as UnknownStreamsConnection
    from .streams_connection_page import StreamsConnectionPage as StreamsConnectionPage
    from .streams_connection_request import StreamsConnectionRequest as StreamsConnectionRequest
    from .streams_connection_state import StreamsConnectionState as StreamsConnectionState

_MODULES: dict[str, str] = {
    "AWSConnectionConfig": ".aws_connection_config",
    "AWSConnectionConfigRequest": ".aws_connection_config_request",
    "AWSKinesisDataStreamsConnection": ".aws_kinesis_data_streams_connection",
    "AWSKinesisDataStreamsConnectionRequest": ".aws_kinesis_data_streams_connection_request",
    "AWSLambdaConnection": ".aws_lambda_connection",
    "AWSLambdaConnectionRequest": ".aws_lambda_connection_request",
    "AzureBlobStorageConnection": ".azure_blob_storage_connection",
    "AzureBlobStorageConnectionRequest": ".azure_blob_storage_connection_request",
    "AzureConnectionConfig": ".azure_connection_config",
    "AzureConnectionConfigRequest": ".azure_connection_config_request",
    "BadRequestDetail": ".bad_request_detail",
    "ClusterConnection": ".cluster_connection",
    "ClusterConnectionRequest": ".cluster_connection_request",
    "ConfluentSaslInheritAuthentication": ".confluent_sasl_inherit_authentication",
    "ConfluentUserInfoAuthentication": ".confluent_user_info_authentication",
    "ConfluentUserInfoAuthenticationRequest": ".confluent_user_info_authentication_request",
    "DbRole": ".db_role",
    "DbRoleRequest": ".db_role_request",
    "DbRoleType": ".db_role_type",
    "ErrorDetails": ".error_details",
    "FieldViolation": ".field_violation",
    "GCPConnectionConfig": ".gcp_connection_config",
    "GCPConnectionConfigRequest": ".gcp_connection_config_request",
    "GCPPubSubConnection": ".gcp_pub_sub_connection",
    "GCPPubSubConnectionRequest": ".gcp_pub_sub_connection_request",
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
    "PublicPrivateNetworking": ".public_private_networking",
    "PublicPrivateNetworkingAccess": ".public_private_networking_access",
    "PublicPrivateNetworkingAccessRequest": ".public_private_networking_access_request",
    "PublicPrivateNetworkingAccessType": ".public_private_networking_access_type",
    "PublicPrivateNetworkingRequest": ".public_private_networking_request",
    "S3Connection": ".s3_connection",
    "S3ConnectionRequest": ".s3_connection_request",
    "SampleConnection": ".sample_connection",
    "SampleConnectionRequest": ".sample_connection_request",
    "SchemaRegistryAuthentication": ".schema_registry_authentication",
    "SchemaRegistryAuthenticationRequest": ".schema_registry_authentication_request",
    "SchemaRegistryConnection": ".schema_registry_connection",
    "SchemaRegistryConnectionRequest": ".schema_registry_connection_request",
    "SchemaRegistryConnectionRequestSchemaRegistryUrls": ".schema_registry_connection_request_schema_registry_urls",
    "StreamsConnection": ".streams_connection",
    "StreamsConnectionPage": ".streams_connection_page",
    "StreamsConnectionRequest": ".streams_connection_request",
    "StreamsConnectionState": ".streams_connection_state",
    "UnknownSchemaRegistryAuthentication": ".schema_registry_authentication",
    "UnknownStreamsConnection": ".streams_connection",
}

__all__ = list(_MODULES)  # pyright: ignore[reportUnsupportedDunderAll]
if not TYPE_CHECKING:  # A type checker would take any name at all for one that __getattr__ gives.
    __getattr__, __dir__ = lazy_module(__name__, _MODULES)
