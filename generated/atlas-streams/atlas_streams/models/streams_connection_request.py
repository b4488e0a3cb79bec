# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from .aws_kinesis_data_streams_connection_request import AWSKinesisDataStreamsConnectionRequest
from .aws_lambda_connection_request import AWSLambdaConnectionRequest
from .azure_blob_storage_connection_request import AzureBlobStorageConnectionRequest
from .cluster_connection_request import ClusterConnectionRequest
from .gcp_pub_sub_connection_request import GCPPubSubConnectionRequest
from .https_connection_request import HttpsConnectionRequest
from .kafka_connection_request import KafkaConnectionRequest
from .s3_connection_request import S3ConnectionRequest
from .sample_connection_request import SampleConnectionRequest
from .schema_registry_connection_request import SchemaRegistryConnectionRequest

StreamsConnectionRequest = TypeAliasType(
    "StreamsConnectionRequest",
    Annotated[
        SampleConnectionRequest
        | ClusterConnectionRequest
        | KafkaConnectionRequest
        | HttpsConnectionRequest
        | AWSLambdaConnectionRequest
        | S3ConnectionRequest
        | AWSKinesisDataStreamsConnectionRequest
        | SchemaRegistryConnectionRequest
        | AzureBlobStorageConnectionRequest
        | GCPPubSubConnectionRequest,
        Field(discriminator="type"),
    ],
)
"""A connection between a stream instance and a source or destination of data. Its `type` says which
kind it is, and so which fields it has.
"""
