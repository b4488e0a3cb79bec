# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, Literal

from pydantic import Field

from .._runtime.models import ResponseModel
from .db_role import DbRole
from .link import Link
from .streams_connection_state import StreamsConnectionState


class ClusterConnection(ResponseModel):
    """A connection to an Atlas cluster, to read its change streams or to write into its collections."""

    type: Literal["Cluster"] = "Cluster"
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

    cluster_group_id: Annotated[str | None, Field(alias="clusterGroupId")] = None
    """Id of the project that the cluster belongs to, 24 hexadecimal digits."""

    cluster_name: Annotated[str | None, Field(alias="clusterName")] = None
    """Name of the Atlas cluster to connect to."""

    db_role_to_execute: Annotated[DbRole | None, Field(alias="dbRoleToExecute")] = None
    """The database role with whose rights stream processors work on an Atlas cluster."""
