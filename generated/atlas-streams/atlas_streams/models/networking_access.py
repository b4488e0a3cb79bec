# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field

from .._runtime.models import ResponseModel
from .link import Link
from .networking_access_type import NetworkingAccessType


class NetworkingAccess(ResponseModel):
    """The way from Atlas to the service at the other end."""

    connection_id: Annotated[str | None, Field(alias="connectionId")] = None
    """Id of the private endpoint connection to use. Only with the type `PRIVATE_LINK`."""

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""

    name: str | None = None
    """Name of the private endpoint connection to use. Only with the type `PRIVATE_LINK`."""

    tgw_route_id: Annotated[str | None, Field(alias="tgwRouteId")] = None
    """Id of the transit gateway route to use. Only with the type `TRANSIT_GATEWAY`."""

    type: NetworkingAccessType | str | None = None
    """Kind of network: the public internet (`PUBLIC`, which is what you get if you leave it out), VPC
    peering, AWS PrivateLink or its like, or a transit gateway. `VPC` works only once the peering
    between Atlas and the network of the Kafka cluster is up. Transit gateways are not supported
    yet.
    """
