# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import ClassVar, Literal

from .._runtime.models import RequestModel


class SampleConnectionRequest(RequestModel):
    """A connection to one of the data streams that Atlas makes up, to try stream processing without a
    source of one's own. Its `name` chooses the stream.
    """

    received_as: ClassVar[str] = "SampleConnection"

    type: Literal["Sample"] = "Sample"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""
