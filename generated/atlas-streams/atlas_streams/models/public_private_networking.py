# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel
from .link import Link
from .public_private_networking_access import PublicPrivateNetworkingAccess


class PublicPrivateNetworking(ResponseModel):
    """Which network the traffic takes: the public internet or a private link."""

    access: PublicPrivateNetworkingAccess | None = None
    """The way from Atlas to the cloud service at the other end."""

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""
