# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import ClassVar, Literal

from .._runtime.models import RequestModel
from .._runtime.types import Secret


class ConfluentUserInfoAuthenticationRequest(RequestModel):
    """Sign in to the Confluent Schema Registry with a user name and a password of its own."""

    received_as: ClassVar[str] = "ConfluentUserInfoAuthentication"

    type: Literal["USER_INFO"] = "USER_INFO"
    """Which way of signing in this is: `USER_INFO` with a name and a password, or `SASL_INHERIT` as
    the Kafka connection does it.
    """

    password: Secret
    """Password, or the secret of an API key. Sent, never returned."""

    username: str
    """User name, or the public part of an API key."""
