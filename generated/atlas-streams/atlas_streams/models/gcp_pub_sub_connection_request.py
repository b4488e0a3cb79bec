# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .._runtime.models import RequestModel
from .gcp_connection_config_request import GCPConnectionConfigRequest
from .public_private_networking_request import PublicPrivateNetworkingRequest


class GCPPubSubConnectionRequest(RequestModel):
    """A connection to Google Cloud Pub/Sub, to read from and publish to its topics."""

    received_as: ClassVar[str] = "GCPPubSubConnection"

    type: Literal["GCPPubSub"] = "GCPPubSub"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    gcp: GCPConnectionConfigRequest | None = None
    """How a connection gets access to a Google Cloud project."""

    public_private_networking: Annotated[
        PublicPrivateNetworkingRequest | None, Field(alias="publicPrivateNetworking")
    ] = None
    """Which network the traffic takes: the public internet or a private link."""
