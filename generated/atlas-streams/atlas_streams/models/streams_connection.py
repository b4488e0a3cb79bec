# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Tag
from typing_extensions import TypeAliasType

from .._runtime.unions import UnknownTag, UnknownVariant, by_tag
from .aws_kinesis_data_streams_connection import AWSKinesisDataStreamsConnection
from .aws_lambda_connection import AWSLambdaConnection
from .azure_blob_storage_connection import AzureBlobStorageConnection
from .cluster_connection import ClusterConnection
from .gcp_pub_sub_connection import GCPPubSubConnection
from .https_connection import HttpsConnection
from .kafka_connection import KafkaConnection
from .s3_connection import S3Connection
from .sample_connection import SampleConnection
from .schema_registry_connection import SchemaRegistryConnection


class UnknownStreamsConnection(UnknownVariant):
    """A kind of `StreamsConnection` that this version of the package does not know; it can't be sent."""

    type: Literal[UnknownTag.UNKNOWN] = UnknownTag.UNKNOWN
    tag_property = "type"
    known_tags: ClassVar[tuple[Any, ...]] = (
        "Sample",
        "Cluster",
        "Kafka",
        "Https",
        "AWSLambda",
        "S3",
        "AWSKinesisDataStreams",
        "SchemaRegistry",
        "AzureBlobStorage",
        "GCPPubSub",
    )


StreamsConnection = TypeAliasType(
    "StreamsConnection",
    Annotated[
        Annotated[SampleConnection, Tag("SampleConnection")]
        | Annotated[ClusterConnection, Tag("ClusterConnection")]
        | Annotated[KafkaConnection, Tag("KafkaConnection")]
        | Annotated[HttpsConnection, Tag("HttpsConnection")]
        | Annotated[AWSLambdaConnection, Tag("AWSLambdaConnection")]
        | Annotated[S3Connection, Tag("S3Connection")]
        | Annotated[AWSKinesisDataStreamsConnection, Tag("AWSKinesisDataStreamsConnection")]
        | Annotated[SchemaRegistryConnection, Tag("SchemaRegistryConnection")]
        | Annotated[AzureBlobStorageConnection, Tag("AzureBlobStorageConnection")]
        | Annotated[GCPPubSubConnection, Tag("GCPPubSubConnection")]
        | Annotated[UnknownStreamsConnection, Tag("UnknownStreamsConnection")],
        by_tag(
            "type",
            "type",
            {
                "Sample": "SampleConnection",
                "Cluster": "ClusterConnection",
                "Kafka": "KafkaConnection",
                "Https": "HttpsConnection",
                "AWSLambda": "AWSLambdaConnection",
                "S3": "S3Connection",
                "AWSKinesisDataStreams": "AWSKinesisDataStreamsConnection",
                "SchemaRegistry": "SchemaRegistryConnection",
                "AzureBlobStorage": "AzureBlobStorageConnection",
                "GCPPubSub": "GCPPubSubConnection",
            },
            "UnknownStreamsConnection",
        ),
    ],
)
"""A connection between a stream instance and a source or destination of data. Its `type` says which
kind it is, and so which fields it has.
"""
