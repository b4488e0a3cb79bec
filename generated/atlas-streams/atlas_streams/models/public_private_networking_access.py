# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field

from .._runtime.models import ResponseModel
from .link import Link
from .public_private_networking_access_type import PublicPrivateNetworkingAccessType


class PublicPrivateNetworkingAccess(ResponseModel):
    """The way from Atlas to the cloud service at the other end."""

    connection_id: Annotated[str | None, Field(alias="connectionId")] = None
    """Id of the private endpoint connection to use. Needed with the type `PRIVATE_LINK`, and only
    there; on Google Cloud it is that of Private Service Connect.
    """

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""

    type: PublicPrivateNetworkingAccessType | str | None = None
    """Kind of network: the public internet (`PUBLIC`, which is what you get if you leave it out), or
    the private link of the cloud at the other end (`PRIVATE_LINK`), whichever of the three that is.
    """
