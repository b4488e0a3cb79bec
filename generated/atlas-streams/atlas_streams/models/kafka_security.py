# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field

from .._runtime.models import ResponseModel
from .link import Link


class KafkaSecurity(ResponseModel):
    """How the traffic to a Kafka cluster is protected."""

    broker_public_certificate: Annotated[str | None, Field(alias="brokerPublicCertificate")] = None
    """X.509 certificate, as PEM text, by which to recognise the brokers."""

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""

    protocol: str | None = None
    """Kafka security protocol: `SASL_PLAINTEXT` (no encryption), `SASL_SSL` or `SSL`."""
