# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel
from .networking_access_type import NetworkingAccessType


class NetworkingAccessRequest(RequestModel):
    """The way from Atlas to the service at the other end."""

    received_as: ClassVar[str] = "NetworkingAccess"

    connection_id: Annotated[
        str | None, Field(alias="connectionId", pattern="^([a-f0-9]{24})$")
    ] = None
    """Id of the private endpoint connection to use. Only with the type `PRIVATE_LINK`."""

    name: str | None = None
    """Name of the private endpoint connection to use. Only with the type `PRIVATE_LINK`."""

    tgw_route_id: Annotated[str | None, Field(alias="tgwRouteId", pattern="^([a-f0-9]{24})$")] = (
        None
    )
    """Id of the transit gateway route to use. Only with the type `TRANSIT_GATEWAY`."""

    type: NetworkingAccessType | None = None
    """Kind of network: the public internet (`PUBLIC`, which is what you get if you leave it out), VPC
    peering, AWS PrivateLink or its like, or a transit gateway. `VPC` works only once the peering
    between Atlas and the network of the Kafka cluster is up. Transit gateways are not supported
    yet.
    """
