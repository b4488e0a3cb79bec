# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""Bodies as plain data, for type checkers: each of these may be passed where the model of its name is taken."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from ._runtime.types import Secret
from .models import (
    ConfluentUserInfoAuthentication,
    DbRoleType,
    NetworkingAccessType,
    PublicPrivateNetworkingAccessType,
    SchemaRegistryConnectionRequestSchemaRegistryUrls,
)


class AWSConnectionConfigRequestDict(TypedDict):
    roleArn: NotRequired[str | None]
    testBucket: NotRequired[str | None]


class AWSKinesisDataStreamsConnectionRequestDict(TypedDict):
    type: Literal["AWSKinesisDataStreams"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    aws: NotRequired[AWSConnectionConfigRequestDict | None]
    networking: NotRequired[NetworkingRequestDict | None]


class AWSLambdaConnectionRequestDict(TypedDict):
    type: Literal["AWSLambda"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    aws: NotRequired[AWSConnectionConfigRequestDict | None]
    publicPrivateNetworking: NotRequired[PublicPrivateNetworkingRequestDict | None]


class AzureBlobStorageConnectionRequestDict(TypedDict):
    type: Literal["AzureBlobStorage"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    azure: NotRequired[AzureConnectionConfigRequestDict | None]
    publicPrivateNetworking: NotRequired[PublicPrivateNetworkingRequestDict | None]


class AzureConnectionConfigRequestDict(TypedDict):
    region: NotRequired[str | None]
    servicePrincipalId: NotRequired[str | None]
    storageAccountName: NotRequired[str | None]


class ClusterConnectionRequestDict(TypedDict):
    type: Literal["Cluster"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    clusterGroupId: NotRequired[str | None]
    clusterName: NotRequired[str | None]
    dbRoleToExecute: NotRequired[DbRoleRequestDict | None]


class ConfluentSaslInheritAuthenticationDict(TypedDict):
    type: Literal["SASL_INHERIT"]


class ConfluentUserInfoAuthenticationRequestDict(TypedDict):
    type: Literal["USER_INFO"]
    password: Secret
    username: str


class DbRoleRequestDict(TypedDict):
    role: NotRequired[str | None]
    type: NotRequired[DbRoleType | None]


class GCPConnectionConfigRequestDict(TypedDict):
    serviceAccountId: NotRequired[str | None]


class GCPPubSubConnectionRequestDict(TypedDict):
    type: Literal["GCPPubSub"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    gcp: NotRequired[GCPConnectionConfigRequestDict | None]
    publicPrivateNetworking: NotRequired[PublicPrivateNetworkingRequestDict | None]


class HttpsConnectionRequestDict(TypedDict):
    type: Literal["Https"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    headers: NotRequired[dict[str, str] | None]
    url: NotRequired[str | None]


class KafkaAuthenticationRequestDict(TypedDict):
    aws: NotRequired[AWSConnectionConfigRequestDict | None]
    clientId: NotRequired[str | None]
    clientSecret: NotRequired[Secret | None]
    mechanism: NotRequired[str | None]
    method: NotRequired[str | None]
    password: NotRequired[Secret | None]
    saslOauthbearerExtensions: NotRequired[str | None]
    scope: NotRequired[str | None]
    sslCertificate: NotRequired[str | None]
    sslKey: NotRequired[Secret | None]
    sslKeyPassword: NotRequired[Secret | None]
    tokenEndpointUrl: NotRequired[str | None]
    username: NotRequired[str | None]


class KafkaConnectionRequestDict(TypedDict):
    type: Literal["Kafka"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    authentication: NotRequired[KafkaAuthenticationRequestDict | None]
    bootstrapServers: NotRequired[str | None]
    config: NotRequired[dict[str, str] | None]
    networking: NotRequired[NetworkingRequestDict | None]
    security: NotRequired[KafkaSecurityRequestDict | None]


class KafkaSecurityRequestDict(TypedDict):
    brokerPublicCertificate: NotRequired[str | None]
    protocol: NotRequired[str | None]


class NetworkingAccessRequestDict(TypedDict):
    connectionId: NotRequired[str | None]
    name: NotRequired[str | None]
    tgwRouteId: NotRequired[str | None]
    type: NotRequired[NetworkingAccessType | None]


class NetworkingRequestDict(TypedDict):
    access: NotRequired[NetworkingAccessRequestDict | None]


class PublicPrivateNetworkingAccessRequestDict(TypedDict):
    connectionId: NotRequired[str | None]
    type: NotRequired[PublicPrivateNetworkingAccessType | None]


class PublicPrivateNetworkingRequestDict(TypedDict):
    access: NotRequired[PublicPrivateNetworkingAccessRequestDict | None]


class S3ConnectionRequestDict(TypedDict):
    type: Literal["S3"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    aws: NotRequired[AWSConnectionConfigRequestDict | None]
    networking: NotRequired[NetworkingRequestDict | None]


class SampleConnectionRequestDict(TypedDict):
    type: Literal["Sample"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]


class SchemaRegistryConnectionRequestDict(TypedDict):
    type: Literal["SchemaRegistry"]
    name: NotRequired[str | None]
    region: NotRequired[str | None]
    provider: Literal["CONFLUENT"]
    schemaRegistryAuthentication: SchemaRegistryAuthenticationRequestDict
    schemaRegistryUrls: SchemaRegistryConnectionRequestSchemaRegistryUrls


SchemaRegistryAuthenticationDict: TypeAlias = (
    "ConfluentUserInfoAuthentication | ConfluentSaslInheritAuthenticationDict"
)


SchemaRegistryAuthenticationRequestDict: TypeAlias = (
    "ConfluentUserInfoAuthenticationRequestDict | ConfluentSaslInheritAuthenticationDict"
)


StreamsConnectionRequestDict: TypeAlias = "SampleConnectionRequestDict | ClusterConnectionRequestDict | KafkaConnectionRequestDict | HttpsConnectionRequestDict | AWSLambdaConnectionRequestDict | S3ConnectionRequestDict | AWSKinesisDataStreamsConnectionRequestDict | SchemaRegistryConnectionRequestDict | AzureBlobStorageConnectionRequestDict | GCPPubSubConnectionRequestDict"
