# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import ResponseModel


class ConfluentUserInfoAuthentication(ResponseModel):
    """Sign in to the Confluent Schema Registry with a user name and a password of its own."""

    type: Literal["USER_INFO"] = "USER_INFO"
    """Which way of signing in this is: `USER_INFO` with a name and a password, or `SASL_INHERIT` as
    the Kafka connection does it.
    """

    username: str
    """User name, or the public part of an API key."""
