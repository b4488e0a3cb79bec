# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel
from .._runtime.types import Secret
from .aws_connection_config_request import AWSConnectionConfigRequest


class KafkaAuthenticationRequest(RequestModel):
    """How to sign in to a Kafka cluster: `mechanism` chooses the way, and the other fields hold what
    that way needs, such as `username` and `password`.
    """

    received_as: ClassVar[str] = "KafkaAuthentication"

    aws: AWSConnectionConfigRequest | None = None
    """How a connection gets access to an AWS account."""

    client_id: Annotated[str | None, Field(alias="clientId")] = None
    """Client id of the OIDC application. Only for OAUTHBEARER."""

    client_secret: Annotated[Secret | None, Field(alias="clientSecret")] = None
    """Client secret of the OIDC application. Only for OAUTHBEARER. Sent, never returned."""

    mechanism: str | None = None
    """SASL mechanism to sign in with: `PLAIN`, `SCRAM-256`, `SCRAM-512` or `OAUTHBEARER`."""

    method: str | None = None
    """Way in which OAUTHBEARER gets its token; `OIDC` is the one there is."""

    password: Secret | None = None
    """Password that belongs to `username`. Sent, never returned."""

    sasl_oauthbearer_extensions: Annotated[str | None, Field(alias="saslOauthbearerExtensions")] = (
        None
    )
    """Additional key-value pairs for the OAUTHBEARER handshake."""

    scope: str | None = None
    """Rights to ask for with the OIDC token."""

    ssl_certificate: Annotated[str | None, Field(alias="sslCertificate")] = None
    """Certificate, as PEM text, with which the client proves who it is."""

    ssl_key: Annotated[Secret | None, Field(alias="sslKey")] = None
    """Private key of `sslCertificate`, as PEM text. Sent, never returned."""

    ssl_key_password: Annotated[Secret | None, Field(alias="sslKeyPassword")] = None
    """Passphrase of `sslKey`, where the key is encrypted. Sent, never returned."""

    token_endpoint_url: Annotated[str | None, Field(alias="tokenEndpointUrl")] = None
    """Address at which OIDC tokens are requested."""

    username: str | None = None
    """Name of the Kafka account to sign in as."""
