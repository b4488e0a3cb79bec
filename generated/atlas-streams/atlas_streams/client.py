# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""The clients: where every call begins."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from ._runtime import credentials as _credentials
from ._runtime.client import AsyncClient, SyncClient
from ._runtime.options import AsyncClientOptions, SyncClientOptions
from ._runtime.package import ErrorFields, Package

if TYPE_CHECKING:
    from .resources.streams import AsyncStreams, Streams

PACKAGE = Package(
    "atlas-streams",
    "20250312001.0.0",
    "https://cloud.mongodb.com",
    ErrorFields(code="errorCode", reason="reason", detail="detail"),
    security=(
        ("ServiceAccounts",),
        ("DigestAuth",),
    ),
)


class AtlasStreams(SyncClient):
    """A client for MongoDB Atlas stream connections; use it in a `with` block, or call `close`."""

    def __init__(
        self,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        access_token: str | _credentials.TokenSource | None = None,
        public_key: str | None = None,
        private_key: str | None = None,
        **options: Unpack[SyncClientOptions],
    ) -> None:
        """Make a client; it connects when it is first used.

        Args:
            client_id: Client id for OAuth 2.0 client credentials. By default `MONGODB_ATLAS_CLIENT_ID` of the environment.
            client_secret: Client secret for OAuth 2.0 client credentials. By default `MONGODB_ATLAS_CLIENT_SECRET` of the environment.
            access_token: A ready access token, or a function that gives one. By default `ACCESS_TOKEN` of the environment.
            public_key: User name for HTTP digest authentication. By default `PUBLIC_KEY` of the environment.
            private_key: Password for HTTP digest authentication. By default `PRIVATE_KEY` of the environment.
            **options: See `SyncClientOptions`: `base_url`, `timeout`, `max_retries` and others.

        Raises:
            ConfigurationError: a credential was passed without the one that goes with it.
        """
        credentials = _credentials.Credentials(
            {
                "ServiceAccounts": [
                    _credentials.client_credentials(
                        _credentials.Setting("client_id", client_id, "MONGODB_ATLAS_CLIENT_ID"),
                        _credentials.Setting(
                            "client_secret", client_secret, "MONGODB_ATLAS_CLIENT_SECRET"
                        ),
                        "/api/oauth/token",
                        clock=options.get("clock"),
                    ),
                    _credentials.bearer(
                        _credentials.Setting("access_token", access_token, "ACCESS_TOKEN"),
                    ),
                ],
                "DigestAuth": [
                    _credentials.digest(
                        _credentials.Setting("public_key", public_key, "PUBLIC_KEY"),
                        _credentials.Setting("private_key", private_key, "PRIVATE_KEY"),
                    ),
                ],
            }
        )
        super().__init__(PACKAGE, credentials, **options)

    @cached_property
    def streams(self) -> Streams:
        """Manage the connections of a stream instance. Every call names the project it belongs to."""
        from .resources.streams import Streams

        return Streams(self)


class AsyncAtlasStreams(AsyncClient):
    """A client for MongoDB Atlas stream connections that awaits; use it in an `async with` block, or call `aclose`."""

    def __init__(
        self,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        access_token: str | _credentials.TokenSource | None = None,
        public_key: str | None = None,
        private_key: str | None = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        """Make a client; it connects when it is first used.

        Args:
            client_id: Client id for OAuth 2.0 client credentials. By default `MONGODB_ATLAS_CLIENT_ID` of the environment.
            client_secret: Client secret for OAuth 2.0 client credentials. By default `MONGODB_ATLAS_CLIENT_SECRET` of the environment.
            access_token: A ready access token, or a function that gives one. By default `ACCESS_TOKEN` of the environment.
            public_key: User name for HTTP digest authentication. By default `PUBLIC_KEY` of the environment.
            private_key: Password for HTTP digest authentication. By default `PRIVATE_KEY` of the environment.
            **options: See `AsyncClientOptions`: `base_url`, `timeout`, `max_retries` and others.

        Raises:
            ConfigurationError: a credential was passed without the one that goes with it.
        """
        credentials = _credentials.Credentials(
            {
                "ServiceAccounts": [
                    _credentials.client_credentials(
                        _credentials.Setting("client_id", client_id, "MONGODB_ATLAS_CLIENT_ID"),
                        _credentials.Setting(
                            "client_secret", client_secret, "MONGODB_ATLAS_CLIENT_SECRET"
                        ),
                        "/api/oauth/token",
                        clock=options.get("clock"),
                    ),
                    _credentials.bearer(
                        _credentials.Setting("access_token", access_token, "ACCESS_TOKEN"),
                    ),
                ],
                "DigestAuth": [
                    _credentials.digest(
                        _credentials.Setting("public_key", public_key, "PUBLIC_KEY"),
                        _credentials.Setting("private_key", private_key, "PRIVATE_KEY"),
                    ),
                ],
            }
        )
        super().__init__(PACKAGE, credentials, **options)

    @cached_property
    def streams(self) -> AsyncStreams:
        """Manage the connections of a stream instance. Every call names the project it belongs to."""
        from .resources.streams import AsyncStreams

        return AsyncStreams(self)
