# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import ResponseModel
from .link import Link
from .streams_connection_state import StreamsConnectionState


class HttpsConnection(ResponseModel):
    """A connection to an HTTPS endpoint, to send requests to it from a stream processor."""

    type: Literal["Https"] = "Https"
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

    headers: dict[str, str] | None = None
    """HTTP headers to send with every request to the endpoint, by name."""

    url: str | None = None
    """Address of the HTTPS endpoint."""
