"""Mistakes that type checkers must find: on each marked line, and on no other. This is checked and never run."""

# ruff: noqa: B018, F401, I001  # attributes that nobody uses, and an import, are among the mistakes

from typing import assert_never

from atlas_streams import KafkaConection  # error: misspelled
from atlas_streams import (
    AsyncAtlasStreams,
    AtlasStreams,
    ClusterConnectionRequest,
    KafkaAuthenticationRequest,
    KafkaConnection,
    KafkaConnectionRequest,
    NetworkingAccessRequest,
    S3ConnectionRequest,
    StreamsConnection,
    StreamsConnectionRequest,
    UnknownStreamsConnection,
    UnknownTag,
)

GROUP = "32b6e34b3d91647abb20e7b8"

# --- bodies ---------------------------------------------------------------------------------------------------------

KafkaConnectionRequest(cluster_name="c")  # error: a field of another variant
KafkaConnectionRequest(bootstrap_server="b:1")  # error: misspelled
KafkaConnectionRequest(links=[])  # error: read-only
KafkaConnectionRequest(name=5)  # error: wrong type
KafkaConnectionRequest(type="S3")  # error: the tag of another variant
KafkaConnectionRequest(config={"debug": 1})  # error: wrong type of a value
KafkaConnectionRequest(authentication=KafkaAuthenticationRequest(pasword="x"))  # error: misspelled
KafkaConnectionRequest(networking=NetworkingAccessRequest())  # error: wrong class
NetworkingAccessRequest(type="PIGEON")  # error: not in the enum
KafkaAuthenticationRequest(password=5)  # error: a secret is text
ClusterConnectionRequest().cluster_nme  # error: misspelled
ClusterConnectionRequest().cluster_name = 5  # error: wrong type

# --- calls ----------------------------------------------------------------------------------------------------------

AtlasStreams(client_di="x")  # error: misspelled
AtlasStreams(max_retries="2")  # error: wrong type
AtlasStreams("token")  # error: keywords only


def calls(client: AtlasStreams, unknown: UnknownStreamsConnection, received: KafkaConnection) -> None:
    streams = client.streams
    body = S3ConnectionRequest(name="s3")
    streams.create_stream_connection(GROUP, body)  # error: no tenant
    streams.create_stream_connection(GROUP, "tenant")  # error: no body
    streams.create_stream_connection(5, "tenant", body)  # error: wrong type
    streams.create_stream_connection(GROUP, "tenant", body, True)  # error: query parameters have names
    streams.create_stream_connection(GROUP, "tenant", body, envelop=True)  # error: misspelled
    streams.create_stream_connection(GROUP, "tenant", body, envelope="yes")  # error: wrong type
    streams.create_stream_connection(GROUP, "tenant", body, options={"timeot": 5})  # error: misspelled
    streams.create_stream_connection(GROUP, "tenant", received.links)  # error: a part of what is sent
    KafkaConnectionRequest.model_from({"name": "x"})  # error: not received
    streams.create_stream_connection(GROUP, "tenant", {"type": "Kafka", "bootstrapServer": "b"})  # error: misspelled
    streams.create_stream_connection(GROUP, "tenant", {"type": "Quantum"})  # error: no known tag
    streams.create_stream_connection(GROUP, "tenant", {"bootstrapServers": "b:1"})  # error: no tag
    streams.creat_stream_connection(GROUP, "tenant", body)  # error: misspelled
    variants: list[StreamsConnectionRequest] = [unknown]  # error: of no known variant
    del variants


# --- answers --------------------------------------------------------------------------------------------------------


def answers(client: AtlasStreams, connection: StreamsConnection) -> str:
    connection.bootstrap_servers  # error: not every variant has it
    connection.name  # error: an unknown variant has no fields
    if connection.type == "Cluster":
        connection.bootstrap_servers  # error: a cluster has none
    if connection.type == "Kafka":
        connection.cluster_name  # error: Kafka has none
        return connection.bootstrap_servers  # error: it may be absent
    for item in client.streams.list_stream_connections(GROUP, "tenant"):
        item.url  # error: not every variant has it
    number: int = client.streams.list_stream_connections(GROUP, "tenant").total  # error: it may be absent
    return str(number)


def forgotten(connection: StreamsConnection) -> str:
    match connection.type:  # error of pyright: not every variant has a case
        case "Sample" | "Cluster" | "Kafka" | "Https" | "AWSLambda" | "S3":
            return "known"
        case UnknownTag.UNKNOWN:
            return "unknown"
    assert_never(connection)  # error: AWSKinesisDataStreams is forgotten


def forgotten_too(connection: StreamsConnection) -> str:  # error: not every path returns
    match connection.type:  # error of pyright: not every variant has a case
        case "Sample" | "Cluster" | "Kafka" | "Https" | "AWSLambda" | "S3" | "AWSKinesisDataStreams":
            return "known"


async def awaits(client: AsyncAtlasStreams) -> None:
    list(await client.streams.list_stream_connections(GROUP, "tenant"))  # error: needs async for
    connection = client.streams.get_stream_connection(GROUP, "tenant", "orders")
    print(connection.type)  # error: not awaited
