# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import ClassVar

from .._runtime.models import RequestModel
from .public_private_networking_access_request import PublicPrivateNetworkingAccessRequest


class PublicPrivateNetworkingRequest(RequestModel):
    """Which network the traffic takes: the public internet or a private link."""

    received_as: ClassVar[str] = "PublicPrivateNetworking"

    access: PublicPrivateNetworkingAccessRequest | None = None
    """The way from Atlas to the cloud service at the other end."""
