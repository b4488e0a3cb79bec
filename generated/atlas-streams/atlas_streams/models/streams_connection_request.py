# Written by specloom; changes belong into the fragment, its overlay or the templates.
from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from .aws_kinesis_data_streams_connection_request import AWSKinesisDataStreamsConnectionRequest
from .aws_lambda_connection_request import AWSLambdaConnectionRequest
from .cluster_connection_request import ClusterConnectionRequest
from .https_connection_request import HttpsConnectionRequest
from .kafka_connection_request import KafkaConnectionRequest
from .s3_connection_request import S3ConnectionRequest
from .sample_connection_request import SampleConnectionRequest

StreamsConnectionRequest = TypeAliasType(
    "StreamsConnectionRequest",
    Annotated[
        SampleConnectionRequest
        | ClusterConnectionRequest
        | KafkaConnectionRequest
        | HttpsConnectionRequest
        | AWSLambdaConnectionRequest
        | S3ConnectionRequest
        | AWSKinesisDataStreamsConnectionRequest,
        Field(discriminator="type"),
    ],
)
"""A connection between a stream instance and a source or destination of data. Its `type` says which
kind it is, and so which fields it has.
"""
