# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""What is in the sky."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .. import models
from .._runtime.operation import (
    Json,
    Operation,
    PageRule,
    Parameter,
)
from .._runtime.options import RequestOptions
from .._runtime.pagination import AsyncPage, Page
from .._runtime.resource import AsyncResource, Resource

_PROBLEM = (Json("application/problem+json", lambda: models.Problem),)

_LIST_OBJECTS: Operation[models.CelestialObject] = Operation(
    name="list_objects",
    method="GET",
    path="/objects",
    parameters=(
        Parameter("cursor", "query", str),
        Parameter("limit", "query", Annotated[int, Field(ge=1, le=200)]),
        Parameter("kind", "query", lambda: models.ListObjectsKind, explode=False),
        Parameter("brighterThan", "query", Annotated[float, Field(ge=-30.0, le=40.0)]),
    ),
    responses={
        "200": (Json("application/json", lambda: models.ObjectPage),),
    },
    errors={
        "401": _PROBLEM,
        "422": _PROBLEM,
    },
    security=(("CatalogueKey",),),
    pagination=PageRule(items="items", size="limit", next_cursor="nextCursor", cursor="cursor"),
)

_GET_OBJECT: Operation[models.CelestialObject] = Operation(
    name="get_object",
    method="GET",
    path="/objects/{designation}",
    parameters=(
        Parameter(
            "designation",
            "path",
            Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9 .+/-]{0,39}$")],
        ),
    ),
    responses={
        "200": (Json("application/json", lambda: models.CelestialObject),),
    },
    errors={
        "401": _PROBLEM,
        "404": _PROBLEM,
    },
    security=(("CatalogueKey",),),
)


class Objects(Resource):
    """What is in the sky."""

    def list_objects(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        kind: models.ListObjectsKind | None = None,
        brighter_than: float | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.CelestialObject]:
        """List objects.

        Lists the objects of the catalogue by brightness, the brightest first.

        Args:
            cursor: Where the page begins; the page before says it as `nextCursor`.
            limit: How many items a page holds at most. From 1 to 200. The API's default is
                `50`.
            kind: Which kinds of objects to list; all of them if it is left out. No item twice.
            brighter_than: The magnitude that an object has to fall below. From -30 to 40.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            One page of objects.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 422 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._page(
            _LIST_OBJECTS,
            {
                "cursor": cursor,
                "limit": limit,
                "kind": kind,
                "brighterThan": brighter_than,
            },
            None,
            options,
        )

    def get_object(
        self, designation: str, *, options: RequestOptions | None = None
    ) -> models.CelestialObject:
        """Get an object.

        Reads one object by its designation, for example `M31`.

        Args:
            designation: What astronomers call the object.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The object.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._call(
            _GET_OBJECT,
            {
                "designation": designation,
            },
            None,
            options,
        )


class AsyncObjects(AsyncResource):
    """What is in the sky."""

    async def list_objects(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        kind: models.ListObjectsKind | None = None,
        brighter_than: float | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.CelestialObject]:
        """List objects.

        Lists the objects of the catalogue by brightness, the brightest first.

        Args:
            cursor: Where the page begins; the page before says it as `nextCursor`.
            limit: How many items a page holds at most. From 1 to 200. The API's default is
                `50`.
            kind: Which kinds of objects to list; all of them if it is left out. No item twice.
            brighter_than: The magnitude that an object has to fall below. From -30 to 40.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            One page of objects.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 422 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._page(
            _LIST_OBJECTS,
            {
                "cursor": cursor,
                "limit": limit,
                "kind": kind,
                "brighterThan": brighter_than,
            },
            None,
            options,
        )

    async def get_object(
        self, designation: str, *, options: RequestOptions | None = None
    ) -> models.CelestialObject:
        """Get an object.

        Reads one object by its designation, for example `M31`.

        Args:
            designation: What astronomers call the object.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The object.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401 and 404 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._call(
            _GET_OBJECT,
            {
                "designation": designation,
            },
            None,
            options,
        )
