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
    roleArn: NotRequired[str]
    testBucket: NotRequired[str]


class AWSKinesisDataStreamsConnectionRequestDict(TypedDict):
    type: Literal["AWSKinesisDataStreams"]
    name: NotRequired[str]
    region: NotRequired[str]
    aws: NotRequired[AWSConnectionConfigRequestDict]
    networking: NotRequired[NetworkingRequestDict]


class AWSLambdaConnectionRequestDict(TypedDict):
    type: Literal["AWSLambda"]
    name: NotRequired[str]
    region: NotRequired[str]
    aws: NotRequired[AWSConnectionConfigRequestDict]
    publicPrivateNetworking: NotRequired[PublicPrivateNetworkingRequestDict]


class AzureBlobStorageConnectionRequestDict(TypedDict):
    type: Literal["AzureBlobStorage"]
    name: NotRequired[str]
    region: NotRequired[str]
    azure: NotRequired[AzureConnectionConfigRequestDict]
    publicPrivateNetworking: NotRequired[PublicPrivateNetworkingRequestDict]


class AzureConnectionConfigRequestDict(TypedDict):
    region: NotRequired[str]
    servicePrincipalId: NotRequired[str]
    storageAccountName: NotRequired[str]


class ClusterConnectionRequestDict(TypedDict):
    type: Literal["Cluster"]
    name: NotRequired[str]
    region: NotRequired[str]
    clusterGroupId: NotRequired[str | None]
    clusterName: NotRequired[str]
    dbRoleToExecute: NotRequired[DbRoleRequestDict | None]


class ConfluentSaslInheritAuthenticationDict(TypedDict):
    type: Literal["SASL_INHERIT"]


class ConfluentUserInfoAuthenticationRequestDict(TypedDict):
    type: Literal["USER_INFO"]
    password: Secret
    username: str


class DbRoleRequestDict(TypedDict):
    role: NotRequired[str]
    type: NotRequired[DbRoleType]


class GCPConnectionConfigRequestDict(TypedDict):
    serviceAccountId: NotRequired[str]


class GCPPubSubConnectionRequestDict(TypedDict):
    type: Literal["GCPPubSub"]
    name: NotRequired[str]
    region: NotRequired[str]
    gcp: NotRequired[GCPConnectionConfigRequestDict]
    publicPrivateNetworking: NotRequired[PublicPrivateNetworkingRequestDict]


class HttpsConnectionRequestDict(TypedDict):
    type: Literal["Https"]
    name: NotRequired[str]
    region: NotRequired[str]
    headers: NotRequired[dict[str, str]]
    url: NotRequired[str]


class KafkaAuthenticationRequestDict(TypedDict):
    aws: NotRequired[AWSConnectionConfigRequestDict]
    clientId: NotRequired[str]
    clientSecret: NotRequired[Secret]
    mechanism: NotRequired[str]
    method: NotRequired[str]
    password: NotRequired[Secret]
    saslOauthbearerExtensions: NotRequired[str]
    scope: NotRequired[str]
    sslCertificate: NotRequired[str]
    sslKey: NotRequired[Secret]
    sslKeyPassword: NotRequired[Secret]
    tokenEndpointUrl: NotRequired[str]
    username: NotRequired[str]


class KafkaConnectionRequestDict(TypedDict):
    type: Literal["Kafka"]
    name: NotRequired[str]
    region: NotRequired[str]
    authentication: NotRequired[KafkaAuthenticationRequestDict]
    bootstrapServers: NotRequired[str]
    config: NotRequired[dict[str, str]]
    networking: NotRequired[NetworkingRequestDict]
    security: NotRequired[KafkaSecurityRequestDict]


class KafkaSecurityRequestDict(TypedDict):
    brokerPublicCertificate: NotRequired[str]
    protocol: NotRequired[str]


class NetworkingAccessRequestDict(TypedDict):
    connectionId: NotRequired[str]
    name: NotRequired[str]
    tgwRouteId: NotRequired[str]
    type: NotRequired[NetworkingAccessType]


class NetworkingRequestDict(TypedDict):
    access: NotRequired[NetworkingAccessRequestDict]


class PublicPrivateNetworkingAccessRequestDict(TypedDict):
    connectionId: NotRequired[str]
    type: NotRequired[PublicPrivateNetworkingAccessType]


class PublicPrivateNetworkingRequestDict(TypedDict):
    access: NotRequired[PublicPrivateNetworkingAccessRequestDict]


class S3ConnectionRequestDict(TypedDict):
    type: Literal["S3"]
    name: NotRequired[str]
    region: NotRequired[str]
    aws: NotRequired[AWSConnectionConfigRequestDict]
    networking: NotRequired[NetworkingRequestDict]


class SampleConnectionRequestDict(TypedDict):
    type: Literal["Sample"]
    name: NotRequired[str]
    region: NotRequired[str]


class SchemaRegistryConnectionRequestDict(TypedDict):
    type: Literal["SchemaRegistry"]
    name: NotRequired[str]
    region: NotRequired[str]
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
