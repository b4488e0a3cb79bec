# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Literal

from pydantic import Field

from .._runtime.models import ResponseModel
from .link import Link
from .schema_registry_authentication import SchemaRegistryAuthentication
from .streams_connection_state import StreamsConnectionState


class SchemaRegistryConnection(ResponseModel):
    """A connection to a schema registry, from which stream processors take the schemas of Kafka
    messages.
    """

    type: Literal["SchemaRegistry"] = "SchemaRegistry"
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

    provider: Literal["CONFLUENT"] | str = "CONFLUENT"
    """Whose registry it is."""

    schema_registry_authentication: Annotated[
        SchemaRegistryAuthentication, Field(alias="schemaRegistryAuthentication")
    ]
    """How to sign in to a schema registry."""

    schema_registry_urls: Annotated[list[str], Field(alias="schemaRegistryUrls")]
    """Addresses of the registry, ten at most, each with `http` or `https`, a host and, if need be, a
    port.
    """
