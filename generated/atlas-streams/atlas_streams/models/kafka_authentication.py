# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field

from .._runtime.models import ResponseModel
from .aws_connection_config import AWSConnectionConfig
from .link import Link


class KafkaAuthentication(ResponseModel):
    """How to sign in to a Kafka cluster: `mechanism` chooses the way, and the other fields hold what
    that way needs, such as `username` and `password`.
    """

    aws: AWSConnectionConfig | None = None
    """How a connection gets access to an AWS account."""

    client_id: Annotated[str | None, Field(alias="clientId")] = None
    """Client id of the OIDC application. Only for OAUTHBEARER."""

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""

    mechanism: str | None = None
    """SASL mechanism to sign in with: `PLAIN`, `SCRAM-256`, `SCRAM-512` or `OAUTHBEARER`."""

    method: str | None = None
    """Way in which OAUTHBEARER gets its token; `OIDC` is the one there is."""

    sasl_oauthbearer_extensions: Annotated[str | None, Field(alias="saslOauthbearerExtensions")] = (
        None
    )
    """Additional key-value pairs for the OAUTHBEARER handshake."""

    scope: str | None = None
    """Rights to ask for with the OIDC token."""

    ssl_certificate: Annotated[str | None, Field(alias="sslCertificate")] = None
    """Certificate, as PEM text, with which the client proves who it is."""

    token_endpoint_url: Annotated[str | None, Field(alias="tokenEndpointUrl")] = None
    """Address at which OIDC tokens are requested."""

    username: str | None = None
    """Name of the Kafka account to sign in as."""
