# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""The clients: where every call begins."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from ._runtime import credentials as _credentials
from ._runtime.client import AsyncClient, SyncClient
from ._runtime.options import AsyncClientOptions, SyncClientOptions
from ._runtime.package import ErrorFields, Package

if TYPE_CHECKING:
    from ._runtime.errors import APIStatusError
    from .resources.objects import AsyncObjects, Objects
    from .resources.observations import AsyncObservations, Observations


def _error_classes() -> Mapping[str, type[APIStatusError]]:
    from .error_codes import BY_CODE

    return BY_CODE


PACKAGE = Package(
    "skylight-catalogue",
    "1.0.0",
    "https://catalogue.skylight.example/v1",
    ErrorFields(code="type", reason="title", detail="detail"),
    _error_classes,
    security=(("CatalogueKey",),),
)


class SkylightCatalogue(SyncClient):
    """A client for Skylight catalogue; use it in a `with` block, or call `close`."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        **options: Unpack[SyncClientOptions],
    ) -> None:
        """Make a client; it connects when it is first used.

        Args:
            api_key: The API key. By default `SKYLIGHT_CATALOGUE_KEY` of the environment.
            **options: See `SyncClientOptions`: `base_url`, `timeout`, `max_retries` and others.

        Raises:
            ConfigurationError: a credential was passed without the one that goes with it.
        """
        credentials = _credentials.Credentials(
            {
                "CatalogueKey": [
                    _credentials.api_key(
                        _credentials.Setting("api_key", api_key, "SKYLIGHT_CATALOGUE_KEY"),
                        "X-Catalogue-Key",
                        "header",
                    ),
                ],
            }
        )
        super().__init__(PACKAGE, credentials, **options)

    @cached_property
    def objects(self) -> Objects:
        """What is in the sky."""
        from .resources.objects import Objects

        return Objects(self)

    @cached_property
    def observations(self) -> Observations:
        """What somebody has seen of it."""
        from .resources.observations import Observations

        return Observations(self)


class AsyncSkylightCatalogue(AsyncClient):
    """A client for Skylight catalogue that awaits; use it in an `async with` block, or call `aclose`."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        """Make a client; it connects when it is first used.

        Args:
            api_key: The API key. By default `SKYLIGHT_CATALOGUE_KEY` of the environment.
            **options: See `AsyncClientOptions`: `base_url`, `timeout`, `max_retries` and others.

        Raises:
            ConfigurationError: a credential was passed without the one that goes with it.
        """
        credentials = _credentials.Credentials(
            {
                "CatalogueKey": [
                    _credentials.api_key(
                        _credentials.Setting("api_key", api_key, "SKYLIGHT_CATALOGUE_KEY"),
                        "X-Catalogue-Key",
                        "header",
                    ),
                ],
            }
        )
        super().__init__(PACKAGE, credentials, **options)

    @cached_property
    def objects(self) -> AsyncObjects:
        """What is in the sky."""
        from .resources.objects import AsyncObjects

        return AsyncObjects(self)

    @cached_property
    def observations(self) -> AsyncObservations:
        """What somebody has seen of it."""
        from .resources.observations import AsyncObservations

        return AsyncObservations(self)
