# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import ClassVar

from .._runtime.models import RequestModel
from .networking_access_request import NetworkingAccessRequest


class NetworkingRequest(RequestModel):
    """Which network the traffic of a connection takes."""

    received_as: ClassVar[str] = "Networking"

    access: NetworkingAccessRequest | None = None
    """The way from Atlas to the service at the other end."""
