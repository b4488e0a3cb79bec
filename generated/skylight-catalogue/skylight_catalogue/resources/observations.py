# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""What somebody has seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .. import models
from .._runtime.operation import (
    Binary,
    Body,
    Empty,
    Json,
    Operation,
    PageRule,
    Parameter,
)
from .._runtime.options import RequestOptions
from .._runtime.pagination import AsyncPage, Page
from .._runtime.resource import AsyncResource, Resource
from .._runtime.streaming import (
    AsyncStreamedResponse,
    StreamedResponse,
)
from .._runtime.types import (
    StrictDateTime,
    StrictUuid,
)

if TYPE_CHECKING:
    from .. import dicts

_DESIGNATION = Parameter(
    "designation", "path", Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9 .+/-]{0,39}$")]
)
_OBSERVATION_ID = Parameter("observationId", "path", StrictUuid)
_PROBLEM = (Json("application/problem+json", lambda: models.Problem),)

_LIST_OBSERVATIONS: Operation[models.Observation] = Operation(
    name="list_observations",
    method="GET",
    path="/objects/{designation}/observations",
    parameters=(
        _DESIGNATION,
        Parameter("cursor", "query", str),
        Parameter("limit", "query", Annotated[int, Field(ge=1, le=200)]),
        Parameter("since", "query", StrictDateTime),
    ),
    responses={
        "200": (Json("application/json", lambda: models.ObservationPage),),
    },
    errors={
        "401": _PROBLEM,
        "404": _PROBLEM,
    },
    security=(("CatalogueKey",),),
    pagination=PageRule(items="items", size="limit", next_cursor="nextCursor", cursor="cursor"),
)

_ADD_OBSERVATION: Operation[models.Observation] = Operation(
    name="add_observation",
    method="POST",
    path="/objects/{designation}/observations",
    parameters=(_DESIGNATION,),
    body=Body("application/json", lambda: models.ObservationRequest),
    responses={
        "201": (Json("application/json", lambda: models.Observation),),
    },
    errors={
        "401": _PROBLEM,
        "404": _PROBLEM,
        "409": _PROBLEM,
        "422": _PROBLEM,
    },
    security=(("CatalogueKey",),),
)

_WITHDRAW_OBSERVATION: Operation[None] = Operation(
    name="withdraw_observation",
    method="DELETE",
    path="/observations/{observationId}",
    parameters=(_OBSERVATION_ID,),
    responses={
        "204": (Empty(),),
    },
    errors={
        "401": _PROBLEM,
        "404": _PROBLEM,
    },
    security=(("CatalogueKey",),),
)

_DOWNLOAD_PLATE: Operation[bytes] = Operation(
    name="download_plate",
    method="GET",
    path="/observations/{observationId}/plate",
    parameters=(_OBSERVATION_ID,),
    responses={
        "200": (Binary("application/fits"),),
    },
    errors={
        "401": _PROBLEM,
        "404": _PROBLEM,
    },
    security=(("CatalogueKey",),),
)


class Observations(Resource):
    """What somebody has seen of it."""

    def list_observations(
        self,
        designation: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        since: StrictDateTime | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Observation]:
        """List the observations of an object.

        Lists what has been observed of an object, the latest first.

        Args:
            designation: What astronomers call the object.
            cursor: Where the page begins; the page before says it as `nextCursor`.
            limit: How many items a page holds at most. From 1 to 200. The API's default is
                `50`.
            since: The earliest time to list.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            One page of observations.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._page(
            _LIST_OBSERVATIONS,
            {
                "designation": designation,
                "cursor": cursor,
                "limit": limit,
                "since": since,
            },
            None,
            options,
        )

    def add_observation(
        self,
        designation: str,
        body: models.ObservationRequest | models.Observation | dicts.ObservationRequestDict,
        *,
        options: RequestOptions | None = None,
    ) -> models.Observation:
        """Add an observation.

        Adds an observation of an object.

        What was measured says by its `method` what it is: light, its spectrum, or a position.

        Args:
            designation: What astronomers call the object.
            body: The observation.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The observation, with the id that it got.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 404, 409 and 422 are
                documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._call(
            _ADD_OBSERVATION,
            {
                "designation": designation,
            },
            body,
            options,
        )

    def withdraw_observation(
        self, observation_id: StrictUuid, *, options: RequestOptions | None = None
    ) -> None:
        """Withdraw an observation.

        Takes an observation of your own back. It is gone from every list at once.

        Args:
            observation_id: The id of an observation.
            options: Options of this call: timeout, retries, further headers.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._call(
            _WITHDRAW_OBSERVATION,
            {
                "observationId": observation_id,
            },
            None,
            options,
        )

    def download_plate(
        self, observation_id: StrictUuid, *, options: RequestOptions | None = None
    ) -> StreamedResponse:
        """Download the plate of an observation.

        Downloads the picture that was taken, as a FITS file.

        Args:
            observation_id: The id of an observation.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The picture.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._stream(
            _DOWNLOAD_PLATE,
            {
                "observationId": observation_id,
            },
            None,
            options,
        )


class AsyncObservations(AsyncResource):
    """What somebody has seen of it."""

    async def list_observations(
        self,
        designation: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        since: StrictDateTime | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Observation]:
        """List the observations of an object.

        Lists what has been observed of an object, the latest first.

        Args:
            designation: What astronomers call the object.
            cursor: Where the page begins; the page before says it as `nextCursor`.
            limit: How many items a page holds at most. From 1 to 200. The API's default is
                `50`.
            since: The earliest time to list.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            One page of observations.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._page(
            _LIST_OBSERVATIONS,
            {
                "designation": designation,
                "cursor": cursor,
                "limit": limit,
                "since": since,
            },
            None,
            options,
        )

    async def add_observation(
        self,
        designation: str,
        body: models.ObservationRequest | models.Observation | dicts.ObservationRequestDict,
        *,
        options: RequestOptions | None = None,
    ) -> models.Observation:
        """Add an observation.

        Adds an observation of an object.

        What was measured says by its `method` what it is: light, its spectrum, or a position.

        Args:
            designation: What astronomers call the object.
            body: The observation.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The observation, with the id that it got.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 404, 409 and 422 are
                documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._call(
            _ADD_OBSERVATION,
            {
                "designation": designation,
            },
            body,
            options,
        )

    async def withdraw_observation(
        self, observation_id: StrictUuid, *, options: RequestOptions | None = None
    ) -> None:
        """Withdraw an observation.

        Takes an observation of your own back. It is gone from every list at once.

        Args:
            observation_id: The id of an observation.
            options: Options of this call: timeout, retries, further headers.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._call(
            _WITHDRAW_OBSERVATION,
            {
                "observationId": observation_id,
            },
            None,
            options,
        )

    async def download_plate(
        self, observation_id: StrictUuid, *, options: RequestOptions | None = None
    ) -> AsyncStreamedResponse:
        """Download the plate of an observation.

        Downloads the picture that was taken, as a FITS file.

        Args:
            observation_id: The id of an observation.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The picture.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._stream(
            _DOWNLOAD_PLATE,
            {
                "observationId": observation_id,
            },
            None,
            options,
        )
