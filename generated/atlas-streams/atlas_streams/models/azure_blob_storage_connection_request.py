# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .._runtime.models import RequestModel
from .azure_connection_config_request import AzureConnectionConfigRequest
from .public_private_networking_request import PublicPrivateNetworkingRequest


class AzureBlobStorageConnectionRequest(RequestModel):
    """A connection to Azure Blob Storage, to write blobs into the containers of an account."""

    received_as: ClassVar[str] = "AzureBlobStorageConnection"

    type: Literal["AzureBlobStorage"] = "AzureBlobStorage"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    azure: AzureConnectionConfigRequest | None = None
    """Which Azure storage account a connection uses, and with whose rights."""

    public_private_networking: Annotated[
        PublicPrivateNetworkingRequest | None, Field(alias="publicPrivateNetworking")
    ] = None
    """Which network the traffic takes: the public internet or a private link."""
