# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .._runtime.models import RequestModel
from .kafka_authentication_request import KafkaAuthenticationRequest
from .kafka_security_request import KafkaSecurityRequest
from .networking_request import NetworkingRequest


class KafkaConnectionRequest(RequestModel):
    """A connection to an Apache Kafka cluster, to read from and write to its topics."""

    received_as: ClassVar[str] = "KafkaConnection"

    type: Literal["Kafka"] = "Kafka"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    authentication: KafkaAuthenticationRequest | None = None
    """How to sign in to a Kafka cluster: `mechanism` chooses the way, and the other fields hold what
    that way needs, such as `username` and `password`.
    """

    bootstrap_servers: Annotated[str | None, Field(alias="bootstrapServers")] = None
    """Where to reach the Kafka cluster first: `host:port` of one or more brokers, with commas between
    them.
    """

    config: dict[str, str] | None = None
    """Further settings of the Kafka client, each under its Kafka name. The names keep their dots and
    are not nested: `{"group.protocol.type": "consumer"}`.
    """

    networking: NetworkingRequest | None = None
    """Which network the traffic of a connection takes."""

    security: KafkaSecurityRequest | None = None
    """How the traffic to a Kafka cluster is protected."""
