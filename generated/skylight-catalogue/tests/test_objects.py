# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Calls of `client.objects`: what is sent, and what becomes of every documented answer."""

from typing import Any

import pytest

from skylight_catalogue import (
    AsyncSkylightCatalogue,
    InvalidValueError,
    NotInCatalogueError,
    SkylightCatalogue,
    UnknownKeyError,
    models,
)

from . import examples
from .support import Failure, Server, plain, sent_body, sent_headers, settle

pytestmark = pytest.mark.anyio

Client = SkylightCatalogue | AsyncSkylightCatalogue

_ERROR_401 = pytest.param(
    Failure(
        401,
        UnknownKeyError,
        "application/problem+json",
        models.Problem,
        {
            "type": "https://catalogue.skylight.example/problems/unknown-key",
            "title": "Unknown key",
            "status": 401,
            "detail": "There is no such key.",
        },
        (
            "https://catalogue.skylight.example/problems/unknown-key",
            "Unknown key",
            "There is no such key.",
        ),
    ),
    id="401",
)


class TestListObjects:
    """GET /objects"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(
            200,
            "application/json",
            {
                "items": [
                    {
                        "kind": "star",
                        "designation": "M31",
                        "name": "Andromeda Galaxy",
                        "magnitude": 3.4,
                        "position": [10.68, 41.27],
                        "spectralType": "A0V",
                        "parallax": 130.23,
                        "companions": ["HD 48915 B"],
                    }
                ],
                "nextCursor": None,
            },
        )

        await settle(
            client.objects.list_objects(
                cursor="example-cursor",
                limit=50,
                kind=["star", "comet"],
                brighter_than=6.5,
            )
        )

        request = server.request
        assert request.method == "GET"
        assert (
            str(request.url)
            == "https://catalogue.skylight.example/v1/objects?cursor=example-cursor&limit=50&kind=star,comet&brighterThan=6.5"
        )
        assert sent_headers(request) == {
            "accept": "application/json",
            "x-catalogue-key": "test-api-key",
        }
        assert sent_body(request) == b""

    async def test_sends_no_more_than_needed(self, server: Server, client: Client) -> None:
        server.answer(
            200,
            "application/json",
            {
                "items": [
                    {
                        "kind": "star",
                        "designation": "M31",
                        "name": "Andromeda Galaxy",
                        "magnitude": 3.4,
                        "position": [10.68, 41.27],
                        "spectralType": "A0V",
                        "parallax": 130.23,
                        "companions": ["HD 48915 B"],
                    }
                ],
                "nextCursor": None,
            },
        )

        await settle(client.objects.list_objects())

        request = server.request
        assert request.method == "GET"
        assert str(request.url) == "https://catalogue.skylight.example/v1/objects"
        assert sent_headers(request) == {
            "accept": "application/json",
            "x-catalogue-key": "test-api-key",
        }
        assert sent_body(request) == b""

    @pytest.mark.parametrize(
        ("model", "payload"),
        [pytest.param(models.ObjectPage, examples.OBJECT_PAGE["full"], id="ObjectPage")],
    )
    async def test_answers_200(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(200, "application/json", payload)

        result = await settle(client.objects.list_objects())

        assert isinstance(result.body, model)
        assert plain(result.body) == payload
        assert plain(result.items) == payload["items"]

    @pytest.mark.parametrize(
        "error",
        [
            _ERROR_401,
            pytest.param(
                Failure(
                    422,
                    InvalidValueError,
                    "application/problem+json",
                    models.Problem,
                    {
                        "type": "https://catalogue.skylight.example/problems/invalid-value",
                        "title": "Invalid value",
                        "status": 422,
                        "detail": "A declination lies between -90 and 90 degrees.",
                    },
                    (
                        "https://catalogue.skylight.example/problems/invalid-value",
                        "Invalid value",
                        "A declination lies between -90 and 90 degrees.",
                    ),
                ),
                id="422",
            ),
        ],
    )
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(server, lambda: client.objects.list_objects())


class TestGetObject:
    """GET /objects/{designation}"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(200, "application/json", examples.STAR["full"])

        await settle(client.objects.get_object("M31"))

        request = server.request
        assert request.method == "GET"
        assert str(request.url) == "https://catalogue.skylight.example/v1/objects/M31"
        assert sent_headers(request) == {
            "accept": "application/json",
            "x-catalogue-key": "test-api-key",
        }
        assert sent_body(request) == b""

    @pytest.mark.parametrize(
        ("model", "payload"),
        [
            pytest.param(models.Star, examples.STAR["full"], id="Star"),
            pytest.param(models.Galaxy, examples.GALAXY["full"], id="Galaxy"),
            pytest.param(models.Nebula, examples.NEBULA["full"], id="Nebula"),
            pytest.param(models.Comet, examples.COMET["full"], id="Comet"),
        ],
    )
    async def test_answers_200(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(200, "application/json", payload)

        result = await settle(client.objects.get_object("M31"))

        assert isinstance(result, model)
        assert plain(result) == payload

    @pytest.mark.parametrize(
        "error",
        [
            _ERROR_401,
            pytest.param(
                Failure(
                    404,
                    NotInCatalogueError,
                    "application/problem+json",
                    models.Problem,
                    {
                        "type": "https://catalogue.skylight.example/problems/not-in-catalogue",
                        "title": "Not in the catalogue",
                        "status": 404,
                        "detail": "No object is called M999.",
                    },
                    (
                        "https://catalogue.skylight.example/problems/not-in-catalogue",
                        "Not in the catalogue",
                        "No object is called M999.",
                    ),
                ),
                id="404",
            ),
        ],
    )
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(server, lambda: client.objects.get_object("M31"))
