# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import ResponseModel
from .aws_connection_config import AWSConnectionConfig
from .link import Link
from .networking import Networking
from .streams_connection_state import StreamsConnectionState


class AWSKinesisDataStreamsConnection(ResponseModel):
    """A connection to Amazon Kinesis Data Streams, to read from and write to its streams."""

    type: Literal["AWSKinesisDataStreams"] = "AWSKinesisDataStreams"
    """Which kind of connection this is."""

    id: str | None = None
    """Id of the connection, which the server gives it."""

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    state: StreamsConnectionState | str | None = None
    """How far the connection has come: being set up (`PENDING`), usable (`READY`), on its way out
    (`DELETING`) or broken (`FAILED`).
    """

    aws: AWSConnectionConfig | None = None
    """How a connection gets access to an AWS account."""

    networking: Networking | None = None
    """Which network the traffic of a connection takes."""
