# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .._runtime.models import RequestModel
from .schema_registry_authentication_request import SchemaRegistryAuthenticationRequest
from .schema_registry_connection_request_schema_registry_urls import (
    SchemaRegistryConnectionRequestSchemaRegistryUrls,
)


class SchemaRegistryConnectionRequest(RequestModel):
    """A connection to a schema registry, from which stream processors take the schemas of Kafka
    messages.
    """

    received_as: ClassVar[str] = "SchemaRegistryConnection"

    type: Literal["SchemaRegistry"] = "SchemaRegistry"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    provider: Literal["CONFLUENT"] = "CONFLUENT"
    """Whose registry it is."""

    schema_registry_authentication: Annotated[
        SchemaRegistryAuthenticationRequest, Field(alias="schemaRegistryAuthentication")
    ]
    """How to sign in to a schema registry."""

    schema_registry_urls: Annotated[
        SchemaRegistryConnectionRequestSchemaRegistryUrls, Field(alias="schemaRegistryUrls")
    ]
    """Addresses of the registry, ten at most, each with `http` or `https`, a host and, if need be, a
    port.
    """
