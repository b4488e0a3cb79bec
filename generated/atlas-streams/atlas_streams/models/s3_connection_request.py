# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import ClassVar, Literal

from .._runtime.models import RequestModel
from .aws_connection_config_request import AWSConnectionConfigRequest
from .networking_request import NetworkingRequest


class S3ConnectionRequest(RequestModel):
    """A connection to Amazon S3, to write files into buckets."""

    received_as: ClassVar[str] = "S3Connection"

    type: Literal["S3"] = "S3"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    aws: AWSConnectionConfigRequest | None = None
    """How a connection gets access to an AWS account."""

    networking: NetworkingRequest | None = None
    """Which network the traffic of a connection takes."""
