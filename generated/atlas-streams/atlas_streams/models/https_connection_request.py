# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import ClassVar, Literal

from .._runtime.models import RequestModel


class HttpsConnectionRequest(RequestModel):
    """A connection to an HTTPS endpoint, to send requests to it from a stream processor."""

    received_as: ClassVar[str] = "HttpsConnection"

    type: Literal["Https"] = "Https"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    headers: dict[str, str] | None = None
    """HTTP headers to send with every request to the endpoint, by name."""

    url: str | None = None
    """Address of the HTTPS endpoint."""
