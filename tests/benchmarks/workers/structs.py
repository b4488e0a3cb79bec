"""The connections for msgspec, the fastest there is: what decoding into typed objects costs at least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

if TYPE_CHECKING:
    # The toolkit's own environment, where types are checked, does not have it.
    class Struct:
        def __init_subclass__(cls, **options: Any) -> None: ...

    def Meta(*, pattern: str = "", max_length: int = 0) -> Any: ...  # noqa: N802
else:
    from msgspec import Meta, Struct


class Link(Struct, omit_defaults=True):
    href: str | None = None
    rel: str | None = None


class _Linked(Struct, omit_defaults=True, kw_only=True, rename="camel"):
    links: list[Link] | None = None


class Access(_Linked):
    type: Literal["PUBLIC", "VPC", "PRIVATE_LINK", "TRANSIT_GATEWAY"] | None = None
    name: str | None = None
    connection_id: Annotated[str, Meta(pattern="^([a-f0-9]{24})$")] | None = None
    tgw_route_id: Annotated[str, Meta(pattern="^([a-f0-9]{24})$")] | None = None


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


class _Connection(_Linked, tag_field="type"):
    name: str | None = None


class Sample(_Connection, tag="Sample"):
    pass


class Cluster(_Connection, tag="Cluster"):
    cluster_group_id: str | None = None
    cluster_name: str | None = None
    db_role_to_execute: Role | None = None


class Kafka(_Connection, tag="Kafka"):
    authentication: Authentication | None = None
    bootstrap_servers: str | None = None
    config: dict[str, str] | None = None
    networking: Networking | None = None
    security: Security | None = None


class Https(_Connection, tag="Https"):
    headers: dict[str, str] | None = None
    url: str | None = None


class Lambda(_Connection, tag="AWSLambda"):
    aws: Aws | None = None


class S3(_Connection, tag="S3"):
    aws: Aws | None = None
    networking: Networking | None = None


class Kinesis(_Connection, tag="AWSKinesisDataStreams"):
    aws: Aws | None = None
    networking: Networking | None = None


class UserInfo(Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="USER_INFO"):
    password: str | None = None
    username: str


class SaslInherit(Struct, tag_field="type", tag="SASL_INHERIT"):
    pass


class Registry(_Connection, tag="SchemaRegistry", kw_only=True):
    provider: Literal["CONFLUENT"]
    schema_registry_authentication: UserInfo | SaslInherit
    schema_registry_urls: Annotated[list[str], Meta(max_length=10)]


class CloudAccess(_Linked):
    type: Literal["PUBLIC", "PRIVATE_LINK"] | None = None
    connection_id: Annotated[str, Meta(pattern="^([a-f0-9]{24})$")] | None = None


class CloudNetworking(_Linked):
    access: CloudAccess | None = None


class Azure(_Linked):
    region: str | None = None
    service_principal_id: str | None = None
    storage_account_name: str | None = None


class Gcp(_Linked):
    service_account_id: str | None = None


class Blob(_Connection, tag="AzureBlobStorage"):
    azure: Azure | None = None
    public_private_networking: CloudNetworking | None = None


class PubSub(_Connection, tag="GCPPubSub"):
    gcp: Gcp | None = None
    public_private_networking: CloudNetworking | None = None


Connection = Sample | Cluster | Kafka | Https | Lambda | S3 | Kinesis | Registry | Blob | PubSub
