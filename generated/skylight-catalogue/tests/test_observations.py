# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Calls of `client.observations`: what is sent, and what becomes of every documented answer."""

import datetime
import uuid
from typing import Any

import pytest

from skylight_catalogue import (
    AsyncSkylightCatalogue,
    DuplicateObservationError,
    InvalidValueError,
    NotInCatalogueError,
    SkylightCatalogue,
    UnknownKeyError,
    models,
)

from . import examples
from .support import (
    Failure,
    Server,
    build,
    plain,
    sent_body,
    sent_headers,
    settle,
)

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

_ERROR_404 = pytest.param(
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
)


class TestListObservations:
    """GET /objects/{designation}/observations"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(
            200,
            "application/json",
            {
                "items": [
                    {
                        "id": "123e4567-e89b-42d3-a456-426614174000",
                        "observedAt": "2024-11-02T21:14:00Z",
                        "observer": "Vera",
                        "telescope": "naked eye",
                        "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
                    }
                ],
                "nextCursor": None,
            },
        )

        await settle(
            client.observations.list_observations(
                "M31",
                cursor="example-cursor",
                limit=50,
                since=datetime.datetime.fromisoformat("2024-11-02T00:00:00Z"),
            )
        )

        request = server.request
        assert request.method == "GET"
        assert (
            str(request.url)
            == "https://catalogue.skylight.example/v1/objects/M31/observations?cursor=example-cursor&limit=50&since=2024-11-02T00%3A00%3A00Z"
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
                        "id": "123e4567-e89b-42d3-a456-426614174000",
                        "observedAt": "2024-11-02T21:14:00Z",
                        "observer": "Vera",
                        "telescope": "naked eye",
                        "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
                    }
                ],
                "nextCursor": None,
            },
        )

        await settle(client.observations.list_observations("M31"))

        request = server.request
        assert request.method == "GET"
        assert str(request.url) == "https://catalogue.skylight.example/v1/objects/M31/observations"
        assert sent_headers(request) == {
            "accept": "application/json",
            "x-catalogue-key": "test-api-key",
        }
        assert sent_body(request) == b""

    @pytest.mark.parametrize(
        ("model", "payload"),
        [
            pytest.param(
                models.ObservationPage, examples.OBSERVATION_PAGE["full"], id="ObservationPage"
            )
        ],
    )
    async def test_answers_200(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(200, "application/json", payload)

        result = await settle(client.observations.list_observations("M31"))

        assert isinstance(result.body, model)
        assert plain(result.body) == payload
        assert plain(result.items) == payload["items"]

    @pytest.mark.parametrize("error", [_ERROR_401, _ERROR_404])
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(server, lambda: client.observations.list_observations("M31"))


class TestAddObservation:
    """POST /objects/{designation}/observations"""

    @pytest.mark.parametrize(
        ("model", "payload"),
        [
            pytest.param(
                models.ObservationRequest,
                examples.OBSERVATION_REQUEST["full"],
                id="ObservationRequest",
            )
        ],
    )
    async def test_sends(self, server: Server, client: Client, model: Any, payload: Any) -> None:
        server.answer(201, "application/json", examples.OBSERVATION["full"])

        await settle(client.observations.add_observation("M31", build(model, payload)))

        request = server.request
        assert request.method == "POST"
        assert str(request.url) == "https://catalogue.skylight.example/v1/objects/M31/observations"
        assert sent_headers(request) == {
            "accept": "application/json",
            "content-type": "application/json",
            "x-catalogue-key": "test-api-key",
        }
        assert sent_body(request) == payload

    @pytest.mark.parametrize(
        ("model", "payload"),
        [
            pytest.param(
                models.ObservationRequest,
                examples.OBSERVATION_REQUEST["minimal"],
                id="ObservationRequest",
            )
        ],
    )
    async def test_sends_no_more_than_needed(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(201, "application/json", examples.OBSERVATION["full"])

        await settle(client.observations.add_observation("M31", payload))

        request = server.request
        assert request.method == "POST"
        assert str(request.url) == "https://catalogue.skylight.example/v1/objects/M31/observations"
        assert sent_headers(request) == {
            "accept": "application/json",
            "content-type": "application/json",
            "x-catalogue-key": "test-api-key",
        }
        assert sent_body(request) == payload

    @pytest.mark.parametrize(
        ("model", "payload"),
        [pytest.param(models.Observation, examples.OBSERVATION["full"], id="Observation")],
    )
    async def test_answers_201(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(201, "application/json", payload)

        result = await settle(
            client.observations.add_observation("M31", examples.OBSERVATION_REQUEST["full"])
        )

        assert isinstance(result, model)
        assert plain(result) == payload

    @pytest.mark.parametrize(
        "error",
        [
            _ERROR_401,
            _ERROR_404,
            pytest.param(
                Failure(
                    409,
                    DuplicateObservationError,
                    "application/problem+json",
                    models.Problem,
                    {
                        "type": "https://catalogue.skylight.example/problems/duplicate-observation",
                        "title": "Duplicate observation",
                        "status": 409,
                        "detail": "You have reported this observation before.",
                    },
                    (
                        "https://catalogue.skylight.example/problems/duplicate-observation",
                        "Duplicate observation",
                        "You have reported this observation before.",
                    ),
                ),
                id="409",
            ),
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
        await error.check(
            server,
            lambda: client.observations.add_observation(
                "M31", examples.OBSERVATION_REQUEST["full"]
            ),
        )


class TestWithdrawObservation:
    """DELETE /observations/{observationId}"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(204, "", None)

        await settle(
            client.observations.withdraw_observation(
                uuid.UUID("7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11"),
            )
        )

        request = server.request
        assert request.method == "DELETE"
        assert (
            str(request.url)
            == "https://catalogue.skylight.example/v1/observations/7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11"
        )
        assert sent_headers(request) == {"accept": "*/*", "x-catalogue-key": "test-api-key"}
        assert sent_body(request) == b""

    async def test_answers_204(self, server: Server, client: Client) -> None:
        server.answer(204)

        result = await settle(
            client.observations.withdraw_observation(
                uuid.UUID("7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11"),
            )
        )

        assert result is None

    @pytest.mark.parametrize("error", [_ERROR_401, _ERROR_404])
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(
            server,
            lambda: client.observations.withdraw_observation(
                uuid.UUID("7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11"),
            ),
        )


class TestDownloadPlate:
    """GET /observations/{observationId}/plate"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(200, "application/fits", b"example")

        await settle(
            client.observations.download_plate(uuid.UUID("7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11"))
        )

        request = server.request
        assert request.method == "GET"
        assert (
            str(request.url)
            == "https://catalogue.skylight.example/v1/observations/7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11/plate"
        )
        assert sent_headers(request) == {
            "accept": "application/fits",
            "x-catalogue-key": "test-api-key",
        }
        assert sent_body(request) == b""

    async def test_answers_200(self, server: Server, client: Client) -> None:
        server.answer(200, "application/fits", b"example")

        result = await settle(
            client.observations.download_plate(uuid.UUID("7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11"))
        )

        assert await settle(result.read()) == b"example"

    @pytest.mark.parametrize("error", [_ERROR_401, _ERROR_404])
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(
            server,
            lambda: client.observations.download_plate(
                uuid.UUID("7b0c5d1e-6a57-4e0b-9d43-0a4c1f7e2b11")
            ),
        )
