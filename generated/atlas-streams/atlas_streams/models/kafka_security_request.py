# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel


class KafkaSecurityRequest(RequestModel):
    """How the traffic to a Kafka cluster is protected."""

    received_as: ClassVar[str] = "KafkaSecurity"

    broker_public_certificate: Annotated[str | None, Field(alias="brokerPublicCertificate")] = None
    """X.509 certificate, as PEM text, by which to recognise the brokers."""

    protocol: str | None = None
    """Kafka security protocol: `SASL_PLAINTEXT` (no encryption), `SASL_SSL` or `SSL`."""
