"""The second package: an API of another kind, over real HTTP, with both kinds of client."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from ..support.packages import load
from .server import KEY, KINDS, PLATE, Catalogue, serve

PROJECT = Path(__file__).resolve().parents[2] / "generated" / "skylight-catalogue"
WHEN = datetime(2024, 11, 2, 21, 14, tzinfo=UTC)


@pytest.fixture(scope="session")
def package() -> ModuleType:
    return load(PROJECT, "skylight_catalogue")


@pytest.fixture(scope="module")
def host() -> Iterator[tuple[Catalogue, str]]:
    catalogue = Catalogue()
    with serve(catalogue) as url:
        yield catalogue, url


@pytest.fixture
def catalogue(host: tuple[Catalogue, str]) -> Catalogue:
    """The catalogue as it is in the beginning."""
    catalogue, _ = host
    catalogue.__init__()  # type: ignore[misc]
    return catalogue


@pytest.fixture
def client(package: ModuleType, host: tuple[Catalogue, str], catalogue: Catalogue) -> Iterator[Any]:
    with package.SkylightCatalogue(api_key=KEY, base_url=host[1], max_retries=0) as client:
        yield client


def photometry(package: ModuleType, magnitude: float = 4.81) -> Any:
    return package.ObservationRequest(
        observed_at=WHEN, observer="Vera", measurement=package.Photometry(band="V", magnitude=magnitude)
    )


def test_the_key_goes_into_its_header(client: Any, catalogue: Catalogue) -> None:
    client.objects.get_object("M31")
    assert catalogue.requests[-1].headers["x-catalogue-key"] == KEY
    assert "authorization" not in catalogue.requests[-1].headers


def test_the_key_is_read_from_the_environment(
    package: ModuleType, host: tuple[Catalogue, str], catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYLIGHT_CATALOGUE_KEY", KEY)
    with package.SkylightCatalogue(base_url=host[1]) as client:
        assert client.objects.get_object("M31").designation == "M31"
    assert KEY not in repr(client)


def test_without_a_key_nothing_is_sent(
    package: ModuleType, host: tuple[Catalogue, str], catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SKYLIGHT_CATALOGUE_KEY", raising=False)
    with (
        package.SkylightCatalogue(base_url=host[1]) as client,
        pytest.raises(package.MissingCredentialsError, match="SKYLIGHT_CATALOGUE_KEY"),
    ):
        client.objects.get_object("M31")
    assert catalogue.requests == []


def test_a_wrong_key_is_an_error_of_its_code(package: ModuleType, host: tuple[Catalogue, str]) -> None:
    with (
        package.SkylightCatalogue(api_key="another", base_url=host[1]) as client,
        pytest.raises(package.UnknownKeyError) as caught,
    ):
        client.objects.get_object("M31")
    assert isinstance(caught.value, package.UnauthorizedError)
    assert (caught.value.status_code, caught.value.detail) == (401, "There is no such key.")


def test_pages_follow_cursors_to_the_end(package: ModuleType, client: Any, catalogue: Catalogue) -> None:
    page = client.objects.list_objects(limit=2)
    assert [type(one).__name__ for one in page.items] == ["Star", "Galaxy"]
    names = [type(one).__name__ for one in page]
    assert names == ["Star", "Galaxy", "UnknownCelestialObject", "Nebula", "Comet"]
    asked = [(request.query.get("cursor"), request.query["limit"]) for request in catalogue.requests]
    assert asked == [(None, ["2"]), (["at-2"], ["2"]), (["at-4"], ["2"])]
    assert [len(each.items) for each in client.objects.list_objects(limit=3).iter_pages()] == [3, 2]
    assert client.objects.list_objects().next_page() is None


def test_pages_can_be_asked_for_from_any_cursor_on(client: Any) -> None:
    assert [one.magnitude for one in client.objects.list_objects(cursor="at-3")] == [4.0, 28.2]


def test_pages_follow_cursors_without_blocking(package: ModuleType, host: tuple[Catalogue, str]) -> None:
    async def collect() -> list[str]:
        async with package.AsyncSkylightCatalogue(api_key=KEY, base_url=host[1]) as client:
            return [one.kind async for one in await client.objects.list_objects(limit=1, kind=["star", "comet"])]

    assert asyncio.run(collect()) == ["star", "comet"]


def test_parameters_are_written_as_their_style_says(client: Any, catalogue: Catalogue) -> None:
    list(client.objects.list_objects(kind=["star", "nebula"], brighter_than=4.5))
    assert catalogue.requests[-1].query == {"kind": ["star,nebula"], "brighterThan": ["4.5"]}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_object_comes_back_as_it_is(
    package: ModuleType, client: Any, catalogue: Catalogue, kind: str
) -> None:
    document = next(one for one in catalogue.objects if one["kind"] == kind)
    found = client.objects.get_object(document["designation"])
    assert type(found) is getattr(package, kind.capitalize())
    assert found.model_dump(mode="json", by_alias=True, exclude_unset=True) == document


def test_a_kind_that_is_newer_than_the_package_is_kept_raw(client: Any, catalogue: Catalogue) -> None:
    found = client.objects.get_object("3C 273")
    assert (found.tag, found.raw) == ("quasar", catalogue.objects[2])


def test_an_observation_is_sent_read_and_withdrawn(package: ModuleType, client: Any, catalogue: Catalogue) -> None:
    added = client.observations.add_observation("M31", photometry(package))
    assert catalogue.requests[-1].body == {
        "observedAt": "2024-11-02T21:14:00Z",
        "observer": "Vera",
        "measurement": {"method": "photometry", "band": "V", "magnitude": 4.81},
    }
    assert (added.id, added.observed_at, added.telescope) == (UUID(int=1), WHEN, None)
    assert isinstance(added.measurement, package.Photometry)
    assert list(client.observations.list_observations("M31", since=WHEN)) == [added]
    assert client.observations.withdraw_observation(added.id) is None
    assert catalogue.observations == []


@pytest.mark.parametrize(
    "measurement",
    [
        {"method": "photometry", "band": "B", "magnitude": -1.5},
        {"method": "spectroscopy", "lines": {"656.28": 0.42, "486.13": 0.31}},
        {"method": "astrometry", "position": [10.68, 41.27]},
    ],
)
def test_every_measurement_goes_there_and_back(client: Any, catalogue: Catalogue, measurement: Any) -> None:
    body = {"observedAt": "2024-11-02T21:14:00Z", "observer": "Vera", "measurement": measurement}
    added = client.observations.add_observation("M31", body)
    assert catalogue.requests[-1].body == body
    assert added.measurement.model_dump(mode="json", by_alias=True) == measurement


@pytest.mark.parametrize(
    ("measurement", "field"),
    [
        ({"method": "guess"}, "measurement"),
        ({"method": "photometry", "magnitude": 1}, "band"),
        ({"method": "photometry", "band": "X", "magnitude": 1}, "band"),
        ({"method": "astrometry", "position": [360, 0]}, "position"),
        ({"method": "astrometry", "position": [10]}, "position"),
        ({"method": "spectroscopy", "lines": {"656.28": 2}}, "lines"),
    ],
)
def test_a_wrong_measurement_is_not_sent(client: Any, catalogue: Catalogue, measurement: Any, field: str) -> None:
    body = {"observedAt": "2024-11-02T21:14:00Z", "observer": "Vera", "measurement": measurement}
    with pytest.raises(ValidationError, match=field):
        client.observations.add_observation("M31", body)
    assert catalogue.requests == []


def test_what_is_read_only_is_not_sent(package: ModuleType) -> None:
    with pytest.raises(ValidationError, match="id"):
        package.ObservationRequest(id=UUID(int=1), observed_at=WHEN, observer="Vera", measurement={"method": "guess"})


def test_problems_have_a_class_for_each_type(package: ModuleType, client: Any) -> None:
    client.observations.add_observation("M31", photometry(package))
    with pytest.raises(package.DuplicateObservationError) as caught:
        client.observations.add_observation("M31", photometry(package))
    assert (caught.value.status_code, caught.value.reason) == (409, "Duplicate observation")
    with pytest.raises(package.NotInCatalogueError, match="Nothing is called M999"):
        client.objects.get_object("M999")


def test_a_plate_is_bytes(package: ModuleType, client: Any) -> None:
    added = client.observations.add_observation("M31", photometry(package))
    with client.observations.download_plate(added.id) as plate:
        assert plate.read() == PLATE
