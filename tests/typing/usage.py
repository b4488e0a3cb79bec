"""Correct use of the package, which type checkers find nothing wrong with; it is checked and never run."""

from collections.abc import AsyncIterator, Iterator
from typing import Literal, assert_never, assert_type

import httpx2
from atlas_streams import (
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncAtlasStreams,
    AsyncPage,
    AtlasStreams,
    AWSConnectionConfig,
    ClusterConnectionRequest,
    ConflictError,
    ConfluentUserInfoAuthentication,
    ConfluentUserInfoAuthenticationRequest,
    HttpsConnection,
    KafkaAuthenticationRequest,
    KafkaConnection,
    KafkaConnectionRequest,
    NetworkingAccessRequest,
    NetworkingRequest,
    Page,
    RawResponse,
    RequestOptions,
    RetryPolicy,
    S3Connection,
    SchemaRegistryAuthentication,
    SchemaRegistryConnection,
    SchemaRegistryConnectionRequest,
    StreamsConnection,
    StreamsConnectionRequest,
    UnknownStreamsConnection,
    UnknownTag,
)
from pydantic import SecretStr

GROUP = "32b6e34b3d91647abb20e7b8"


def clients() -> None:
    AtlasStreams()
    AtlasStreams(client_id="id", client_secret="secret", base_url="https://localhost", timeout=5.0, max_retries=0)
    AtlasStreams(public_key="public", private_key="private", timeout=httpx2.Timeout(5.0, connect=1.0))
    AtlasStreams(access_token=lambda: "token", retry_policy=RetryPolicy(max_delay=1.0), http_client=httpx2.Client())
    with AtlasStreams().with_options(timeout=None) as client:
        assert_type(client, AtlasStreams)


def requests(client: AtlasStreams, password: SecretStr) -> None:
    streams = client.streams
    kafka = KafkaConnectionRequest(
        name="orders",
        bootstrap_servers="broker:9092",
        authentication=KafkaAuthenticationRequest(mechanism="PLAIN", username="sam", password="swordfish"),
        config={"group.protocol.type": "consumer"},
        networking=NetworkingRequest(access=NetworkingAccessRequest(type="PUBLIC")),
    )
    kafka.name = None
    kafka.authentication = KafkaAuthenticationRequest(ssl_key=password)
    assert_type(streams.create_stream_connection(GROUP, "tenant", kafka), StreamsConnection)
    streams.create_stream_connection(GROUP, "tenant", {"type": "Kafka", "bootstrapServers": "broker:9092"})
    streams.create_stream_connection(GROUP, "tenant", ClusterConnectionRequest(cluster_group_id=None), envelope=True)
    registry = SchemaRegistryConnectionRequest(
        schema_registry_urls=["https://registry.example.com"],
        schema_registry_authentication=ConfluentUserInfoAuthenticationRequest(username="sam", password=password),
    )
    assert_type(registry.provider, Literal["CONFLUENT"])
    streams.create_stream_connection(GROUP, "tenant", registry)
    options: RequestOptions = {"timeout": 5.0, "extra_headers": {"X-Trace": "1"}, "extra_body": {"new": 1}}
    body: StreamsConnectionRequest = kafka
    streams.update_stream_connection(GROUP, "tenant", "orders", body, pretty=True, options=options)
    streams.delete_stream_connection(GROUP, "tenant", "orders")
    connection = streams.get_stream_connection(GROUP, "tenant", "orders")
    streams.update_stream_connection(GROUP, "tenant", "orders", connection)
    if isinstance(connection, KafkaConnection):
        assert_type(KafkaConnectionRequest.model_from(connection, name="orders-2"), KafkaConnectionRequest)


def describe(connection: StreamsConnection) -> str:
    """Every variant has its case; a checker would tell if one was forgotten."""
    match connection.type:
        case "Sample":
            return f"sample {connection.name}"
        case "Cluster":
            assert_type(connection.cluster_name, str | None)
            return f"cluster {connection.cluster_name}"
        case "Kafka":
            assert_type(connection, KafkaConnection)
            return f"Kafka at {connection.bootstrap_servers}, {connection.config}"
        case "Https":
            assert_type(connection, HttpsConnection)
            return f"HTTPS to {connection.url}"
        case "AWSLambda" | "S3" | "AWSKinesisDataStreams":
            assert_type(connection.aws, AWSConnectionConfig | None)
            return f"AWS as {connection.aws.role_arn}" if connection.aws else "AWS"
        case "SchemaRegistry":
            assert_type(connection, SchemaRegistryConnection)
            return (
                f"registry at {connection.schema_registry_urls}, {sign_in(connection.schema_registry_authentication)}"
            )
        case "AzureBlobStorage" | "GCPPubSub":
            access = connection.public_private_networking and connection.public_private_networking.access
            return f"cloud through {access.type}" if access else "cloud"
        case UnknownTag.UNKNOWN:
            assert_type(connection, UnknownStreamsConnection)
            return f"unknown {connection.raw.get('type')}"
    assert_never(connection)


def sign_in(authentication: SchemaRegistryAuthentication) -> str:
    """The union inside of one of the variants of the other."""
    match authentication.type:
        case "USER_INFO":
            assert_type(authentication, ConfluentUserInfoAuthentication)
            return f"as {authentication.username}"
        case "SASL_INHERIT":
            return "as Kafka does"
        case UnknownTag.UNKNOWN:
            return f"by {authentication.tag}"
    assert_never(authentication)


def by_class(connection: StreamsConnection) -> str | None:
    if isinstance(connection, UnknownStreamsConnection):
        return None
    match connection:
        case S3Connection(aws=AWSConnectionConfig(test_bucket=bucket)):
            assert_type(bucket, str | None)
            return bucket
        case _:
            return connection.name


def responses(client: AtlasStreams) -> Iterator[StreamsConnection]:
    page = client.streams.list_stream_connections(GROUP, "tenant", items_per_page=5)
    assert_type(page, Page[StreamsConnection])
    assert_type(page.items, list[StreamsConnection])
    assert_type(page.total, int | None)
    assert_type(page.next_page(), Page[StreamsConnection] | None)
    for each in page.iter_pages():
        assert_type(each, Page[StreamsConnection])
    yield from page
    raw = client.raw(client.streams.get_stream_connection, GROUP, "tenant", "orders", envelope=True)
    assert_type(raw, RawResponse[StreamsConnection])
    assert_type(raw.parse(), StreamsConnection)
    assert_type(raw.headers["etag"], str)


def errors(client: AtlasStreams) -> str | None:
    try:
        client.streams.delete_stream_connection(GROUP, "tenant", "orders")
    except ConflictError as error:
        assert_type(error.error_code, str | None)
        return error.error_code
    except APITimeoutError:
        return None
    except APIStatusError as error:
        assert_type(error.status_code, int)
        assert_type(error.response, httpx2.Response)
        return error.detail
    except APIError as error:
        return str(error)
    return "deleted"


async def awaited() -> AsyncIterator[StreamsConnection]:
    async def token() -> str:
        return "token"

    async with AsyncAtlasStreams(access_token=token, max_retries=1) as client:
        created = await client.streams.create_stream_connection(GROUP, "tenant", KafkaConnectionRequest(name="orders"))
        assert_type(created, StreamsConnection)
        page = await client.streams.list_stream_connections(GROUP, "tenant")
        assert_type(page, AsyncPage[StreamsConnection])
        assert_type(await page.next_page(), AsyncPage[StreamsConnection] | None)
        async for connection in page:
            yield connection
        raw = await client.raw(client.streams.get_stream_connection, GROUP, "tenant", "orders")
        assert_type(raw, RawResponse[StreamsConnection])
        await client.streams.delete_stream_connection(GROUP, "tenant", "orders")
