# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .._runtime.models import RequestModel
from .db_role_request import DbRoleRequest


class ClusterConnectionRequest(RequestModel):
    """A connection to an Atlas cluster, to read its change streams or to write into its collections."""

    received_as: ClassVar[str] = "ClusterConnection"
    nullable: ClassVar[tuple[str, ...]] = ("cluster_group_id", "db_role_to_execute")

    type: Literal["Cluster"] = "Cluster"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    region: str | None = None
    """Region of the service at the other end, as its provider names it."""

    cluster_group_id: Annotated[str | None, Field(alias="clusterGroupId")] = None
    """Id of the project that the cluster belongs to, 24 hexadecimal digits."""

    cluster_name: Annotated[str | None, Field(alias="clusterName")] = None
    """Name of the Atlas cluster to connect to."""

    db_role_to_execute: Annotated[DbRoleRequest | None, Field(alias="dbRoleToExecute")] = None
    """The database role with whose rights stream processors work on an Atlas cluster."""
