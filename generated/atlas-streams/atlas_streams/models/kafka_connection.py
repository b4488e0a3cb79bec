# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Literal

from pydantic import Field

from .._runtime.models import ResponseModel
from .kafka_authentication import KafkaAuthentication
from .kafka_security import KafkaSecurity
from .link import Link
from .networking import Networking
from .streams_connection_state import StreamsConnectionState


class KafkaConnection(ResponseModel):
    """A connection to an Apache Kafka cluster, to read from and write to its topics."""

    type: Literal["Kafka"] = "Kafka"
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

    authentication: KafkaAuthentication | None = None
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

    networking: Networking | None = None
    """Which network the traffic of a connection takes."""

    security: KafkaSecurity | None = None
    """How the traffic to a Kafka cluster is protected."""
