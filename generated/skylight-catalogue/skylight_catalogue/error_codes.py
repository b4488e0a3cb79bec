# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""Errors by the code that the API gives them. Each is raised as an error of its HTTP status, too."""

from ._runtime.errors import (
    APIStatusError,
    ClientError,
)


class DuplicateObservationError(ClientError):
    """The error `https://catalogue.skylight.example/problems/duplicate-observation`, documented with
    statuses 401, 404, 409 and 422.
    """


class InvalidValueError(ClientError):
    """The error `https://catalogue.skylight.example/problems/invalid-value`, documented with statuses
    401, 404, 409 and 422.
    """


class NotInCatalogueError(ClientError):
    """The error `https://catalogue.skylight.example/problems/not-in-catalogue`, documented with
    statuses 401, 404, 409 and 422.
    """


class UnknownKeyError(ClientError):
    """The error `https://catalogue.skylight.example/problems/unknown-key`, documented with statuses
    401, 404, 409 and 422.
    """


BY_CODE: dict[str, type[APIStatusError]] = {
    "https://catalogue.skylight.example/problems/duplicate-observation": DuplicateObservationError,
    "https://catalogue.skylight.example/problems/invalid-value": InvalidValueError,
    "https://catalogue.skylight.example/problems/not-in-catalogue": NotInCatalogueError,
    "https://catalogue.skylight.example/problems/unknown-key": UnknownKeyError,
}
"""The exception class of each error code."""
