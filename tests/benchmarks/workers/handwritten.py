"""The connections as somebody would write them by hand for pydantic: a closed union, tagged by `type`.

With `BENCH_EXTRA=allow` in the environment they keep unknown fields, as the package does; nothing else changes.
"""

from __future__ import annotations

import os
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class _Model(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="allow" if os.environ.get("BENCH_EXTRA") == "allow" else "ignore",
    )


class Link(_Model):
    href: str | None = None
    rel: str | None = None


class _Linked(_Model):
    links: list[Link] | None = None


class Access(_Linked):
    type: Literal["PUBLIC", "VPC", "PRIVATE_LINK", "TRANSIT_GATEWAY"] | None = None
    name: str | None = None
    connection_id: Annotated[str, Field(pattern="^([a-f0-9]{24})$")] | None = None
    tgw_route_id: Annotated[str, Field(pattern="^([a-f0-9]{24})$")] | None = None


class Networking(_Linked):
    access: Access | None = None


class Aws(_Linked):
    role_arn: str | None = None
    test_bucket: str | None = None


class Role(_Linked):
    role: str | None = None
    type: Literal["BUILT_IN", "CUSTOM"] | None = None


class Authentication(_Linked):
    client_id: str | None = None
    mechanism: str | None = None
    method: str | None = None
    password: str | None = None
    sasl_oauthbearer_extensions: str | None = None
    scope: str | None = None
    ssl_certificate: str | None = None
    token_endpoint_url: str | None = None
    username: str | None = None


class Security(_Linked):
    broker_public_certificate: str | None = None
    protocol: str | None = None


class _Connection(_Linked):
    name: str | None = None


class Sample(_Connection):
    type: Literal["Sample"]


class Cluster(_Connection):
    type: Literal["Cluster"]
    cluster_group_id: str | None = None
    cluster_name: str | None = None
    db_role_to_execute: Role | None = None


class Kafka(_Connection):
    type: Literal["Kafka"]
    authentication: Authentication | None = None
    bootstrap_servers: str | None = None
    config: dict[str, str] | None = None
    networking: Networking | None = None
    security: Security | None = None


class Https(_Connection):
    type: Literal["Https"]
    headers: dict[str, str] | None = None
    url: str | None = None


class Lambda(_Connection):
    type: Literal["AWSLambda"]
    aws: Aws | None = None


class S3(_Connection):
    type: Literal["S3"]
    aws: Aws | None = None
    networking: Networking | None = None


class Kinesis(_Connection):
    type: Literal["AWSKinesisDataStreams"]
    aws: Aws | None = None
    networking: Networking | None = None


class UserInfo(_Model):
    type: Literal["USER_INFO"]
    password: str | None = None
    username: str


class SaslInherit(_Model):
    type: Literal["SASL_INHERIT"]


RegistryAuthentication = Annotated[UserInfo | SaslInherit, Field(discriminator="type")]


class Registry(_Connection):
    type: Literal["SchemaRegistry"]
    provider: Literal["CONFLUENT"]
    schema_registry_authentication: RegistryAuthentication
    schema_registry_urls: Annotated[list[str], Field(max_length=10)]


class CloudAccess(_Linked):
    type: Literal["PUBLIC", "PRIVATE_LINK"] | None = None
    connection_id: Annotated[str, Field(pattern="^([a-f0-9]{24})$")] | None = None


class CloudNetworking(_Linked):
    access: CloudAccess | None = None


class Azure(_Linked):
    region: str | None = None
    service_principal_id: str | None = None
    storage_account_name: str | None = None


class Gcp(_Linked):
    service_account_id: str | None = None


class Blob(_Connection):
    type: Literal["AzureBlobStorage"]
    azure: Azure | None = None
    public_private_networking: CloudNetworking | None = None


class PubSub(_Connection):
    type: Literal["GCPPubSub"]
    gcp: Gcp | None = None
    public_private_networking: CloudNetworking | None = None


Connection = Annotated[
    Sample | Cluster | Kafka | Https | Lambda | S3 | Kinesis | Registry | Blob | PubSub, Field(discriminator="type")
]


class Page(_Linked):
    results: list[Connection]
    total_count: int | None = None
