# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Literal

from pydantic import Field

from .._runtime.models import ResponseModel
from .aws_connection_config import AWSConnectionConfig
from .link import Link
from .public_private_networking import PublicPrivateNetworking
from .streams_connection_state import StreamsConnectionState


class AWSLambdaConnection(ResponseModel):
    """A connection to AWS Lambda, to call functions from a stream processor."""

    type: Literal["AWSLambda"] = "AWSLambda"
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

    public_private_networking: Annotated[
        PublicPrivateNetworking | None, Field(alias="publicPrivateNetworking")
    ] = None
    """Which network the traffic takes: the public internet or a private link."""
