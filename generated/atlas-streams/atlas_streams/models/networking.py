# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel
from .link import Link
from .networking_access import NetworkingAccess


class Networking(ResponseModel):
    """Which network the traffic of a connection takes."""

    access: NetworkingAccess | None = None
    """The way from Atlas to the service at the other end."""

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""
