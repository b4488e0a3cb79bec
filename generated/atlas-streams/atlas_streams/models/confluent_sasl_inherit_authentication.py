# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import SharedModel


class ConfluentSaslInheritAuthentication(SharedModel):
    """Sign in to the Confluent Schema Registry as the Kafka connection signs in to its cluster."""

    type: Literal["SASL_INHERIT"] = "SASL_INHERIT"
    """Which way of signing in this is: `USER_INFO` with a name and a password, or `SASL_INHERIT` as
    the Kafka connection does it.
    """
