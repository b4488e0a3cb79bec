# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel
from .public_private_networking_access_type import PublicPrivateNetworkingAccessType


class PublicPrivateNetworkingAccessRequest(RequestModel):
    """The way from Atlas to the cloud service at the other end."""

    received_as: ClassVar[str] = "PublicPrivateNetworkingAccess"

    connection_id: Annotated[
        str | None, Field(alias="connectionId", pattern="^([a-f0-9]{24})$")
    ] = None
    """Id of the private endpoint connection to use. Needed with the type `PRIVATE_LINK`, and only
    there; on Google Cloud it is that of Private Service Connect.
    """

    type: PublicPrivateNetworkingAccessType | None = None
    """Kind of network: the public internet (`PUBLIC`, which is what you get if you leave it out), or
    the private link of the cloud at the other end (`PRIVATE_LINK`), whichever of the three that is.
    """
